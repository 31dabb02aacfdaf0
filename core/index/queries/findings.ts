/** Findings in the index: what syncs found, and what follows from the records as they are now. */

import { type FindingType, findingTypes } from '../../findings/kinds';
import type { SqlDatabase, SqlValue } from '../../ports';
import { hexOf } from '../key-bytes';
import { objectPath } from '../object-path';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { backDatedByOwnTime } from './back-dated';
import { clockSelects } from './clocks';
import { historySelects } from './history-findings';
import { objectByPath } from './objects';
import { contradicts } from './own-records';
import { all } from './rows';

const { present } = objectStates;

/** A finding as the index has it: `key` in the form of key-bytes.ts, `mark` what makes it another finding than before besides the bytes. */
export interface FoundRow {
  type: FindingType;
  key: Uint8Array | null;
  path: string | null;
  detail: string;
  sync: number | null;
  sha256: string | null;
  mark: string | null;
  node: number | null;
}

const nowOf = (from: string) => `${from} JOIN node n ON n.id = f.node JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version`;
const oddity = (type: FindingType) =>
  `SELECT n.key, ${objectPath('o')}, f.detail, v.first_sync, v.sha256, NULL, n.id FROM ${nowOf('oddity f')} WHERE f.type = '${type}' AND o.state = ${present} AND o.class = ${objectClasses.record}`;

/** The columns of FoundRow without its type. `shared`: most folds are those of one key alone; only the others are looked at further. */
const selects: Record<FindingType, string> = {
  'store-repinned': `SELECT NULL, 'the store', 'another store was taken for the one that was pinned, by ' || json_extract(body, '$.by') || ', who said: ' || json_extract(body, '$.reason'),
    sync, NULL, sync, NULL FROM store_event WHERE type = 'store-repinned'`,
  changed: found('changed'),
  vanished: found('vanished'),
  'back-dated': found('back-dated'),
  'record-contradicts-itself': `SELECT n.key, ${objectPath('o')}, 'the recorded checksum ' || coalesce((SELECT text FROM string WHERE id = f.checksum), '') || ' is not that of path '
      || coalesce((SELECT text FROM string WHERE id = f.path), '') || ', size ' || f.size || ' and time ' || f.modified
      || ', which the same record states: it was edited, its label is wrong, or something else than Nextflow made it', v.first_sync, v.sha256, NULL, n.id
    FROM file f JOIN node n ON n.id = f.node JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE f.own > 1 AND (${contradicts}) AND o.state = ${present}`,
  'key-disagrees': oddity('key-disagrees'),
  'duplicate-names': oddity('duplicate-names'),
  reappeared: found('reappeared'),
  'lid-collision': `WITH shared(fold) AS MATERIALIZED (SELECT fold FROM folded GROUP BY fold HAVING count(*) > 1 UNION SELECT fold FROM folded WHERE fold IN (SELECT key FROM node)),
      groups(fold, id) AS (SELECT fold, node FROM folded WHERE fold IN (SELECT fold FROM shared) UNION ALL SELECT key, id FROM node WHERE key IN (SELECT fold FROM shared)),
      members AS (SELECT g.fold, n.id, n.key, v.first_sync AS sync FROM groups g JOIN node n ON n.id = g.id JOIN object o ON o.id = n.object JOIN version v ON v.id = o.version
        WHERE o.state = ${present} AND o.node = n.id ORDER BY n.key)
    SELECT min(key), NULL, json_group_array(hex(key)), max(sync), NULL, json_group_array(hex(key)), min(id) FROM members GROUP BY fold HAVING count(*) > 1`,
  quarantined: notRead('quarantined'),
  'left-out': notRead('left-out'),
  'unknown-record': `SELECT n.key, ${objectPath('o')}, o.reason, v.first_sync, v.sha256, NULL, n.id FROM object o JOIN node n ON n.id = o.node LEFT JOIN version v ON v.id = o.version
    WHERE o.class = ${objectClasses.record} AND o.reason IS NOT NULL AND o.state = ${present}`,
  'odd-content': oddity('odd-content'),
  ...historySelects,
  'null-run': `SELECT n.key, ${objectPath('o')}, 'names its run as lid:// alone: the run record was never written', v.first_sync, v.sha256, NULL, n.id FROM null_run r
    JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE o.state = ${present}`,
  dangling: `SELECT n.key, NULL, 'named by ' || count(*) || ' record' || CASE count(*) WHEN 1 THEN '' ELSE 's' END || ', first by ' || min(t.title), max(v.first_sync), NULL, count(*), n.id
    FROM node n JOIN edge e ON e.source = n.id JOIN node t ON t.id = e.target LEFT JOIN object o ON o.id = t.object LEFT JOIN version v ON v.id = o.version
    WHERE n.kind = ${kindNumbers.Missing} GROUP BY n.id`,
  'back-dated-by-own-time': backDatedByOwnTime,
  ...clockSelects,
};

