/** Which recorded files could be a given one: by our fingerprints, recorded values, recorded paths, names and sizes. */
import type { SqlDatabase } from '../../ports';
import { kindNumbers } from '../schema';
import { all, one } from './rows';

const list = (values: Iterable<string>) => JSON.stringify([...values]);
const asked = 'SELECT value FROM json_each(?)';

/** Nodes whose first fingerprint, or whose newest check, has one of these SHA-256 (lower-case hex). */
export function nodesWithSha256(db: SqlDatabase, sha256: Iterable<string>): [node: number, sha256: string][] {
  const values = list(sha256);
  return all<[number, string]>(
    db,
    `SELECT node, sha256 FROM fingerprint WHERE sha256 IN (${asked}) UNION SELECT node, json_extract(body, '$.sha256') FROM file_check WHERE json_extract(body, '$.sha256') IN (${asked})`,
    [values, values],
  );
}

/** Nodes for which some record holds one of these checksum values. */
export function nodesWithChecksum(db: SqlDatabase, values: Iterable<string>): [node: number, value: string][] {
  const texts = list(values);
  return all<[number, string]>(
    db,
    `SELECT f.node, s.text FROM string s JOIN file f ON f.checksum = s.id WHERE s.text IN (${asked}) UNION SELECT o.node, s.text FROM string s JOIN outside o ON o.checksum = s.id WHERE s.text IN (${asked})`,
    [texts, texts],
  );
}

/** FileOutputs with one of these recorded paths, given without `file://`. */
export function fileOutputsAt(db: SqlDatabase, paths: Iterable<string>): [node: number, path: string][] {
  return all<[number, string]>(
    db,
    `SELECT f.node, a.value FROM json_each(?) a JOIN string s ON s.text IN (a.value, 'file://' || a.value, 'file:' || a.value) JOIN file f ON f.path = s.id ORDER BY f.node`,
    [list(paths)],
  );
}

/** FileOutputs whose path ends in one of these names. */
export function fileOutputsNamed(db: SqlDatabase, names: Iterable<string>): { node: number; name: string; size: number | null }[] {
  return all<[number, string, number | null]>(db, `SELECT f.node, s.text, f.size FROM string s JOIN file f ON f.name = s.id WHERE s.text IN (${asked}) ORDER BY f.node`, [
    list(names),
  ]).map(([node, name, size]) => ({ node, name, size }));
}

/** How many recorded files there are (FileOutputs, and outside files that a record holds a checksum of), and of how many a fingerprint is kept. */
export function fingerprintCounts(db: SqlDatabase): { known: number; of: number } {
  const [of = 0, known = 0] =
    one<[number, number]>(
      db,
      `SELECT count(*), count(p.node) FROM (SELECT f.node FROM file f JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput}
       UNION SELECT node FROM outside WHERE checksum IS NOT NULL) a LEFT JOIN fingerprint p ON p.node = a.node`,
    ) ?? [];
  return { known, of };
}

/** Outside files whose path ends in one of these names. */
export function outsideNamed(db: SqlDatabase, names: Iterable<string>): [node: number, name: string][] {
  return all<[number, string]>(db, `SELECT id, title FROM node WHERE kind = ${kindNumbers.External} AND title IN (${asked}) ORDER BY id`, [list(names)]);
}
