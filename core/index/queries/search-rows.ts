/** What a line of the search's answer shows of a node. */
import type { SqlDatabase } from '../../ports';
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
