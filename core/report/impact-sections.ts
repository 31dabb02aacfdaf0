/** The report of an impact: what was reached, published results first; then what is unknown, and why; then what nothing recorded leads to; then the limits. */
import type { ImpactCounts, ImpactRow, ImpactSummary } from '../contract/impact';
import type { ReportBlock, ReportCell } from '../contract/reports';
import type { ReportLists } from '../engine/impact/report-lists';
import { doubtWords, unaffectedWords } from '../graph/impact/reasons';
import type { SectionBody } from './compose';
import type { CommonFacts } from './facts-common';
import { sectionName } from './section-order';
import { clausesSection } from './sections/clauses';
import { definitionsSection } from './sections/definitions';
import { journalSection } from './sections/journal';
import { scopeBlocks } from './sections/scope';
import { verifyYourselfSection } from './sections/verify-yourself';
import { besides, counted, grouped, paragraph } from './words';

export interface ImpactFacts extends CommonFacts {
  kind: 'impact' | 'subject';
  /** The text that a data subject is looked for by. */
  text: string | null;
  summary: ImpactSummary;
  lists: ReportLists;
}

const others = ({ lists }: ImpactFacts) => lists.files.rows.filter((row) => !row.published);

/** Of an impact and of a data subject; which of them a report has, and in which order, is told elsewhere. */
export const impactSections = {
  summary: overview,
  scope: scopeSection,
  published: (facts: ImpactFacts) => publishedSection(facts.summary, facts.lists),
  runs: ({ lists }: ImpactFacts) => listSection('Runs reached', lists.runs.rows, lists.runs.total, runTable, 'No run was reached.'),
  tasks: ({ lists }: ImpactFacts) => listSection('Tasks reached', lists.tasks.rows, lists.tasks.total, taskTable, 'No task was reached.'),
  files: (facts: ImpactFacts) =>
    listSection('Other files reached', others(facts), facts.summary.reached.files - facts.summary.reached.published, fileTable, 'No other file was reached.'),
  unknown: ({ summary, lists }: ImpactFacts) => unknownSection(summary, lists.unknown),
  unaffected: ({ lists }: ImpactFacts) =>
    listSection('Unaffected as far as recorded', lists.unaffected.rows, lists.unaffected.total, plainTable, 'Nothing: all else was reached, or is unknown.', unaffectedWords),
  limits: ({ summary }: ImpactFacts): SectionBody => ({ blocks: [{ type: 'list', items: [...summary.notes, ...impactLimits] }] }),
  'not-known': notKnown,
  journal: journalSection,
  'verify-yourself': (facts: ImpactFacts) => verifyYourselfSection({ ...facts, outputs: null, digests: null }),
  clauses: clausesSection,
  definitions: definitionsSection,
};

export function publishedSection({ reached }: ImpactSummary, { files }: ReportLists): SectionBody {
  const rows = files.rows.filter((row) => row.published);
  return listSection('Published files reached', rows, reached.published, fileTable, 'No published file was reached over recorded links.');
}

function scopeSection(facts: ImpactFacts): SectionBody {
  return {
    blocks: scopeBlocks(facts, [
      facts.text === null
        ? `${facts.summary.said}: all runs, tasks and files that the records of this workspace connect with it, over any number of steps and runs.`
        : `All runs, tasks and files that the records of this workspace connect with names, tags, paths, labels or parameters that hold the text “${facts.text}”. That such a name stands for the person is for the reader to say: the text was matched, and nothing else.`,
      'What other stores and other workspaces hold is no part of it.',
    ]),
  };
}

/** What an answer to a data subject must not leave unsaid. */
function notKnown({ summary, text }: ImpactFacts): SectionBody {
  return {
    blocks: [
      {
        type: 'list',
        items: [
          `Files that hold data of the person under names without “${text}”: pooled samples, cohort results and renamed files are found only where a recorded link leads to them.`,
          'Whether a file that was found still holds data of the person: a link says that it was made from it, not what of it is left.',
          'Work folders, copies made by hand, backups, and what was sent elsewhere: no record speaks of them.',
          'Runs that were launched with lineage off leave no record.',
          'Whether a file that is listed has been deleted since: the checks say what was at its place when somebody looked.',
          ...summary.notes,
        ],
      },
    ],
  };
}

