/** What a column is, and how rows are copied. */
import type { ValueColumn } from '../../core/table/values';
import { toTsv } from './tsv';

/** A column of a `DataTable`. `value` is what is sorted, filtered and copied; `cell` is what is drawn. */
export interface Column<Row> extends ValueColumn<Row> {
  title: string;
  cell?: (row: Row) => React.ReactNode;
  /** Least width in pixels. */
  width: number;
  /** Share of the room left over; 0 keeps the least width. */
  grow?: number;
  align?: 'right';
  mono?: boolean;
  /** Which end of a long text is cut off; the end of a path says more than its beginning. */
  cut?: 'start';
  /** Holds a button and no value: neither sorted nor copied. */
  action?: boolean;
  /** Drawn where there is no value, such as "not recorded"; an empty cell without it. */
  absent?: string;
  /** Hidden until chosen in the column menu. */
  hidden?: boolean;
  /** Tooltip of the heading. */
  tip?: string;
}

/** Rows and columns as tab-separated text with a header. */
export function rowsAsTsv<Row>(rows: readonly Row[], all: readonly Column<Row>[]): string {
  const columns = all.filter((column) => !column.action);
  return toTsv(
    columns.map((column) => column.title),
    rows.map((row) => columns.map((column) => column.value(row))),
  );
}

/** One cell as it is copied alone: as it is recorded, with no guard against formulas, for it may be pasted anywhere. */
export function cellText(value: string | number | null): string {
  return value === null ? '' : String(value);
}
