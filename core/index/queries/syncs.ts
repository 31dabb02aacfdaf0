/** Syncs and the counts of a workspace. */
import type { SyncResult } from '../../contract/workspaces';
import type { SqlDatabase } from '../../ports';
import { syncCounts } from '../../sync/known-objects';
import { objectClasses, objectStates } from '../schema';

/** Every sync that ended, newest first. */
export function syncResults(db: SqlDatabase): SyncResult[] {
  const statement = db.prepare('SELECT result FROM sync WHERE result IS NOT NULL ORDER BY id DESC');
  const rows = statement.all();
  statement.free();
  return rows.map(([result]) => JSON.parse(result as string) as SyncResult);
}

export function workspaceCounts(db: SqlDatabase): { records: number; runs: number; interruptedSync: boolean } {
  const statement = db.prepare(`SELECT (SELECT count(*) FROM object WHERE class = ${objectClasses.record} AND state = ${objectStates.present}),
    (SELECT count(*) FROM sync WHERE result IS NULL AND id = (SELECT max(id) FROM sync))`);
  const [records, open] = statement.get() as [number, number];
  statement.free();
  return { records, runs: syncCounts(db).runs, interruptedSync: open > 0 };
}
