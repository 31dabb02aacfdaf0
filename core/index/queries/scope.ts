/** What a sync of some runs asks of the index: what is known at a path and below it, and what the records of these keys name. */
import type { SqlDatabase } from '../../ports';
import { classify } from '../../store/classify';
import { isPathKey, isToldRunKey, keyBytes, keyPrefixRanges, keyText } from '../key-bytes';
import { objectPath } from '../object-path';
import { kindNumbers, objectStates, relationNumbers } from '../schema';
import { all, idList } from './rows';

const there = `o.state = ${objectStates.present}`;

/** Paths of the objects that were there at the last look: the earliest so many. */
export function earliestPresent(db: SqlDatabase, most: number): string[] {
  return all<[string]>(db, `SELECT ${objectPath('o')} FROM object o WHERE ${there} ORDER BY o.id LIMIT ?`, [most]).map(([path]) => path);
}

/** Paths of the objects at this path, or below it, that were there at the last look. */
export function presentAt(db: SqlDatabase, path: string): string[] {
  const what = classify(path, 1);
  const other = all<[string]>(db, `SELECT o.other_path FROM object o WHERE (o.other_path = ?1 OR (o.other_path >= ?1 || '/' AND o.other_path < ?1 || '0')) AND ${there}`, [path]);
  const ofNodes = (condition: string, values: Uint8Array[]) =>
    all<[string]>(db, `SELECT ${objectPath('o')} FROM node n JOIN object o ON o.id = n.object AND o.other_path IS NULL WHERE ${condition} AND ${there}`, values);
  // The record of a key lies below the key, and what lies deeper has a longer one.
  const own = ofNodes('n.key = ?', [keyBytes(what.class === 'record' ? what.key : path)]);
  const deeper = what.class === 'record' ? [] : keyPrefixRanges(`${path}/`).flatMap(({ from, to }) => ofNodes('n.key >= ? AND n.key < ?', [from, to]));
  return [...other, ...own, ...deeper].map(([found]) => found);
}

export type NamedAs = 'run' | 'task' | 'record';

/** What the records of these keys name by LID, as their newest content has it: each key once, as a run or task where one record says so. */
export function namedBy(db: SqlDatabase, keys: readonly string[]): Map<string, NamedAs> {
  const ids: number[] = [];
  const statement = db.prepare('SELECT id FROM node WHERE key = ?');
  for (const key of keys) {
    const id = statement.get([keyBytes(key)])?.[0];
    if (typeof id === 'number') ids.push(id);
  }
  statement.free();
  const among = 'IN (SELECT value FROM json_each(?1))';
  const rows = all<[Uint8Array, NamedAs]>(
    db,
    `SELECT DISTINCT n.key, x.named FROM (
      SELECT source AS node, 'record' AS named FROM edge WHERE target ${among} AND relation <= ${relationNumbers.listed}
      UNION ALL SELECT source, 'record' FROM file WHERE node ${among}
      UNION ALL SELECT run, 'run' FROM file WHERE node ${among} UNION ALL SELECT task, 'task' FROM file WHERE node ${among}
      UNION ALL SELECT run, 'run' FROM task WHERE node ${among}
      UNION ALL SELECT run, 'run' FROM output WHERE node ${among} UNION ALL SELECT task, 'task' FROM output WHERE node ${among}
    ) x JOIN node n ON n.id = x.node`,
    [idList(ids)],
  );
  const named = new Map<string, NamedAs>();
  for (const [bytes, as] of rows) {
    if (isPathKey(bytes) || isToldRunKey(bytes)) continue;
    const key = keyText(bytes);
    if (as !== 'record' || !named.has(key)) named.set(key, as);
  }
  return named;
}

/** Which of these keys have a record of a task or a run. */
export function kindsAmong(db: SqlDatabase, keys: Iterable<string>): Map<string, 'run' | 'task'> {
  const found = new Map<string, 'run' | 'task'>();
  const statement = db.prepare('SELECT kind FROM node WHERE key = ?');
  for (const key of keys) {
    const kind = statement.get([keyBytes(key)])?.[0];
    if (kind === kindNumbers.WorkflowRun) found.set(key, 'run');
    else if (kind === kindNumbers.TaskRun || kind === kindNumbers.AgentRun) found.set(key, 'task');
  }
  statement.free();
  return found;
}
