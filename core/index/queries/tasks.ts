/** Tasks with what their records say. */
import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { all, each, idList } from './rows';

export interface IndexedTask {
  name: string;
  container: string | null;
  conda: string | null;
  spack: string | null;
  architecture: string | null;
  /** Node and key of the run that executed it. */
  run: { node: number; key: string } | null;
  /** Its #output record, if it has one. */
  output: { node: number; created: string | null } | null;
}

export function indexedTasks(db: SqlDatabase, nodes: Iterable<number>): Map<number, IndexedTask> {
  const text = (column: string) => `(SELECT text FROM string WHERE id = t.${column})`;
  const rows = all<[number, string, string | null, string | null, string | null, string | null, number | null, Uint8Array | null, number | null, string | null]>(
    db,
    `SELECT t.node, ${['name', 'container', 'conda', 'spack', 'architecture'].map(text).join(', ')}, r.id, r.key, p.node, p.created FROM task t LEFT JOIN node r ON r.id = t.run
     LEFT JOIN output p ON p.task = t.node WHERE t.node IN (SELECT value FROM json_each(?)) ORDER BY p.created DESC`,
    [idList(nodes)],
  );
  return new Map(
    rows.map(([node, name, container, conda, spack, architecture, run, runKey, output, created]) => [
      node,
      {
        name,
        container,
        conda,
        spack,
        architecture,
        run: run === null || runKey === null ? null : { node: run, key: keyText(runKey) },
        output: output === null ? null : { node: output, created },
      },
    ]),
  );
}

/** One column of tasks; those that no record is of are left out. */
export function textOfTasks(db: SqlDatabase, column: 'name' | 'container', nodes: Iterable<number>): Map<number, string | null> {
  return new Map(
    all<[number, string | null]>(db, `SELECT t.node, s.text FROM task t LEFT JOIN string s ON s.id = t.${column} WHERE t.node IN (SELECT value FROM json_each(?))`, [
      idList(nodes),
    ]),
  );
}

/** When the #output records of tasks were created: of several the one that `indexedTasks` names. */
export function createdOfTasks(db: SqlDatabase, nodes: Iterable<number>): Map<number, string | null> {
  return new Map(
    all<[number, string | null]>(
      db,
      'SELECT t.node, p.created FROM task t JOIN output p ON p.task = t.node WHERE t.node IN (SELECT value FROM json_each(?)) ORDER BY p.created DESC',
      [idList(nodes)],
    ),
  );
}

/** Ids of `string` for what each task names: container, conda, spack, architecture. */
export function eachSoftware(
  db: SqlDatabase,
  visit: (row: [node: number, container: number | null, conda: number | null, spack: number | null, architecture: number | null]) => void,
): void {
  each(db, 'SELECT node, container, conda, spack, architecture FROM task', [], visit);
}
