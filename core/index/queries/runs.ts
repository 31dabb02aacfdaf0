/** Runs: every one that a record, a line of the history, or another record speaks of. */

import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { objectPath } from '../object-path';
import { kindNumbers, objectStates } from '../schema';
import { all } from './rows';

/** What the index knows of a run; the three sources apart, null where a source has nothing. */
export interface IndexedRun {
  node: number;
  key: string;
  record: {
    name: string | null;
    session: string | null;
    start: string | null;
    repository: string | null;
    revision: string | null;
    commit: string | null;
    pipeline: string | null;
    user: string | null;
    marks: number;
    vanished: boolean;
  } | null;
  history: { time: string; name: string; session: string; vanished: boolean } | null;
  /** The #output record that names this run. */
  output: { node: number; created: string | null } | null;
  executedTasks: number;
}

type Columns = [
  number,
  Uint8Array,
  number | null,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  number | null,
  number | null,
];

const text = (column: string) => `(SELECT text FROM string WHERE id = r.${column})`;

/** Runs that any record or line speaks of: without a record of their own they are nodes of a kind of which there are few. */
const spoken = `SELECT node AS id FROM run UNION SELECT node FROM history UNION SELECT id FROM node WHERE kind IN (${kindNumbers.Missing}, ${kindNumbers.Unknown}) AND
  (EXISTS (SELECT 1 FROM task WHERE run = node.id) OR EXISTS (SELECT 1 FROM file WHERE run = node.id) OR EXISTS (SELECT 1 FROM output WHERE run = node.id))`;

/** All runs, or the one with this node id. The place of runs that were never recorded (`lid://` alone) is not among them: see nullRun. */
export function indexedRuns(db: SqlDatabase, node: number | null = null): IndexedRun[] {
  // Of one run each is asked for by its node: a condition that holds for all of them as well would be found by looking at all.
  const only = (column: string) => (node === null ? 'TRUE' : `${column} = ${Math.trunc(node)}`);
  // CROSS JOIN keeps the order of the tables: for the sake of ORDER BY every node, and every object, would be gone through.
  const rows = all<Columns>(
    db,
    `SELECT n.id, n.key, r.node, ${['name', 'session'].map(text).join(', ')}, r.start, ${['repository', 'revision', 'commit_id', 'pipeline', 'user'].map(text).join(', ')}, r.marks, o.state
     FROM (${node === null ? spoken : `SELECT * FROM (${spoken}) WHERE ${only('id')}`}) s CROSS JOIN node n ON n.id = s.id LEFT JOIN run r ON r.node = n.id LEFT JOIN object o ON o.id = n.object ORDER BY n.key`,
  );
  const histories = new Map(
    all<[number, string, string, string, number]>(
      db,
      `SELECT h.node, h.time, h.name, h.session, o.state FROM history h CROSS JOIN object o ON o.id = h.object WHERE ${only('h.node')} ORDER BY ${objectPath('o')} DESC`,
    ).map(([id, time, name, session, state]) => [id, { time, name, session, vanished: state !== objectStates.present }]),
  );
  const outputs = new Map(
    all<[number, number, string | null]>(
      db,
      `SELECT p.run, p.node, p.created FROM node n CROSS JOIN output p ON p.node = n.id WHERE n.kind = ${kindNumbers.WorkflowOutput} AND p.run IS NOT NULL AND ${only('p.run')} ORDER BY n.key DESC`,
    ).map(([run, id, created]) => [run, { node: id, created }]),
  );
  const tasks = new Map(all<[number, number]>(db, `SELECT run, count(*) FROM task WHERE run IS NOT NULL AND ${only('run')} GROUP BY run`));
  return rows.map(([id, key, record, name, session, start, repository, revision, commit, pipeline, user, marks, state]) => ({
    node: id,
    key: keyText(key),
    record: record === null ? null : { name, session, start, repository, revision, commit, pipeline, user, marks: marks ?? 0, vanished: state !== objectStates.present },
    history: histories.get(id) ?? null,
    output: outputs.get(id) ?? null,
    executedTasks: tasks.get(id) ?? 0,
  }));
}

/** Tasks that name this run as the one that executed them; for null, tasks that name their run as `lid://` alone. */
export function executedTasks(db: SqlDatabase, run: number | null): number[] {
  const rows =
    run === null
      ? all<[number]>(db, 'SELECT t.node FROM task t JOIN null_run u ON u.node = t.node ORDER BY t.node')
      : all<[number]>(db, 'SELECT node FROM task WHERE run = ? ORDER BY node', [run]);
  return rows.map(([node]) => node);
}

/** Names of runs by node id, for those that have one: of the record, else of the history. */
export function runNames(db: SqlDatabase): Map<number, string> {
  const names = new Map(all<[number, string]>(db, 'SELECT node, name FROM history'));
  for (const [node, name] of all<[number, string]>(db, 'SELECT r.node, s.text FROM run r JOIN string s ON s.id = r.name')) names.set(node, name);
  return names;
}