const nounOf = { runs: ['run', 'runs'], tasks: ['task', 'tasks'], files: ['file', 'files'], published: ['published file', 'published files'] } as const;
const kindsShown = ['published', 'files', 'tasks', 'runs'] as const;

function overview(facts: ImpactFacts): SectionBody {
  const {
    summary,
    workspace: { name, store },
    order,
    kind,
  } = facts;
  const { reached, of, starts, byDistance, byLabel, byChecksum, labels } = summary;
  const items = kindsShown.map((kind) => ({ label: `${nounOf[kind][1]} reached`, value: `${grouped(reached[kind])} of ${grouped(of[kind])}` }));
  const blocks: ReportBlock[] = [
    { type: 'heading', text: 'What was asked' },
    paragraph(
      `${summary.said}: which runs, tasks and files of workspace ${name} (${store}) did it reach, by the records? ${counted(starts.count, 'record')} ${starts.count === 1 ? 'is or carries' : 'are or carry'} it.`,
    ),
    { type: 'heading', text: 'The answer' },
    { type: 'counts', items },
    countsTable(summary),
    ...unknownWords(summary, `${sectionName(order, 'unknown', kind)} says why`),
  ];
  if (summary.unread > 0) blocks.push(paragraph(`${counted(summary.unread, 'record')} of the store could not be read: what they name is not known.`, 'caution'));
  blocks.push({ type: 'heading', text: 'What is not proven' }, besides(facts.workspace, notProven(facts), shown(facts)));
  if (byChecksum.length > 1)
    blocks.push(
      { type: 'heading', text: 'Contents that the path is recorded with' },
      {
        type: 'table',
        caption: `Recorded checksums: ${grouped(summary.contents)}`,
        columns: [
          { title: 'Recorded checksum', weight: 40 },
          { title: 'Read or written by', weight: 14, align: 'right' },
          { title: 'Runs reached', weight: 46 },
        ],
        rows: byChecksum.map(({ checksum, direct, runs }) => [
          { text: checksum ?? 'none recorded', mono: checksum !== null },
          { text: grouped(direct) },
          { text: `${grouped(runs.length)}: ${runs.map(({ title }) => title).join(', ')}` },
        ]),
      },
    );
  if (byDistance.length > 0)
    blocks.push({
      type: 'table',
      caption: 'Reached, by distance: steps over recorded links; 0 is what was asked about',
      columns: [{ title: 'Steps', weight: 20, align: 'right' }, ...kindsShown.map((kind) => ({ title: nounOf[kind][1], weight: 20, align: 'right' as const }))],
      rows: byDistance.map((one) => [{ text: `${one.distance}${one.andMore ? ' and more' : ''}` }, ...kindsShown.map((kind) => ({ text: grouped(one[kind]) }))]),
    });
  if (byLabel.length > 0)
    blocks.push({
      type: 'table',
      caption: `Reached, by label: ${labels > byLabel.length ? `the first ${grouped(byLabel.length)} of ${grouped(labels)}` : grouped(labels)}`,
      columns: [
        { title: 'Label', weight: 40 },
        { title: 'published files', weight: 20, align: 'right' },
        { title: 'files', weight: 20, align: 'right' },
        { title: 'tasks', weight: 20, align: 'right' },
      ],
      rows: byLabel.map((one) => [{ text: one.label }, { text: grouped(one.published) }, { text: grouped(one.files) }, { text: grouped(one.tasks) }]),
    });
  blocks.push({ type: 'heading', text: 'Contents' }, { type: 'contents' });
  return { blocks };
}

