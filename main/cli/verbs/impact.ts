/** `impact`: where something was used, and what it reached. */
import { resolve } from 'node:path';
import { type ImpactCounts, type ImpactList, type ImpactQuestion, type ImpactRow, type ImpactSummary, impactLists } from '../../../core/contract/impact';
import { AuditError } from '../../../core/errors';
import { doubtWords, unaffectedWords } from '../../../core/graph/impact/reasons';
import type { Session } from '../session';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText } from '../words';

interface Options {
  path?: string;
  checksum?: string;
  container?: string;
  commit?: string;
  revision?: string;
  repository?: string;
  param?: string;
  sample?: string;
  run?: string;
  label?: string;
  published?: boolean;
  unaffected?: boolean;
  csv?: string;
  list?: string;
  out?: string;
}

/** Rows shown to people of each list; `--json` and `--csv` have all. */
const shown = 40;
const perPage = 2000;

export const impactVerb: Verb = (program, act) => {
  program
    .command('impact [lid]')
    .description('where something was used and what it reached: all runs, tasks and files, published ones first, and what is unknown')
    .option('--run <lid>', 'a run, by its LID or name')
    .option('--path <path>', 'a path, of a file read from outside or written there')
    .option('--checksum <value>', 'a recorded checksum, or a SHA-256; with --path: of the contents that the path held, this one alone')
    .option('--container <text>', 'a container, as configured')
    .option('--commit <id>', 'a commit of the pipeline')
    .option('--revision <name>', 'a version of the pipeline; with --repository: of this one alone')
    .option('--repository <url>', 'see --revision')
    .option('--param <name=value>', 'a value of a parameter')
    .option('--sample <text>', 'names, tags, paths and labels that hold a text: a match of text, no link')
    .option('--label <label>', 'list only what carries it')
    .option('--published', 'list only published files')
    .option('--unaffected', 'list what is unaffected as far as recorded, too')
    .option('--csv <file>', 'write a list as CSV too, safe to open in a spreadsheet')
    .option('--list <name>', `which list: ${impactLists.join(', ')}`, 'files')
    .option('--out <file>', 'write a report as PDF too, of the newest checkpoint; an existing file is replaced; see the command report')
    .action(
      act(async (session, lid: string | undefined, options: Options) => {
        const list = impactLists.find((one) => one === options.list);
        if (list === undefined) throw new AuditError('bad-input', `There is no list "${options.list}". Name one of ${impactLists.join(', ')}.`);
        const workspace = await session.workspace();
        const asked = await questionOf(session, lid, options);
        const filter = { ...(options.label === undefined ? {} : { label: options.label }), published: options.published === true };
        const { summary } = await session.call('impact.summary', { workspace, asked });
        const wanted = impactLists.filter((one) => one !== 'unaffected' || options.unaffected === true);
        const lists = Object.fromEntries(impactLists.map((one) => [one, [] as ImpactRow[]])) as Record<ImpactList, ImpactRow[]>;
        for (const one of wanted) lists[one] = await allRows(session, { workspace, asked, list: one, ...filter });
        const csv = options.csv === undefined ? null : await session.job('impact.save', { workspace, asked, list, ...filter, out: resolve(options.csv) });
        const report = options.out === undefined ? null : await session.job('report.pdf', { workspace, about: { kind: 'impact', asked }, out: resolve(options.out) });
        const { byChecksum, ...counts } = summary;
        return {
          json: {
            asked,
            runs: lists.runs,
            tasks: lists.tasks,
            files: lists.files,
            unknown: lists.unknown,
            ...(options.unaffected === true ? { unaffected: lists.unaffected } : {}),
            byChecksum: byChecksum.map(({ checksum, runs }) => ({ checksum, runs: runs.map((run) => run.lid) })),
            summary: counts,
            ...(csv === null ? {} : { csv }),
            ...(report === null ? {} : { report }),
          },
          text: [
            impactText(summary, lists, options, session.width),
            csv === null ? '' : `${visibleLine(csv.path)}: ${counted(csv.rows, 'row')}, ${bytesText(csv.bytes)}, SHA-256 ${csv.sha256}.\n`,
            report === null ? '' : `${visibleLine(report.path)}: report ${report.id}, ${counted(report.pages, 'page')}, ${bytesText(report.bytes)}, SHA-256 ${report.sha256}\n`,
          ].join(''),
        };
      }),
    );
};

async function questionOf(session: Session, lid: string | undefined, options: Options): Promise<ImpactQuestion> {
  const { path, checksum, container, commit, revision, repository, param, sample, run } = options;
  const given: ImpactQuestion[] = [];
  if (lid !== undefined) given.push({ by: 'lid', lid: await session.lid(lid) });
  if (run !== undefined) given.push({ by: 'lid', lid: await session.lid(run) });
  if (path !== undefined) given.push({ by: 'path', path, ...(checksum === undefined ? {} : { checksum }) });
  else if (checksum !== undefined) given.push({ by: 'checksum', checksum });
  if (container !== undefined) given.push({ by: 'container', container });
  if (commit !== undefined) given.push({ by: 'commit', commit });
  if (revision !== undefined) given.push({ by: 'version', revision, ...(repository === undefined ? {} : { repository }) });
  if (param !== undefined) given.push(parameterOf(param));
  if (sample !== undefined) given.push({ by: 'sample', text: sample });
  const [asked, another] = given;
  if (asked === undefined || another !== undefined)
    throw new AuditError(
      'bad-input',
      'Ask about one thing: a LID, --run, --path (with --checksum to narrow it), --checksum, --container, --commit, --revision (with --repository), --param NAME=VALUE or --sample.',
    );
  return asked;
}

