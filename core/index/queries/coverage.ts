/** How much of its store a workspace knows, from what its syncs say of themselves. */
import type { StoreCoverage } from '../../contract/coverage';
import type { SyncResult } from '../../contract/workspaces';
import type { SqlDatabase } from '../../ports';
import { coverageOf } from '../../sync/coverage';
import { all, one } from './rows';

/** Which sync first read the record of a run, or the line of the history that names it; null where none did. */
export function firstSyncOfRun(db: SqlDatabase, node: number): number | null {
  const found = one<[number | null]>(
    db,
    `SELECT min(v.first_sync) FROM version v WHERE v.object IN (SELECT n.object FROM node n WHERE n.id = ?1 UNION ALL SELECT h.object FROM history h WHERE h.node = ?1)`,
    [node],
  );
  return found?.[0] ?? null;
}

export function storeCoverage(db: SqlDatabase): StoreCoverage {
  const rows = all<[string | null]>(db, 'SELECT result FROM sync ORDER BY id');
  return coverageOf(rows.map(([result]) => (result === null ? null : (JSON.parse(result) as SyncResult))));
}
