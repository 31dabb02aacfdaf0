/** Who claims a path: FileOutputs of several records that name it, and outside files that were recorded with several contents. */
import type { SqlDatabase } from '../../ports';
import type { RecordedFile } from '../../verify/recorded-file';
import { objectStates } from '../schema';
import { lidOfBytes } from './nodes';
import { all, idList } from './rows';

export interface Claim {
  path: string;
  node: number;
  /** Null for an outside file. */
  lid: string | null;
  recorded: { checksum: { value: string; algorithm: string | null; mode: string | null } | null; size: number | null; modifiedAt: string | null };
  modifiedMillis: number | null;
  createdAt: string | null;
  runs: number[];
  /** A task's own file, not a published one. */
  work: boolean;
  source: number | null;
  vanished: boolean;
}

const text = (column: string) => `(SELECT text FROM string WHERE id = f.${column})`;
type Row = [string, number, Uint8Array, number | null, string | null, number | null, string | null, number | null, number | null, number | null, ...Sum, number | null];
type Sum = [string | null, string | null, string | null];
const sumOf = ([value, algorithm, mode]: Sum) => (value === null ? null : { value, algorithm, mode });

/** Ids of the files whose path another record names as well, by number. */
export function claimedFiles(db: SqlDatabase): number[] {
  return all<[number]>(db, 'SELECT node FROM file WHERE path IN (SELECT path FROM file WHERE path IS NOT NULL GROUP BY path HAVING count(*) > 1) ORDER BY node').map(
    ([node]) => node,
  );
}

/** Every claim on the paths of these files, all of `claimedFiles`: by path, then by recorded time. */
export function fileClaims(db: SqlDatabase, claimed: Iterable<number>): Claim[] {
  const rows = all<Row>(
    db,
    `SELECT s.text, f.node, n.key, f.size, f.modified, f.modified_ms, f.created, f.run, f.task, f.source, ${['checksum', 'algorithm', 'mode'].map(text).join(', ')}, o.state
     FROM file f JOIN node n ON n.id = f.node JOIN string s ON s.id = f.path LEFT JOIN object o ON o.id = n.object
     WHERE f.path IN (SELECT path FROM file WHERE node IN (SELECT value FROM json_each(?))) ORDER BY s.text, f.modified_ms, n.key`,
    [idList(claimed)],
  );
  return rows.map(([path, node, key, size, modifiedAt, modifiedMillis, createdAt, run, task, source, value, algorithm, mode, state]) => ({
    path,
    node,
    lid: lidOfBytes(key),
    recorded: { checksum: sumOf([value, algorithm, mode]), size, modifiedAt },
    modifiedMillis,
    createdAt,
    runs: run === null ? [] : [run],
    work: task !== null,
    source,
    vanished: state === objectStates.vanished,
  }));
}

/** One claim for each checksum that was recorded for these outside files, with the runs that read it. */
export function outsideClaims(db: SqlDatabase, nodes: Iterable<number>): Claim[] {
  const rows = all<[number, Uint8Array, ...Sum, number | null]>(
    db,
    `SELECT f.node, n.key, ${['checksum', 'algorithm', 'mode'].map(text).join(', ')}, coalesce((SELECT run FROM task t WHERE t.node = f.user), f.user)
     FROM outside f JOIN node n ON n.id = f.node WHERE f.node IN (SELECT value FROM json_each(?)) AND f.checksum IS NOT NULL ORDER BY n.key, f.checksum`,
    [idList(nodes)],
  );
  const claims = new Map<string, Claim>();
  for (const [node, key, value, algorithm, mode, run] of rows) {
    const id = `${node} ${value}`;
    const claim = claims.get(id) ?? {
      path: lidOfBytes(key),
      node,
      lid: null,
      recorded: { checksum: sumOf([value, algorithm, mode]), size: null, modifiedAt: null },
      modifiedMillis: null,
      createdAt: null,
      runs: [],
      work: false,
      source: null,
      vanished: false,
    };
    if (run !== null && !claim.runs.includes(run)) claim.runs.push(run);
    claims.set(id, claim);
  }
  return [...claims.values()];
}

/** For each of these FileOutputs whose path another names with a later time: the last that does. */
export function laterClaims(db: SqlDatabase, nodes: Iterable<number>): Map<number, NonNullable<RecordedFile['laterClaim']>> {
  const rows = all<[number, Uint8Array, string, string | null]>(
    db,
    `SELECT f.node, k.key, g.modified, coalesce((SELECT s.text FROM run r JOIN string s ON s.id = r.name WHERE r.node = g.run), (SELECT name FROM history WHERE node = g.run))
     FROM file f JOIN file g ON g.path = f.path AND g.node <> f.node AND g.modified_ms > f.modified_ms JOIN node k ON k.id = g.node
     WHERE f.node IN (SELECT value FROM json_each(?)) ORDER BY g.modified_ms`,
    [idList(nodes)],
  );
  return new Map(rows.map(([node, key, modifiedAt, run]) => [node, { run, lid: lidOfBytes(key), modifiedAt }]));
}
