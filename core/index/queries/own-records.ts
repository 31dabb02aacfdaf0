/** Records of files against themselves: how many checksums follow from the path, size and time beside them. */
import type { SqlDatabase } from '../../ports';
import { kindNumbers, ownNumbers } from '../schema';
import { filesBelow } from './files';
import { all, idList } from './rows';

/** Of a row `f` of file: its record contradicts itself, or its run was written by a Nextflow that records no hash of the content. */
export const contradicts = `(f.own = ${ownNumbers.contradicts} OR f.own = ${ownNumbers['not-standard']} AND EXISTS (SELECT 1 FROM run r WHERE r.node = f.run AND r.metadata_only = 1))`;

export interface OwnRecordCounts {
  total: number;
  consistent: number;
  contradicts: number;
  /** The record says too little, or its label leaves open a hash of the content. */
  unknown: number;
}

/** Of all FileOutputs, or of those that name this run or lie below its key. */
export function ownRecordCounts(db: SqlDatabase, run: { node: number; key: string } | null): OwnRecordCounts {
  const within = run === null ? '' : 'AND (f.run = ? OR f.node IN (SELECT value FROM json_each(?)))';
  const rows = all<[string, number]>(
    db,
    `SELECT CASE WHEN f.own = ${ownNumbers.consistent} THEN 'consistent' WHEN f.own > 1 AND ${contradicts} THEN 'contradicts' ELSE 'unknown' END AS state, count(*)
     FROM file f JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput} ${within} GROUP BY state`,
    run === null ? [] : [run.node, idList(filesBelow(db, run.key))],
  );
  const counts = { consistent: 0, contradicts: 0, unknown: 0, ...Object.fromEntries(rows) };
  return { total: rows.reduce((sum, [, count]) => sum + count, 0), ...counts };
}
