/** sql.js behind core's database port: SQLite in WebAssembly, in memory, its image kept by us. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import initSqlJs from 'sql.js';
import type { SqlDatabase, SqlStatement, SqlValue } from '../../core/ports';

/**
 * For the connection alone, nothing of it is in an image: 64 MiB of pages at hand instead of 2, as each page missing is copied out of the image; sorting in memory, for there is no disk;
 * and the database kept for this connection, as there is no other: each statement would look anew whether another one had written or left a journal, which costs more than finding a row.
 */
const settings = 'PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY;';

/** Loads the WebAssembly once; gives what opens databases. */
export async function loadSql(): Promise<(image: Uint8Array | null) => SqlDatabase> {
  const wasm = readFileSync(wasmPath());
  const SQL = await initSqlJs({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer });
  return (image) => {
    let db = new SQL.Database(image ?? undefined);
    db.run(settings);
    return {
      exec: (sql) => void db.run(sql),
      prepare: (sql) => wrap(db.prepare(sql)),
      export() {
        const image = db.export(); // opens it anew, without the settings
        db.run(settings);
        return image;
      },
      close: () => {
        db.close();
        db = new SQL.Database();
      },
    };
  };
}

/** The names that sql.js's statements have and that are used here. */
interface Statement {
  bind(values: SqlValue[]): boolean;
  step(): boolean;
  get(): SqlValue[];
  reset(): void;
  run(values: SqlValue[]): void;
  free(): boolean;
}

function wrap(raw: unknown): SqlStatement {
  const statement = raw as Statement;
  return {
    run: (values) => statement.run(values),
    all<Row extends SqlValue[]>(values: SqlValue[] = []) {
      const rows: Row[] = [];
      statement.bind(values);
      while (statement.step()) rows.push(statement.get() as Row);
      statement.reset();
      return rows;
    },
    get<Row extends SqlValue[]>(values: SqlValue[] = []) {
      statement.bind(values);
      const row = statement.step() ? (statement.get() as Row) : undefined;
      statement.reset();
      return row;
    },
    each<Row extends SqlValue[]>(values: SqlValue[], visit: (row: Row) => void) {
      statement.bind(values);
      while (statement.step()) visit(statement.get() as Row);
      statement.reset();
    },
    free: () => void statement.free(),
  };
}

function wasmPath(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'sql-wasm.wasm');
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
}
