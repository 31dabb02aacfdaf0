/** The counts that notices are made of, each with the first and the last sync that it stands on. */
import type { SqlDatabase, SqlValue } from '../../ports';
import { objectStates } from '../schema';

export interface NoticeCount {
  count: number;
  firstSync: number;
  lastSync: number;
  /** When the first of these syncs began. */
  since: string;
}

/** Objects (records, history lines) that changed or vanished at a sync later than `after`. */
export function countFound(db: SqlDatabase, type: 'changed' | 'vanished', after: number): NoticeCount | null {
  return counted(one(db, 'SELECT count(*), min(f.sync), max(f.sync), min(s.began) FROM finding f JOIN sync s ON s.id = f.sync WHERE f.type = ? AND f.sync > ?', [type, after]));
}

/** Of those that vanished at a sync later than `after`, how many are there again. */
export function countBack(db: SqlDatabase, after: number): number {
  const sql = `SELECT count(*) FROM finding f JOIN object o ON o.id = f.object WHERE f.type = 'vanished' AND f.sync > ? AND o.state = ${objectStates.present}`;
  return Number(one(db, sql, [after])?.[0] ?? 0);
}

/** Records in the store that name no run, read for the first time as they are now at a sync later than `after`. */
export function countNullRuns(db: SqlDatabase, after: number): NoticeCount | null {
  return counted(
    one(
      db,
      `SELECT count(*), min(v.first_sync), max(v.first_sync), min(s.began) FROM null_run r JOIN node n ON n.id = r.node
      JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version JOIN sync s ON s.id = v.first_sync
      WHERE o.state = ${objectStates.present} AND v.first_sync > ?`,
      [after],
    ),
  );
}

/** The last sync that read a new record (or the first of all), and the last that listed the whole store; null where there is none. */
export function quietSpan(db: SqlDatabase): { lastNew: { sync: number; at: string }; lastWhole: string } | null {
  const found = one(
    db,
    `SELECT id, json_extract(result, '$.finishedAt'), (SELECT json_extract(result, '$.finishedAt') FROM sync WHERE json_extract(result, '$.complete') ORDER BY id DESC LIMIT 1)
    FROM sync WHERE result IS NOT NULL AND (json_extract(result, '$.new') > 0 OR id = (SELECT min(id) FROM sync WHERE result IS NOT NULL)) ORDER BY id DESC LIMIT 1`,
    [],
  );
  if (found === undefined || typeof found[2] !== 'string') return null;
  return { lastNew: { sync: Number(found[0]), at: String(found[1]) }, lastWhole: found[2] };
}

function counted(row: SqlValue[] | undefined): NoticeCount | null {
  const [count, firstSync, lastSync, since] = row ?? [];
  if (typeof count !== 'number' || count === 0) return null;
  return { count, firstSync: Number(firstSync), lastSync: Number(lastSync), since: String(since) };
}

function one(db: SqlDatabase, sql: string, values: SqlValue[]): SqlValue[] | undefined {
  const statement = db.prepare(sql);
  const row = statement.get(values);
  statement.free();
  return row;
}
