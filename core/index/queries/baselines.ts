/** Fingerprints as the index has them: those that count now, those they replaced, the lists they came from and the locks on them. */
import type { SqlDatabase } from '../../ports';
import type { Fingerprint } from '../../verify/baseline';
import type { BaselineOrigin } from '../../verify/verdict';
import { all, idList } from './rows';

export type Print = [string | null, string | null, string | null, string | null, number | null];
/** Columns of a fingerprint that is joined as `p`. */
export const printColumns = 'p.sha256, p.at, p.kind, p.origin, p.locked';

export function printOf([sha256, at, kind, origin, locked]: Print): Fingerprint | null {
  if (sha256 === null || at === null) return null;
  return { sha256, at, kind: kind === 'folder' ? 'folder' : 'file', origin: origin as BaselineOrigin, locked: locked !== null };
}

export interface KnownFingerprint extends Fingerprint {
  by: string;
  /** Of an imported one: where it stands. */
  list: { name: string; sha256: string; line: number } | null;
  lock: number | null;
  past: { sha256: string; at: string; origin: BaselineOrigin; by: string; until: string; untilBy: string; reason: string }[];
  /** Lists that hold another SHA-256 of it. */
  conflicts: { list: string; at: string; by: string; sha256: string; line: number }[];
}

/** By node. */
export function fingerprintsOf(db: SqlDatabase, nodes: Iterable<number>): Map<number, KnownFingerprint> {
  const ids = [idList(nodes)];
  const found = new Map<number, KnownFingerprint>();
  const rows = all<[number, ...Print, string, string | null, string | null, number | null]>(
    db,
    `SELECT p.node, ${printColumns}, p.by, l.name, l.sha256, p.line FROM fingerprint p LEFT JOIN baseline_list l ON l.id = p.list
     WHERE p.node IN (SELECT value FROM json_each(?))`,
    ids,
  );
  for (const [node, sha256, at, kind, origin, locked, by, name, listSha, line] of rows) {
    const print = printOf([sha256, at, kind, origin, locked]);
    if (print === null) continue;
    const list = name === null || listSha === null ? null : { name, sha256: listSha, line: line ?? 0 };
    found.set(node, { ...print, by, list, lock: locked, past: [], conflicts: [] });
  }
  for (const [node, sha256, at, origin, by, until, untilBy, reason] of all<[number, string, string, string, string, string, string, string]>(
    db,
    'SELECT node, sha256, at, origin, by, until, until_by, reason FROM past_fingerprint WHERE node IN (SELECT value FROM json_each(?)) ORDER BY id DESC',
    ids,
  ))
    found.get(node)?.past.push({ sha256, at, origin: origin as BaselineOrigin, by, until, untilBy, reason });
  for (const [node, list, at, by, sha256, line] of all<[number, string, string, string, string, number]>(
    db,
    `SELECT c.node, l.name, l.at, l.by, c.sha256, c.line FROM baseline_conflict c JOIN baseline_list l ON l.id = c.list
     WHERE c.node IN (SELECT value FROM json_each(?)) ORDER BY l.id DESC`,
    ids,
  ))
    found.get(node)?.conflicts.push({ list, at, by, sha256, line });
  return found;
}

/** Newest first. */
export function baselineLocks(db: SqlDatabase) {
  return all<[number, string, string, string, string, string, number, number]>(
    db,
    'SELECT id, at, by, reason, scope, digest, files, without FROM baseline_lock ORDER BY id DESC',
  ).map(([id, at, by, reason, scope, digest, files, without]) => ({ id, at, by, reason, scope, digest, files, without }));
}

/** Lists that were read in, newest first. */
export function baselineLists(db: SqlDatabase) {
  return all<[number, string, string, string, string, number, number, number]>(
    db,
    'SELECT id, at, by, name, sha256, taken, agree, (SELECT count(*) FROM baseline_conflict c WHERE c.list = l.id) FROM baseline_list l ORDER BY id DESC',
  ).map(([id, at, by, name, sha256, taken, agree, conflicts]) => ({ id, at, by, name, sha256, taken, agree, conflicts }));
}

/** Where the bytes of a list or a manifest lie in the packs. */
export function keptBytes(db: SqlDatabase, sha256: Uint8Array): { pack: number; offset: number } | null {
  const [row] = all<[number, number]>(db, 'SELECT pack, offset FROM kept WHERE sha256 = ?', [sha256]);
  return row === undefined ? null : { pack: row[0], offset: row[1] };
}
