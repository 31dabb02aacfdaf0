/** Records that date themselves before a whole listing that did not name them: the weak sign, where the store's own time gives no strong one. */

import { backDatedSlack } from '../../findings/back-dated';
import { objectPath } from '../object-path';
import { objectStates } from '../schema';

/** `ms` is when the record says that it was made; rows (object, node, text, ms). A FileOutput holds no such time: its createdAt is the file's. */
const own = [
  'SELECT n.object, o.node, o.created AS text, o.created_ms AS ms FROM output o JOIN node n ON n.id = o.node',
  'SELECT n.object, r.node, r.start, r.start_ms FROM run r JOIN node n ON n.id = r.node',
  'SELECT h.object, h.node, h.time, h.late_ms FROM history h',
].join(' UNION ALL ');

/** The columns of FoundRow in findings.ts without its type; the detail is {text, ms, sync, began} as JSON. Only records that were never seen with other bytes.
 * Where no sync had one before it nothing is looked through. */
export const backDatedByOwnTime = `WITH whole AS MATERIALIZED (SELECT id, began, CAST(strftime('%s', began) AS INTEGER) * 1000 AS ms FROM sync WHERE json_extract(result, '$.complete') = 1),
    before AS MATERIALIZED (SELECT s.id AS sync, w.id AS whole, w.began, w.ms FROM sync s JOIN whole w ON w.id = (SELECT max(x.id) FROM whole x WHERE x.id < s.id))
  SELECT n.key, ${objectPath('b')}, json_object('text', t.text, 'ms', t.ms, 'sync', before.whole, 'began', before.began), v.first_sync, v.sha256, NULL, n.id
  FROM before JOIN version v ON v.first_sync = before.sync JOIN object b ON b.id = v.object AND b.version = v.id JOIN (${own}) t ON t.object = b.id JOIN node n ON n.id = t.node
  WHERE EXISTS (SELECT 1 FROM before) AND t.ms + ${backDatedSlack} < before.ms AND b.state = ${objectStates.present} AND NOT EXISTS (SELECT 1 FROM version x WHERE x.object = b.id AND x.id < v.id)
    AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.object = b.id AND f.type IN ('back-dated', 'reappeared'))`;
