/** What records say of files, as a check needs it: FileOutputs, and outside files with each checksum that tasks recorded for them. */
import { growingInt32 } from '../../graph/growing';
import type { SqlDatabase } from '../../ports';
import type { Fingerprint } from '../../verify/baseline';
import type { RecordedFile } from '../../verify/recorded-file';
import { kindNumbers, ownNumbers } from '../schema';
import { eachByKey, portions } from './adjacency';
import { type Print, printColumns, printOf } from './baselines';
import { claimedFiles, laterClaims } from './claims';
import { lidOfBytes } from './nodes';
import { seemsToContradict } from './own-records';
import { all, each, idList, one } from './rows';
import { lastNode } from './search';

export interface FileTarget {
  node: number;
  recorded: RecordedFile;
  /** What its SHA-256 is held against, if anything. */
  first: Fingerprint | null;
}

const text = (column: string) => `(SELECT text FROM string WHERE id = f.${column})`;
type Sum = [string | null, string | null, string | null];
const sumOf = ([value, algorithm, mode]: Sum): RecordedFile['checksum'] => (value === null ? null : { value, algorithm, mode });

/** Those of the nodes that are FileOutputs, in the order of their LIDs. */
export function fileOutputs(db: SqlDatabase, nodes: Iterable<number>): FileTarget[] {
  return select(db, 'f.node IN (SELECT value FROM json_each(?))', [idList(nodes)]);
}

/** Every FileOutput that was ever read, in the order of their LIDs. */
export function allFileOutputs(db: SqlDatabase): FileTarget[] {
  return select(db, 'TRUE', []);
}

/** Files of these tasks: FileOutputs whose record names one of them. */
export function fileOutputsOfTasks(db: SqlDatabase, tasks: Iterable<number>): FileTarget[] {
  return select(db, 'f.task IN (SELECT value FROM json_each(?))', [idList(tasks)]);
}

/** Of all of `allFileOutputs`, in their order. */
export interface FileColumns {
  nodes: Int32Array;
  /** As recorded; NaN: none is. */
  sizes: Float64Array;
  /** What its checksum is: 1 any, 2 of the content, by the label of the record and the Nextflow that wrote it. */
  hashed: Uint8Array;
  /** Its record against itself, by the records alone: 0 unknown, 1 consistent, 2 it seems to contradict itself. */
  own: Uint8Array;
  /** The run that it names; 0: none. */
  runs: Int32Array;
  /** Another order, by number: ids of all files whose path another record names as well. */
  claimed: Int32Array;
}

/** In turns. Each index is gone through once, and no row of a node is read. */
export function* fileColumnsByKey(db: SqlDatabase): Generator<void, FileColumns> {
  const end = lastNode(db) + 1;
  /** By id of the node. */
  const of = { isFile: new Uint8Array(end), sizes: new Float64Array(end).fill(Number.NaN), hashed: new Uint8Array(end), own: new Uint8Array(end), runs: new Int32Array(end) };
  each<[number]>(db, `SELECT id FROM node WHERE kind = ${kindNumbers.FileOutput}`, [], ([node]) => {
    of.isFile[node] = notRead;
  });
  yield;
  for (const [from, to] of portions(db)) {
    each<[number, number | null, number, number, number | null]>(
      db,
      `SELECT f.node, f.size, (f.checksum IS NOT NULL) + 2 * (f.checksum IS NOT NULL AND coalesce(f.mode IN (SELECT id FROM string WHERE text IN ('deep', 'sha256')), 0)
         AND NOT coalesce(f.run IN (SELECT node FROM run WHERE metadata_only), 0)), CASE WHEN f.own = ${ownNumbers.consistent} THEN 1 WHEN f.own > 1 AND ${seemsToContradict} THEN 2 ELSE 0 END, f.run
       FROM file f WHERE f.node >= ? AND f.node < ?`,
      [from, to],
      ([node, size, hashed, own, run]) => {
        if (of.isFile[node] !== notRead) return;
        of.isFile[node] = wasRead;
        of.sizes[node] = size ?? Number.NaN;
        of.hashed[node] = hashed;
        of.own[node] = own;
        of.runs[node] = run ?? 0;
      },
    );
    yield;
  }
  const inOrder = growingInt32();
  yield* eachByKey(db, (node) => {
    if (of.isFile[node] === wasRead) inOrder.push(node);
  });
  const nodes = inOrder.values();
  return {
    nodes,
    sizes: Float64Array.from(nodes, (node) => of.sizes[node] ?? Number.NaN),
    hashed: Uint8Array.from(nodes, (node) => of.hashed[node] ?? 0),
    own: Uint8Array.from(nodes, (node) => of.own[node] ?? 0),
    runs: Int32Array.from(nodes, (node) => of.runs[node] ?? 0),
    claimed: Int32Array.from(claimedFiles(db)),
  };
}

const [notRead, wasRead] = [1, 2];

/** Of those of these files whose record names a path, that path. */
export function pathsOfFiles(db: SqlDatabase, nodes: Iterable<number>): Map<number, string> {
  return new Map(all<[number, string]>(db, 'SELECT f.node, s.text FROM file f JOIN string s ON s.id = f.path WHERE f.node IN (SELECT value FROM json_each(?))', [idList(nodes)]));
}

