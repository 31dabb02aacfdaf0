/** The whole graph of the index, portion by portion, for core/graph to keep in typed arrays. Portions are of nodes by id: from … to - 1. */
import type { SqlDatabase, SqlValue } from '../../ports';
import { kindNumbers } from '../schema';
import { each, one } from './rows';
import { lastNode } from './search';

/** Ranges of ids that hold all nodes: what one of them has is read in some 20 ms. */
export function portions(db: SqlDatabase): [from: number, to: number][] {
  const end = lastNode(db) + 1;
  return Array.from({ length: Math.ceil(end / portion) }, (_, at) => [at * portion, (at + 1) * portion]);
}

const portion = 20_000;

/** By rising id: id, kind number (see kindNumbers). */
export function eachNode(db: SqlDatabase, from: number, to: number, visit: (row: [number, number]) => void): void {
  each(db, `SELECT id, kind FROM node WHERE id >= ? AND id < ? AND +kind <> ${kindNumbers.Withdrawn} ORDER BY id`, [from, to], visit);
}

/** Every node by the bytes of its key, as the index of keys has them: id, and key as in key-bytes.ts. In turns. */
export function* eachByKey(db: SqlDatabase, visit: (id: number, key: Uint8Array) => void): Generator<void, void> {
  let last: Uint8Array | null = new Uint8Array(0);
  while (last !== null) {
    let next: Uint8Array | null = null;
    each<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE key > ? ORDER BY key LIMIT ?', [last, portion], ([id, key]) => {
      next = key;
      visit(id, key);
    });
    last = next;
    yield;
  }
}

/** Recorded links by rising upstream node, downstream node, relation number. The portion is of upstream nodes. */
export function eachEdge(db: SqlDatabase, from: number, to: number, visit: (row: [number, number, number]) => void): void {
  each(db, 'SELECT source, target, relation FROM edge WHERE source >= ? AND source < ? ORDER BY source, target, relation', [from, to], visit);
}

/** The recorded path of every file record that has one, as UTF-8, in the order in which the texts lie in the index: in that of the files each would be looked for far from the one before. In turns. */
export function eachPath(db: SqlDatabase, visit: (row: [node: number, path: Uint8Array]) => void): Generator<void, void> {
  return inOrderOfTexts(db, 'CAST(s.text AS BLOB)', visit);
}

/** The same as texts. */
export function eachPathText(db: SqlDatabase, visit: (row: [node: number, path: string]) => void): Generator<void, void> {
  return inOrderOfTexts(db, 's.text', visit);
}

function* inOrderOfTexts<Row extends SqlValue[]>(db: SqlDatabase, text: string, visit: (row: Row) => void): Generator<void, void> {
  const last = one<[number | null]>(db, 'SELECT max(path) FROM file')?.[0] ?? 0;
  for (let from = 0; from <= last; from += portion) {
    each(
      db,
      `SELECT f.node, ${text} FROM file f INDEXED BY file_path CROSS JOIN string s ON s.id = f.path WHERE f.path >= ? AND f.path < ? ORDER BY f.path, f.node`,
      [from, from + portion],
      visit,
    );
    yield;
  }
}
