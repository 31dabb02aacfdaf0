/** The versions of objects: where the bytes of a record lie, now and earlier. */

import type { SqlDatabase } from '../../ports';
import { hexOf, keyBytes } from '../key-bytes';

/** SHA-256 of the record's bytes as last seen; null for a LID without record. */
export function currentRecordSha(db: SqlDatabase, lid: string): string | null {
  const statement = db.prepare('SELECT v.sha256 FROM node n JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version WHERE n.key = ?');
  const row = statement.get([keyBytes(lid.slice('lid://'.length))]);
  statement.free();
  return row === undefined ? null : hexOf(row[0] as Uint8Array);
}