function notProven({ summary: { unknown, unread }, text, order, kind }: ImpactFacts): string[] {
  const open = unknown.files + unknown.tasks + unknown.runs;
  return [
    ...(text === null ? [] : [`That a name with “${text}” stands for the person, and that nothing under other names holds data of the person.`]),
    'That what was reached was changed by it, or is wrong: a link says that one was made from the other, or names it.',
    ...(open > 0
      ? [`Whether ${counted(unknown.files, 'file')}, ${counted(unknown.tasks, 'task')} and ${counted(unknown.runs, 'run')} were reached: the records leave it open.`]
      : []),
    ...(unread > 0 ? [`What ${counted(unread, 'record')} that could not be read may name.`] : []),
    'That nothing else holds it: runs without lineage, copies made by hand and other stores have no record here.',
    `The limits in full are in ${kind === 'subject' ? sectionName(order, 'not-known', kind) : sectionName(order, 'limits', kind)}.`,
  ];
}

function shown({ summary: { reached, starts }, workspace: { store }, order, kind }: ImpactFacts): string[] {
  const from = `${counted(starts.count, 'record')} that ${starts.count === 1 ? 'is or carries' : 'are or carry'} it`;
  const lists = [
    ['published', reached.published, 'published file'],
    ['files', reached.files - reached.published, 'other file'],
    ['tasks', reached.tasks, 'task'],
    ['runs', reached.runs, 'run'],
  ] as const;
  return [
    ...(starts.count > 0 ? [`By what the records read from ${store} hold: ${from}.`] : []),
    ...lists.flatMap(([id, count, noun]) => (count > 0 ? [`By links that records state: ${counted(count, noun)} reached (${sectionName(order, id, kind)}).`] : [])),
  ];
}

export function unknownWords({ unknown, unread }: ImpactSummary, why = 'the report of the impact says why'): ReportBlock[] {
  if (unknown.files + unknown.tasks + unknown.runs + unread === 0) return [];
  return [
    paragraph(
      `Of ${counted(unknown.published, 'published file')}, ${counted(unknown.files - unknown.published, 'other file')}, ${counted(unknown.tasks, 'task')} and ${counted(unknown.runs, 'run')} it is unknown: ${why}.`,
      'caution',
    ),
  ];
}

export function countsTable({ reached, unknown, unaffected, of }: ImpactSummary): ReportBlock {
  const row = (title: string, counts: ImpactCounts): ReportCell[] => [{ text: title }, ...kindsShown.map((kind) => ({ text: grouped(counts[kind]) }))];
  return {
    type: 'table',
    caption: 'Reached, unknown, unaffected as far as recorded; published files are among the files',
    columns: [{ title: '', weight: 40 }, ...kindsShown.map((kind) => ({ title: nounOf[kind][1], weight: 15, align: 'right' as const }))],
    rows: [row('Reached', reached), row('Unknown', unknown), row('Unaffected as far as recorded', unaffected), row('All that the records speak of', of)],
  };
}

function listSection(
  title: string,
  rows: readonly ImpactRow[],
  total: number,
  draw: (caption: string, rows: readonly ImpactRow[]) => ReportBlock,
  none: string,
  before?: string,
): SectionBody {
  const blocks: ReportBlock[] = before === undefined ? [] : [paragraph(before)];
  if (rows.length === 0) blocks.push(paragraph(total === 0 ? none : `${grouped(total)}, none of them shown here: the table (CSV) has them all.`));
  else
    blocks.push(draw(rows.length < total ? `${title}: the first ${grouped(rows.length)} of ${grouped(total)}; the table (CSV) has them all` : `${title}: ${grouped(total)}`, rows));
  return { blocks };
}

const lidCell = (row: ImpactRow): ReportCell => ({ text: row.lid, mono: true, ...(row.lid.startsWith('lid://') ? { lid: row.lid } : {}) });
const steps = (row: ImpactRow): ReportCell => ({ text: row.distance === null ? '' : String(row.distance) });

