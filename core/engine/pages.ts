/** Pages of long tables: filtered and sorted here as the window does it with short ones, and remembered while the index stays as it is. */
import type { RowsArranged, RowsAsked } from '../contract/pages';
import { arrange, finish, newMemory } from '../table/arrange';
import type { ValueColumn } from '../table/values';
import type { OpenWorkspace } from './context';

interface Table<Row> {
  name: string;
  rows: readonly Row[];
  memory: ReturnType<typeof newMemory>;
  arranged: { by: string; rows: readonly Row[] } | null;
}

/** As many tables stay at hand, the one asked for last at the end. */
const kept = 6;

/**
 * The rows of a page; without `asked` all of them. `name` says which table of this workspace it is; `make` is called once for each state
 * of the index, while the table is among the last ones asked for. Columns that are not among `columns` neither sort nor filter.
 */
export function pageOf<Row>(
  workspace: OpenWorkspace,
  name: string,
  make: () => readonly Row[],
  columns: readonly ValueColumn<Row>[],
  asked: RowsAsked,
): { rows: readonly Row[]; total: number; all: number } {
  const tables = workspace.cached<Table<unknown>[]>('tables in pages', () => []);
  const at = tables.findIndex((one) => one.name === name);
  const table = (at < 0 ? { name, rows: make(), memory: newMemory(), arranged: null } : tables.splice(at, 1)[0]) as Table<Row>;
  tables.push(table as Table<unknown>);
  if (tables.length > kept) tables.shift();
  const { rows } = table;
  if (asked === undefined) return { rows, total: rows.length, all: rows.length };
  const { offset, limit, ...arrangement } = asked;
  const by = JSON.stringify(arrangement);
  if (table.arranged?.by !== by) table.arranged = { by, rows: finish(arrange(rows, columns, arrangement, table.memory)) };
  const { rows: arranged } = table.arranged;
  return { rows: arranged.slice(offset, offset + limit), total: arranged.length, all: rows.length };
}

/** A list of which only the rows of a page are made, as long as it is shown as it comes. */
export interface LazyList<Row> {
  total: number;
  rowsAt(offset: number, limit: number): readonly Row[];
}

/** A page of such a list; sorted or filtered, all of its rows are made, once for each state of the index (and `name`). */
export function arrangedPage<Row>(
  workspace: OpenWorkspace,
  name: string,
  { total, rowsAt }: LazyList<Row>,
  columns: readonly ValueColumn<Row>[],
  { offset, limit, arranged }: { offset: number; limit: number; arranged?: RowsArranged },
): { rows: readonly Row[]; total: number; all: number } {
  if (arranged === undefined) return { rows: rowsAt(offset, limit), total, all: total };
  return pageOf(workspace, name, () => rowsAt(0, total), columns, { ...arranged, offset, limit });
}
