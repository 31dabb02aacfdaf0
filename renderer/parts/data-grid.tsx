/** The grid of a table: a sticky header, the rows in sight alone, and an active row that the arrow keys move. */
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { call } from '../client';
import { tableWords } from '../words/parts';
import { DataRow } from './data-row';
import { InTable } from './in-table';
import { type Column, rowsAsTsv } from './table-rows';

const rowHeight = 32;

interface GridProps<Row> {
  label: string;
  rows: readonly Row[];
  /** What is shown is about to change. */
  busy: boolean;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  onSelect?: (row: Row) => void;
  maxHeight?: number;
  sorting: { id: string; descending: boolean } | null;
  onSort: (id: string) => void;
  /** Clears the filter; null where none is set. */
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

export function DataGrid<Row>({ label, rows, busy, columns, rowKey, onOpen, onSelect, maxHeight, sorting, onSort, onClear }: GridProps<Row>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, rows.length - 1));
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
    // Until it is measured: so the rows are part of the first drawing, which is done in short turns, and not of the one that measures.
    initialRect: { width: 0, height: Math.min(maxHeight ?? Number.POSITIVE_INFINITY, window.innerHeight / 2) },
  });
  const template = columns.map((column) => `minmax(${column.width}px, ${column.grow ?? 0.001}fr)`).join(' ');
  const minWidth = columns.reduce((sum, column) => sum + column.width, 0);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[active];
    if (row === undefined) return;
    const onGrid = event.target === event.currentTarget;
    const to = moveActive(event.key, active, rows.length - 1, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1));
    if (to !== null) {
      event.preventDefault();
      setActive(to);
      virtualizer.scrollToIndex(to);
      scroller.current?.focus({ preventScroll: true });
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      moveInRow(document.getElementById(`${id}-${active}`), scroller.current, event.key === 'ArrowRight' ? 1 : -1);
    } else if (event.key === 'Enter' && onGrid && onOpen) {
      event.preventDefault();
      onOpen(row);
    } else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && onGrid && window.getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      void call('clipboard.write', { text: rowsAsTsv([row], columns) });
    }
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-description={tableWords.keys}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
      aria-busy={busy}
      tabIndex={0}
      className="data-grid"
      style={maxHeight === undefined ? undefined : { maxHeight }}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head" style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
          {columns.map((column, index) => {
            const sorted = sorting?.id === column.id ? (sorting.descending ? 'descending' : 'ascending') : 'none';
            return (
              <div key={column.id} role="columnheader" aria-colindex={index + 1} aria-sort={column.action ? undefined : sorted} className="grid-cell" data-align={column.align}>
                {column.action ? (
                  column.title
                ) : (
                  <button type="button" className="grid-sort" title={column.tip ?? tableWords.sortBy(column.title)} onClick={() => onSort(column.id)}>
                    {column.title}
                    <span aria-hidden="true">{sorted === 'none' ? '' : sorted === 'ascending' ? ' ↑' : ' ↓'}</span>
                  </button>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <InTable.Provider value={true}>
        <div role="rowgroup" className="grid-body" style={{ minWidth, height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row !== undefined && (
                <DataRow
                  key={`${item.index} ${rowKey(row)}`}
                  id={`${id}-${item.index}`}
                  row={row}
                  index={item.index}
                  top={item.start}
                  columns={columns}
                  template={template}
                  active={item.index === active}
                  onActive={setActive}
                  onOpen={onOpen}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </div>
      </InTable.Provider>
      {rows.length === 0 && !busy && (
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