/** The newest that was told of an object which still cannot be read. */
function notRead(type: FindingType): string {
  return found(type, `AND o.class = ${objectClasses.quarantined} AND f.id = (SELECT max(id) FROM finding g WHERE g.object = f.object AND g.type = '${type}')`);
}

function found(type: FindingType, more = ''): string {
  return `SELECT n.key, ${objectPath('o')}, f.detail, f.sync, coalesce(f.sha256, f.was), f.sync || CASE WHEN f.type = 'quarantined' THEN f.detail ELSE '' END, o.node
    FROM finding f JOIN object o ON o.id = f.object LEFT JOIN node n ON n.id = o.node AND o.class <> ${objectClasses.history} WHERE f.type = '${type}' ${more}`;
}

/** All of them, one type a turn: the gravest types first, in the order of `findingTypes`, the newest first within one. */
export function* foundRows(db: SqlDatabase): Generator<void, FoundRow[]> {
  const rows: FoundRow[] = [];
  for (const type of findingTypes) {
    for (const row of foundOf(db, type)) rows.push(row);
    yield;
  }
  return rows;
}

function foundOf(db: SqlDatabase, type: FindingType): FoundRow[] {
  return all<SqlValue[]>(db, `SELECT * FROM (${selects[type]}) ORDER BY 4 DESC, 1, 2`).map(
    ([key, path, detail, sync, sha256, mark, node]): FoundRow => ({
      type,
      key: key instanceof Uint8Array ? key : null,
      path: typeof path === 'string' ? path : null,
      detail: String(detail ?? ''),
      sync: typeof sync === 'number' ? sync : null,
      sha256: sha256 instanceof Uint8Array ? hexOf(sha256) : null,
      mark: mark === null || mark === undefined ? null : String(mark),
      node: typeof node === 'number' ? node : null,
    }),
  );
}

export interface KeptAcknowledgement {
  finding: string;
  at: string;
  by: string;
  reason: string;
  body: string;
}

/** Oldest first. */
export function acknowledgements(db: SqlDatabase, finding?: string): KeptAcknowledgement[] {
  const rows = all<[string, string, string, string, string]>(
    db,
    `SELECT finding, at, by, reason, body FROM acknowledgement ${finding === undefined ? '' : 'WHERE finding = ?'} ORDER BY id`,
    finding === undefined ? [] : [finding],
  );
  return rows.map(([id, at, by, reason, body]) => ({ finding: id, at, by, reason, body }));
}

/** When each sync began and ended by this computer's clock; null where it did not end. */
export function syncTimes(db: SqlDatabase): Map<number, { began: string; ended: string | null }> {
  const rows = all<[number, string, string | null]>(db, "SELECT id, began, json_extract(result, '$.finishedAt') FROM sync");
  return new Map(rows.map(([id, began, ended]) => [id, { began, ended }]));
}

/** The newest sync; null before the first. */
export function lastSync(db: SqlDatabase): { id: number; ended: boolean } | null {
  const [row] = all<[number, number]>(db, 'SELECT id, result IS NOT NULL FROM sync ORDER BY id DESC LIMIT 1');
  return row === undefined ? null : { id: row[0], ended: row[1] === 1 };
}

/** What there is to find anything in: objects that are in the store now, and syncs that ended. */
export function lookedAt(db: SqlDatabase): { records: number; history: number; unreadable: number; syncs: number } {
  const classes = new Map(all<[number, number]>(db, `SELECT class, count(*) FROM object WHERE state = ${present} GROUP BY class`));
  const syncs = all<[number]>(db, 'SELECT count(*) FROM sync WHERE result IS NOT NULL')[0]?.[0] ?? 0;
  return { records: classes.get(objectClasses.record) ?? 0, history: classes.get(objectClasses.history) ?? 0, unreadable: classes.get(objectClasses.quarantined) ?? 0, syncs };
}

/** The digests of the bytes that a sync found at a place of the store and of those before; null where it read none. */
export function foundVersions(db: SqlDatabase, path: string, type: string, sync: number): { sha256: string | null; was: string | null } | null {
  const [row] = all<[Uint8Array | null, Uint8Array | null]>(db, 'SELECT f.sha256, f.was FROM finding f WHERE f.object = ? AND f.type = ? AND f.sync = ? LIMIT 1', [
    objectByPath(db, path)?.id ?? null,
    type,
    sync,
  ]);
  return row === undefined ? null : { sha256: row[0] && hexOf(row[0]), was: row[1] && hexOf(row[1]) };
}
