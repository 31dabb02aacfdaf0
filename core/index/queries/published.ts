/** Published files: FileOutputs that name no task, by their recorded path or by their name below the output folder. */
import type { SqlDatabase } from '../../ports';
import { keyText } from '../key-bytes';
import { kindNumbers, objectStates } from '../schema';
import type { RecordedChecksum } from './files';
import { lidOfBytes } from './nodes';
import { all, idList, one } from './rows';

export interface PublishedFile {
  node: number;
  lid: string;
  /** Of its key, what follows the run: the path below the output folder. */
  name: string;
  path: string | null;
  size: number | null;
  created: string | null;
  createdMs: number | null;
  checksum: RecordedChecksum | null;
  run: number | null;
  vanished: boolean;
  /** Contents that its record had, and the sync that first read it. */
  versions: number;
  firstSync: number | null;
}

const text = (column: string) => `(SELECT text FROM string WHERE id = f.${column})`;
type Row = [
  number,
  Uint8Array,
  string | null,
  number | null,
  string | null,
  number | null,
  string | null,
  string | null,
  string | null,
  number | null,
  number | null,
  number | null,
  number | null,
];

function select(db: SqlDatabase, where: string, values: (string | number)[]): PublishedFile[] {
  const rows = all<Row>(
    db,
    `SELECT f.node, n.key, ${text('path')}, f.size, f.created, f.created_ms, ${['checksum', 'algorithm', 'mode'].map(text).join(', ')}, f.run, o.state,
       (SELECT count(*) FROM version v WHERE v.object = n.object), (SELECT min(first_sync) FROM version v WHERE v.object = n.object)
     FROM file f JOIN node n ON n.id = f.node LEFT JOIN object o ON o.id = n.object WHERE n.kind = ${kindNumbers.FileOutput} AND f.task IS NULL AND ${where}
     ORDER BY f.created_ms IS NULL, f.created_ms, n.key`,
    values,
  );
  return rows.map(([node, key, path, size, created, createdMs, value, algorithm, mode, run, state, versions, firstSync]) => ({
    node,
    lid: lidOfBytes(key),
    name: nameBelow(keyText(key)),
    path,
    size,
    created,
    createdMs,
    checksum: value === null ? null : { value, algorithm, mode },
    run,
    vanished: state === objectStates.vanished,
    versions: versions ?? 0,
    firstSync,
  }));
}

/** `plain`: without `file://`; oldest first by their recorded time, those without one last. */
export function publishedUnder(db: SqlDatabase, plain: string): PublishedFile[] {
  return select(db, "f.path IN (SELECT id FROM string WHERE text IN (?1, 'file://' || ?1))", [plain]);
}

/** Those whose key ends in this path below the output folder, in the same order. */
export function publishedAs(db: SqlDatabase, name: string): PublishedFile[] {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return select(db, 'f.name IN (SELECT id FROM string WHERE text = ?)', [last]).filter((file) => file.name === name);
}

export function publishedFile(db: SqlDatabase, node: number): PublishedFile | undefined {
  return select(db, 'f.node = ?', [node])[0];
}

/** FileOutputs of tasks with this path. */
export function taskFilesUnder(db: SqlDatabase, plain: string): number {
  return one<[number]>(db, "SELECT count(*) FROM file f WHERE f.task IS NOT NULL AND f.path IN (SELECT id FROM string WHERE text IN (?1, 'file://' || ?1))", [plain])?.[0] ?? 0;
}

/** Name and recorded start of these runs, by node id. */
export function runsNamed(db: SqlDatabase, runs: Iterable<number>): Map<number, { lid: string; name: string | null; start: string | null }> {
  const rows = all<[number, Uint8Array, string | null, string | null]>(
    db,
    `SELECT n.id, n.key, coalesce((SELECT s.text FROM run r JOIN string s ON s.id = r.name WHERE r.node = n.id), (SELECT max(name) FROM history WHERE node = n.id)),
       coalesce((SELECT start FROM run WHERE node = n.id), (SELECT max(time) FROM history WHERE node = n.id)) FROM node n WHERE n.id IN (SELECT value FROM json_each(?))`,
    [idList(runs)],
  );
  return new Map(rows.map(([id, key, name, start]) => [id, { lid: lidOfBytes(key), name, start }]));
}

function nameBelow(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
