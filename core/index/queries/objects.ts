/** The stored object behind a node: its state, why it could not be read, and every version of its bytes. */

import type { VersionRow } from '../../engine/context';
import type { SqlDatabase } from '../../ports';
import { hexOf, keyBytes } from '../key-bytes';
import { objectAt, objectPath } from '../object-path';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { all, idList, one } from './rows';

export interface StoredObject {
  id: number;
  /** Below the store. */
  path: string;
  quarantined: boolean;
  vanished: boolean;
  /** Why it was quarantined, or what is odd about it. */
  reason: string | null;
  /** Id of the version seen last. */
  version: number | null;
}

type ObjectColumns = [number, string, number, number, string | null, number | null];
const objectColumns = `o.id, ${objectPath('o')}, o.class, o.state, o.reason, o.version`;

function toObject(row: ObjectColumns | undefined): StoredObject | undefined {
  if (row === undefined) return undefined;
  const [id, path, cls, state, reason, version] = row;
  return { id, path, quarantined: cls === objectClasses.quarantined, vanished: state === objectStates.vanished, reason, version };
}

export function objectOfNode(db: SqlDatabase, node: number): StoredObject | undefined {
  return toObject(one<ObjectColumns>(db, `SELECT ${objectColumns} FROM object o WHERE o.id = (SELECT object FROM node WHERE id = ?)`, [node]));
}

/** The object where the record of this key lies: also one that was listed and could never be read, which no node stands for. */
export function objectOfKey(db: SqlDatabase, key: string): StoredObject | undefined {
  return objectByPath(db, `${key}/.data.json`);
}

/** By its path below the store. */
export function objectByPath(db: SqlDatabase, path: string): StoredObject | undefined {
  return toObject(objectAt<ObjectColumns>(path, objectColumns, (sql, values) => one(db, sql, values)));
}

/** A version with the times of the syncs that saw it first and last; `lastSeen` null where no later sync is known. */
export interface SeenVersion extends VersionRow {
  firstSeen: string;
  lastSeen: string;
}

/** Newest first. A version in use was last seen by the last sync that ended. */
export function versionsOfObject(db: SqlDatabase, object: number): SeenVersion[] {
  const rows = all<[number, Uint8Array, number, number, number, number, number, string | null, string | null]>(
    db,
    `SELECT v.id, v.sha256, v.size, v.pack, v.offset, v.first_sync, v.last_sync, f.began,
       coalesce(l.began, CASE v.last_sync WHEN 0 THEN (SELECT began FROM sync WHERE result IS NOT NULL ORDER BY id DESC LIMIT 1) END)
     FROM version v LEFT JOIN sync f ON f.id = v.first_sync LEFT JOIN sync l ON l.id = v.last_sync WHERE v.object = ? ORDER BY v.id DESC`,
    [object],
  );
  return rows.map(([id, sha256, size, pack, offset, firstSync, lastSync, first, last]) => {
    const firstSeen = first ?? '';
    return { id, sha256: hexOf(sha256), size, pack, offset, firstSync, lastSync, firstSeen, lastSeen: last !== null && last > firstSeen ? last : firstSeen };
  });
}

const versionColumns = 'v.id, v.sha256, v.size, v.pack, v.offset, v.first_sync, v.last_sync';
const ofRecords = `FROM node n JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version WHERE o.class = ${objectClasses.record}`;
type VersionColumns = [number, Uint8Array, number, number, number, number, number];

function toVersion([id, sha, size, pack, offset, firstSync, lastSync]: VersionColumns): VersionRow {
  return { id, sha256: hexOf(sha), size, pack, offset, firstSync, lastSync };
}

/** The bytes seen last of each node that has any: what a record is read from. */
export function currentVersions(db: SqlDatabase, nodes: Iterable<number>): Map<number, VersionRow> {
  const rows = all<[...VersionColumns, number]>(db, `SELECT ${versionColumns}, n.id ${ofRecords} AND n.id IN (SELECT value FROM json_each(?))`, [idList(nodes)]);
  return new Map(rows.map(([id, sha, size, pack, offset, firstSync, lastSync, node]) => [node, toVersion([id, sha, size, pack, offset, firstSync, lastSync])]));
}

/** The same of the record under a key: one statement, which looks at nothing else of the node. */
export function currentVersionOfKey(db: SqlDatabase, key: string): VersionRow | undefined {
  const row = one<VersionColumns>(db, `SELECT ${versionColumns} ${ofRecords} AND n.key = ? AND n.kind <> ${kindNumbers.Withdrawn}`, [keyBytes(key)]);
  return row && toVersion(row);
}

/** Whether an object was ever seen under the key. */
export function isKeyOfObject(db: SqlDatabase, key: string): boolean {
  return one(db, `SELECT 1 FROM node n JOIN object o ON o.id = n.object WHERE n.key = ? AND n.kind <> ${kindNumbers.Withdrawn}`, [keyBytes(key)]) !== undefined;
}

/** Another text whenever a content was read for the first time or anew, or a node was added. */
export function recordsStamp(db: SqlDatabase): string {
  return (
    one<[string]>(
      db,
      "SELECT coalesce((SELECT max(id) FROM version), 0) || ' ' || coalesce((SELECT max(id) FROM node), 0) || ' ' || (SELECT count(*) || ' ' || count(removed) FROM outside_import)",
    )?.[0] ?? ''
  );
}
