/** Nodes: everything that a LID or a path can speak of, found by key, path or id. */
import { addTo } from '../../add-to';
import type { nodeKinds } from '../../contract/shared';
import type { SqlDatabase } from '../../ports';
import { keyOfLid, lidOfKey, plainPath, splitFragment } from '../../record/lid';
import { isPathKey, isToldRunKey, keyBytes, keyText, keyTexts, pathBytes, toldRunBytes, toldRunName } from '../key-bytes';
import { kindNumbers, objectStates } from '../schema';
import { all, idList, one } from './rows';

export type NodeKind = (typeof nodeKinds)[number];

export interface NodeRow {
  id: number;
  /** The LID, normalised; for an outside file its recorded path. */
  lid: string;
  kind: NodeKind;
  title: string;
  detail: string;
  /** A record of it is in the store now (kept bytes of a vanished one do not count). */
  present: boolean;
}

const kindNames = new Map<number, NodeKind>(
  Object.entries(kindNumbers).flatMap(([name, number]): [number, NodeKind][] => (name === 'Withdrawn' ? [] : [[number, name as NodeKind]])),
);

export function kindOfNumber(number: number): NodeKind {
  return kindNames.get(number) ?? 'Unknown';
}

type Columns = [number, Uint8Array, number, string, string, number | null];
const select =
  'SELECT n.id, n.key, n.kind, n.title, coalesce(n.detail, (SELECT s.text FROM file f JOIN string s ON s.id = f.path WHERE f.node = n.id)), o.state FROM node n LEFT JOIN object o ON o.id = n.object';

export function lidOfBytes(key: Uint8Array): string {
  if (isToldRunKey(key)) return toldRunName + keyText(key);
  return isPathKey(key) ? keyText(key) : lidOfKey(keyText(key));
}

/** The same of many records, in their order. */
export function lidsOfBytes(keys: readonly Uint8Array[]): string[] {
  return keyTexts(keys).map((text, i) => (text === null ? lidOfBytes(keys[i] ?? new Uint8Array(0)) : lidOfKey(text)));
}

function toNode([id, key, kind, title, detail, state]: Columns): NodeRow {
  const { lid, title: shown } = nameOfNode(key, title);
  return { id, lid, kind: kindOfNumber(kind), title: shown, detail, present: state === objectStates.present };
}

/** Of the columns `key` and `title` of a node. */
export function nameOfNode(key: Uint8Array, title: string): Pick<NodeRow, 'lid' | 'title'> {
  const lid = lidOfBytes(key);
  return { lid, title: title === '' ? titleOfLid(lid) : title };
}

/** What a node without a record is called: the last part of its LID. */
export function titleOfLid(lid: string): string {
  return lid.slice(lid.lastIndexOf('/') + 1) || lid;
}

export function nodeByKey(db: SqlDatabase, key: string): NodeRow | undefined {
  return nodeOfBytes(db, keyBytes(key));
}

/** Whether the key of a node comes before these bytes of a key. */
export function isKeyBefore(db: SqlDatabase, node: number, bound: Uint8Array): boolean {
  return one<[number]>(db, 'SELECT key < ? FROM node WHERE id = ?', [bound, node])?.[0] === 1;
}

/** By their keys; those that nothing names are left out. */
export function nodesByKey(db: SqlDatabase, keys: readonly string[]): Map<string, NodeRow> {
  const statement = db.kept(`${select} WHERE n.key = ? AND n.kind <> ${kindNumbers.Withdrawn}`);
  const found = new Map<string, NodeRow>();
  for (const key of keys) {
    const row = statement.get<Columns>([keyBytes(key)]);
    if (row !== undefined) found.set(key, toNode(row));
  }
  return found;
}

function nodeOfBytes(db: SqlDatabase, bytes: Uint8Array): NodeRow | undefined {
  const row = one<Columns>(db, `${select} WHERE n.key = ? AND n.kind <> ${kindNumbers.Withdrawn}`, [bytes]);
  return row && toNode(row);
}

