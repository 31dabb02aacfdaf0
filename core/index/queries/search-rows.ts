/** What a line of the search's answer shows of a node. */
import type { SqlDatabase } from '../../ports';
import { all, idList } from './rows';

/** Recorded times by node, as the records have them: start of a run, createdAt of a file or a list of outputs; of a task that of its list of outputs; of a run of others that of its first event. */
export function recordedTimes(db: SqlDatabase, nodes: Iterable<number>): Map<number, string> {
  const rows = all<[number, string | null]>(
    db,
    `WITH asked(id) AS (SELECT value FROM json_each(?))
     SELECT node, time FROM history WHERE node IN asked UNION ALL SELECT node, start FROM run WHERE node IN asked UNION ALL SELECT node, created FROM file WHERE node IN asked
     UNION ALL SELECT node, created FROM output WHERE node IN asked UNION ALL SELECT task, max(created) FROM output WHERE task IN asked GROUP BY task
     UNION ALL SELECT node, time FROM (SELECT node, time, min(time_ms) FROM outside_event WHERE node IN asked GROUP BY node)`,
    [idList(nodes)],
  );
  return new Map(rows.filter((row): row is [number, string] => row[1] !== null));
}
