/** What comparing runs asks of the index: where a file comes from, what tasks wrote, and our first SHA-256 of files. */
import { addTo } from '../../add-to';
import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { all, idList } from './rows';

export interface FileOrigin {
  key: string;
  /** Node of the task that the record names, and of what it was published from; null where it names none. */
  task: number | null;
  source: number | null;
}

/** FileOutputs by node id. */
export function fileOrigins(db: SqlDatabase, nodes: Iterable<number>): Map<number, FileOrigin> {
  const rows = all<[number, Uint8Array, number | null, number | null]>(
    db,
    'SELECT f.node, n.key, f.task, f.source FROM file f JOIN node n ON n.id = f.node WHERE f.node IN (SELECT value FROM json_each(?))',
    [idList(nodes)],
  );
  return new Map(rows.map(([node, key, task, source]) => [node, { key: keyText(key), task, source }]));
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
