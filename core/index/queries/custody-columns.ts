/** What processing histories rest on, of all nodes alike and portion by portion (see `portions`), for core/graph/custody to keep in typed arrays. */
import type { SqlDatabase } from '../../ports';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { portions } from './adjacency';
import { lastSync } from './findings';
import { nameOfNode } from './nodes';
import { recordsStamp } from './objects';
import { seemsToContradict } from './own-records';
import { all, each, idList } from './rows';

/** Another text whenever records are others, are gone, are back or could not be read: all that a sync can find. Null while one goes on, as it finds that record by record. */
export function statesStamp(db: SqlDatabase): string | null {
  if (lastSync(db)?.ended === false) return null;
  const found = ['fetched', 'vanished', 'reappeared', 'quarantined'].map((count) => `coalesce(json_extract(result, '$.${count}'), 1)`).join(' + ');
  const [row] = all<[number | null]>(db, `SELECT max(id) FROM sync WHERE result IS NULL OR ${found} > 0`);
  return `${recordsStamp(db)}, sync ${row?.[0] ?? 0}`;
}

/** By rising id. */
export function eachName(db: SqlDatabase, from: number, to: number, visit: (id: number, name: { lid: string; title: string }) => void): void {
  each<[number, Uint8Array, string]>(
    db,
    `SELECT id, key, title FROM node WHERE id >= ? AND id < ? AND +kind <> ${kindNumbers.Withdrawn} ORDER BY id`,
    [from, to],
    ([id, key, title]) => void visit(id, nameOfNode(key, title)),
  );
}

export interface StateRow {
  node: number;
  vanished: boolean;
  unreadable: boolean;
  /** Different contents that were seen of it. */
  contents: number;
  /** The sync that saw it first; 0: its bytes were never read. */
  firstSync: number;
}

/**
 * Nodes that an object of the store is of, by rising id, in turns. Each table is gone through from its beginning to its end: rows of one node lie far apart in them.
 * Most records were seen with one content alone: only of the others all are looked at.
 */
export function* eachState(db: SqlDatabase, visit: (row: StateRow) => void): Generator<void, void> {
  const end = (all<[number]>(db, 'SELECT coalesce(max(id), 0) FROM object')[0]?.[0] ?? 0) + 1;
  /** By id of the object; `is`: bits of `objectBits`. */
  const of = { is: new Uint8Array(end), version: new Int32Array(end), contents: new Int32Array(end), firstSync: new Int32Array(end) };
  const set = (object: number, bits: number) => {
    of.is[object] = (of.is[object] ?? 0) | bits;
  };
  for (let from = 0; from < end; from += portion) {
    each<[number, number, number, number | null]>(
      db,
      `SELECT id, state = ${objectStates.vanished}, class = ${objectClasses.quarantined}, version FROM object WHERE id >= ? AND id < ?`,
      [from, from + portion],
      ([object, vanished, quarantined, version]) => {
        set(object, objectBits.known | (vanished === 1 ? objectBits.vanished : 0) | (quarantined === 1 ? objectBits.unreadable : 0));
        of.version[object] = version ?? 0;
      },
    );
    yield;
  }
  const several: number[] = [];
  const lastVersion = all<[number]>(db, 'SELECT coalesce(max(id), 0) FROM version')[0]?.[0] ?? 0;
  for (let from = 0; from <= lastVersion; from += portion) {
    each<[number, number, number, number]>(
      db,
      'SELECT id, object, pack, first_sync FROM version WHERE id >= ? AND id < ?',
      [from, from + portion],
      ([version, object, pack, firstSync]) => {
        if (of.version[object] !== version) {
          several.push(object);
          return;
        }
        if (pack === 0) set(object, objectBits.unreadable);
        of.contents[object] = 1;
        of.firstSync[object] = firstSync;
      },
    );
    yield;
  }
  for (let at = 0; at < several.length; at += portion) {
    each<[number, number, number]>(
      db,
      'SELECT object, count(DISTINCT sha256), min(first_sync) FROM version WHERE object IN (SELECT value FROM json_each(?)) GROUP BY object',
      [idList(several.slice(at, at + portion))],
      ([object, contents, firstSync]) => {
        of.contents[object] = contents;
        of.firstSync[object] = firstSync;
      },
    );
    yield;
  }
  for (const [from, to] of portions(db)) {
    each<[number, number]>(db, 'SELECT id, object FROM node WHERE id >= ? AND id < ? AND object IS NOT NULL', [from, to], ([node, object]) => {
      const is = of.is[object] ?? 0;
      if (is === 0) return;
      visit({
        node,
        vanished: (is & objectBits.vanished) !== 0,
        unreadable: (is & objectBits.unreadable) !== 0,
        contents: of.contents[object] ?? 0,
        firstSync: of.firstSync[object] ?? 0,
      });
    });
    yield;
  }
}

const objectBits = { known: 1, vanished: 2, unreadable: 4 };
/** Rows that are read in one turn. */
const portion = 20_000;

/** `doubtful`: by the records alone, it contradicts itself. */
export function eachFile(db: SqlDatabase, from: number, to: number, visit: (node: number, run: number | null, doubtful: boolean) => void): void {
  each<[number, number | null, number | null]>(
    db,
    `SELECT f.node, f.run, f.own > 1 AND ${seemsToContradict} FROM file f WHERE f.node >= ? AND f.node < ?`,
    [from, to],
    ([node, run, doubtful]) => void visit(node, run, doubtful === 1),
  );
}

export function eachTask(db: SqlDatabase, from: number, to: number, visit: (node: number, run: number | null, name: string, container: string | null) => void): void {
  each<[number, number | null, string, string | null]>(
    db,
    `SELECT t.node, t.run, (SELECT text FROM string WHERE id = t.name), (SELECT text FROM string WHERE id = t.container) FROM task t WHERE t.node >= ? AND t.node < ? ORDER BY t.node`,
    [from, to],
    (row) => void visit(...row),
  );
}

/** As tasks and runs name outside files, by file and user; texts as ids of `string`, 0 for none. The portion is of outside files. */
export function eachUse(db: SqlDatabase, from: number, to: number, visit: (row: [outside: number, user: number, checksum: number, algorithm: number, mode: number]) => void): void {
  each(db, 'SELECT node, user, coalesce(checksum, 0), coalesce(algorithm, 0), coalesce(mode, 0) FROM outside WHERE node >= ? AND node < ? ORDER BY node, user', [from, to], visit);
}

/** Records that name their run as `lid://` alone. */
export function nodesNamingNoRun(db: SqlDatabase): number[] {
  return all<[number]>(db, 'SELECT node FROM null_run').map(([node]) => node);
}

/** Tasks whose inputs hold a path as text. */
export function tasksGivenPaths(db: SqlDatabase): number[] {
  return all<[number]>(db, 'SELECT DISTINCT p.node FROM named_path p JOIN task t ON t.node = p.node').map(([node]) => node);
}
