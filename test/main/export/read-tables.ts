/** Reads an export of tables back with a reader that is not the writer's own: rows by table, the value of the folder among the columns. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parquetReadObjects } from 'hyparquet';

export type TableRow = Record<string, unknown>;

/** All files below a folder, with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative(folder, join(folder, name)).split(sep).join('/'))
    .sort();
}

export async function readTables(folder: string): Promise<Record<string, TableRow[]>> {
  const tables: Record<string, TableRow[]> = {};
  for (const name of filesBelow(folder).filter((one) => one.endsWith('.parquet'))) {
    const bytes = readFileSync(join(folder, name));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const [table = '', partition] = name.split('/');
    const [column, value] = partition?.includes('=') === true ? partition.split('=') : [];
    const rows = (await parquetReadObjects({ file })) as TableRow[];
    tables[table] ??= [];
    for (const row of rows) tables[table].push(column === undefined ? row : { ...row, [column]: value });
  }
  return tables;
}
