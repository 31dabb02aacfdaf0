/** What processing histories rest on, of all nodes alike and portion by portion (see `portions`), for core/graph/custody to keep in typed arrays. */
import type { SqlDatabase } from '../../ports';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { lastSync } from './findings';
import { nameOfNode } from './nodes';
import { recordsStamp } from './objects';
import { seemsToContradict } from './own-records';
import { all, each } from './rows';

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

/** Most records were seen with one content alone: only of the others all are looked at. */
export function eachState(db: SqlDatabase, from: number, to: number, visit: (row: StateRow) => void): void {
  each<[number, number, number, number, number | null]>(
    db,
    `SELECT node, state = ${objectStates.vanished}, pack IS 0 OR class = ${objectClasses.quarantined},
       CASE WHEN several THEN (SELECT count(DISTINCT sha256) FROM version WHERE object = asked.id) ELSE version IS NOT NULL END,
       CASE WHEN several THEN (SELECT min(first_sync) FROM version WHERE object = asked.id) ELSE first_sync END
     FROM (SELECT n.id AS node, o.id, o.state, o.class, v.id AS version, v.pack, v.first_sync, EXISTS (SELECT 1 FROM version x WHERE x.object = o.id AND x.id IS NOT v.id) AS several
       FROM node n JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE n.id >= ? AND n.id < ?) asked`,
    [from, to],
    ([node, vanished, unreadable, contents, firstSync]) => void visit({ node, vanished: vanished === 1, unreadable: unreadable === 1, contents, firstSync: firstSync ?? 0 }),
  );
}

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
