/** What is known of the many records of one processing history, at once: their state, what file records say, and who governed tasks. */

import type { SqlDatabase } from '../../ports';
import { objectClasses, objectStates } from '../schema';
import type { RecordedChecksum } from './files';
import { objectByPath } from './objects';
import { contradicts } from './own-records';
import { all, idList } from './rows';

export interface RecordState {
  vanished: boolean;
  /** Why it cannot be read: lost from what is kept here, or unreadable in the store; null where it can. */
  unreadable: string | null;
  /** Different contents that were seen of it. */
  contents: number;
  /** When the sync began that first saw it. */
  firstSeen: string | null;
}

/** When each sync began, by its id. */
export function syncBeginnings(db: SqlDatabase): Map<number, string> {
  return new Map(all<[number, string]>(db, 'SELECT id, began FROM sync'));
}

/** By node; nodes without an object in the store have none. Most records were seen with one content alone: only of the others all are looked at. */
export function recordStates(db: SqlDatabase, nodes: Iterable<number>): Map<number, RecordState> {
  const began = syncBeginnings(db);
  const rows = all<[number, number, number, string | null, number | null, number, number | null]>(
    db,
    `WITH asked AS MATERIALIZED (SELECT n.id AS node, o.id, o.state, o.class, o.reason, v.id AS version, v.pack, v.first_sync,
         EXISTS (SELECT 1 FROM version x WHERE x.object = o.id AND x.id IS NOT v.id) AS several
       FROM node n JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE n.id IN (SELECT value FROM json_each(?)))
     SELECT node, state, class, reason, pack, CASE WHEN several THEN (SELECT count(DISTINCT sha256) FROM version WHERE object = asked.id) ELSE version IS NOT NULL END,
       CASE WHEN several THEN (SELECT min(first_sync) FROM version WHERE object = asked.id) ELSE first_sync END FROM asked`,
    [idList(nodes)],
  );
  return new Map(
    rows.map(([node, state, cls, reason, pack, contents, firstSync]) => {
      const unreadable = pack === 0 ? 'its bytes were kept here and cannot be read any more' : cls === objectClasses.quarantined ? (reason ?? 'could not be read') : null;
      return [node, { vanished: state === objectStates.vanished, unreadable, contents, firstSeen: began.get(firstSync ?? -1) ?? null }];
    }),
  );
}

/** Records that lie in the store and could not be read, of these paths below it, with the reason. */
export function unreadableAt(db: SqlDatabase, paths: readonly string[]): Map<string, string> {
  return new Map(
    paths.flatMap((path): [string, string][] => {
      const found = objectByPath(db, path);
      return found?.quarantined ? [[path, found.reason ?? 'could not be read']] : [];
    }),
  );
}

export interface FileOfHistory {
  path: string | null;
  /** Bytes. */
  size: number | null;
  checksum: RecordedChecksum | null;
  run: number | null;
  contradicts: boolean;
}

/** What the records of these files say. */
export function filesOfHistory(db: SqlDatabase, nodes: Iterable<number>): Map<number, FileOfHistory> {
  const text = (column: string) => `(SELECT text FROM string WHERE id = f.${column})`;
  const rows = all<[number, string | null, number | null, string | null, string | null, string | null, number | null, number]>(
    db,
    `SELECT f.node, ${text('path')}, f.size, ${['checksum', 'algorithm', 'mode'].map(text).join(', ')}, f.run, f.own > 1 AND ${contradicts}
     FROM file f WHERE f.node IN (SELECT value FROM json_each(?))`,
    [idList(nodes)],
  );
  return new Map(
    rows.map(([node, path, size, value, algorithm, mode, run, own]) => [
      node,
      { path, size, checksum: value === null ? null : { value, algorithm, mode }, run, contradicts: own === 1 },
    ]),
  );
}

/** What the record of a file names as the run, the task and the file that it came from. */
export function originOfFile(db: SqlDatabase, node: number): { run: number | null; task: number | null; source: number | null } {
  const [[run, task, source] = [null, null, null]] = all<[number | null, number | null, number | null]>(db, 'SELECT run, task, source FROM file WHERE node = ?', [node]);
  return { run, task, source };
}

/** Names of these runs, by their record, else by the history. */
export function namesOfRuns(db: SqlDatabase, nodes: Iterable<number>): Map<number, string> {
  const ids = idList(nodes);
  const names = new Map(all<[number, string]>(db, 'SELECT node, name FROM history WHERE node IN (SELECT value FROM json_each(?))', [ids]));
  const recorded = all<[number, string]>(db, 'SELECT r.node, s.text FROM run r JOIN string s ON s.id = r.name WHERE r.node IN (SELECT value FROM json_each(?))', [ids]);
  for (const [node, name] of recorded) names.set(node, name);
  return names;
}
