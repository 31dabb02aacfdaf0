/** The versions of objects: where the bytes of a record lie, now and earlier. */

import type { SqlDatabase } from '../../ports';
import { hexOf, keyBytes } from '../key-bytes';
import { objectPath } from '../object-path';
import { all, one } from './rows';

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

/** The record of a LID as last seen. */
export interface CurrentRecord {
  node: number;
  sha256: string;
  /** The newest version with these bytes. */
  newest: number;
  /** A fingerprint of it is kept. */
  printed: boolean;
}

/** Of many LIDs, asked for at once; those without record are not among them. */
export function currentRecords(db: SqlDatabase, lids: readonly string[]): Map<string, CurrentRecord> {
  const rows = all<[number, number, string, number, number]>(
    db,
    `SELECT j.key, n.id, lower(hex(v.sha256)), (SELECT max(w.id) FROM version w JOIN object p ON p.id = w.object WHERE p.node = n.id AND substr(w.sha256, 1, 4) = substr(v.sha256, 1, 4) AND w.sha256 = v.sha256),
       EXISTS (SELECT 1 FROM fingerprint WHERE node = n.id)
     FROM json_each(?) j JOIN node n ON n.key = unhex(j.value) JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version`,
    [JSON.stringify(lids.map((lid) => hexOf(keyBytes(lid.slice('lid://'.length)))))],
  );
  return new Map(rows.map(([at, node, sha256, newest, printed]) => [lids[at] ?? '', { node, sha256, newest, printed: printed === 1 }]));
}
