/** Files: FileOutputs with what their records say, and outside files as tasks and runs name them. */
import type { SqlDatabase } from '../../ports';
import { keyPrefixRanges } from '../key-bytes';
import { kindNumbers, relationNumbers } from '../schema';
import { lidOfBytes } from './nodes';
import { all, idList } from './rows';

export interface RecordedChecksum {
  value: string;
  algorithm: string | null;
  mode: string | null;
}

export interface IndexedFile {
  name: string;
  path: string | null;
  size: number | null;
  created: string | null;
  checksum: RecordedChecksum | null;
  /** LID of what it was published from, as recorded. */
  source: string | null;
}

/** Ids of the FileOutputs whose key lies below `key/`, in the order of their keys. `+kind`: the few keys of a range are looked at, not the many nodes of a kind. */
export function filesBelow(db: SqlDatabase, key: string): number[] {
  return keyPrefixRanges(`${key}/`).flatMap(({ from, to }) =>
    all<[number]>(db, `SELECT id FROM node WHERE key >= ? AND key < ? AND +kind = ${kindNumbers.FileOutput} ORDER BY key`, [from, to]).map(([id]) => id),
  );
}

export function indexedFiles(db: SqlDatabase, nodes: Iterable<number>): Map<number, IndexedFile> {
  const text = (column: string) => `(SELECT text FROM string WHERE id = f.${column})`;
  const rows = all<[number, string, string | null, number | null, string | null, string | null, string | null, string | null, Uint8Array | null]>(
    db,
    `SELECT f.node, ${text('name')}, ${text('path')}, f.size, f.created, ${text('checksum')}, ${text('algorithm')}, ${text('mode')}, s.key FROM file f LEFT JOIN node s ON s.id = f.source
     WHERE f.node IN (SELECT value FROM json_each(?))`,
    [idList(nodes)],
  );
  return new Map(
    rows.map(([node, name, path, size, created, value, algorithm, mode, source]) => [
      node,
      { name, path, size, created, checksum: value === null ? null : { value, algorithm, mode }, source: source === null ? null : lidOfBytes(source) },
    ]),
  );
}

/** An outside file as one task or run names it. */
export interface OutsideUse {
  node: number;
  user: number;
  checksum: RecordedChecksum | null;
}

type UseColumns = [node: number, user: number, checksum: string | null, algorithm: string | null, mode: string | null];
const ofUse = (column: string) => `(SELECT text FROM string WHERE id = u.${column})`;
const selectUse = `SELECT u.node, u.user, ${ofUse('checksum')}, ${ofUse('algorithm')}, ${ofUse('mode')} FROM outside u`;
const toUse = ([node, user, value, algorithm, mode]: UseColumns): OutsideUse => ({ node, user, checksum: value === null ? null : { value, algorithm, mode } });

/** The outside files that these tasks and runs name, each use on its own: one path can have had several checksums. */
export function outsideUses(db: SqlDatabase, users: Iterable<number>): OutsideUse[] {
  return all<UseColumns>(db, `${selectUse} WHERE u.user IN (SELECT value FROM json_each(?)) ORDER BY u.node, u.user`, [idList(users)]).map(toUse);
}

/** Each use of these outside files, whoever names them. */
export function usesOfOutside(db: SqlDatabase, nodes: Iterable<number>): OutsideUse[] {
  return all<UseColumns>(db, `${selectUse} WHERE u.node IN (SELECT value FROM json_each(?)) ORDER BY u.node, u.user`, [idList(nodes)]).map(toUse);
}

/** LIDs that these tasks read, or these runs name in a parameter: [file, user]; those of one kind alone where it is given. */
export function lidUses(db: SqlDatabase, users: Iterable<number>, relation: 'read' | 'parameter', kind?: number): [number, number][] {
  return all<[number, number]>(
    db,
    `SELECT e.source, e.target FROM edge e JOIN node n ON n.id = e.source WHERE e.relation = ${relationNumbers[relation]} AND n.kind ${kind === undefined ? `<> ${kindNumbers.External}` : `= ${kind}`}
       AND e.target IN (SELECT value FROM json_each(?)) ORDER BY e.source, e.target`,
    [idList(users)],
  );
}

/** Nodes that a record says it holds: what a task produced, what an #output record lists. */
export function linkedNodes(db: SqlDatabase, node: number, relation: 'produced' | 'listed' | 'read', side: 'upstream' | 'downstream'): number[] {
  const [from, to] = side === 'upstream' ? ['source', 'target'] : ['target', 'source'];
  return all<[number]>(db, `SELECT e.${from} FROM edge e JOIN node n ON n.id = e.${from} WHERE e.${to} = ? AND e.relation = ${relationNumbers[relation]} ORDER BY n.key`, [
    node,
  ]).map(([id]) => id);
}
