/** What a line of the search's answer shows of a node. */
import type { SqlDatabase } from '../../ports';
import type { TextRow } from '../row-block';
import { kindNumbers } from '../schema';
import { nameOfNode } from './nodes';
import { all, idList } from './rows';

/**
 * Recorded times by node, as the records have them: start of a run, createdAt of a file or a list of outputs; of a task that of its list of outputs; of a run of others that of its first event.
 * `isFile` says of which nodes the record is one of a file: they are asked of one table, where the others are of any.
 */
export function recordedTimes(db: SqlDatabase, nodes: readonly number[], isFile: (node: number) => boolean): Map<number, string> {
  const files = nodes.filter(isFile);
  const others = nodes.filter((node) => !isFile(node));
  const rows = [...(files.length > 0 ? all<Row>(db, ofFiles, [idList(files)]) : []), ...(others.length > 0 ? all<Row>(db, ofOthers, [idList(others)]) : [])];
  return new Map(rows.filter((row): row is [number, string] => row[1] !== null));
}

type Row = [number, string | null];
const ofFiles = 'SELECT node, created FROM file WHERE node IN (SELECT value FROM json_each(?))';
const ofOthers = `WITH asked(id) AS (SELECT value FROM json_each(?))
  SELECT node, time FROM history WHERE node IN asked UNION ALL SELECT node, start FROM run WHERE node IN asked
  UNION ALL SELECT node, created FROM output WHERE node IN asked UNION ALL SELECT task, max(created) FROM output WHERE task IN asked GROUP BY task
  UNION ALL SELECT node, time FROM (SELECT node, time, min(time_ms) FROM outside_event WHERE node IN asked GROUP BY node)`;

/** Texts of a row of `lineRows`. */
export const lineTexts = 4;

/** What a line shows of each record of a file, and of each record of a run as the run of others, with ids from `from` up to `to`: LID, title, path, recorded time; a run has the first two alone. */
export function lineRows(db: SqlDatabase, from: number, to: number): TextRow[] {
  const rows = all<[number, Uint8Array, number, string, string | null, string | null]>(
    db,
    `SELECT n.id, n.key, n.kind, n.title, coalesce(n.detail, s.text), f.created FROM node n LEFT JOIN file f ON f.node = n.id LEFT JOIN string s ON s.id = f.path
     WHERE n.id >= ? AND n.id < ? AND +n.kind IN (${kindNumbers.FileOutput}, ${kindNumbers.WorkflowRun}) ORDER BY n.id`,
    [from, to],
  );
  return rows.map(([id, key, kind, named, detail, time]) => {
    const { lid, title } = nameOfNode(key, named);
    return { id, texts: kind === kindNumbers.FileOutput ? [lid, title, detail, time] : [lid, title, null, null] };
  });
}

/** Nodes whose object was not in the store at some sync after it was seen there, back since then or not. */
export function onceVanished(db: SqlDatabase): Set<number> {
  return new Set(all<[number]>(db, "SELECT o.node FROM finding f JOIN object o ON o.id = f.object WHERE f.type = 'vanished' AND o.node IS NOT NULL").map(([node]) => node));
}
