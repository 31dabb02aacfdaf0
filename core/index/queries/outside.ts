/** Imports of OpenLineage events, the events that count of a run, and what they link. */
import type { OpenLineageImport } from '../../contract/openlineage';
import type { EventType } from '../../openlineage/read-events';
import type { SqlDatabase } from '../../ports';
import { bytesOfHex, hexOf, keyText, pathBytes } from '../key-bytes';
import { kindNumbers, relationNumbers } from '../schema';
import { all, idList, one } from './rows';

type Columns = [number, string, string, string, Uint8Array, number, OpenLineageImport['unit'], number, number, string, number, string | null, string | null, string | null];

export function outsideImports(db: SqlDatabase): OpenLineageImport[] {
  const runs = new Map(all<[number, number]>(db, 'SELECT import, count(DISTINCT node) FROM outside_event GROUP BY import'));
  const data = new Map(
    all<[number, number, number]>(
      db,
      `SELECT import, count(*), sum(kind <> ${kindNumbers.OutsideData} OR same) FROM (SELECT DISTINCT l.import, n.id, n.kind,
         EXISTS (SELECT 1 FROM file f JOIN string s ON s.id = f.path WHERE s.text IN (CAST(substr(n.key, 2) AS TEXT), 'file://' || CAST(substr(n.key, 2) AS TEXT))) AS same
       FROM outside_link l JOIN node n ON n.id IN (l.source, l.target) AND n.kind <> ${kindNumbers.OutsideRun}) GROUP BY import`,
    ).map(([id, datasets, joined]) => [id, { datasets, joined }]),
  );
  return all<Columns>(db, 'SELECT id, at, by, name, sha256, size, unit, events, repeated, refused, refused_count, removed, removed_by, reason FROM outside_import ORDER BY id').map(
    ([number, at, by, name, sha256, size, unit, events, repeated, refused, refusedCount, removed, removedBy, reason]) => ({
      number,
      at,
      by,
      name,
      sha256: hexOf(sha256),
      size,
      unit,
      events,
      runs: runs.get(number) ?? 0,
      datasets: data.get(number)?.datasets ?? 0,
      joined: data.get(number)?.joined ?? 0,
      repeated,
      refused: JSON.parse(refused) as OpenLineageImport['refused'],
      refusedCount,
      removed: removed === null ? null : { at: removed, by: removedBy ?? '', reason: reason ?? '' },
    }),
  );
}

/** The number under which these bytes stand in the graph; null: they do not. */
export function importOfBytes(db: SqlDatabase, sha256: string): number | null {
  return one<[number]>(db, 'SELECT id FROM outside_import WHERE sha256 = ? AND removed IS NULL', [bytesOfHex(sha256)])?.[0] ?? null;
}

export function anyToldRun(db: SqlDatabase): boolean {
  return one<[number]>(db, 'SELECT 1 FROM outside_event LIMIT 1') !== undefined;
}

export function newestImport(db: SqlDatabase): number {
  return one<[number]>(db, 'SELECT coalesce(max(id), 0) FROM outside_import')?.[0] ?? 0;
}

/** Imports that tell of any of these runs. */
export function importsOfRuns(db: SqlDatabase, runs: Iterable<number>): number[] {
  return all<[number]>(db, 'SELECT DISTINCT import FROM outside_event WHERE node IN (SELECT value FROM json_each(?)) ORDER BY 1', [idList(runs)]).map(([number]) => number);
}

export interface ImportedFile {
  name: string;
  sha256: string;
  unit: OpenLineageImport['unit'];
  refused: OpenLineageImport['refused'];
}

export function importedFile(db: SqlDatabase, number: number): ImportedFile | undefined {
  const row = one<[string, Uint8Array, OpenLineageImport['unit'], string]>(db, 'SELECT name, sha256, unit, refused FROM outside_import WHERE id = ?', [number]);
  return row && { name: row[0], sha256: hexOf(row[1]), unit: row[2], refused: JSON.parse(row[3]) as ImportedFile['refused'] };
}

export interface EventRow {
  number: number;
  file: string;
  at: number;
  type: EventType;
  time: string;
  namespace: string;
  job: string;
  sender: string;
  sha256: string;
  unit: 'line' | 'element';
}

