/** Every version of every object that is kept, for reading all of their bytes. */

import type { VersionRow } from '../../engine/context';
import type { SqlDatabase } from '../../ports';
import { hexOf } from '../key-bytes';
import { objectPath } from '../object-path';
import { lidOfBytes } from './nodes';
import { all } from './rows';

export interface KeptVersion extends VersionRow {
  object: number;
  /** Below the store. */
  path: string;
  /** null for what is no record. */
  lid: string | null;
}

/** In the order of their packs, so that reading goes forward. */
export function keptVersions(db: SqlDatabase): KeptVersion[] {
  const rows = all<[number, Uint8Array, number, number, number, number, number, number, string, Uint8Array | null]>(
    db,
    `SELECT v.id, v.sha256, v.size, v.pack, v.offset, v.first_sync, v.last_sync, o.id, ${objectPath('o')}, n.key FROM version v JOIN object o ON o.id = v.object LEFT JOIN node n ON n.object = o.id
     ORDER BY v.pack, v.offset, v.id`,
  );
  return rows.map(([id, sha256, size, pack, offset, firstSync, lastSync, object, path, key]) => ({
    id,
    sha256: hexOf(sha256),
    size,
    pack,
    offset,
    firstSync,
    lastSync,
    object,
    path,
    lid: key === null ? null : lidOfBytes(key),
  }));
}
