/** Imports of OpenLineage events, and the events that count of a run. */
import type { OpenLineageEvent, OpenLineageImport } from '../../contract/openlineage';
import type { SqlDatabase } from '../../ports';
import { hexOf } from '../key-bytes';
import { kindNumbers } from '../schema';
import { all, one } from './rows';

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

export type EventRow = Omit<OpenLineageEvent, 'raw'> & { namespace: string; job: string; sha256: string; unit: 'line' | 'element' };

/** By time. */
export function eventsOfRun(db: SqlDatabase, node: number, limit: number): { rows: EventRow[]; total: number } {
  const rows = all<[number, number, EventRow['type'], string, string, string, Uint8Array, EventRow['unit']]>(
    db,
    `SELECT e.import, e.at, e.type, e.time, e.namespace, e.job, i.sha256, i.unit FROM outside_event e JOIN outside_import i ON i.id = e.import WHERE e.node = ?
     ORDER BY e.time_ms, e.import, e.at LIMIT ?`,
    [node, limit],
  ).map(([number, at, type, time, namespace, job, sha256, unit]) => ({ number, at, type, time, namespace, job, sha256: hexOf(sha256), unit }));
  return { rows, total: one<[number]>(db, 'SELECT count(*) FROM outside_event WHERE node = ?', [node])?.[0] ?? 0 };
}
