/** The menu of a row of a table: what its record offers, and copies of its cells. */
import { contextMenuWords as words } from '../words/context-menu';
import { openContextMenu, placeBelow, type Subject } from './context-menu';
import { chosenRows, copyRows } from './copy-rows';
import { count } from './format';
import type { RowSource } from './row-source';
import { type Column, cellText } from './table-rows';
import { copyText, tell } from './toasts';

interface RowMenu<Row> {
  workspace: string;
  source: RowSource<Row>;
  columns: readonly Column<Row>[];
  row: Row;
  index: number;
  /** Places of the rows that are chosen with it; null: it alone. */
  chosen: number[] | null;
  /** The cell that was meant; null: none. */
  cell: Element | null;
  element: Element | null;
  /** Where the pointer is; without it the menu opens below the row. */
  at: { x: number; y: number } | undefined;
  subject: Subject;
  subjectOf: (row: Row) => Subject;
  from: HTMLElement | null;
  onOpen?: (row: Row) => void;
}

export function openRowMenu<Row>({ workspace, source, columns, row, index, chosen, cell, element, at, subject, subjectOf, from, onOpen }: RowMenu<Row>): void {
  const place = at ?? (element ? placeBelow(element) : { x: 0, y: 0 });
  const meant = cell === null ? undefined : columns[Number(cell.getAttribute('aria-colindex')) - 1];
  const held = (meant === undefined ? columns : [meant]).filter((column) => !column.action);
  openContextMenu({
    workspace,
    ...place,
    subject,
    ...(chosen !== null && { chosen: { count: chosen.length, subjects: async () => (await chosenRows(source, chosen)).map(subjectOf) } }),
    ...(onOpen && { onOpen: () => onOpen(row) }),
    copies: [
      { words: chosen === null ? words.copyRow : words.copyRows(count(chosen.length)), copy: () => void copyRows(source, columns, chosen ?? [index]).then((said) => tell(said)) },
      ...held.map((column) => ({ words: words.copyCell(column.title), copy: () => copyText(cellText(column.value(row))) })),
    ],
    from,
  });
}
