/** What records of tasks and runs name that is no record itself: containers and environments, code, commits, parameters; and who names them. */
import type { Thing, ThingKind } from '../../graph/things';
import type { SqlDatabase } from '../../ports';
import { all, idList } from './rows';

/** One thing that a task or run names; `by` is its node, `text` an id of `string` beside it. */
export interface NamedThing {
  by: number;
  kind: ThingKind;
  text: string;
  string: number;
  /** Container: `container`, `conda` or `spack`. Commit: the repository, if any. Parameter: its name. Script: empty. */
  more: string;
}

/** The kinds of these that are asked for, by the node that names them. Values of parameters are masked in the index. */
export function thingsNamedBy(db: SqlDatabase, nodes: Iterable<number>, kinds: ReadonlySet<ThingKind>): NamedThing[] {
  const selects: Record<ThingKind, string> = {
    Container: (['container', 'conda', 'spack'] as const)
      .map((column) => `SELECT t.node, 'Container', s.text, s.id, '${column}' FROM task t JOIN string s ON s.id = t.${column} WHERE t.node IN asked`)
      .join(' UNION ALL '),
    Script: "SELECT t.node, 'Script', s.text, s.id, '' FROM task t JOIN string s ON s.id = t.code_checksum WHERE t.node IN asked",
    Commit: `SELECT r.node, 'Commit', s.text, s.id, coalesce((SELECT text FROM string WHERE id = r.repository), '') FROM run r JOIN string s ON s.id = r.commit_id
      WHERE r.node IN asked`,
    Parameter: `SELECT p.run, 'Parameter', v.text, v.id, n.text FROM parameter p JOIN string n ON n.id = p.name JOIN string v ON v.id = p.value WHERE p.run IN asked`,
  };
  const parts = [...kinds].map((kind) => selects[kind]);
  if (parts.length === 0) return [];
  return all<[number, ThingKind, string, number, string]>(
    db,
    `WITH asked(id) AS (SELECT value FROM json_each(?)) SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY 2, 5, 3, 1`,
    [idList(nodes)],
  )
    .map(([by, kind, text, string, more]) => ({ by, kind, text, string, more }))
    .filter(({ text }) => text !== '');
}

const textIs = 'SELECT id FROM string WHERE text = ?';

/** Nodes of the tasks or runs that name a thing (of kind Parameter: `name`, and the value as `text`), lowest first; `text` of `#` and digits is the number of the string. */
export function nodesNaming(db: SqlDatabase, { kind, text }: Thing, name = ''): number[] {
  const number = /^#(\d{1,10})$/.exec(text)?.[1];
  const id = number === undefined ? textIs : 'SELECT ?';
  const value = number === undefined ? text : Number(number);
  const rows =
    kind === 'Container'
      ? all<[number]>(db, `WITH s(id) AS (${id}) SELECT node FROM task WHERE container IN s OR conda IN s OR spack IN s ORDER BY node`, [value])
      : kind === 'Script'
        ? all<[number]>(db, `SELECT node FROM task WHERE code_checksum = (${id}) ORDER BY node`, [value])
        : kind === 'Commit'
          ? all<[number]>(db, `SELECT node FROM run WHERE commit_id = (${id}) ORDER BY node`, [value])
          : all<[number]>(db, `SELECT run FROM parameter WHERE name = (${textIs}) AND value = (${id}) ORDER BY run`, [name, value]);
  return rows.map(([node]) => node);
}

/** How many tasks or runs name each of these strings as a thing of a kind; a parameter by `name\u0000string`. */
export function countsNaming(db: SqlDatabase, kind: ThingKind, strings: Iterable<number>): Map<string, number> {
  const selects: Record<ThingKind, string> = {
    Container: `SELECT s, count(DISTINCT node) FROM (SELECT container s, node FROM task WHERE container IN asked UNION ALL SELECT conda, node FROM task WHERE conda IN asked
      UNION ALL SELECT spack, node FROM task WHERE spack IN asked) GROUP BY s`,
    Script: 'SELECT code_checksum, count(*) FROM task WHERE code_checksum IN asked GROUP BY code_checksum',
    Commit: 'SELECT commit_id, count(*) FROM run WHERE commit_id IN asked GROUP BY commit_id',
    Parameter: 'SELECT n.text || char(0) || p.value, count(*) FROM parameter p JOIN string n ON n.id = p.name WHERE p.value IN asked GROUP BY p.name, p.value',
  };
  return new Map(
    all<[number | string, number]>(db, `WITH asked(id) AS (SELECT value FROM json_each(?)) ${selects[kind]}`, [idList(strings)]).map(([of, count]) => [String(of), count]),
  );
}

/** Titles of files, recorded and outside ones, that make the class of a node. */
export function fileTitles(db: SqlDatabase, kinds: readonly number[]): [number, string][] {
  return all<[number, string]>(db, `SELECT id, title FROM node WHERE kind IN (${kinds.join(', ')})`);
}
