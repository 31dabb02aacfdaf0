/** Paths that records hold as mere text, and which recorded files and lists of outputs a path can mean: of many paths at once. */
import type { SqlDatabase } from '../../ports';
import { all, idList, one } from './rows';

/** What the records of these tasks hold as text in their inputs: [task, path without `file://`]. */
export function pathsInValues(db: SqlDatabase, tasks: Iterable<number>): [number, string][] {
  return all<[number, string]>(
    db,
    'SELECT p.node, s.text FROM named_path p JOIN task t ON t.node = p.node JOIN string s ON s.id = p.path WHERE p.node IN (SELECT value FROM json_each(?)) ORDER BY p.node, s.text',
    [idList(tasks)],
  );
}

/** A path is also written with a slash at its end, and of a file with its scheme. */
const written = "(SELECT value || tail AS text, value AS path FROM json_each(?1), (SELECT '' AS tail UNION ALL SELECT '/'))";
const schemes = "(SELECT '' AS scheme UNION ALL SELECT 'file://' UNION ALL SELECT 'file:')";

/** FileOutputs at these very paths: [path asked for, node]. */
export function filesAtPaths(db: SqlDatabase, paths: readonly string[]): [string, number][] {
  return all<[string, number]>(
    db,
    `SELECT w.path, f.node FROM ${written} w, ${schemes} c JOIN string s ON s.text = c.scheme || w.text JOIN file f ON f.path = s.id ORDER BY w.path, f.node`,
    [JSON.stringify(paths)],
  );
}

/** Which of these paths have a FileOutput below them. */
export function foldersOfFiles(db: SqlDatabase, paths: readonly string[]): string[] {
  return all<[string]>(
    db,
    `SELECT DISTINCT j.value FROM json_each(?1) j, ${schemes} c
     WHERE EXISTS (SELECT 1 FROM string s JOIN file f ON f.path = s.id WHERE s.text > c.scheme || j.value || '/' AND s.text < c.scheme || j.value || '0')`,
    [JSON.stringify(paths)],
  ).map(([path]) => path);
}

/** FileOutputs below one path, by their paths, at most `limit`. */
export function filesBelowPath(db: SqlDatabase, path: string, limit: number): number[] {
  return all<[number]>(
    db,
    `SELECT f.node FROM ${schemes} c JOIN string s ON s.text > c.scheme || ?1 || '/' AND s.text < c.scheme || ?1 || '0' JOIN file f ON f.path = s.id LIMIT ?2`,
    [path, limit],
  ).map(([node]) => node);
}

/** All that lists of outputs hold as text: [path without `file://`, the task or run whose list it is], by path. */
export function pathsInLists(db: SqlDatabase): [string, number][] {
  return all<[string, number]>(
    db,
    'SELECT DISTINCT s.text, coalesce(o.task, o.run, o.node) FROM output o JOIN named_path p ON p.node = o.node JOIN string s ON s.id = p.path ORDER BY 1, 2',
  );
}

/** How many records hold this path (without `file://`) as text. */
export function recordsHoldingText(db: SqlDatabase, path: string): number {
  const id = one<[number]>(db, 'SELECT id FROM string WHERE text = ?', [path])?.[0];
  return id === undefined ? 0 : (one<[number]>(db, 'SELECT count(*) FROM named_path WHERE path = ?', [id])?.[0] ?? 0);
}
