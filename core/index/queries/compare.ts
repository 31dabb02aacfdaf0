/** What comparing runs asks of the index: where a file comes from, what tasks wrote, and our first SHA-256 of files. */
import { addTo } from '../../add-to';
import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { kindNumbers, relationNumbers } from '../schema';
import { all, idList } from './rows';

export interface FileOrigin {
  /** Node of the task that the record names, and of what it was published from; null where it names none. */
  task: number | null;
  source: number | null;
}

/** FileOutputs by node id. */
export function fileOrigins(db: SqlDatabase, nodes: Iterable<number>): Map<number, FileOrigin> {
  const rows = all<[number, number | null, number | null]>(db, 'SELECT node, task, source FROM file WHERE node IN (SELECT value FROM json_each(?))', [idList(nodes)]);
  return new Map(rows.map(([node, task, source]) => [node, { task, source }]));
}

/** Keys by node id. */
export function keysOfNodes(db: SqlDatabase, nodes: Iterable<number>): Map<number, string> {
  const rows = all<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE id IN (SELECT value FROM json_each(?))', [idList(nodes)]);
  return new Map(rows.map(([node, key]) => [node, keyText(key)]));
}

/** What these tasks read by a LID, by key. */
export function readByTasks(db: SqlDatabase, tasks: Iterable<number>): Map<string, number> {
  const rows = all<[number, Uint8Array]>(
    db,
    `SELECT n.id, n.key FROM (SELECT DISTINCT source FROM edge WHERE relation = ${relationNumbers.read} AND target IN (SELECT value FROM json_each(?))) e
     JOIN node n ON n.id = e.source WHERE n.kind <> ${kindNumbers.External}`,
    [idList(tasks)],
  );
  return new Map(rows.map(([node, key]) => [keyText(key), node]));
}

/** Task → the FileOutputs that name it. */
export function filesOfTasks(db: SqlDatabase, tasks: Iterable<number>): Map<number, number[]> {
  const files = new Map<number, number[]>();
  const rows = all<[number, number]>(db, 'SELECT f.task, f.node FROM file f JOIN node n ON n.id = f.node WHERE f.task IN (SELECT value FROM json_each(?)) ORDER BY n.key', [
    idList(tasks),
  ]);
  for (const [task, node] of rows) addTo(files, task, node);
  return files;
}

/** A FileOutput that a task wrote, with what tells whether its content can be known. */
export interface WrittenFile {
  node: number;
  key: string;
  size: number | null;
  /** Somebody looked at it here, or it is no plain FileOutput any more: more is to be read of it. */
  more: boolean;
  /** What its checksum is said to cover, as recorded. */
  mode: string | null;
}

/** Task → the FileOutputs that name it, by their keys. */
export function writtenByTasks(db: SqlDatabase, tasks: Iterable<number>): Map<number, WrittenFile[]> {
  const rows = all<[number, number, Uint8Array, number | null, number, string | null]>(
    db,
    `SELECT f.task, f.node, n.key, f.size, n.kind <> ${kindNumbers.FileOutput} OR EXISTS (SELECT 1 FROM file_check WHERE node = f.node), (SELECT text FROM string WHERE id = f.mode)
     FROM file f JOIN node n ON n.id = f.node WHERE f.task IN (SELECT value FROM json_each(?)) ORDER BY n.key`,
    [idList(tasks)],
  );
  const files = new Map<number, WrittenFile[]>();
  for (const [task, node, key, size, more, mode] of rows) addTo(files, task, { node, key: keyText(key), size, more: more === 1, mode });
  return files;
}

/** Other tasks with the name of this one. */
export function tasksNamedLike(db: SqlDatabase, task: number): number[] {
  return all<[number]>(db, 'SELECT node FROM task WHERE name = (SELECT name FROM task WHERE node = ?1) AND node <> ?1', [task]).map(([node]) => node);
}

/** Those of the tasks that have one of these names. */
export function tasksNamed(db: SqlDatabase, tasks: Iterable<number>, names: readonly string[]): { node: number; name: string }[] {
  return all<[number, string]>(
    db,
    `SELECT t.node, s.text FROM task t JOIN string s ON s.id = t.name
     WHERE t.name IN (SELECT id FROM string WHERE text IN (SELECT value FROM json_each(?))) AND t.node IN (SELECT value FROM json_each(?)) ORDER BY t.node`,
    [JSON.stringify(names), idList(tasks)],
  ).map(([node, name]) => ({ node, name }));
}

/** Of these FileOutputs, those whose source is a run: the run itself wrote them, as it does the index of an output. */
export function writtenByRuns(db: SqlDatabase, nodes: Iterable<number>): Set<number> {
  return new Set(
    all<[number]>(db, 'SELECT f.node FROM file f WHERE f.source = f.run AND f.task IS NULL AND f.node IN (SELECT value FROM json_each(?))', [idList(nodes)]).map(([node]) => node),
  );
}
