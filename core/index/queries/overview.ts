/** What the overview of a workspace counts, straight from the tables: each row as plain values, with ids of the index. */

import type { SqlDatabase } from '../../ports';
import type { Verdict } from '../../verify/verdict';
import { objectPath } from '../object-path';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { lidOfBytes } from './nodes';
import { all, idList } from './rows';

const { present } = objectStates;

export interface HashedFile {
  node: number;
  hasChecksum: boolean;
  /** Of the content, by the label of the record and of the Nextflow that wrote it; or this program has a SHA-256 of its bytes. */
  ofContent: boolean;
}

/** Nodes whose bytes this program has a SHA-256 of. */
export function fingerprintedNodes(db: SqlDatabase): Set<number> {
  return new Set(all<[number]>(db, 'SELECT node FROM fingerprint').map(([node]) => node));
}

export interface NewestVerdict {
  verdict: Verdict;
  /** The record has changed since. */
  stale: boolean;
  at: string;
  /** The bytes were read, and a fingerprint is kept that may tell of a change. */
  compare: boolean;
}

/** The newest check of every node that has one. */
export function newestVerdicts(db: SqlDatabase): Map<number, NewestVerdict> {
  const rows = all<[number, Verdict, number, string | null, number]>(
    db,
    `SELECT c.node, c.verdict, n.object IS NOT NULL AND c.version IS NOT o.version, json_extract(c.body, '$.at'),
       p.node IS NOT NULL AND (json_extract(c.body, '$.baseline') = 'changed' OR json_extract(c.body, '$.sha256') IS NOT p.sha256)
     FROM file_check c JOIN node n ON n.id = c.node LEFT JOIN object o ON o.id = n.object LEFT JOIN fingerprint p ON p.node = c.node`,
  );
  const newest = new Map<number, NewestVerdict>();
  for (const [node, verdict, stale, at, compare] of rows)
    if (!newest.has(node) || (at ?? '') > (newest.get(node)?.at ?? '')) newest.set(node, { verdict, stale: stale === 1, at: at ?? '', compare: compare === 1 });
  return newest;
}

export function taskEnvironments(db: SqlDatabase): { node: number; container: string | null; conda: string | null; spack: string | null }[] {
  // Few texts for many tasks: each is looked up once.
  const texts = new Map<number | null, string>(
    all<[number, string]>(db, 'SELECT id, text FROM string WHERE id IN (SELECT container FROM task UNION SELECT conda FROM task UNION SELECT spack FROM task)'),
  );
  const textOf = (id: number | null) => texts.get(id) ?? null;
  return all<[number, number | null, number | null, number | null]>(
    db,
    `SELECT t.node, t.container, t.conda, t.spack FROM task t JOIN node n ON n.id = t.node WHERE n.kind IN (${kindNumbers.TaskRun}, ${kindNumbers.AgentRun})`,
  ).map(([node, container, conda, spack]) => ({ node, container: textOf(container), conda: textOf(conda), spack: textOf(spack) }));
}

/** Of each run whose code was checked against its record as it is now: how many of its files mismatch. */
export function codeMismatches(db: SqlDatabase): Map<number, number> {
  return new Map(
    all<[number, number | null]>(
      db,
      `SELECT c.node, json_extract(c.body, '$.summary.byVerdict.mismatch') FROM code_check c JOIN node n ON n.id = c.node JOIN object o ON o.id = n.object WHERE c.version IS o.version`,
    ).map(([node, count]) => [node, count ?? 0]),
  );
}

/** Records that state when they were made, first read by a sync after the first whole one; `madeMs` of that time, `sync` that first read it. */
export function captured(db: SqlDatabase, afterSync: number): { node: number; madeMs: number; sync: number }[] {
  return all<[number, number, number]>(
    db,
    `SELECT n.id, coalesce(f.created_ms, p.created_ms, r.start_ms) AS made, v.first
     FROM (SELECT object, min(first_sync) AS first FROM version WHERE EXISTS (SELECT 1 FROM sync WHERE id > ?1) GROUP BY object HAVING first > ?1) v
     JOIN object o ON o.id = v.object JOIN node n ON n.id = o.node LEFT JOIN file f ON f.node = n.id LEFT JOIN output p ON p.node = n.id LEFT JOIN run r ON r.node = n.id
     WHERE o.class = ${objectClasses.record} AND made IS NOT NULL ORDER BY o.id`,
    [afterSync],
  ).map(([node, madeMs, sync]) => ({ node, madeMs, sync }));
}

