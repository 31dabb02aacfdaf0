/** Recorded times that cannot stand beside one another, grouped by run: what a clock, a later write or an edit leaves behind. */
import { clockSlack, futureSlack } from '../../verify/clock-words';
import { runMarkBits } from '../schema';

/** Columns of every clock finding, as in findings.ts: key of the run (or of the record, where it names none), the facts as JSON, the sync that read the example. */
const facts = (what: string, left: string, right: string, count: string, ms: string, example: string) =>
  `json_object('what', '${what}', 'count', ${count}, 'ms', ${ms}, 'left', ${left}, 'right', ${right}, 'example', (SELECT hex(key) FROM node WHERE id = ${example}))`;

const syncOf = (node: string) => `(SELECT x.first_sync FROM node y JOIN object z ON z.id = y.object JOIN version x ON x.id = z.version WHERE y.id = ${node})`;

/** Of rows (run, node, left_text, right_text, ms): one finding a run. Bare columns beside max() are those of its row (SQLite, "Bare columns in an aggregate query"). */
function perRun(what: string, rows: string): string {
  return `SELECT n.key, NULL, ${facts(what, 'g.left_text', 'g.right_text', 'g.count', 'g.ms', 'g.node')}, ${syncOf('g.node')}, NULL, NULL, n.id
    FROM (SELECT run, node, left_text, right_text, max(ms) AS ms, count(DISTINCT node) AS count FROM (${rows}) GROUP BY coalesce(run, -node)) g JOIN node n ON n.id = coalesce(g.run, g.node)`;
}

/** A FileOutput holds no time of its own: createdAt is the file's. It was written before the #output record of its task, or of its run. */
const fileAfterRecord = perRun(
  'file-after-record',
  `SELECT f.run, f.node, f.modified AS left_text, o.created AS right_text, f.modified_ms - o.created_ms AS ms FROM file f JOIN output o ON o.task = f.task
     WHERE f.modified_ms > o.created_ms + ${clockSlack}
   UNION ALL SELECT f.run, f.node, f.modified, o.created, f.modified_ms - o.created_ms FROM output o JOIN file f ON f.run = o.run
     WHERE o.task IS NULL AND f.task IS NULL AND f.modified_ms > o.created_ms + ${clockSlack}`,
);

/** A published file keeps the times of an earlier run's file where it is linked to that; so only what this run made itself counts. */
const recordBeforeRun = [
  perRun(
    'record-before-run',
    `SELECT o.run, o.node, o.created AS left_text, r.start AS right_text, r.start_ms - o.created_ms AS ms FROM run r JOIN output o ON o.run = r.node
       WHERE o.created_ms < r.start_ms - ${clockSlack}`,
  ),
  perRun(
    'file-before-run',
    `SELECT f.run, f.node, f.created AS left_text, r.start AS right_text, r.start_ms - f.created_ms AS ms FROM run r JOIN file f ON f.run = r.node LEFT JOIN file s ON s.node = f.source
       WHERE f.created_ms < r.start_ms - ${clockSlack} AND (f.task IS NOT NULL OR s.run IS f.run OR f.source IS NULL OR f.source = f.run)`,
  ),
].join(' UNION ALL ');

const single = (what: string, from: string, ms: string, left: string, right: string, run: string, where: string) =>
  `SELECT n.key, NULL, ${facts(what, left, right, '1', ms, run)}, ${syncOf(run)}, NULL, NULL, n.id FROM ${from} JOIN node n ON n.id = ${run} WHERE ${where}`;

const historyOrder = [
  single('line-before-start', 'history h JOIN run r ON r.node = h.node', 'r.start_ms - h.late_ms', 'h.time', 'r.start', 'h.node', `r.start_ms > h.late_ms + ${clockSlack}`),
  single(
    'line-after-record',
    'history h JOIN (SELECT run, node, created, min(created_ms) AS ms FROM output WHERE created_ms IS NOT NULL GROUP BY run) o ON o.run = h.node',
    'h.early_ms - o.ms',
    'h.time',
    'o.created',
    'h.node',
    `h.early_ms > o.ms + ${clockSlack}`,
  ),
  single(
    'resumed-before',
    `run r JOIN (SELECT session, start, node, min(start_ms) AS ms FROM run WHERE start_ms IS NOT NULL AND marks & ${runMarkBits.resumed} = 0 GROUP BY session) f ON f.session = r.session`,
    'f.ms - r.start_ms',
    'r.start',
    'f.start',
    'r.node',
    `r.marks & ${runMarkBits.resumed} AND r.start_ms + ${clockSlack} < f.ms`,
  ),
].join(' UNION ALL ');

/** When a sync that read something had surely read it: its end, or the beginning of the next where it was broken off; none: not compared. */
const readBy = `WITH ended AS (SELECT s.id AS sync, coalesce(json_extract(s.result, '$.finishedAt'), (SELECT t.began FROM sync t WHERE t.id > s.id ORDER BY t.id LIMIT 1)) AS at FROM sync s),
  read AS MATERIALIZED (SELECT sync, at, CAST(strftime('%s', at) AS INTEGER) * 1000 + 999 AS ms FROM ended WHERE at IS NOT NULL),
  edge AS MATERIALIZED (SELECT min(ms) + ${futureSlack} AS ms FROM read)`;
const readOf = (object: string) => `JOIN object b ON b.id = ${object} JOIN version v ON v.id = b.version JOIN read ON read.sync = v.first_sync`;
const nodeRead = (node: string) => `JOIN node m ON m.id = ${node} ${readOf('m.object')}`;
const late = (run: string, node: string, text: string, ms: string, from: string) =>
  `SELECT ${run} AS run, ${node} AS node, ${text} AS left_text, read.at AS right_text, ${ms} - read.ms AS ms FROM ${from} WHERE ${ms} > (SELECT ms FROM edge) AND ${ms} > read.ms + ${futureSlack}`;

const future = perRun(
  'future',
  [
    late('f.run', 'f.node', 'f.modified', 'f.modified_ms', `file f ${nodeRead('f.node')}`),
    late('f.run', 'f.node', 'f.created', 'f.created_ms', `file f ${nodeRead('f.node')}`),
    late('o.run', 'o.node', 'o.created', 'o.created_ms', `output o ${nodeRead('o.node')}`),
    late('r.node', 'r.node', 'r.start', 'r.start_ms', `run r ${nodeRead('r.node')}`),
    late('h.node', 'h.node', 'h.time', 'h.early_ms', `history h ${readOf('h.object')}`),
  ].join(' UNION ALL '),
);

export const clockSelects = {
  'clock-file-after-record': fileAfterRecord,
  'clock-record-before-run': recordBeforeRun,
  'clock-history-order': historyOrder,
  'clock-future': `SELECT * FROM (${readBy} ${future})`,
};
