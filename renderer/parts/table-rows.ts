/** What a column is, how its values sort, and how rows are copied. */
import { toTsv } from './tsv';

/** A column of a `DataTable`. `value` is what is sorted, filtered and copied; `cell` is what is drawn. */
export interface Column<Row> {
  id: string;
  title: string;
  value: (row: Row) => string | number | null;
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

/** One of the columns that a table is sorted by; the first in a list decides, the next where it leaves rows equal. */
export interface Sort {
  id: string;
  descending: boolean;
}

/** What is typed above the columns, by column; blank texts filter nothing. */
export type ColumnFilters = Readonly<Record<string, string>>;

/** A key by which texts sort as people expect: case does not matter and `chr2` comes before `chr10`. undefined sorts last. */
export function sortKey(value: string | number | null): string | number | undefined {
  if (value === null || value === '') return undefined;
  return typeof value === 'number' ? value : value.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'));
}

/** Ascending, by code unit or number: fast enough for tens of thousands of rows. */
export function compareKeys(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const a = String(left);
  const b = String(right);
  return a < b ? -1 : a > b ? 1 : 0;
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