/** Checksums by node, as they are compared: value, algorithm and mode as ids of texts. */
export function checksumIds(db: SqlDatabase, nodes: Iterable<number>): Map<number, { value: number; label: string }> {
  return new Map(
    all<[number, number, number | null, number | null]>(
      db,
      'SELECT node, checksum, algorithm, mode FROM file WHERE checksum IS NOT NULL AND node IN (SELECT value FROM json_each(?))',
      [idList(nodes)],
    ).map(([node, value, algorithm, mode]) => [node, { value, label: `${algorithm} ${mode}` }]),
  );
}

/** How tasks name these outside files. */
export function readingsOf(db: SqlDatabase, outside: Iterable<number>): { node: number; user: number; value: number | null; label: string }[] {
  return all<[number, number, number | null, number | null, number | null]>(
    db,
    `SELECT u.node, u.user, u.checksum, u.algorithm, u.mode FROM outside u JOIN task t ON t.node = u.user WHERE u.node IN (SELECT value FROM json_each(?)) ORDER BY u.node, u.user`,
    [idList(outside)],
  ).map(([node, user, value, algorithm, mode]) => ({ node, user, value, label: `${algorithm} ${mode}` }));
}

/** Objects in the store by class. */
export function presentObjects(db: SqlDatabase): { records: number; history: number; quarantined: number } {
  const counts = new Map(all<[number, number]>(db, `SELECT class, count(*) FROM object WHERE state = ${present} GROUP BY class`));
  const of = (one: number) => counts.get(one) ?? 0;
  return { records: of(objectClasses.record), history: of(objectClasses.history), quarantined: of(objectClasses.quarantined) };
}

/** Objects in the store that could not be read: path below the store, and why. */
export function quarantinedObjects(db: SqlDatabase): { path: string; reason: string }[] {
  return all<[string, string | null]>(db, `SELECT ${objectPath('o')}, o.reason FROM object o WHERE o.class = ${objectClasses.quarantined} AND o.state = ${present} ORDER BY 1`).map(
    ([path, reason]) => ({
      path,
      reason: reason ?? '',
    }),
  );
}

/** Objects of which several contents were seen: path, the node of its record, how many. */
export function severalVersions(db: SqlDatabase): { path: string; node: number | null; versions: number }[] {
  return all<[string, number | null, number]>(
    db,
    `SELECT ${objectPath('o')}, o.node, count(*) FROM version v JOIN object o ON o.id = v.object GROUP BY v.object HAVING count(*) > 1 ORDER BY 3 DESC, 1`,
  ).map(([path, node, versions]) => ({ path, node, versions }));
}

/** Contents of records and history lines that are kept, and their bytes. */
export function keptContentCounts(db: SqlDatabase): { contents: number; contentBytes: number } {
  const [kept] = all<[number, number | null]>(db, 'SELECT count(*), sum(size) FROM version WHERE pack > 0');
  return { contents: kept?.[0] ?? 0, contentBytes: kept?.[1] ?? 0 };
}

/** Every content that is kept, by the path of its object below the store and the sync that first read it. */
export function keptContents(db: SqlDatabase): { path: string; node: number | null; size: number; sha256: string }[] {
  return all<[string, number | null, number, string]>(
    db,
    `SELECT ${objectPath('o')}, o.node, v.size, lower(hex(v.sha256)) FROM version v JOIN object o ON o.id = v.object WHERE v.pack > 0 ORDER BY 1, v.first_sync, v.id`,
  ).map(([path, node, size, sha256]) => ({ path, node, size, sha256 }));
}

/** Labels of records, the most used first; and how many different ones there are. */
export function labelCounts(db: SqlDatabase, limit: number): { labels: { label: string; records: number }[]; different: number } {
  const labels = all<[string, number]>(db, 'SELECT s.text, count(*) FROM label l JOIN string s ON s.id = l.label GROUP BY l.label ORDER BY 2 DESC, 1 LIMIT ?', [limit]);
  const [different] = all<[number]>(db, 'SELECT count(DISTINCT label) FROM label');
  return { labels: labels.map(([label, records]) => ({ label, records })), different: different?.[0] ?? 0 };
}

/** LIDs by node. */
export function lidsOf(db: SqlDatabase, nodes: Iterable<number>): Map<number, string> {
  return new Map(all<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE id IN (SELECT value FROM json_each(?))', [idList(nodes)]).map(([id, key]) => [id, lidOfBytes(key)]));
}
