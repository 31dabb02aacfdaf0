/** A list of an answer as CSV: every row of it, made in turns with whatever else the engine is asked. */
import type { ImpactRow } from '../../contract/impact';
import type { Progress } from '../../contract/shared';
import { createCsv } from '../../csv';
import { doubtWords } from '../../graph/impact/reasons';
import { pause } from '../../pause';
import type { OpenWorkspace } from '../context';
import type { Impact } from './answer';
import { type Chosen, heldByRuns, listed, rowsOf, unreadRows } from './list';

const atOnce = 2000;
const heads = [
  'question',
  'list',
  'kind',
  'distance',
  'published',
  'title',
  'lid or path',
  'run',
  'run lid',
  'labels',
  'recorded checksum',
  'detail',
  'why unknown',
  'doubt enters at',
];

export async function* impactCsv(
  workspace: OpenWorkspace,
  impact: Impact,
  chosen: Chosen,
  said: string,
  signal: AbortSignal,
): AsyncGenerator<Progress, { text: string; guarded: number; rows: number }> {
  const nodes = listed(workspace, impact, chosen);
  const holds = chosen.list === 'runs' ? heldByRuns(impact) : null;
  const unread = unreadRows(workspace, chosen);
  const total = nodes.length + unread.length;
  const csv = createCsv();
  const parts = [csv.head(workspace.name, [...heads, ...(holds === null ? [] : ['tasks reached', 'files reached', 'published files reached'])])];
  const line = (row: ImpactRow) =>
    csv.line([
      said,
      chosen.list,
      row.as === 'other' ? 'record' : row.kind === 'Missing' ? `${row.as}, no record here` : row.as,
      row.distance,
      row.published ? 'yes' : 'no',
      row.title,
      row.lid,
      row.run?.title ?? null,
      row.run?.lid ?? null,
      row.labels.join('; '),
      row.checksum,
      row.detail,
      row.reason === null ? null : doubtWords[row.reason.code].short,
      row.reason?.at?.lid ?? null,
      ...(holds === null ? [] : [row.holds?.tasks ?? 0, row.holds?.files ?? 0, row.holds?.published ?? 0]),
    ]);
  for (let done = 0; done < nodes.length; done += atOnce) {
    parts.push(...workspace.masker.texts(rowsOf(workspace, impact, nodes.subarray(done, done + atOnce), holds)).map(line));
    yield* pause({ phase: 'writing rows', done: Math.min(nodes.length, done + atOnce), total }, signal);
  }
  parts.push(...workspace.masker.texts(unread).map(line));
  return { text: parts.join(''), guarded: csv.guarded(), rows: total };
}
