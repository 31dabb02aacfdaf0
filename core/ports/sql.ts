/** A database of SQLite, in memory or on a file. */

export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** The same for a question that is asked again and again: prepared once, and not to be freed. */
  kept(sql: string): Pick<SqlStatement, 'all' | 'get'>;
  /** The whole database as one file image. */
  export(): Uint8Array;
  close(): void;
}

/** What a database is read from and written to, page by page, where it is not in memory. */
export interface SqlFile {
  size(): number;
  /** Fills `into` from `offset`; returns how many bytes were there. */
  read(offset: number, into: Uint8Array): number;
  write(offset: number, bytes: Uint8Array): void;
  truncate(size: number): void;
}

export type SqlValue = number | string | Uint8Array | null;

export interface SqlStatement {
  /** Runs once with these values. */
  run(values: SqlValue[]): void;
  all<Row extends SqlValue[] = SqlValue[]>(values?: SqlValue[]): Row[];
  get<Row extends SqlValue[] = SqlValue[]>(values?: SqlValue[]): Row | undefined;
  /** Hands over one row after another and keeps none: for tables of which a list of all rows would cost more than the rows. */
  each<Row extends SqlValue[] = SqlValue[]>(values: SqlValue[], visit: (row: Row) => void): void;
  free(): void;
}
