/** Objects whose newest bytes are named by the ledger and cannot be read from the packs. */

import type { SqlDatabase } from '../../ports';
import { hexOf } from '../key-bytes';
import { objectPath } from '../object-path';
import { objectStates } from '../schema';
import { all } from './rows';

export interface LostObjects {
  total: number;
  /** Paths below the store, at most 20. */
  first: string[];
  /** Of the total, how many the last listing of the store had: a sync reads those again. */
  present: number;
}

export function lostObjects(db: SqlDatabase): LostObjects {
  // Named, as the order by id would else have every version gone through.
  const from = 'FROM version v INDEXED BY version_lost JOIN object o ON o.id = v.object WHERE v.pack = 0';
  const [counts] = all<[number, number | null]>(db, `SELECT count(*), sum(o.state = ${objectStates.present} AND o.version = v.id) ${from}`);
  const first = all<[string]>(db, `SELECT ${objectPath('o')} ${from} ORDER BY v.id LIMIT 20`).map(([path]) => path);
  return { total: counts?.[0] ?? 0, present: counts?.[1] ?? 0, first };
}

/** What lies at a place in the packs, as the index has it: the object's path and the SHA-256 of its bytes. Goes over all versions. */
export function versionAt(db: SqlDatabase, pack: number, offset: number): { path: string; sha256: string } | null {
  const [row] = all<[string, Uint8Array]>(db, `SELECT ${objectPath('o')}, v.sha256 FROM version v JOIN object o ON o.id = v.object WHERE v.pack = ? AND v.offset = ? LIMIT 1`, [
    pack,
    offset,
  ]);
  return row === undefined ? null : { path: row[0], sha256: hexOf(row[1]) };
}
