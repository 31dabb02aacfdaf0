/** What happened here and when, for a time line: syncs, verifications, sign-offs, the store that was pinned. */
import type { SqlDatabase } from '../../ports';
import { lidOfBytes } from './nodes';
import { all } from './rows';

export function verificationsBegun(db: SqlDatabase) {
  return all<[number, string, string, number, number]>(db, 'SELECT id, began, by, done, total FROM verification ORDER BY id').map(([id, at, by, done, total]) => ({
    id,
    at,
    by,
    done,
    total,
  }));
}

/** Results that belong to no verification, the newest of each file; and checks of code, the newest of each run. */
export function singleChecks(db: SqlDatabase) {
  const rows = all<[Uint8Array, string | null, string | null, string | null, number]>(
    db,
    `SELECT n.key, json_extract(c.body, '$.at'), json_extract(c.body, '$.by'), c.verdict, 0 FROM file_check c CROSS JOIN node n ON n.id = c.node WHERE c.verification IS NULL
     UNION ALL SELECT n.key, json_extract(c.body, '$.at'), json_extract(c.body, '$.by'), NULL, 1 FROM code_check c CROSS JOIN node n ON n.id = c.node`,
  );
  return rows.map(([key, at, by, verdict, code]) => ({ lid: lidOfBytes(key), at, by, verdict, code: code === 1 }));
}

export function acknowledgedTogether(db: SqlDatabase) {
  return all<[string, string, string, number]>(db, 'SELECT at, by, reason, count(*) FROM acknowledgement GROUP BY at, by, reason ORDER BY at').map(([at, by, reason, count]) => ({
    at,
    by,
    reason,
    count,
  }));
}

export function signOffs(db: SqlDatabase) {
  return all<[string, string, string, number]>(db, 'SELECT at, by, reason, files FROM baseline_lock ORDER BY id').map(([at, by, reason, files]) => ({ at, by, reason, files }));
}

export function storeEventsInTime(db: SqlDatabase) {
  return all<[string, string, number]>(db, 'SELECT type, at, sync FROM store_event ORDER BY id').map(([type, at, sync]) => ({ type, at, sync }));
}
