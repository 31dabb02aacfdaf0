/** A reconciliation as CSV that a spreadsheet opens as text: no cell of a hostile list becomes a formula. */
import type { Reconciliation } from '../../contract/reconcile';
import { createCsv } from '../../csv';
import { verdictWords } from '../verdict';
import { extraWords, matchedWords, shaWords, stateWords } from './words';

/** RFC 4180 with CR LF, every cell quoted; a cell that would be a formula begins with an apostrophe, and `guarded` counts those. */
export function reconciliationCsv({ rows, extra, of }: Reconciliation, workspace: string): { text: string; guarded: number } {
  const csv = createCsv();
  const head = [
    'row',
    'listed',
    'state',
    'matched by',
    'lid',
    'recorded path',
    'run',
    'run name',
    'newest verdict',
    'checked at',
    'sha256 listed',
    'sha256 ours',
    'sha256',
    'note',
  ];
  const table: (string | number | null)[][] = [
    ...rows.map((one) => [
      one.row,
      one.listed,
      stateWords[one.state],
      one.by === null ? null : matchedWords[one.by],
      one.lid,
      one.path,
      one.run?.lid ?? null,
      one.run?.name ?? null,
      one.check === null ? null : verdictWords[one.check.verdict].short,
      one.check?.at ?? null,
      one.sha256?.listed ?? null,
      one.sha256?.ours ?? null,
      one.sha256 === null ? null : shaWords[one.sha256.state],
      one.note,
    ]),
    ...extra.map(({ lid, path, run, check }) => [
      null,
      null,
      'extra',
      null,
      lid,
      path,
      run?.lid ?? null,
      run?.name ?? null,
      check === null ? null : verdictWords[check.verdict].short,
      check?.at ?? null,
      null,
      check?.sha256 ?? null,
      null,
      extraWords[of],
    ]),
  ];
  return { text: csv.head(workspace, head) + table.map(csv.line).join(''), guarded: csv.guarded() };
}
