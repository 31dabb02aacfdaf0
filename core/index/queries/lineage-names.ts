/** What a shortened LID or a run's name can mean. */
import type { SqlDatabase } from '../../ports';
import { keyPrefixRanges, keyText } from '../key-bytes';
import { kindNumbers } from '../schema';
import { all } from './rows';

/** Keys of records (vanished ones too) that start with `prefix`, at most `limit`, in order. */
export function keysWithPrefix(db: SqlDatabase, prefix: string, limit: number): string[] {
  const found = keyPrefixRanges(prefix).flatMap(({ from, to }) =>
    all<[Uint8Array]>(db, 'SELECT key FROM node WHERE key >= ? AND key < ? AND object IS NOT NULL ORDER BY key LIMIT ?', [from, to, limit]).map(([key]) => keyText(key)),
  );
  return found.sort().slice(0, limit);
}

/** Runs and tasks alone whose key starts with `prefix`: what a hash cut short means. */
export function runsAndTasksWithPrefix(db: SqlDatabase, prefix: string, limit: number): string[] {
  const kinds = [kindNumbers.WorkflowRun, kindNumbers.TaskRun, kindNumbers.AgentRun].join(', ');
  return keyPrefixRanges(prefix)
    .flatMap(({ from, to }) => all<[Uint8Array]>(db, `SELECT key FROM node WHERE key >= ? AND key < ? AND +kind IN (${kinds}) ORDER BY key LIMIT ?`, [from, to, limit]))
    .map(([key]) => keyText(key));
}

/** Keys of the runs of that name, by their record or by the history. */
export function runsNamed(db: SqlDatabase, name: string): string[] {
  const rows = all<[Uint8Array]>(
    db,
    'SELECT key FROM node WHERE id IN (SELECT r.node FROM run r JOIN string s ON s.id = r.name WHERE s.text = ?1 UNION SELECT node FROM history WHERE name = ?1)',
    [name],
  );
  return rows.map(([key]) => keyText(key)).sort();
}
