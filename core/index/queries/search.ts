/** What the search reads out of the index once and keeps: every node with its texts, its run and task, and its recorded time. */

import { growingInt32 } from '../../graph/growing';
import type { SqlDatabase } from '../../ports';
import { keyPrefixRanges } from '../key-bytes';
import { objectPath } from '../object-path';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { all, each, one } from './rows';

/** The highest id of a node. */
export function lastNode(db: SqlDatabase): number {
  return one<[number]>(db, 'SELECT coalesce(max(id), 0) FROM node')?.[0] ?? 0;
}

/** Every node: id, kind number, title. This and what follows: of the nodes from `from` up to `to`, which is none of them. */
export function searchableNodes(db: SqlDatabase, from: number, to: number): [number, number, string][] {
  return all<[number, number, string]>(db, `SELECT id, kind, title FROM node WHERE id >= ? AND id < ? AND +kind <> ${kindNumbers.Withdrawn} ORDER BY id`, [from, to]);
}

export interface SearchableRun {
  node: number;
  /** By its record and by the history: one, as a rule. */
  names: string[];
  /** All that is searched, names first. */
  texts: string[];
  /** Bounds of its start in milliseconds since 1970: of its record, else of the history, whose zone may not be known. */
  early: number | null;
  late: number | null;
}

export function searchableRuns(db: SqlDatabase): SearchableRun[] {
  const text = (column: string) => `(SELECT text FROM string WHERE id = r.${column})`;
  const columns = ['name', 'session', 'pipeline', 'repository', 'revision', 'user', 'commit_id'];
  const rows = all<[number, number | null, number | null, number | null, ...(string | null)[]]>(
    db,
    `SELECT n.id, r.start_ms, h.early_ms, h.late_ms, h.name, ${columns.map(text).join(', ')}, h.session FROM node n LEFT JOIN run r ON r.node = n.id
     LEFT JOIN history h ON h.node = n.id WHERE r.node IS NOT NULL OR h.node IS NOT NULL ORDER BY n.id, h.object`,
  );
  const said = (texts: (string | number | null | undefined)[]) => [...new Set(texts)].filter((one): one is string => typeof one === 'string' && one !== '');
  // Several lines of the history can speak of one run: all their names are searched, and its time lies somewhere between theirs.
  const runs = new Map<number, SearchableRun>();
  for (const [node, start, early, late, historyName, name, ...more] of rows) {
    const known = runs.get(node);
    const names = said([...(known?.names ?? []), name, historyName]);
    const isSure = start !== null || (early !== null && late !== null);
    runs.set(node, {
      node,
      names,
      texts: said([...names, ...(known?.texts ?? []), ...more]),
      early: start ?? (known === undefined ? early : isSure && known.early !== null ? Math.min(known.early, early ?? 0) : null),
      late: start ?? (known === undefined ? late : isSure && known.late !== null ? Math.max(known.late, late ?? 0) : null),
    });
  }
  return [...runs.values()];
}

/** Tasks: node, node of the run, name; milliseconds of the #output record that names it, where there is one: the task's own record holds no time. */
export function searchableTasks(db: SqlDatabase, from: number, to: number): [number, number | null, string, number | null][] {
  return all<[number, number | null, string, number | null]>(
    db,
    'SELECT t.node, t.run, s.text, max(p.created_ms) FROM task t JOIN string s ON s.id = t.name LEFT JOIN output p ON p.task = t.node WHERE t.node >= ? AND t.node < ? GROUP BY t.node',
    [from, to],
  );
}

/** Ids of the nodes that the search counts among tasks, rising: records of tasks and agents which no run has the node of. */
export function taskNodes(db: SqlDatabase): Int32Array {
  const nodes = growingInt32();
  each<[number]>(
    db,
    `SELECT id FROM node n WHERE kind IN (${kindNumbers.TaskRun}, ${kindNumbers.AgentRun}) AND NOT EXISTS (SELECT 1 FROM run WHERE node = n.id) AND NOT EXISTS (SELECT 1 FROM history WHERE node = n.id) ORDER BY id`,
    [],
    ([id]) => nodes.push(id),
  );
  return nodes.values();
}

/** FileOutputs: node, its run, the task that it names as its own (null: it was published), milliseconds of createdAt, name, path, its source: a task, or the file that it is a copy of. */
export function searchableFiles(db: SqlDatabase, from: number, to: number): [number, number | null, number | null, number | null, string, string | null, number | null][] {
  return all<[number, number | null, number | null, number | null, string, string | null, number | null]>(
    db,
    'SELECT f.node, f.run, f.task, f.created_ms, s.text, p.text, f.source FROM file f JOIN string s ON s.id = f.name LEFT JOIN string p ON p.id = f.path WHERE f.node >= ? AND f.node < ?',
    [from, to],
  );
}

/** Lists of outputs: node, run, task, milliseconds of createdAt. */
export function searchableOutputs(db: SqlDatabase, from: number, to: number): [number, number | null, number | null, number | null][] {
  return all<[number, number | null, number | null, number | null]>(db, 'SELECT node, run, task, created_ms FROM output WHERE node >= ? AND node < ?', [from, to]);
}

/** Paths of outside files by node, or of data that OpenLineage events alone name. */
export function outsidePaths(db: SqlDatabase, from: number, to: number, kind: 'External' | 'OutsideData' = 'External'): [number, string][] {
  return all<[number, string]>(db, `SELECT id, CAST(substr(key, 2) AS TEXT) FROM node WHERE id >= ? AND id < ? AND +kind = ${kindNumbers[kind]}`, [from, to]);
}

/** An object at the place of a record that could not be read, nor ever could where `node` is null: no node stands for it then. */
export interface UnreadRecord {
  object: number;
  key: string;
  reason: string;
  node: number | null;
  present: boolean;
}

export function unreadRecords(db: SqlDatabase): UnreadRecord[] {
  const ending = '/.data.json';
  return all<[number, string, string, number | null, number]>(
    db,
    `SELECT o.id, ${objectPath('o')}, coalesce(o.reason, ''), n.id, o.state FROM object o LEFT JOIN node n ON n.id = o.node WHERE o.class = ${objectClasses.quarantined} ORDER BY o.id`,
  ).flatMap(([object, path, reason, node, state]) =>
    path.endsWith(ending) ? [{ object, key: path.slice(0, -ending.length), reason, node, present: state === objectStates.present }] : [],
  );
}

/** Ids of nodes whose LID starts with this key prefix. */
export function nodesWithPrefix(db: SqlDatabase, prefix: string): number[] {
  return keyPrefixRanges(prefix).flatMap(({ from, to }) => all<[number]>(db, 'SELECT id FROM node WHERE key >= ? AND key < ?', [from, to]).map(([id]) => id));
}
