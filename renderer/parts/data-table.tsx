/** The table of the window: sorts, filters, hides columns, copies; draws only the rows in sight; works by keyboard and screen reader. */
import { type ReactNode, useMemo, useState } from 'react';
import './data-table.css';
import { DataGrid } from './data-grid';
import type { Column } from './table-rows';
import { TableToolbar } from './table-toolbar';
import { useArranged } from './use-arranged';

export type { Column } from './table-rows';

/** A table inside a panel with so few rows needs no filter. */
const shortTable = 8;

export interface DataTableProps<Row> {
  /** Names the table for screen readers: "Runs of trial-042". */
  label: string;
  /** What a row is, in the plural: "runs". */
  noun: string;
  rows: readonly Row[];
  /** Stable between renders (a constant or a memo). */
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Enter or a double click on a row. */
  onOpen?: (row: Row) => void;
  /** A click on a row, where something beside the table tells more of it. */
  onSelect?: (row: Row) => void;
  sortBy?: { id: string; descending: boolean };
  /** Buttons and switches between filter and counts. */
  toolbar?: ReactNode;
  /** Height of the whole table at most, in pixels; without it the table fills its parent. */
  maxHeight?: number;
  /** Shown where there are no rows at all. */
  empty?: ReactNode;
}

export function DataTable<Row extends object>({ label, noun, rows, columns, rowKey, onOpen, onSelect, sortBy, toolbar, maxHeight, empty }: DataTableProps<Row>) {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState(sortBy ?? null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(columns.filter((column) => column.hidden).map((column) => column.id)));
  const { shown, busy } = useArranged(rows, columns, { filter, sort });
  const visible = useMemo(() => columns.filter((column) => !hidden.has(column.id)), [columns, hidden]);
  const toggle = (id: string, show: boolean) => setHidden((before) => new Set(show ? [...before].filter((other) => other !== id) : [...before, id]));
  /** Ascending, then descending, then as the rows came. */
  const sortOn = (id: string) => setSort((before) => (before?.id !== id ? { id, descending: false } : before.descending ? null : { id, descending: true }));
  if (rows.length === 0 && empty) return empty;
  return (
    <div className="data-table" data-fill={maxHeight === undefined || undefined}>
      <TableToolbar
        noun={noun}
        filterable={maxHeight === undefined || rows.length > shortTable}
        filter={filter}
        onFilter={setFilter}
        total={rows.length}
        rows={shown}
        columns={columns}
        visible={visible}
        onToggle={toggle}
      >
        {toolbar}
      </TableToolbar>
      <DataGrid
        label={label}
        rows={shown}
        busy={busy}
        columns={visible}
        rowKey={rowKey}
        {...(onOpen && { onOpen })}
        {...(onSelect && { onSelect })}
        {...(maxHeight !== undefined && { maxHeight })}
        sorting={sort}
        onSort={sortOn}
        onClear={filter.trim() === '' ? null : () => setFilter('')}
      />
    </div>
  );
}