/** Ids of the files whose record names a place on S3, in no order. */
export function filesOnS3(db: SqlDatabase): number[] {
  return all<[number]>(db, "SELECT node FROM file WHERE path IN (SELECT id FROM string WHERE text >= 's3://' AND text < 's3:0')").map(([node]) => node);
}

/** Ids of the files of these tasks, in no order. */
export function filesOfTasks(db: SqlDatabase, tasks: Iterable<number>): number[] {
  return all<[number]>(db, `SELECT f.node FROM file f JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput} AND f.task IN (SELECT value FROM json_each(?))`, [
    idList(tasks),
  ]).map(([node]) => node);
}

function select(db: SqlDatabase, where: string, values: string[]): FileTarget[] {
  const targets: FileTarget[] = [];
  const shortText = textOnce(db);
  each<[number, Uint8Array, string | null, number | null, string | null, string | null, number, string | null, number | null, number | null, ...Print]>(
    db,
    `SELECT f.node, n.key, ${text('path')}, f.size, f.modified, coalesce((SELECT start FROM run WHERE node = f.run), (SELECT max(time) FROM history WHERE node = f.run)),
       f.own = ${ownNumbers.contradicts} OR coalesce((SELECT metadata_only FROM run WHERE node = f.run), 0),
       ${text('checksum')}, f.algorithm, f.mode, ${printColumns}
     FROM file f JOIN node n ON n.id = f.node LEFT JOIN fingerprint p ON p.node = f.node WHERE n.kind = ${kindNumbers.FileOutput} AND ${where} ORDER BY n.key`,
    values,
    ([node, key, path, size, modifiedAt, ranAt, metadataOnly, value, algorithm, mode, ...print]) => {
      const checksum = value === null ? null : { value, algorithm: shortText(algorithm), mode: shortText(mode) };
      const recorded = { lid: lidOfBytes(key), path, size, modifiedAt, checksum, ranAt };
      targets.push({ node, recorded: metadataOnly === 1 ? { ...recorded, metadataOnly: true } : recorded, first: printOf(print) });
    },
  );
  const later = laterClaims(
    db,
    targets.map(({ node }) => node),
  );
  if (later.size > 0)
    for (const target of targets) {
      const laterClaim = later.get(target.node);
      if (laterClaim !== undefined) target.recorded = { ...target.recorded, laterClaim };
    }
  return targets;
}

/** Texts by their ids, each read once: of columns in which few stand again and again. */
function textOnce(db: SqlDatabase): (id: number | null) => string | null {
  const texts = new Map<number | null, string | null>([[null, null]]);
  return (id) => {
    let found = texts.get(id);
    if (found === undefined) {
      found = one<[string]>(db, 'SELECT text FROM string WHERE id = ?', [id])?.[0] ?? null;
      texts.set(id, found);
    }
    return found;
  };
}

/** Outside files with a recorded checksum, as these tasks name them, or whoever names these paths: one entry for each path and checksum. */
export function outsideFiles(db: SqlDatabase, by: { users: Iterable<number> } | { nodes: Iterable<number> }): FileTarget[] {
  const [column, ids] = 'users' in by ? ['user', by.users] : ['node', by.nodes];
  const rows = all<[number, Uint8Array, ...Sum, ...Print]>(
    db,
    `SELECT f.node, n.key, ${['checksum', 'algorithm', 'mode'].map(text).join(', ')}, ${printColumns}
     FROM (SELECT DISTINCT node, checksum, algorithm, mode FROM outside WHERE checksum IS NOT NULL AND ${column} IN (SELECT value FROM json_each(?))) f
     JOIN node n ON n.id = f.node LEFT JOIN fingerprint p ON p.node = f.node ORDER BY n.key, 3`,
    [idList(ids)],
  );
  const distinct = new Map<string, FileTarget>();
  for (const [node, key, value, algorithm, mode, ...print] of rows) {
    const recorded = { lid: null, path: lidOfBytes(key), size: null, modifiedAt: null, checksum: sumOf([value, algorithm, mode]), ranAt: null };
    // Two labels for one value are one check: the index keeps one result for a path and value.
    const id = `${node} ${value}`;
    if (!distinct.has(id)) distinct.set(id, { node, recorded, first: printOf(print) });
  }
  return [...distinct.values()];
}

/** Every outside file that somebody recorded a checksum of. */
export function allOutsideFiles(db: SqlDatabase): FileTarget[] {
  return outsideFiles(db, { nodes: all<[number]>(db, 'SELECT DISTINCT node FROM outside WHERE checksum IS NOT NULL').map(([node]) => node) });
}

/** Every path that records name outside the store's own files. */
export function allOutsidePaths(db: SqlDatabase): string[] {
  return all<[Uint8Array]>(db, 'SELECT DISTINCT n.key FROM outside f JOIN node n ON n.id = f.node ORDER BY n.key').map(([key]) => lidOfBytes(key));
}

/** Does some FileOutput name this path, given without `file://`? */
export function isRecordedPath(db: SqlDatabase, path: string): boolean {
  return one(db, "SELECT 1 FROM file f JOIN string s ON s.id = f.path WHERE s.text IN (?1, 'file://' || ?1, 'file:' || ?1) LIMIT 1", [path]) !== undefined;
}
