/** Parameters of runs, as their records name them. */
import type { SqlDatabase } from '../../ports';
import { all } from './rows';

export interface IndexedParameter {
  /** Node of the run. */
  run: number;
  name: string;
  /** JSON text, secrets masked. */
  value: string;
}

/** Every parameter of one run (its node), or of one name, by name and value. */
export function parameters(db: SqlDatabase, of: { run: number } | { name: string }): IndexedParameter[] {
  const where = 'run' in of ? 'p.run = ?' : 'p.name = (SELECT id FROM string WHERE text = ?)';
  const rows = all<[number, string, string]>(
    db,
    `SELECT p.run, n.text, v.text FROM parameter p JOIN string n ON n.id = p.name JOIN string v ON v.id = p.value WHERE ${where} ORDER BY n.text, v.text, p.run`,
    ['run' in of ? of.run : of.name],
  );
  return rows.map(([run, name, value]) => ({ run, name, value }));
}
