/** CSV files whose rows come in portions: held until they are saved, a few at a time. */
import { createCsv } from '../../csv';
import { AuditError } from '../../errors';
import { joinedBytes } from '../../joined-bytes';

interface About {
  title: string;
  columns: string[];
  filter: string;
}

interface HalfMade extends About {
  workspace: string;
  csv: ReturnType<typeof createCsv>;
  parts: Uint8Array[];
  bytes: number;
  rows: number;
}

/** One that was begun and never saved goes when so many others were begun after it. */
const most = 4;
/** Bytes of one file at most. */
const largest = 1_000_000_000;

export interface Tables {
  begin(workspace: string, about: About): string;
  /** Rows taken so far. Throws `bad-input`. */
  add(workspace: string, table: string, rows: string): number;
  /** The whole file; it is forgotten here. Throws `bad-input` where it has another number of rows. */
  take(workspace: string, table: string, rows: number): About & { bytes: Uint8Array; guarded: number };
}

export function createTables(): Tables {
  const tables = new Map<string, HalfMade>();
  let begun = 0;
  const encoder = new TextEncoder();

  const find = (workspace: string, table: string): HalfMade => {
    const found = tables.get(table);
    if (found === undefined || found.workspace !== workspace)
      throw new AuditError('bad-input', `There is no table "${table}" on its way into a file. Save it again from the beginning.`);
    return found;
  };
  const put = (table: HalfMade, text: string) => {
    const part = encoder.encode(text);
    table.bytes += part.length;
    table.parts.push(part);
  };

  return {
    begin(workspace, about) {
      const id = `t${++begun}`;
      const table: HalfMade = { ...about, workspace, csv: createCsv(), parts: [], bytes: 0, rows: 0 };
      put(table, table.csv.head(workspace, about.columns));
      tables.set(id, table);
      for (const old of [...tables.keys()].slice(0, -most)) tables.delete(old);
      return id;
    },
    add(workspace, id, text) {
      const table = find(workspace, id);
      const rows = rowsOf(text, table.columns.length);
      put(table, rows.map((row) => table.csv.line(row)).join(''));
      table.rows += rows.length;
      if (table.bytes > largest) {
        tables.delete(id);
        throw new AuditError('bad-input', `The table is larger than ${largest} bytes as CSV. Filter it, or hide columns, and save it in parts.`);
      }
      return table.rows;
    },
    take(workspace, id, rows) {
      const table = find(workspace, id);
      tables.delete(id);
      if (table.rows !== rows) throw new AuditError('bad-input', `The table has ${rows} rows, but ${table.rows} came. Save it again.`);
      return { title: table.title, columns: table.columns, filter: table.filter, bytes: joinedBytes(table.parts), guarded: table.csv.guarded() };
    },
  };
}

function rowsOf(text: string, width: number): (string | number | null)[][] {
  const refuse = () => new AuditError('bad-input', 'Rows of a table come as JSON: a list of rows, each with a text, a number or null for every column.');
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    throw refuse();
  }
  const isCell = (cell: unknown) => cell === null || typeof cell === 'string' || typeof cell === 'number';
  const isRow = (row: unknown) => Array.isArray(row) && row.length === width && row.every(isCell);
  if (!Array.isArray(rows) || !rows.every(isRow)) throw refuse();
  return rows;
}
