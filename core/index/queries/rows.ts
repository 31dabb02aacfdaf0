/** Runs one SELECT; lists of ids go in as one JSON value. */
import type { SqlDatabase, SqlValue } from '../../ports';

export function all<Row extends SqlValue[]>(db: SqlDatabase, sql: string, values: SqlValue[] = []): Row[] {
  return db.kept(sql).all<Row>(values);
}

export function one<Row extends SqlValue[]>(db: SqlDatabase, sql: string, values: SqlValue[] = []): Row | undefined {
  return db.kept(sql).get<Row>(values);
}

/** One row after another, none of them kept. */
export function each<Row extends SqlValue[]>(db: SqlDatabase, sql: string, values: SqlValue[], visit: (row: Row) => void): void {
  const statement = db.prepare(sql);
  try {
    statement.each<Row>(values, visit);
  } finally {
    statement.free();
  }
}

/** The value for `IN (SELECT value FROM json_each(?))`. */
export function idList(ids: Iterable<number>): string {
  return JSON.stringify([...ids]);
}
