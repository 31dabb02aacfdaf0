/** The newest check of a run's code, marked stale where the record of the run has changed since. */
import type { CodeCheck } from '../../contract/code';
import type { SqlDatabase } from '../../ports';
import { one } from './rows';

export function newestCodeCheck(db: SqlDatabase, run: number): CodeCheck | null {
  const row = one<[string, number]>(
    db,
    'SELECT c.body, c.version IS NOT o.version FROM code_check c JOIN node n ON n.id = c.node LEFT JOIN object o ON o.id = n.object WHERE c.node = ?',
    [run],
  );
  return row === undefined ? null : { ...(JSON.parse(row[0]) as CodeCheck), stale: row[1] === 1 };
}
