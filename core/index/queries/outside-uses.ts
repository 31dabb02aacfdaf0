/** Outside files as tasks and runs name them, all at once and as numbers; and what a few of them say in words. */
import type { SqlDatabase } from '../../ports';
import { pathBytes } from '../key-bytes';
import { kindNumbers } from '../schema';
import { type Print, printColumns, printOf } from './baselines';
import { lidOfBytes } from './nodes';
import type { FileTarget } from './recorded-files';
import { all, each, idList } from './rows';

/** Ids: of the file, of who names it, and of the texts of the checksum that is recorded there; by file, then by who names it. */
type UseRow = [node: number, user: number, checksum: number | null, algorithm: number | null, mode: number | null];

export function eachOutsideUse(db: SqlDatabase, visit: (row: UseRow) => void): void {
  each(db, 'SELECT node, user, checksum, algorithm, mode FROM outside ORDER BY node, user', [], visit);
}

/** Every outside file that is named, with its path, by the bytes of that. */
export function eachOutsideByPath(db: SqlDatabase, visit: (node: number, path: string) => void): void {
  each<[number, Uint8Array]>(db, `SELECT id, key FROM node WHERE kind = ${kindNumbers.External} ORDER BY key`, [], ([node, key]) => visit(node, lidOfBytes(key)));
}

/** Every checksum that is recorded for one, by the bytes of its text. */
export function eachOutsideChecksum(db: SqlDatabase, visit: (id: number, text: string) => void): void {
  each<[number, string]>(db, 'SELECT id, text FROM string WHERE id IN (SELECT checksum FROM outside) ORDER BY text', [], (row) => visit(...row));
}

/** A path with one checksum that was recorded for it; texts by their ids, null for none. */
export interface OutsideSum {
  node: number;
  checksum: number | null;
  algorithm: number | null;
  mode: number | null;
}

/** As `outsideFiles` gives them, one for each. */
export function outsideTargets(db: SqlDatabase, sums: readonly OutsideSum[]): FileTarget[] {
  const texts = textsOf(
    db,
    sums.flatMap(({ checksum, algorithm, mode }) => [checksum ?? [], algorithm ?? [], mode ?? []].flat()),
  );
  const text = (id: number | null) => (id === null ? null : (texts.get(id) ?? null));
  const rows = all<[number, Uint8Array, ...Print]>(
    db,
    `SELECT n.id, n.key, ${printColumns} FROM node n LEFT JOIN fingerprint p ON p.node = n.id WHERE n.id IN (SELECT value FROM json_each(?))`,
    [idList(new Set(sums.map(({ node }) => node)))],
  );
  const known = new Map(rows.map(([node, key, ...print]) => [node, { path: lidOfBytes(key), first: printOf(print) }]));
  return sums.map(({ node, checksum, algorithm, mode }) => {
    const value = text(checksum);
    const { path = null, first = null } = known.get(node) ?? {};
    const sum = value === null ? null : { value, algorithm: text(algorithm), mode: text(mode) };
    return { node, recorded: { lid: null, path, size: null, modifiedAt: null, checksum: sum, ranAt: null }, first };
  });
}

/** Texts by their ids. */
export function textsOf(db: SqlDatabase, ids: Iterable<number>): Map<number, string> {
  return new Map(all<[number, string]>(db, 'SELECT id, text FROM string WHERE id IN (SELECT value FROM json_each(?))', [idList(new Set(ids))]));
}

/** Ids of outside files whose path is a place on S3, in no order. */
export function outsideOnS3(db: SqlDatabase): number[] {
  return all<[number]>(db, 'SELECT id FROM node WHERE key >= ? AND key < ?', [pathBytes('s3://'), pathBytes('s3:0')]).map(([node]) => node);
}
