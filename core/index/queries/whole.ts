/** All that the index holds, table by table and portion by portion of nodes, for a workspace that is written out as a whole. */
import type { SqlDatabase, SqlValue } from '../../ports';
import { hexOf } from '../key-bytes';
import { objectPath } from '../object-path';
import { kindNumbers, objectStates } from '../schema';
import { isPublished } from './impact';
import { kindOfNumber, lidOfBytes, type NodeKind, titleOfLid } from './nodes';
import { all, each, idList } from './rows';

/** A node with what its record says; instants in milliseconds since 1970 UTC, null for what is not recorded. */
export interface WholeNode {
  id: number;
  lid: string;
  kind: NodeKind;
  title: string;
  name: string | null;
  run: string | null;
  task: string | null;
  source: string | null;
  published: boolean | null;
  path: string | null;
  size: number | null;
  created: number | null;
  createdText: string | null;
  modified: number | null;
  modifiedText: string | null;
  checksum: string | null;
  algorithm: string | null;
  mode: string | null;
  started: number | null;
  startedText: string | null;
  session: string | null;
  pipeline: string | null;
  repository: string | null;
  revision: string | null;
  commit: string | null;
  user: string | null;
  isTask: boolean;
  container: string | null;
  conda: string | null;
  spack: string | null;
  architecture: string | null;
  codeChecksum: string | null;
  storePath: string | null;
  state: string | null;
  sha256: string | null;
  bytes: number | null;
  versions: number | null;
  firstSync: number | null;
  versionSync: number | null;
}

const text = (column: string) => `(SELECT text FROM string WHERE id = ${column})`;
const key = (column: string) => `(SELECT key FROM node WHERE id = ${column})`;
const selected = [
  'n.id, n.key, n.kind, n.title',
  text('coalesce(u.name, t.name, f.name)'),
  key('coalesce(t.run, f.run, p.run)'),
  key('coalesce(f.task, p.task)'),
  key('f.source'),
  `CASE n.kind WHEN ${kindNumbers.FileOutput} THEN ${isPublished} END`,
  text('f.path'),
  'f.size, coalesce(f.created_ms, p.created_ms), coalesce(f.created, p.created), f.modified_ms, f.modified',
  ...['f.checksum', 'f.algorithm', 'f.mode'].map(text),
  'u.start_ms, u.start',
  ...['u.session', 'u.pipeline', 'u.repository', 'u.revision', 'u.commit_id', 'u.user'].map(text),
  't.node IS NOT NULL',
  ...['t.container', 't.conda', 't.spack', 't.architecture', 't.code_checksum'].map(text),
  `${objectPath('o')}, o.state, v.sha256, v.size`,
  '(SELECT count(*) FROM version w WHERE w.object = o.id), (SELECT min(first_sync) FROM version w WHERE w.object = o.id), v.first_sync',
].join(', ');

/** By rising id, of the nodes from `from` up to `to`, which is none of them. */
export function wholeNodes(db: SqlDatabase, from: number, to: number): WholeNode[] {
  const rows = all<SqlValue[]>(
    db,
    `SELECT ${selected} FROM node n LEFT JOIN run u ON u.node = n.id LEFT JOIN task t ON t.node = n.id LEFT JOIN file f ON f.node = n.id LEFT JOIN output p ON p.node = n.id
     LEFT JOIN node r ON r.id = f.run LEFT JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version
     WHERE n.id >= ? AND n.id < ? AND +n.kind <> ${kindNumbers.Withdrawn} ORDER BY n.id`,
    [from, to],
  );
  return rows.map((row) => {
    let at = 0;
    const number = () => numberOf(row[at++]);
    const words = () => textOf(row[at++]);
    const lid = () => lidOf(row[at++]);
    const hex = () => hexOrNull(row[at++]);
    const id = number() ?? 0;
    const own = lid() ?? '';
    const kind = kindOfNumber(number() ?? 0);
    const title = words();
    return {
      id,
      lid: own,
      kind,
      title: title === null || title === '' ? titleOfLid(own) : title,
      name: words(),
      run: lid(),
      task: lid(),
      source: lid(),
      published: yesOrNo(number()),
      path: words(),
      size: number(),
      created: number(),
      createdText: words(),
      modified: number(),
      modifiedText: words(),
      checksum: words(),
      algorithm: words(),
      mode: words(),
      started: number(),
      startedText: words(),
      session: words(),
      pipeline: words(),
      repository: words(),
      revision: words(),
      commit: words(),
      user: words(),
      isTask: number() === 1,
      container: words(),
      conda: words(),
      spack: words(),
      architecture: words(),
      codeChecksum: words(),
      storePath: words(),
      state: stateOf(number()),
      sha256: hex(),
      bytes: number(),
      versions: number(),
      firstSync: number(),
      versionSync: number(),
    };
  });
}

/** LIDs (paths of outside files, names of told runs) by id. */
export function lidsOfNodes(db: SqlDatabase, ids: Iterable<number>): Map<number, string> {
  const rows = all<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE id IN (SELECT value FROM json_each(?))', [idList(ids)]);
  return new Map(rows.map(([id, bytes]) => [id, lidOfBytes(bytes)]));
}

