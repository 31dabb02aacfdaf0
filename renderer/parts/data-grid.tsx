/** The grid of a table: a sticky header, the rows in sight alone, an active row that the arrow keys move, and rows that are chosen. */
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ColumnFilters, Sort } from '../../core/table/values';
import { tableWords } from '../words/parts';
import { isMenuKey, type Subject } from './context-menu';
import { copyRows } from './copy-rows';
import { DataRow, WaitingRow } from './data-row';
import { GridHead } from './grid-head';
import { InTable } from './in-table';
import { openRowMenu } from './row-menu';
import type { RowSource } from './row-source';
import type { Column } from './table-rows';
import { tell } from './toasts';
import { useAfterFrame } from './use-after-frame';
import { useFewAtOnce } from './use-few-at-once';
import { useSelection } from './use-selection';
import { useWorkspaceOrNone } from './workspace-context';

const rowHeight = 32;

interface GridProps<Row> {
  label: string;
  source: RowSource<Row>;
  columns: readonly Column<Row>[];
  widths: Readonly<Record<string, number>>;
  onWidth: (id: string, width: number | null) => void;
  rowKey: (row: Row) => string;
  subject: (row: Row) => Subject;
  onOpen?: (row: Row) => void;
  onSelect?: (row: Row) => void;
  maxHeight?: number;
  sort: readonly Sort[];
  sortable: readonly string[] | undefined;
  onSort: (id: string, also: boolean) => void;
  filters: ColumnFilters | null;
  filterable: readonly string[] | undefined;
  onFilters: (filters: ColumnFilters) => void;
  /** Clears the filters; null where none is set. */
  onClear: (() => void) | null;
}

/** Where a key moves the active row to; null for keys that do not move it. */
export function moveActive(key: string, active: number, last: number, pageSize: number): number | null {
  const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + pageSize, PageUp: active - pageSize, Home: 0, End: last };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? null : Math.max(0, Math.min(last, to));
}

