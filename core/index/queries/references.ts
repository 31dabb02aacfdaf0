/** Who names a node: every link in the index stands in the record at its downstream end. */
import type { SqlDatabase } from '../../ports';
import { keyBytes } from '../key-bytes';
import { all, one } from './rows';

/** A record that names another, and the number of the relation by which it does. */
export interface Reference {
  node: number;
  relation: number;
}

/** Records that name this node, by kind and key, at most `limit`, else all; and how many there are. */
export function referencesTo(db: SqlDatabase, node: number, limit = -1): { references: Reference[]; count: number } {
  const rows = all<[number, number]>(db, 'SELECT e.target, e.relation FROM edge e JOIN node n ON n.id = e.target WHERE e.source = ? ORDER BY n.kind, n.key, e.relation LIMIT ?', [
    node,
    limit,
  ]);
  const [count] = one<[number]>(db, 'SELECT count(*) FROM edge WHERE source = ?', [node]) ?? [0];
  return { references: rows.map(([target, relation]) => ({ node: target, relation })), count };
}

/** Node ids of these keys, for those that the index knows. */
export function nodesOfKeys(db: SqlDatabase, keys: readonly string[]): Map<string, number> {
  const statement = db.prepare('SELECT id FROM node WHERE key = ?');
  try {
    return new Map(
      keys.flatMap((key) => {
        const row = statement.get<[number]>([keyBytes(key)]);
        return row === undefined ? [] : [[key, row[0]] as const];
      }),
    );
  } finally {
    statement.free();
  }
}

/** Does this record name its run as `lid://` alone? */
export function namesNullRun(db: SqlDatabase, node: number): boolean {
  return one(db, 'SELECT 1 FROM null_run WHERE node = ?', [node]) !== undefined;
}