/** Labels of records, or those that Platform had on runs, of the nodes from `from` up to `to`. */
export function eachLabel(db: SqlDatabase, origin: 'nextflow' | 'platform', from: number, to: number, visit: (lid: string, label: string) => void): void {
  const [table, column] = origin === 'nextflow' ? ['label', 'node'] : ['platform_label', 'run'];
  const sql = `SELECT n.key, s.text FROM ${table} l JOIN node n ON n.id = l.${column} JOIN string s ON s.id = l.label WHERE l.${column} >= ? AND l.${column} < ? ORDER BY l.${column}, s.text`;
  each<[Uint8Array, string]>(db, sql, [from, to], ([bytes, label]) => visit(lidOfBytes(bytes), label));
}

export interface OutsideNamed {
  path: string;
  by: string;
  checksum: string | null;
  algorithm: string | null;
  mode: string | null;
}

/** Outside files as tasks and runs name them, of the files from `from` up to `to`. */
export function outsideNamed(db: SqlDatabase, from: number, to: number): OutsideNamed[] {
  return all<[Uint8Array, Uint8Array, string | null, string | null, string | null]>(
    db,
    `SELECT n.key, b.key, ${['u.checksum', 'u.algorithm', 'u.mode'].map(text).join(', ')} FROM outside u JOIN node n ON n.id = u.node JOIN node b ON b.id = u.user
     WHERE u.node >= ? AND u.node < ? ORDER BY u.node, u.user`,
    [from, to],
  ).map(([path, by, checksum, algorithm, mode]) => ({ path: lidOfBytes(path), by: lidOfBytes(by), checksum, algorithm, mode }));
}

export interface ContentSeen {
  /** Id; -1 for what is of no node. */
  node: number;
  lid: string | null;
  storePath: string;
  sha256: string;
  bytes: number;
  firstSync: number;
  /** null: it is the one that is there. */
  lastSync: number | null;
  began: string | null;
}

/** Every content of every object that could be read, of the versions from `from` up to `to`. */
export function contentsSeen(db: SqlDatabase, from: number, to: number): ContentSeen[] {
  return all<[number | null, Uint8Array | null, string, Uint8Array, number, number, number, string | null]>(
    db,
    `SELECT n.id, n.key, ${objectPath('o')}, v.sha256, v.size, v.first_sync, v.last_sync, s.began FROM version v JOIN object o ON o.id = v.object LEFT JOIN node n ON n.id = o.node LEFT JOIN sync s ON s.id = v.first_sync
     WHERE v.id >= ? AND v.id < ? ORDER BY v.id`,
    [from, to],
  ).map(([node, bytes, storePath, sha256, size, firstSync, lastSync, began]) => ({
    node: node ?? -1,
    lid: bytes === null ? null : lidOfBytes(bytes),
    storePath,
    sha256: hexOf(sha256),
    bytes: size,
    firstSync,
    lastSync: lastSync === 0 ? null : lastSync,
    began,
  }));
}

export function lastVersion(db: SqlDatabase): number {
  return all<[number]>(db, 'SELECT coalesce(max(id), 0) FROM version')[0]?.[0] ?? 0;
}

export interface FingerprintRow {
  lid: string;
  sha256: string;
  at: string;
  kind: string;
  origin: string;
  by: string;
  locked: boolean;
}

export function fingerprintRows(db: SqlDatabase, from: number, to: number): FingerprintRow[] {
  return all<[Uint8Array, string, string, string, string, string, number]>(
    db,
    'SELECT n.key, p.sha256, p.at, p.kind, p.origin, p.by, p.locked IS NOT NULL FROM fingerprint p JOIN node n ON n.id = p.node WHERE p.node >= ? AND p.node < ? ORDER BY p.node',
    [from, to],
  ).map(([bytes, sha256, at, kind, origin, by, locked]) => ({ lid: lidOfBytes(bytes), sha256, at, kind, origin, by, locked: locked === 1 }));
}

export interface HistoryRow {
  run: string;
  time: string;
  name: string;
  session: string;
  state: string | null;
}

export function historyRows(db: SqlDatabase): HistoryRow[] {
  return all<[Uint8Array, string, string, string, number]>(
    db,
    `SELECT n.key, h.time, h.name, h.session, o.state FROM history h JOIN node n ON n.id = h.node JOIN object o ON o.id = h.object ORDER BY ${objectPath('o')}`,
  ).map(([bytes, time, name, session, state]) => ({ run: lidOfBytes(bytes), time, name, session, state: stateOf(state) }));
}

/** Every sync, its result as JSON; null where it did not end. */
export function syncRows(db: SqlDatabase): { sync: number; began: string; result: string | null }[] {
  return all<[number, string, string | null]>(db, 'SELECT id, began, result FROM sync ORDER BY id').map(([sync, began, result]) => ({ sync, began, result }));
}

const numberOf = (value: SqlValue | undefined) => (typeof value === 'number' ? value : null);
const textOf = (value: SqlValue | undefined) => (typeof value === 'string' ? value : null);
const lidOf = (value: SqlValue | undefined) => (value instanceof Uint8Array ? lidOfBytes(value) : null);
const hexOrNull = (value: SqlValue | undefined) => (value instanceof Uint8Array ? hexOf(value) : null);
const yesOrNo = (value: number | null) => (value === null ? null : value === 1);
const stateOf = (value: number | null) => (value === null ? null : value === objectStates.present ? 'present' : 'vanished');
