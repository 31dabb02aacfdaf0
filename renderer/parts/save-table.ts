/** Writes the rows of a table to a CSV file: asks where, hands them over in portions, and can be stopped. */
import type { Output } from '../../core/contract';
import { call } from '../client';
import { tableWords as words } from '../words/parts';
import type { RowSource } from './row-source';
import type { Column } from './table-rows';

/** UTF-16 units handed over at once: as many as the page copies without a stall. */
const most = 400_000;

export interface TableToSave<Row> {
  workspace: string;
  title: string;
  source: RowSource<Row>;
  columns: readonly Column<Row>[];
  /** What the rows are filtered by, in words. */
  filter: string;
}

/** null: closed without an answer. Throws AuditError, or what `signal` was aborted with. */
export async function saveTable<Row>(
  { workspace, title, source, columns, filter }: TableToSave<Row>,
  signal: AbortSignal,
  onRows: (rows: number) => void,
): Promise<Output<'tables.save'> | null> {
  const { path } = await call('dialog.saveFile', { title: words.saveTitle, suggested: `${title.slice(0, 200)}.csv`, extension: 'csv' });
  if (path === null) return null;
  const held = columns.filter((column) => !column.action);
  const { table } = await call('tables.begin', { workspace, title: title.slice(0, 500), columns: held.map((column) => column.title), filter: filter.slice(0, 5000) });
  let waiting: string[] = [];
  let size = 0;
  let rows = 0;
  const send = async () => {
    await call('tables.add', { workspace, table, rows: `[${waiting.join(',')}]` });
    waiting = [];
    size = 0;
    onRows(rows);
  };
  for await (const part of source.read(signal)) {
    for (const row of part) {
      const text = JSON.stringify(held.map((column) => column.value(row)));
      waiting.push(text);
      size += text.length;
      rows += 1;
      if (size > most) await send();
    }
    signal.throwIfAborted();
  }
  if (waiting.length > 0) await send();
  return call('tables.save', { workspace, table, rows, out: path });
}