/** Moves the focus to the next link or button of the active row; before the first of them comes the table itself. */
function moveInRow(row: HTMLElement | null, grid: HTMLElement | null, by: 1 | -1): void {
  const stops = [grid, ...(row?.querySelectorAll<HTMLElement>('a, button') ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement | null);
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus();
}

export function DataGrid<Row>(props: GridProps<Row>) {
  const { label, source, columns, widths, onWidth, rowKey, subject, onOpen, onSelect, maxHeight, sort, sortable, onSort, filters, filterable, onFilters, onClear } = props;
  const { count, rowAt, busy, onSight, question } = source;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, count - 1));
  const selection = useSelection(source.arrangement, count, active);
  const headRows = filters === null ? 1 : 2;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight * headRows,
    // Until it is measured: so the rows are part of the first drawing, which is done in short turns, and not of the one that measures.
    initialRect: { width: 0, height: Math.min(maxHeight ?? Number.POSITIVE_INFINITY, window.innerHeight / 2) },
  });
  const items = virtualizer.getVirtualItems();
  const framed = useAfterFrame(count > 0);
  const drawn = useFewAtOnce(
    items.map(({ index }) => index),
    active,
    !virtualizer.isScrolling,
  );
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSight?.(first, last), [onSight, first, last]);
  const answered = useRef(question);
  useLayoutEffect(() => {
    const isOther = answered.current !== undefined && answered.current !== question;
    answered.current = question;
    if (!isOther) return;
    setActive(0);
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [question]);
  const widthOf = (column: Column<Row>) => widths[column.id] ?? column.width;
  // A width that was set by hand takes no part in the room left over.
  const template = columns.map((column) => (widths[column.id] === undefined ? `minmax(${column.width}px, ${column.grow ?? 0.001}fr)` : `${widths[column.id]}px`)).join(' ');
  const minWidth = columns.reduce((sum, column) => sum + widthOf(column), 0);

  const goTo = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    scroller.current?.focus({ preventScroll: true });
  };
  const workspace = useWorkspaceOrNone();
  /** The menu of a row, or of the link in it that is meant; `at`: where the pointer is. */
  const openMenu = (index: number, meant: Element | null, at?: { x: number; y: number }) => {
    const cell = meant?.closest('[role=gridcell]') ?? null;
    const row = rowAt(index);
    if (workspace === null || row === undefined) return;
    if (!selection.has(index)) selection.beginAt(index);
    setActive(index);
    const chosenRows = selection.has(index) && selection.size > 1 ? selection.list() : null;
    const element = document.getElementById(`${id}-${index}`) ?? scroller.current;
    const own = subject(row);
    const link = meant?.closest<HTMLElement>('[data-lid]')?.dataset;
    const linked = link?.lid === undefined || link.lid === own.lid ? null : { lid: link.lid, kind: link.kind ?? null, path: null };
    openRowMenu({
      workspace,
      source,
      columns,
      row,
      index,
      chosen: chosenRows,
      cell,
      element,
      at,
      subject: linked ?? own,
      subjectOf: subject,
      from: scroller.current,
      ...(onOpen && !linked && { onOpen }),
    });
  };
  const onContextMenu = (event: MouseEvent<HTMLDivElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('.grid-head')) return;
    event.preventDefault();
    const row = target?.closest('[role=row]');
    const index = row ? Number(row.getAttribute('aria-rowindex')) - headRows - 1 : active;
    openMenu(index, target, row ? { x: event.clientX, y: event.clientY } : undefined);
  };
  /** Keys of the grid itself, and not of what stands in a cell. */
  const onGridKey = (event: KeyboardEvent<HTMLDivElement>): boolean => {
    const row = rowAt(active);
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && onOpen) {
      if (row !== undefined) onOpen(row);
    } else if (event.key === ' ') selection.toggle(active);
    else if (event.key === 'a' && command) selection.all();
    else if (event.key === 'Escape' && selection.size > 0) selection.clear();
    else if (event.key === 'c' && command && window.getSelection()?.isCollapsed !== false)
      void copyRows(source, columns, selection.size > 0 ? selection.list() : [active]).then((said) => tell(said));
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (count === 0 || event.target instanceof HTMLInputElement) return;
    if (isMenuKey(event)) {
      event.preventDefault();
      return openMenu(active, document.activeElement);
    }
    const to = event.ctrlKey || event.altKey ? null : moveActive(event.key, active, count - 1, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1));
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) selection.extendTo(to);
      else selection.beginAt(to);
      goTo(to);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      moveInRow(document.getElementById(`${id}-${active}`), scroller.current, event.key === 'ArrowRight' ? 1 : -1);
    } else if (event.target === event.currentTarget && onGridKey(event)) event.preventDefault();
  };
  /** A click that chooses; false: it means the row alone. */
  const onChoose = (index: number, how: 'range' | 'one' | null) => {
    if (how === 'range') selection.extendTo(index);
    else if (how === 'one') selection.toggle(index);
    else selection.beginAt(index);
    setActive(index);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-description={tableWords.keys}
      aria-rowcount={count + headRows}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={framed && items.some(({ index }) => index === active) ? `${id}-${active}` : undefined}
      aria-busy={busy}
      tabIndex={0}
      className="data-grid"
      style={maxHeight === undefined ? undefined : { maxHeight }}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <div role="rowgroup" className="grid-head" style={{ minWidth }}>
        <GridHead
          columns={columns}
          template={template}
          sort={sort}
          sortable={sortable}
          onSort={onSort}
          onWidth={onWidth}
          filters={filters}
          filterable={filterable}
          onFilters={onFilters}
        />
      </div>
      <InTable.Provider value={true}>
        <div role="rowgroup" className="grid-body" style={{ minWidth, height: virtualizer.getTotalSize() }}>
          {(framed ? items : []).map((item) => {
            const row = rowAt(item.index);
            const place = { id: `${id}-${item.index}`, rowIndex: item.index + headRows + 1, top: item.start };
            if (row === undefined || !drawn.has(item.index)) return <WaitingRow key={`${item.index} waiting`} {...place} columns={columns.length} />;
            return (
              <DataRow
                key={`${item.index} ${rowKey(row)}`}
                {...place}
                row={row}
                index={item.index}
                columns={columns}
                template={template}
                active={item.index === active}
                selected={selection.has(item.index)}
                onChoose={onChoose}
                onOpen={onOpen}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </InTable.Provider>
      {count === 0 && !busy && (
        <div className="grid-nothing muted">
          {tableWords.nothing}{' '}
          {onClear && (
            <Button variant="subtle" onClick={onClear}>
              {tableWords.clear}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