/** By time. */
export function eventsOfRun(db: SqlDatabase, node: number, limit: number, offset: number): EventRow[] {
  return all<[number, string, number, EventType, string, string, string, string, Uint8Array, EventRow['unit']]>(
    db,
    `SELECT e.import, i.name, e.at, e.type, e.time, e.namespace, e.job, e.sender, i.sha256, i.unit FROM outside_event e JOIN outside_import i ON i.id = e.import WHERE e.node = ?
     ORDER BY e.time_ms, e.import, e.at LIMIT ? OFFSET ?`,
    [node, limit, offset],
  ).map(([number, file, at, type, time, namespace, job, sender, sha256, unit]) => ({ number, file, at, type, time, namespace, job, sender, sha256: hexOf(sha256), unit }));
}

/** All events of a run by time, as far as it is told by them how it went. */
export function toldCourse(db: SqlDatabase, node: number): { type: string; time: string; ms: number; job: string }[] {
  return all<[string, string, number, string, string]>(db, 'SELECT type, time, time_ms, namespace, job FROM outside_event WHERE node = ? ORDER BY time_ms, import, at', [node]).map(
    ([type, time, ms, namespace, job]) => ({ type, time, ms, job: `${namespace} · ${job}` }),
  );
}

export interface ToldLink {
  /** The other end's node. */
  node: number;
  role: 'read' | 'wrote';
  imports: number[];
}

/** What events say that a run (`of` run) read and wrote; or which runs say that they read or wrote something (`of` data). */
export function toldLinks(db: SqlDatabase, node: number, of: 'run' | 'data'): ToldLink[] {
  const { 'told-read': read, 'told-produced': produced } = relationNumbers;
  const [readEnd, wroteEnd] = of === 'run' ? ['source', 'target'] : ['target', 'source'];
  const side = (end: string | undefined, relation: number) => {
    const here = end === 'source' ? 'target' : 'source';
    return `SELECT e.${end} AS other, e.relation, (SELECT group_concat(import) FROM outside_link l WHERE l.source = e.source AND l.target = e.target AND l.relation = e.relation)
      FROM edge e WHERE e.${here} = ?1 AND e.relation = ${relation}`;
  };
  return all<[number, number, string]>(db, `${side(readEnd, read)} UNION ALL ${side(wroteEnd, produced)} ORDER BY 2, 1`, [node]).map(([end, relation, imports]) => ({
    node: end,
    role: relation === read ? 'read' : 'wrote',
    imports: imports
      .split(',')
      .map(Number)
      .sort((a, b) => a - b),
  }));
}

export interface ToldRun {
  node: number;
  /** When its first event says it was, in milliseconds since 1970. */
  early: number;
  /** Jobs and namespaces that its events name, the id, the sender. */
  texts: string[];
}

/** Runs of others, for the search. */
export function toldRuns(db: SqlDatabase): ToldRun[] {
  const runs = new Map<number, ToldRun>();
  const rows = all<[number, Uint8Array, number, string, string, string]>(
    db,
    'SELECT e.node, n.key, min(e.time_ms), e.namespace, e.job, e.sender FROM outside_event e JOIN node n ON n.id = e.node GROUP BY e.node, e.namespace, e.job, e.sender ORDER BY e.node',
  );
  for (const [node, key, early, ...texts] of rows) {
    const run = runs.get(node) ?? { node, early, texts: [keyText(key)] };
    run.early = Math.min(run.early, early);
    for (const text of texts.reverse()) if (text !== '' && !run.texts.includes(text)) run.texts.push(text);
    runs.set(node, run);
  }
  return [...runs.values()];
}

/** How many files records name by a path below this folder, without a slash at its end: FileOutputs and outside files; `most` at the most. */
export function filesInside(db: SqlDatabase, folder: string, most: number): number {
  const files = ['', 'file://'].map((scheme) => [`${scheme}${folder}/`, `${scheme}${folder}0`] as const);
  const below = 'SELECT f.node FROM string s JOIN file f ON f.path = s.id WHERE s.text >= ? AND s.text < ?';
  const [count = 0] =
    one<[number]>(
      db,
      `SELECT count(*) FROM (SELECT * FROM (${below} UNION ALL ${below} UNION ALL
         SELECT id FROM node WHERE key >= ? AND key < ? AND +kind = ${kindNumbers.External}) LIMIT ?)`,
      [...files.flat(), pathBytes(`${folder}/`), pathBytes(`${folder}0`), most],
    ) ?? [];
  return count;
}
