/** One row of a table; its links are tab stops only while the row is the active one. */
import { memo, useLayoutEffect, useRef } from 'react';
import { partsWords } from '../words/parts';
import { count } from './format';
import type { Column } from './table-rows';
import { visibleText } from './visible-text';

interface Place {
  id: string;
  /** From 1, the heading included. */
  rowIndex: number;
  top: number;
}

interface RowProps<Row> extends Place {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  template: string;
  active: boolean;
  selected: boolean;
  /** A click on it, with Shift or Control or neither. */
  onChoose: (index: number, how: 'range' | 'one' | null) => void;
  onOpen: ((row: Row) => void) | undefined;
  onSelect: ((row: Row) => void) | undefined;
}

/** Whether a click meant the row: not a link or button in it, and not the end of marking text. */
function isOnRow(target: EventTarget): boolean {
  const onControl = target instanceof Element && target.closest('a, button, input, label') !== null;
  return !onControl && window.getSelection()?.isCollapsed !== false;
}

function Cell<R>({ column, row }: { column: Column<R>; row: R }) {
  const value = column.value(row);
  if (column.absent !== undefined && value === null) return <span className="muted absent">{column.absent}</span>;
  if (column.cell) return column.cell(row);
  if (value === null) return null;
  const text = typeof value === 'number' ? count(value) : visibleText(value);
  if (column.cut === 'start') {
    return (
      <span className="cut-start" title={text}>
        <bdi dir="ltr">{text}</bdi>
      </span>
    );
  }
  return <span title={text}>{text}</span>;
}

function Row<R>({ id, rowIndex, row, index, top, columns, template, active, selected, onChoose, onOpen, onSelect }: RowProps<R>) {
  const ref = useRef<HTMLDivElement>(null);
  // Whatever a cell draws, only the active row may hold tab stops.
  useLayoutEffect(() => {
    for (const stop of ref.current?.querySelectorAll<HTMLElement>('a, button') ?? []) stop.tabIndex = active ? 0 : -1;
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around has the keys
    <div
      ref={ref}
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected}
      className="grid-row"
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={(event) => {
        const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'one' : null;
        onChoose(index, isOnRow(event.target) ? how : null);
        if (onSelect && how === null && isOnRow(event.target)) onSelect(row);
      }}
      // A range is chosen and not the text in between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onDoubleClick={() => onOpen?.(row)}
    >
      {columns.map((column, position) => (
        <div key={column.id} role="gridcell" aria-colindex={position + 1} className={column.mono ? 'grid-cell mono' : 'grid-cell'} data-align={column.align}>
          <Cell column={column} row={row} />
        </div>
      ))}
    </div>
  );
}

/** A row that has not come yet. */
export function WaitingRow({ id, rowIndex, top, columns }: Place & { columns: number }) {
  return (
    <div id={id} role="row" aria-rowindex={rowIndex} className="grid-row grid-waiting" style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" aria-colindex={1} aria-colspan={columns} className="grid-cell muted">
        {partsWords.loading}
      </div>
    </div>
  );
}

export const DataRow = memo(Row) as typeof Row;
