/** sql.js behind core's database port: SQLite in WebAssembly, in memory or on a file of ours. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import initSqlJs, { type SqlJsStatic } from 'sql.js';
import { manyPages } from '../../core/index/page-cache';
import type { SqlDatabase, SqlFile, SqlStatement, SqlValue } from '../../core/ports';
import { hostSqlFiles, type SqlFileHost } from './sql-files';

/**
 * For the connection alone, nothing of it is in an image: 64 MiB of pages at hand instead of 2, as each page missing is copied out of the image; sorting in memory, for there is no disk;
 * and the database kept for this connection, as there is no other: each statement would look anew whether another one had written or left a journal, which costs more than finding a row.
 */
const settings = `PRAGMA cache_size = -${manyPages}; PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY;`;

export interface Sql {
  openSql(image: Uint8Array | null): SqlDatabase;
  openSqlFile: ((file: SqlFile) => SqlDatabase) | null;
}

let loaded: Promise<Sql> | null = null;

/** Loads the WebAssembly once; gives what opens databases. `brief`: as of the ports, at the first call. */
export function loadSql(brief = false): Promise<Sql> {
  loaded ??= load(brief);
  return loaded;
}

async function load(brief: boolean): Promise<Sql> {
  const bytes = readFileSync(wasmPath());
  const wasm = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const host = hostSqlFiles(new Uint8Array(wasm), brief);
  const SQL = await initSqlJs({ wasmBinary: wasm, ...(host && { instantiateWasm: host.instantiate }) });
  return { openSql: (image) => openInMemory(SQL, image), openSqlFile: host && ((file) => openOnFile(SQL, host, file)) };
}

function openInMemory(SQL: SqlJsStatic, image: Uint8Array | null): SqlDatabase {
  const db = new SQL.Database(image ?? undefined);
  db.run(settings);
  const prepare = (sql: string) => wrap(db.prepare(sql), (act) => act());
  const kept = keptStatements(prepare);
  return {
    exec: (sql) => void db.run(sql),
    prepare,
    kept: kept.of,
    export() {
      kept.free();
      const image = db.export(); // opens it anew, without the settings
      db.run(settings);
      return image;
    },
    close: () => db.close(),
  };
}

function openOnFile(SQL: SqlJsStatic, host: SqlFileHost, file: SqlFile): SqlDatabase {
  /** SQLite says "disk I/O error" of what the file threw. */
  const told = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw host.fault() ?? error;
    }
  };
  const db = told(() => host.during(file, () => new SQL.Database()));
  try {
    told(() => db.run(settings));
  } catch (error) {
    db.close();
    throw error;
  }
  const prepare = (sql: string) =>
    wrap(
      told(() => db.prepare(sql)),
      told,
    );
  return {
    exec: (sql) => told(() => void db.run(sql)),
    prepare,
    kept: keptStatements(prepare).of,
    export() {
      const image = new Uint8Array(file.size());
      file.read(0, image);
      return image;
    },
    close: () => db.close(),
  };
}

/** Questions whose statements stay prepared: the ones asked of late. SQLite takes longer to prepare many of them than to answer. */
const mostKept = 100;

function keptStatements(prepare: (sql: string) => SqlStatement) {
  /** Those used last stand last. */
  const statements = new Map<string, SqlStatement>();
  const drop = (sql: string) => {
    statements.get(sql)?.free();
    statements.delete(sql);
  };
  const use = <T>(sql: string, ask: (statement: SqlStatement) => T): T => {
    const statement = statements.get(sql) ?? prepare(sql);
    statements.delete(sql);
    statements.set(sql, statement);
    const [oldest] = statements.keys();
    if (statements.size > mostKept && oldest !== undefined) drop(oldest);
    try {
      return ask(statement);
    } catch (error) {
      drop(sql);
      throw error;
    }
  };
  return {
    of: (sql: string): Pick<SqlStatement, 'all' | 'get'> => ({
      all: (values) => use(sql, (statement) => statement.all(values)),
      get: (values) => use(sql, (statement) => statement.get(values)),
    }),
    free() {
      for (const sql of [...statements.keys()]) drop(sql);
    },
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

/** `told`: what every call goes through, so that an error says what it came from. */
function wrap(raw: unknown, told: <T>(act: () => T) => T): SqlStatement {
  const statement = raw as Statement;
  return {
    run: (values) => told(() => statement.run(values)),
    all<Row extends SqlValue[]>(values: SqlValue[] = []) {
      const rows: Row[] = [];
      told(() => {
        statement.bind(values);
        while (statement.step()) rows.push(statement.get() as Row);
        statement.reset();
      });
      return rows;
    },
    get: <Row extends SqlValue[]>(values: SqlValue[] = []) =>
      told(() => {
        statement.bind(values);
        const row = statement.step() ? (statement.get() as Row) : undefined;
        statement.reset();
        return row;
      }),
    each: <Row extends SqlValue[]>(values: SqlValue[], visit: (row: Row) => void) =>
      told(() => {
        statement.bind(values);
        while (statement.step()) visit(statement.get() as Row);
        statement.reset();
      }),
    free: () => void statement.free(),
  };
}

function wasmPath(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'sql-wasm.wasm');
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
}
