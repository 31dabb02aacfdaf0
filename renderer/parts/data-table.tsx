/** The table of the window: sorts, filters, hides columns, copies; draws only the rows in sight; works by keyboard and screen reader. */
import { type ReactNode, useMemo } from 'react';
import type { Sort } from '../../core/table/values';
import type { Subject } from './context-menu';
import { heldRows } from './row-source';
import { TableFrame } from './table-frame';
import type { Column } from './table-rows';
import { useArranged } from './use-arranged';
import { useTable } from './use-table';

export type { Column } from './table-rows';

/** A table inside a panel with so few rows needs no filter. */
const shortTable = 8;
const noFilters: readonly string[] = [];

/** What every table is told, wherever its rows come from. */
export interface TableProps<Row> {
  /** Names the table for screen readers: "Runs of trial-042". */
  label: string;
  /** What a row is, in the plural: "runs". */
  noun: string;
  /** Stable between renders (a constant or a memo). */
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Enter or a double click on a row. */
  onOpen?: (row: Row) => void;
  /** A click on a row, where something beside the table tells more of it. */
  onSelect?: (row: Row) => void;
  /** What a row speaks of, for its menu; where not given, by its fields `lid`, `kind` and `path`. */
  subject?: (row: Row) => Subject;
  sortBy?: Sort | readonly Sort[];
  /** Buttons and switches between filter and counts. */
  toolbar?: ReactNode;
  /** Height of the whole table at most, in pixels; without it the table fills its parent. */
  maxHeight?: number;
  /** Shown where there are no rows at all. */
  empty?: ReactNode;
  /** The page writes its rows out itself, and better. */
  ownExport?: boolean;
  /** false: the choice of columns is not kept, as they are those of one file. */
  remembered?: boolean;
}

export interface DataTableProps<Row> extends TableProps<Row> {
  rows: readonly Row[];
}

export function DataTable<Row extends object>({ rows, ...props }: DataTableProps<Row>) {
  const { noun, columns, sortBy, maxHeight, empty, remembered = true } = props;
  const settings = useTable(noun, columns, sortBy, remembered);
  const { shown, busy } = useArranged(rows, columns, settings);
  const question = JSON.stringify([settings.sort, settings.filter, settings.filters]);
  const source = useMemo(() => heldRows(shown, rows.length, busy, question), [shown, rows.length, busy, question]);
  if (rows.length === 0 && empty) return empty;
  const filterable = maxHeight === undefined || rows.length > shortTable;
  return <TableFrame {...props} settings={settings} source={source} filterable={filterable} sortable={undefined} columnFilters={filterable ? undefined : noFilters} />;
}
