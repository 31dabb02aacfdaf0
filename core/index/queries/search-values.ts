/** Values that many records carry, and the records that carry one: labels, containers, commits, parameters, checksums. */
import type { SqlDatabase } from '../../ports';
import { all, one } from './rows';

/** A value with how many records carry it. `id`: of `string`; of a parameter that of its value, `name` then being its name. */
export interface CarriedValue {
  id: number;
  text: string;
  count: number;
}

const listed = 'IN (SELECT value FROM json_each(?))';

/** Labels as Nextflow wrote them into records, containers of tasks, commits of runs, labels that Platform had on runs. */
export function carriedValues(db: SqlDatabase, of: 'labels' | 'containers' | 'commits' | 'platformLabels'): CarriedValue[] {
  const [table, column] = ({ labels: ['label', 'label'], containers: ['task', 'container'], commits: ['run', 'commit_id'], platformLabels: ['platform_label', 'label'] } as const)[
    of
  ];
  const rows = all<[number, string, number]>(
    db,
    // Counted out of the look-up of the column alone, before a text is looked up.
    `SELECT s.id, s.text, x.records FROM (SELECT ${column} AS id, count(*) AS records FROM ${table} WHERE ${column} IS NOT NULL GROUP BY ${column}) x JOIN string s ON s.id = x.id ORDER BY s.text`,
  );
  return rows.map(([id, text, count]) => ({ id, text, count }));
}

/** Revisions of pipelines and the repositories that runs record beside them, as often as runs record both. */
export function carriedVersions(db: SqlDatabase): { revision: string; repository: string | null; runs: number }[] {
  const rows = all<[string, string | null, number]>(
    db,
    'SELECT v.text, r.text, count(*) FROM run x JOIN string v ON v.id = x.revision LEFT JOIN string r ON r.id = x.repository GROUP BY v.id, r.id ORDER BY v.text, r.text',
  );
  return rows.map(([revision, repository, runs]) => ({ revision, repository, runs }));
}

export interface CarriedParameter {
  name: string;
  /** JSON text, secrets masked. */
  value: string;
  runs: number;
}

export function carriedParameters(db: SqlDatabase): CarriedParameter[] {
  const rows = all<[string, string, number]>(
    db,
    'SELECT n.text, v.text, count(*) FROM parameter p JOIN string n ON n.id = p.name JOIN string v ON v.id = p.value GROUP BY p.name, p.value ORDER BY n.text, v.text',
  );
  return rows.map(([name, value, runs]) => ({ name, value, runs }));
}

export function runsWithParameter(db: SqlDatabase, name: string, value: string): number[] {
  return ids(db, 'SELECT p.run FROM parameter p JOIN string n ON n.id = p.name JOIN string v ON v.id = p.value WHERE n.text = ? AND v.text = ?', [name, value]);
}

/** Nodes that are handed over at once, as one text: rows of their own would take five times as long. */
const atOnce = 16_384;

/** Records with one of these labels, each once; of a list of outputs, which `isList` tells, its task, too. */
export function nodesWithLabel(db: SqlDatabase, labels: readonly number[], isList: (node: number) => boolean): number[] {
  const carriers = labels.map((label) => carriersOf(db, label));
  const nodes = carriers.length === 1 ? (carriers[0] ?? []) : [...new Set(carriers.flat())];
  const lists = nodes.filter(isList);
  if (lists.length === 0) return nodes;
  return [...new Set([...nodes, ...ids(db, `SELECT task FROM output WHERE node ${listed} AND task IS NOT NULL`, [JSON.stringify(lists)])])];
}

function carriersOf(db: SqlDatabase, label: number): number[] {
  const nodes: number[] = [];
  for (let part: number[] | null = null; part === null || part.length === atOnce; ) {
    const row = one<[string]>(db, 'SELECT json_group_array(node) FROM (SELECT node FROM label WHERE label = ? AND node > ? ORDER BY node LIMIT ?)', [
      label,
      nodes.at(-1) ?? 0,
      atOnce,
    ]);
    part = JSON.parse(row?.[0] ?? '[]') as number[];
    for (const node of part) nodes.push(node);
  }
  return nodes;
}

