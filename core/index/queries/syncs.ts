/** Syncs and the counts of a workspace. */
import type { SyncResult } from '../../contract/workspaces';
import type { SqlDatabase } from '../../ports';
import { syncCounts } from '../../sync/known-objects';
import { objectClasses, objectStates } from '../schema';
import { findingCounts } from './findings';

/** Every sync that ended, newest first. */
export function syncResults(db: SqlDatabase): SyncResult[] {
  const statement = db.prepare('SELECT result FROM sync WHERE result IS NOT NULL ORDER BY id DESC');
  const rows = statement.all();
  statement.free();
  return rows.map(([result]) => JSON.parse(result as string) as SyncResult);
}

export function workspaceCounts(db: SqlDatabase): { records: number; runs: number; findings: number; interruptedSync: boolean } {
  const statement = db.prepare(`SELECT (SELECT count(*) FROM object WHERE class = ${objectClasses.record} AND state = ${objectStates.present}),
    (SELECT count(*) FROM sync WHERE result IS NULL AND id = (SELECT max(id) FROM sync))`);
  const [records, open] = statement.get() as [number, number];
  statement.free();
  const findings = Object.values(findingCounts(db)).reduce((sum, count) => sum + count, 0);
  return { records, runs: syncCounts(db).runs, findings, interruptedSync: open > 0 };
}
