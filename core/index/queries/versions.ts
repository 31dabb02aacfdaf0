/** The versions of objects: where the bytes of a record lie, now and earlier. */

import type { SqlDatabase } from '../../ports';
import { hexOf, keyBytes } from '../key-bytes';
import { objectPath } from '../object-path';
import { one } from './rows';

/** Where a record lies below the store and the SHA-256 of its bytes as last seen; null for a LID without record. */
export function currentRecord(db: SqlDatabase, lid: string): { path: string; sha256: string } | null {
  const row = one<[string, Uint8Array]>(db, `SELECT ${objectPath('o')}, v.sha256 FROM node n JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version WHERE n.key = ?`, [
    keyBytes(lid.slice('lid://'.length)),
  ]);
  return row === undefined ? null : { path: row[0], sha256: hexOf(row[1]) };
}

/** SHA-256 of the record's bytes as last seen; null for a LID without record. */
export function currentRecordSha(db: SqlDatabase, lid: string): string | null {
  const row = one<[Uint8Array]>(db, 'SELECT v.sha256 FROM node n JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version WHERE n.key = ?', [
    keyBytes(lid.slice('lid://'.length)),
  ]);
  return row === undefined ? null : hexOf(row[0]);
}
