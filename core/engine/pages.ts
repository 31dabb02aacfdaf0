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
  const tables = tablesOf(workspace);
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

function tablesOf(workspace: OpenWorkspace): Table<unknown>[] {
  return workspace.cached('tables in pages', () => []);
}

/** After what went through so many tables that none of those asked for before is at hand any more. */
export const forgetTables = (workspace: OpenWorkspace) => void tablesOf(workspace).splice(0);

/** What stands in a column of every row, in the order of the list. */
type Values = readonly (string | number | null)[];
/** Each column of a list, read by itself. */
export type ColumnsRead<Id extends string> = Record<Id, () => Values>;

/** A list of which only the rows of a page are made, and the columns that it is sorted or filtered by. */
export interface LazyList<Row, Id extends string> {
  total: number;
  /** The rows at these places of the list. */
  rowsOf(places: readonly number[]): readonly Row[];
  column(id: Id): Values;
}

/** A page of such a list; what of a column is texts is masked as it is in the rows. */
export function arrangedPage<Row, Id extends string>(
  workspace: OpenWorkspace,
  name: string,
  { total, rowsOf, column }: LazyList<Row, Id>,
  ids: readonly Id[],
  { offset, limit, arranged }: { offset: number; limit: number; arranged?: RowsArranged },
): { rows: readonly Row[]; total: number; all: number } {
  const places = (from: number, end: number) => Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at);
  if (arranged === undefined) return { rows: rowsOf(places(offset, Math.min(offset + limit, total))), total, all: total };
  const readAlone = (id: Id): ValueColumn<number> => {
    let read: Values | null = null;
    return {
      id,
      value(place) {
        read ??= workspace.masker.texts(column(id));
        return read[place] ?? null;
      },
    };
  };
  const values = pageOf(workspace, `${name}, columns`, () => ids.map(readAlone), [], undefined).rows;
  const { rows, ...counted } = pageOf(workspace, name, () => places(0, total), values, { ...arranged, offset, limit });
  return { ...counted, rows: rowsOf(rows) };
}