function parameterOf(text: string): ImpactQuestion {
  const at = text.indexOf('=');
  if (at < 1) throw new AuditError('bad-input', `"${text}" is not NAME=VALUE.`);
  return { by: 'param', name: text.slice(0, at), value: text.slice(at + 1) };
}

async function allRows(session: Session, input: Parameters<typeof session.call<'impact.list'>>[1]): Promise<ImpactRow[]> {
  const rows: ImpactRow[] = [];
  for (;;) {
    const page = await session.call('impact.list', { ...input, offset: rows.length, limit: perPage });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

const stepsOf = ({ distance }: ImpactRow) => (distance === null ? '' : String(distance));
const columns: Record<ImpactList, Column<ImpactRow>[]> = {
  runs: [
    { title: 'steps', text: stepsOf, right: true },
    { title: 'run', text: ({ title }) => title },
    { title: 'lid', text: ({ lid }) => lid, whole: true },
    { title: 'tasks', text: ({ holds }) => countText(holds?.tasks ?? 0), right: true },
    { title: 'files', text: ({ holds }) => countText(holds?.files ?? 0), right: true },
    { title: 'published', text: ({ holds }) => countText(holds?.published ?? 0), right: true },
  ],
  tasks: [
    { title: 'steps', text: stepsOf, right: true },
    { title: 'task', text: ({ title }) => title },
    { title: 'run', text: ({ run }) => run?.title ?? '' },
    { title: 'lid', text: ({ lid }) => lid, whole: true },
  ],
  files: [
    { title: 'steps', text: stepsOf, right: true },
    { title: '', text: ({ published }) => (published ? 'published' : '') },
    { title: 'run', text: ({ run }) => run?.title ?? '' },
    { title: 'labels', text: ({ labels }) => labels.join(' ') },
    { title: 'lid', text: ({ lid }) => lid, whole: true },
  ],
  unknown: [
    { title: 'kind', text: (row) => (row.published ? 'published' : row.as) },
    { title: 'why', text: ({ reason }) => (reason === null ? '' : doubtWords[reason.code].short) },
    { title: 'run', text: ({ run }) => run?.title ?? '' },
    { title: 'lid', text: ({ lid }) => lid, whole: true },
  ],
  unaffected: [
    { title: 'kind', text: (row) => (row.published ? 'published' : row.as) },
    { title: 'run', text: ({ run }) => run?.title ?? '' },
    { title: 'lid', text: ({ lid }) => lid, whole: true },
  ],
};

function impactText(summary: ImpactSummary, lists: Record<ImpactList, ImpactRow[]>, { unaffected, published, label }: Options, width: number | null): string {
  const { reached, unknown, unaffected: free, of } = summary;
  const line = (counts: ImpactCounts) =>
    `${counted(counts.runs, 'run')}, ${counted(counts.tasks, 'task')}, ${counted(counts.files, 'file')} (${countText(counts.published)} published)`;
  const lines = [
    `${visibleLine(summary.said)}: ${counted(summary.starts.count, 'record')} to begin with.`,
    `Reached: ${line(reached)}; of ${line(of)}.`,
    `Unknown: ${line(unknown)}.`,
    `Unaffected as far as recorded: ${line(free)}.`,
    '',
  ];
  if (summary.byChecksum.length > 0)
    lines.push(
      ...summary.byChecksum.map(
        ({ checksum, runs, direct }) =>
          `Recorded checksum ${visibleLine(checksum ?? 'none')}: ${counted(direct, 'record')}, ${counted(runs.length, 'run')}: ${visibleLine(runs.map(({ title }) => title).join(', '))}`,
      ),
      '',
    );
  const order: ImpactList[] = published === true ? ['files'] : ['files', 'runs', 'tasks', 'unknown', ...(unaffected === true ? (['unaffected'] as const) : [])];
  for (const list of order) {
    const rows = lists[list];
    if (rows.length === 0) continue;
    const only = label === undefined && published !== true ? '' : ' with this filter';
    lines.push(
      `${list === 'unaffected' ? 'unaffected as far as recorded' : list}${only}: ${countText(rows.length)}${rows.length > shown ? `, the first ${shown} (--csv and --json have all)` : ''}`,
    );
    lines.push(table(rows.slice(0, shown), columns[list], width));
  }
  const notes = [...summary.notes, ...summary.byReason.map(({ reason }) => `Unknown, ${doubtWords[reason].short}: ${doubtWords[reason].sentence}`), unaffectedWords];
  return `${lines.join('\n')}${notes.map((note) => `${visibleLine(note)}\n`).join('')}`;
}
