/** `report`: a report as PDF, of a run, a file, a comparison and more, or one for each run; `reports`: those that were saved. */
import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Input } from '../../../core/contract';
import { type ReportAbout, type ReportKind, type ReportSettings, reportSettings, type SavedReport } from '../../../core/contract/reports';
import { AuditError } from '../../../core/errors';
import { orderOf, reportSections } from '../../../core/report/section-order';
import { exitCodes } from '../exit-codes';
import type { Session } from '../session';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, timeText } from '../words';

interface Options {
  run?: string;
  file?: string;
  compare?: string;
  with?: string;
  environment?: string;
  impactOf?: string;
  subject?: string;
  from?: string;
  to?: string;
  allRuns?: boolean;
  out: string;
  at?: string;
  sections?: string;
  against?: string;
  classification?: string;
  organisation?: string;
  logo?: string;
  logoText?: string;
  supersedes?: string;
  reason?: string;
  template?: string;
}

const ways = '--run, --file, --compare with --with, --impact-of, --environment, --subject, --from with --to, or --all-runs';

export const reportVerb: Verb = (program, act) => {
  program
    .command('report')
    .description('a report as PDF: what was asked, the answer, what is not proven; of the state of a checkpoint, so that it can be made again')
    .option('--run <lid>', 'of a run: its provenance')
    .option('--file <lid>', 'of a file: its processing history')
    .option('--compare <lid>', 'of two runs side by side; the other is named by --with')
    .option('--with <lid>', 'see --compare')
    .option('--impact-of <lid>', 'of what a file, task, run or outside path reached; for other questions see impact --out')
    .option('--environment <lid>', 'of the software and environment of a run')
    .option('--subject <text>', 'of a data subject: files that derive from what names, paths and labels with this text stand for')
    .option('--from <instant>', 'of the findings of a period, in UTC (2026-11-01T00:00:00Z)')
    .option('--to <instant>', 'see --from; not part of the period')
    .option('--all-runs', 'one report for each run; --out is a folder then, made where it is not there')
    .requiredOption('--out <path>', 'the PDF to write; an existing file is replaced')
    .option('--at <checkpoint>', 'of which state: the number of a checkpoint, newest, or latest: one that is signed now', 'newest')
    .option(
      '--sections <ids>',
      `those that may be left out, by commas; with a + before each (+impact): beside the usual ones; of a run: ${Object.keys(reportSections.run).join(',')}`,
    )
    .option('--against <lid>', 'of a run: the run that its section of comparison holds it against (default: the newest earlier run of the same pipeline)')
    .option('--classification <text>', 'printed on each page (default: Confidential)')
    .option('--organisation <text>', 'printed on the first page')
    .option('--logo <file>', 'a PNG or JPEG for the first page')
    .option('--logo-text <text>', 'what the logo shows, for those who cannot see it')
    .option('--supersedes <id>', 'an earlier report in whose place it comes, with --reason')
    .option('--reason <text>', 'see --supersedes')
    .option('--template <name>', 'settings that were saved under a name; options beside it count more')
    .action(
      act(async (session, options: Options) => {
        const workspace = await session.workspace();
        const about = options.allRuns === true ? null : await aboutOf(session, options);
        const settings = await settingsOf(session, workspace, options, about?.kind ?? 'run');
        const out = resolve(options.out);
        if (about === null) {
          const result = await session.job('report.batch', { workspace, kind: 'run', runs: null, settings, folder: out });
          const lines = [
            ...result.written.map((one) => said(one)),
            ...result.failed.map(({ run, message }) => `NOT WRITTEN: ${visibleLine(run)}: ${visibleLine(message)}`),
            ...result.notMade.map((run) => `NOT MADE, stopped before: ${visibleLine(run)}`),
            `${counted(result.written.length, 'report')} written, ${result.failed.length} failed${result.stopped ? `, ${result.notMade.length} not made: stopped` : ''}.`,
          ];
          return { json: result, text: `${lines.join('\n')}\n`, ...(result.failed.length > 0 || result.stopped ? { code: exitCodes.findings } : {}) };
        }
        const result = await session.job('report.pdf', { workspace, about, settings, out });
        return { json: result, text: `${said(result)}\n` };
      }),
    );
  program
    .command('report-again <file>')
    .description('make the report in a PDF anew from what it says it was made of, and compare it to the byte, up to the seal')
    .action(
      act(async (session, file: string) => {
        const result = await session.job('report.again', { workspace: await session.workspace(), file: resolve(file) });
        const text = `${result.same ? '✓' : '✗'} ${visibleLine(result.file)}: report ${visibleLine(result.id)}: ${visibleLine(result.message)}\n`;
        return { json: result, text, ...(result.same ? {} : { code: exitCodes.findings }) };
      }),
    );
  program
    .command('reports')
    .description('the reports that were saved, newest first, and which superseded which')
    .action(
      act(async (session) => {
        const { reports } = await session.call('report.saved', { workspace: await session.workspace() });
        return { json: { reports }, text: reports.length === 0 ? 'No report was saved yet.\n' : table(reports, columns, session.width) };
      }),
    );
};

