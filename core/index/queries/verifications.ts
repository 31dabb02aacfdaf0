/** Verifications as the ledger tells of them, and what each has kept: so that one that was interrupted can be gone on with. */
import type { FileCheck } from '../../contract/shared';
import type { SqlDatabase } from '../../ports';
import { keptCheck } from '../../verify/recorded-file';
import { all, one } from './rows';

export interface UnfinishedVerification {
  id: number;
  /** The first of the row of interrupted ones that this goes on with; itself where it began anew. */
  first: number;
  began: string;
  by: string;
  /** Files whose result is kept, those taken over among them; fewer than `total`. */
  done: number;
  total: number;
}

/** The newest verification of a scope, if not all of its results were kept; `scope` as `scopeText` gives it. */
export function unfinishedVerification(db: SqlDatabase, scope: string): UnfinishedVerification | null {
  const row = one<[number, number, string, string, number, number]>(db, 'SELECT id, first, began, by, done, total FROM verification WHERE scope = ? ORDER BY id DESC LIMIT 1', [
    scope,
  ]);
  if (row === undefined) return null;
  const [id, first, began, by, done, total] = row;
  return done < total ? { id, first, began, by, done, total } : null;
}

/** Results kept by a row of verifications, by node id and recorded checksum value; none that a later check has replaced. */
export function checksKeptBy(db: SqlDatabase, { first }: UnfinishedVerification): Map<number, Map<string, FileCheck>> {
  const rows = all<[number, string, string, number]>(
    db,
    `SELECT c.node, c.recorded, c.body, n.object IS NOT NULL AND c.version IS NOT o.version FROM file_check c JOIN verification v ON v.id = c.verification
     JOIN node n ON n.id = c.node LEFT JOIN object o ON o.id = n.object WHERE v.first = ?`,
    [first],
  );
  const checks = new Map<number, Map<string, FileCheck>>();
  for (const [node, recorded, body, stale] of rows) {
    const ofNode = checks.get(node) ?? new Map<string, FileCheck>();
    checks.set(node, ofNode.set(recorded, { ...keptCheck(JSON.parse(body) as FileCheck), stale: stale === 1 }));
  }
  return checks;
}

export function nextVerification(db: SqlDatabase): number {
  return (one<[number | null]>(db, 'SELECT max(id) FROM verification', [])?.[0] ?? 0) + 1;
}