export function runsWithPlatformLabel(db: SqlDatabase, labels: readonly number[]): number[] {
  return ids(db, `SELECT run FROM platform_label WHERE label ${listed}`, [JSON.stringify(labels)]);
}

export function tasksInContainer(db: SqlDatabase, containers: readonly number[]): number[] {
  return ids(db, `SELECT node FROM task WHERE container ${listed}`, [JSON.stringify(containers)]);
}

export function runsAtCommit(db: SqlDatabase, commits: readonly number[]): number[] {
  return ids(db, `SELECT node FROM run WHERE commit_id ${listed}`, [JSON.stringify(commits)]);
}

/** Checksums that begin so, with how many records carry each: of files, of outside files as tasks name them, of the code of tasks, and SHA-256 that we took. */
export function checksumsWithPrefix(db: SqlDatabase, prefix: string): { text: string; count: number }[] {
  const rows = all<[string, number]>(
    db,
    `WITH begins(id, text) AS MATERIALIZED (SELECT id, text FROM string WHERE text >= ?1 AND text < ?2)
     SELECT text, count(DISTINCT node) FROM (SELECT b.text, f.node FROM begins b JOIN file f ON f.checksum = b.id UNION ALL SELECT b.text, u.node FROM outside u JOIN begins b ON b.id = u.checksum
       UNION ALL SELECT b.text, t.node FROM task t JOIN begins b ON b.id = t.code_checksum UNION ALL SELECT sha256, node FROM fingerprint WHERE sha256 >= ?1 AND sha256 < ?2)
     GROUP BY text ORDER BY text`,
    [prefix, after(prefix)],
  );
  return rows.map(([text, count]) => ({ text, count }));
}

/** Nodes with such a checksum. */
export function nodesWithChecksumPrefix(db: SqlDatabase, prefix: string): number[] {
  return ids(
    db,
    `WITH begins(id) AS MATERIALIZED (SELECT id FROM string WHERE text >= ?1 AND text < ?2)
     SELECT f.node FROM begins b JOIN file f ON f.checksum = b.id UNION SELECT u.node FROM outside u JOIN begins b ON b.id = u.checksum
       UNION SELECT t.node FROM task t JOIN begins b ON b.id = t.code_checksum UNION SELECT node FROM fingerprint WHERE sha256 >= ?1 AND sha256 < ?2`,
    [prefix, after(prefix)],
  );
}

/**
 * The verdicts of checks that were made against the record as it is now: node and verdict. Of an outside path that was checked one for each checksum that
 * records name now, `not-checked` for one that nobody looked at; where none names a checksum, the one for its path alone.
 */
export function currentVerdicts(db: SqlDatabase): [number, string][] {
  return all<[number, string]>(
    db,
    `SELECT c.node, c.verdict FROM file_check c JOIN node n ON n.id = c.node JOIN object o ON o.id = n.object WHERE c.version IS o.version
     UNION ALL SELECT u.node, coalesce(c.verdict, 'not-checked') FROM
       (SELECT DISTINCT node, checksum FROM outside o WHERE node IN (SELECT node FROM file_check)
         AND (checksum IS NOT NULL OR NOT EXISTS (SELECT 1 FROM outside p WHERE p.node = o.node AND p.checksum IS NOT NULL))) u
       LEFT JOIN string s ON s.id = u.checksum LEFT JOIN file_check c ON c.node = u.node AND c.recorded = coalesce(s.text, '')`,
  );
}

/** The least text that no text with this prefix reaches: the database compares bytes of UTF-8. */
function after(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

function ids(db: SqlDatabase, sql: string, values: (string | number)[]): number[] {
  return all<[number]>(db, sql, values).map(([id]) => id);
}