const columns: Column<SavedReport>[] = [
  { title: 'id', text: ({ id }) => id, whole: true },
  { title: 'version', text: ({ version }) => String(version), whole: true },
  { title: 'kind', text: ({ kind }) => kind },
  { title: 'subject', text: ({ subject }) => subject },
  { title: 'of checkpoint', text: ({ checkpoint }) => (checkpoint === null ? 'none' : String(checkpoint)) },
  { title: 'saved', text: ({ at }) => timeText(at) },
  { title: 'by', text: ({ who }) => who },
  { title: 'superseded by', text: ({ supersededBy }) => supersededBy ?? '' },
  { title: 'file', text: ({ path }) => path },
];

function said({
  path,
  id,
  version,
  checkpoint,
  pages,
  bytes,
  sha256,
}: {
  path: string;
  id: string;
  version: number;
  checkpoint: { number: number } | null;
  pages: number;
  bytes: number;
  sha256: string;
}): string {
  const of = checkpoint === null ? 'of no checkpoint' : `of checkpoint ${checkpoint.number}`;
  return `${visibleLine(path)}: report ${id}, version ${version}, ${of}, ${counted(pages, 'page')}, ${bytesText(bytes)}, SHA-256 ${sha256}`;
}

async function aboutOf(session: Session, options: Options): Promise<ReportAbout> {
  const { run, file, compare, with: other, environment, impactOf, subject, from, to } = options;
  const asked: ReportAbout[] = [];
  if (run !== undefined) asked.push({ kind: 'run', run: await session.lid(run) });
  if (file !== undefined) asked.push({ kind: 'file', lid: await session.lid(file) });
  if (compare !== undefined || other !== undefined) {
    if (compare === undefined || other === undefined) throw new AuditError('bad-input', 'A comparison is of two runs: name one by --compare and the other by --with.');
    asked.push({ kind: 'comparison', left: await session.lid(compare), right: await session.lid(other) });
  }
  if (environment !== undefined) asked.push({ kind: 'environment', run: await session.lid(environment) });
  if (impactOf !== undefined) asked.push({ kind: 'impact', asked: { by: 'lid', lid: await session.lid(impactOf) } });
  if (subject !== undefined) asked.push({ kind: 'subject', text: subject });
  if (from !== undefined || to !== undefined) {
    if (from === undefined || to === undefined) throw new AuditError('bad-input', 'A period has a begin and an end: name both by --from and --to.');
    asked.push({ kind: 'findings', from, to });
  }
  const [about, more] = asked;
  if (about === undefined || more !== undefined) throw new AuditError('bad-input', `A report is of one thing. Name it by one of ${ways}.`);
  return about;
}

async function settingsOf(session: Session, workspace: string, options: Options, kind: ReportKind): Promise<Input<'report.pdf'>['settings']> {
  const { at = 'newest', sections, against, classification, organisation, logo, logoText, supersedes, reason, template } = options;
  const kept = template === undefined ? {} : await templateOf(session, workspace, template);
  if ((supersedes === undefined) !== (reason === undefined)) throw new AuditError('bad-input', 'A report that supersedes another says which and why: --supersedes with --reason.');
  const settings = {
    ...kept,
    at: /^\d+$/.test(at) ? Number(at) : at,
    ...(sections === undefined ? {} : { sections: sectionsOf(sections, kept.sections ?? orderOf(kind)) }),
    ...(against === undefined ? {} : { against: await session.lid(against) }),
    ...(classification === undefined ? {} : { classification }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(logo === undefined ? {} : { logo: logoOf(resolve(logo), logoText) }),
    ...(supersedes === undefined || reason === undefined ? {} : { supersedes: { id: supersedes, reason } }),
  };
  const parsed = reportSettings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AuditError('bad-input', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`);
}

/** As named; where each begins with a plus, those are added to `usual`. */
function sectionsOf(text: string, usual: readonly string[]): string[] {
  const named = text.split(',').map((one) => one.trim());
  return named.every((one) => one.startsWith('+')) ? [...usual, ...named.map((one) => one.slice(1))] : named;
}

async function templateOf(session: Session, workspace: string, name: string): Promise<Partial<ReportSettings>> {
  const { templates } = await session.call('report.templates', { workspace });
  const found = templates.find((one) => one.name === name);
  if (found === undefined) throw new AuditError('not-found', `There is no template "${name}". There are: ${templates.map((one) => one.name).join(', ') || 'none'}.`);
  return found.settings;
}

function logoOf(path: string, alt: string | undefined): NonNullable<ReportSettings['logo']> {
  if (alt === undefined) throw new AuditError('bad-input', 'A logo needs words for those who cannot see it: --logo-text.');
  const type = { '.png': 'png' as const, '.jpg': 'jpeg' as const, '.jpeg': 'jpeg' as const }[extname(path).toLowerCase()];
  if (type === undefined) throw new AuditError('bad-input', `${path} is neither a PNG nor a JPEG by its name.`, { path });
  try {
    return { type, base64: readFileSync(path).toString('base64'), alt };
  } catch (error) {
    throw new AuditError('bad-input', `${path} cannot be read: ${error instanceof Error ? error.message : error}`, { path });
  }
}