/** An outside file by its recorded path, with or without `file://`. */
export function nodeByPath(db: SqlDatabase, path: string): NodeRow | undefined {
  return nodeOfBytes(db, pathBytes(plainPath(path)));
}

export function nodesById(db: SqlDatabase, ids: Iterable<number>): Map<number, NodeRow> {
  const rows = all<Columns>(db, `${select} WHERE n.id IN (SELECT value FROM json_each(?)) AND +n.kind <> ${kindNumbers.Withdrawn}`, [idList(ids)]);
  return new Map(rows.map((row) => [row[0], toNode(row)]));
}

/** LIDs, or paths of outside files, and titles alone. */
export function namesById(db: SqlDatabase, ids: Iterable<number>): Map<number, Pick<NodeRow, 'lid' | 'title'>> {
  const rows = all<[number, Uint8Array, string]>(db, `SELECT id, key, title FROM node WHERE id IN (SELECT value FROM json_each(?)) AND +kind <> ${kindNumbers.Withdrawn}`, [
    idList(ids),
  ]);
  const lids = lidsOfBytes(rows.map(([, key]) => key));
  return new Map(
    rows.map(([id, , title], at) => {
      const lid = lids[at] ?? '';
      return [id, { lid, title: title === '' ? titleOfLid(lid) : title }];
    }),
  );
}

/**
 * The node that a typed text means: a LID (a fragment is cut off, `lid://lid:/x` read as `lid://x`), a bare key, the
 * recorded path of an outside file, or the recorded path of exactly one FileOutput. Undefined where the store says nothing of it.
 */
export function findNode(db: SqlDatabase, text: string): NodeRow | undefined {
  if (text.startsWith(toldRunName)) return nodeOfBytes(db, toldRunBytes(text.slice(toldRunName.length).toLowerCase()));
  const { key } = splitFragment(text, (one) => nodeByKey(db, one) !== undefined);
  const found = nodeByKey(db, key) ?? nodeByKey(db, keyOfLid(text)) ?? nodeByPath(db, text);
  if (found !== undefined || text.startsWith('lid://')) return found;
  const [file, another] = filesOfPath(db, text);
  return another === undefined ? file : undefined;
}

/** FileOutputs with this recorded path: several runs may have published to the same place. At most 20. */
export function filesOfPath(db: SqlDatabase, path: string): NodeRow[] {
  const plain = plainPath(path);
  return all<Columns>(db, `${select} JOIN file f ON f.node = n.id JOIN string s ON s.id = f.path WHERE s.text IN (?, 'file://' || ?) ORDER BY n.key LIMIT 20`, [plain, plain]).map(
    toNode,
  );
}

/** The labels of each node, in the order of the alphabet. */
export function labelsOfNodes(db: SqlDatabase, ids: Iterable<number>): Map<number, string[]> {
  const labels = new Map<number, string[]>();
  const rows = all<[number, string]>(db, 'SELECT l.node, s.text FROM label l JOIN string s ON s.id = l.label WHERE l.node IN (SELECT value FROM json_each(?)) ORDER BY s.text', [
    idList(ids),
  ]);
  for (const [node, label] of rows) addTo(labels, node, label);
  return labels;
}

/** The run that each record names as its own: LIDs by node id. */
export function runsOfNodes(db: SqlDatabase, ids: Iterable<number>): Map<number, string> {
  const rows = all<[number, number | null]>(
    db,
    `WITH asked(id) AS (SELECT value FROM json_each(?)) SELECT node, run FROM task WHERE node IN asked UNION ALL SELECT node, run FROM file WHERE node IN asked
      UNION ALL SELECT node, run FROM output WHERE node IN asked`,
    [idList(ids)],
  );
  // Thousands of records name a few runs.
  const runs = new Set(rows.flatMap(([, run]) => run ?? []));
  const keys = all<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE id IN (SELECT value FROM json_each(?))', [idList(runs)]);
  const lids = new Map(keys.map(([id, key]) => [id, lidOfBytes(key)]));
  return new Map(
    rows.flatMap(([node, run]) => {
      const lid = run === null ? undefined : lids.get(run);
      return lid === undefined ? [] : [[node, lid] as const];
    }),
  );
}
