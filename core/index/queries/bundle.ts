/** What belongs to a run in the store: its files, the records that report on it, and the objects where all of them lie. */

import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { objectPath } from '../object-path';
import { objectStates } from '../schema';
import { all, idList } from './rows';

/** FileOutputs that name this run or one of these tasks. */
export function filesNaming(db: SqlDatabase, run: number, tasks: Iterable<number>): number[] {
  return all<[number]>(db, 'SELECT node FROM file WHERE run = ?1 UNION SELECT node FROM file WHERE task IN (SELECT value FROM json_each(?2))', [run, idList(tasks)]).map(
    ([node]) => node,
  );
}

/** `#output` records of this run and of these tasks. */
export function outputRecordsOf(db: SqlDatabase, run: number, tasks: Iterable<number>): number[] {
  return all<[number]>(db, 'SELECT node FROM output WHERE run = ?1 AND task IS NULL UNION SELECT node FROM output WHERE task IN (SELECT value FROM json_each(?2))', [
    run,
    idList(tasks),
  ]).map(([node]) => node);
}

/** The runs that these nodes name: node ids. */
export function runsNamedBy(db: SqlDatabase, nodes: Iterable<number>): number[] {
  return all<[number]>(
    db,
    `WITH asked(id) AS (SELECT value FROM json_each(?)) SELECT run FROM task WHERE node IN asked AND run IS NOT NULL UNION SELECT run FROM file WHERE node IN asked AND run IS NOT NULL
     UNION SELECT run FROM output WHERE node IN asked AND run IS NOT NULL`,
    [idList(nodes)],
  ).map(([node]) => node);
}

/** Where the records of these nodes and the lines of these runs in the history lie, by path below the store. `unread`: it is there, and could not be read when last seen. */
export function objectsOf(db: SqlDatabase, nodes: Iterable<number>, runs: Iterable<number>): { path: string; unread: boolean }[] {
  const keys = all<[Uint8Array]>(db, 'SELECT key FROM node WHERE id IN (SELECT value FROM json_each(?))', [idList(runs)]).map(([key]) => `.history/${keyText(key)}`);
  return all<[string, number]>(
    db,
    `SELECT ${objectPath('o')}, o.tag = '' AND o.state = ${objectStates.present} FROM object o WHERE o.node IN (SELECT value FROM json_each(?1)) OR o.other_path IN (SELECT value FROM json_each(?2)) ORDER BY 1`,
    [idList(nodes), JSON.stringify(keys)],
  ).map(([path, unread]) => ({ path, unread: unread === 1 }));
}