function fileTable(caption: string, rows: readonly ImpactRow[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Steps', weight: 6, align: 'right' },
      { title: 'File', weight: 63 },
      { title: 'Run', weight: 13 },
      { title: 'Labels', weight: 18 },
    ],
    rows: rows.map((row) => [steps(row), lidCell(row), { text: row.run?.title ?? 'not named' }, { text: row.labels.join(', ') }]),
  };
}

function runTable(caption: string, rows: readonly ImpactRow[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Steps', weight: 7, align: 'right' },
      { title: 'Run', weight: 18 },
      { title: 'LID', weight: 42 },
      { title: 'Published files', weight: 13, align: 'right' },
      { title: 'Files', weight: 10, align: 'right' },
      { title: 'Tasks', weight: 10, align: 'right' },
    ],
    rows: rows.map((row) => [
      steps(row),
      { text: row.title },
      lidCell(row),
      { text: grouped(row.holds?.published ?? 0) },
      { text: grouped(row.holds?.files ?? 0) },
      { text: grouped(row.holds?.tasks ?? 0) },
    ]),
  };
}

function taskTable(caption: string, rows: readonly ImpactRow[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Steps', weight: 7, align: 'right' },
      { title: 'Task', weight: 33 },
      { title: 'Executed by', weight: 18 },
      { title: 'LID', weight: 42 },
    ],
    rows: rows.map((row) => [steps(row), { text: row.title }, { text: row.run?.title ?? 'not named' }, lidCell(row)]),
  };
}

function plainTable(caption: string, rows: readonly ImpactRow[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Kind', weight: 14 },
      { title: 'Name', weight: 25 },
      { title: 'Run', weight: 16 },
      { title: 'LID', weight: 45 },
    ],
    rows: rows.map((row) => [{ text: row.published ? 'published file' : row.as }, { text: row.title }, { text: row.run?.title ?? '' }, lidCell(row)]),
  };
}

function unknownSection(summary: ImpactSummary, { rows, total }: ReportLists['unknown']): SectionBody {
  if (total === 0) return { blocks: [paragraph('Nothing: for all else the records are whole, as far as they go.')] };
  return {
    blocks: [
      paragraph('Of these no recorded link says that they were reached, and the records leave it open.'),
      ...summary.byReason.map((one) =>
        paragraph(
          `${counted(one.published, 'published file')}, ${counted(one.files - one.published, 'other file')}, ${counted(one.tasks, 'task')}, ${counted(one.runs, 'run')}${one.others > 0 ? `, ${counted(one.others, 'other')}` : ''}: ${doubtWords[one.reason].short}. ${doubtWords[one.reason].sentence}`,
        ),
      ),
      {
        type: 'table',
        caption: rows.length < total ? `Unknown: the first ${grouped(rows.length)} of ${grouped(total)}; the table (CSV) has them all` : `Unknown: ${grouped(total)}`,
        columns: [
          { title: 'Kind', weight: 13 },
          { title: 'Record', weight: 45 },
          { title: 'Run', weight: 13 },
          { title: 'Why; where the doubt enters', weight: 29 },
        ],
        rows: rows.map((row) => [
          { text: row.published ? 'published file' : row.as },
          lidCell(row),
          { text: row.run?.title ?? '' },
          { text: row.reason === null ? '' : `${doubtWords[row.reason.code].short}${row.reason.at === null ? '' : ` · ${row.reason.at.title}`}` },
        ]),
      },
    ],
  };
}

/** Said on the page, in the report and in the guide alike. */
export const impactLimits = [
  'Reached means: connected by links that the records state. It says neither that a content was changed by it, nor that a result is wrong.',
  unaffectedWords,
  'Records are what Nextflow wrote. Runs that were launched with lineage off, and copies made by hand, leave none.',
  'A run counts as reached where a record that names it was, where its list of outputs names what was, or where a parameter of it names what was.',
];
