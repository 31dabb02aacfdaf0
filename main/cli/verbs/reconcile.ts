/** `reconcile`: a list of released files, of checksums or of runs against the records, as a table, a report or a CSV. */
import { resolve } from 'node:path';
import type { ExtraRow, ReconcileRow, Reconciliation } from '../../../core/contract/reconcile';
import { exceptionWords, extraWords, isException, matchedWords, shaWords, stateWords } from '../../../core/verify/reconcile/words';
import { exitCodes } from '../exit-codes';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, verdictText } from '../words';

interface Options {
  run?: string;
  column?: string;
  out?: string;
  csv?: string;
}

const columns: Column<ReconcileRow>[] = [
  { title: 'row', text: ({ row }) => String(row), right: true },
  { title: 'state', text: (row) => `${row.state === 'matched' ? (isException(row) ? '!' : '=') : '?'} ${stateWords[row.state]}`, whole: true },
  { title: 'by', text: ({ by }) => (by === null ? '' : matchedWords[by]) },
  { title: 'listed', text: ({ listed }) => listed, whole: true },
  { title: 'sha-256', text: ({ sha256 }) => (sha256 === null ? '' : shaWords[sha256.state]) },
  { title: 'newest check', text: ({ state, run, lid, check }) => (state === 'matched' && lid !== run?.lid ? verdictText(check) : '') },
  { title: 'record', text: ({ lid, path }) => lid ?? path ?? '', whole: true },
  { title: 'note', text: ({ note }) => note },
];
const extraColumns: Column<ExtraRow>[] = [
  { title: 'extra', text: ({ lid, path }) => lid ?? path ?? '', whole: true },
  { title: 'run', text: ({ run }) => run?.name ?? run?.lid ?? '' },
];

export const reconcileVerb: Verb = (program, act) => {
  program
    .command('reconcile <list>')
    .description('hold a list against the records: a CSV or TSV of files, a sha256sum file, or one LID, path, run name or session a line')
    .option('--run <lid>', 'the run whose files were to be released: nothing else is matched')
    .option('--column <name>', 'the column that names the files or runs: its head, or its number from 1')
    .option('--out <file>', 'write a report as PDF too; an existing file is replaced')
    .option('--csv <file>', 'write the table as CSV too, safe to open in a spreadsheet')
    .action(
      act(async (session, list: string, { run, column, out, csv }: Options) => {
        const workspace = await session.workspace();
        const asked = { workspace, list: resolve(list), ...(run === undefined ? {} : { run: await session.lid(run) }), ...(column === undefined ? {} : { column }) };
        const answer = await session.job('reconcile.list', asked);
        const report = out === undefined ? null : await session.job('reconcile.save', { ...asked, form: 'pdf', out: resolve(out) });
        const saved = csv === undefined ? null : await session.job('reconcile.save', { ...asked, form: 'csv', out: resolve(csv) });
        const written = [
          report === null ? '' : `${visibleLine(report.path)}: report ${report.id}, ${counted(report.pages ?? 0, 'page')}, ${bytesText(report.bytes)}, SHA-256 ${report.sha256}\n`,
          saved === null
            ? ''
            : `${visibleLine(saved.path)}: ${bytesText(saved.bytes)}, SHA-256 ${saved.sha256}. ${counted(saved.guarded, 'cell')} that a spreadsheet would read as a formula ${saved.guarded === 1 ? 'begins' : 'begin'} with an apostrophe.\n`,
        ];
        return {
          json: { ...answer, ...(report === null ? {} : { report }), ...(saved === null ? {} : { csv: saved }) },
          text: reconciliationText(answer, session.width) + written.join(''),
          notes: [report?.listSha256, saved?.listSha256].some((sha256) => sha256 !== undefined && sha256 !== answer.list.sha256)
            ? ['The list changed while it was reconciled: what was written is of another version than the table.']
            : [],
          code: isFine(answer) ? exitCodes.fine : exitCodes.findings,
        };
      }),
    );
};

/** Every line matched, nothing lacking, every listed digest a SHA-256, none that differs, no matched file that is a finding. */
function isFine({ rows, counts }: Reconciliation): boolean {
  return counts.byState.matched === counts.rows && counts.extra === 0 && !rows.some(isException);
}

function reconciliationText({ list, of, runs, rows, extra, counts }: Reconciliation, width: number | null): string {
  const taken = list.columns.flatMap(({ column, header, as }) => (as === null ? [] : [`column ${column}${header === null ? '' : ` (${header})`} as ${as}`]));
  const { sha256, byState } = counts;
  const of_ = (count: number | undefined, what: string) => `${countText(count ?? 0)} of ${countText(counts.rows)} ${what}`;
  const lines = [
    `${list.name}: ${list.form}, ${taken.join(', ') || 'each line as one name'}. SHA-256 ${list.sha256}`,
    ...list.notes,
    runs.length === 0 ? 'No run is concerned.' : `Runs concerned: ${runs.map(({ lid, name }) => name ?? lid).join(', ')}.`,
    `${[of_(byState.matched, 'matched'), of_(byState.ambiguous, 'ambiguous'), of_(byState['not-matched'], 'not matched'), of_(byState['without-lineage'], 'without lineage')].join(', ')}.`,
    `${countText(counts.extra)} of ${countText(counts.extraOf)} extra: ${extraWords[of]}.`,
  ];
  if (byState.matched) {
    const toLookAt = rows.filter((row) => row.state === 'matched' && isException(row)).length;
    const checked = of === 'files' ? `${countText(counts.checked)} of ${countText(byState.matched)} matched checked. ` : '';
    lines.push(`${checked}${countText(toLookAt)} of ${countText(byState.matched)} matched to be looked at: ${exceptionWords}.`);
  }
  if (sha256.listed > 0)
    lines.push(
      `SHA-256 of ${counted(sha256.listed, 'matched file')}: ${countText(sha256.equal)} equal, ${countText(sha256.differs)} differ, ${countText(sha256.notNow)} not in the newest check, ${countText(sha256.notRead)} without a reading of ours.`,
    );
  if (sha256.unusable > 0) lines.push(`${of_(sha256.unusable, 'with a digest that cannot be used (no SHA-256, or several for one path), held against nothing')}.`);
  return `${table(rows, columns, width)}${extra.length > 0 ? `\n${table(extra, extraColumns, width)}` : ''}\n${lines.map(visibleLine).join('\n')}\n`;
}
