/** The report of two runs side by side: the answer, where they part first, every output with what its status rests on. */
import type { ComparedTask, Difference, OutputRow, RunComparison, SideFact } from '../contract/compare';
import type { ReportBlock, ReportCell } from '../contract/reports';
import { outputStatusWords, taskStatusWords } from '../graph/compare/vocabulary';
import type { SectionBody } from './compose';
import type { RunReportFacts } from './facts';
import type { CommonFacts } from './facts-common';
import { type SectionId, sectionName } from './section-order';
import { clausesSection } from './sections/clauses';
import { definitionsSection } from './sections/definitions';
import { digestsSection } from './sections/digests';
import { journalSection } from './sections/journal';
import { scopeBlocks } from './sections/scope';
import { verifyYourselfSection } from './sections/verify-yourself';
import { besides, counted, grouped, paragraph, valueText } from './words';

export interface ComparisonFacts extends CommonFacts {
  comparison: RunComparison;
  digests: RunReportFacts['digests'];
}

/** Rows of a table at the most: what differs comes first, and what is cut is counted. */
const listed = 2000;

export const comparisonSections: Record<SectionId<'comparison'>, (facts: ComparisonFacts) => SectionBody> = {
  summary,
  scope: (facts) => ({
    blocks: scopeBlocks(facts, [
      `Two runs, ${facts.comparison.left.title} (“first”) and ${facts.comparison.right.title} (“second”), by their records and by the results of checks that were at hand at the time this report is of. No file was read for this report.`,
      facts.comparison.ignore.length === 0
        ? 'No output was set aside.'
        : `Set aside by rule: ${facts.comparison.ignore.map(({ pattern, reason }) => `${pattern} (${reason})`).join('; ')}. They are listed, and in no count.`,
      'Containers and repositories are compared as they are written: two names for one image count as a difference.',
    ]),
  }),
  limits: ({ comparison, log }) => ({
    blocks: [
      {
        type: 'list',
        items: [
          ...comparison.notes,
          'Identical is said of contents that were read, or of hashes that records state; the table says of each which. Equal hashes of the kind MurmurHash3 rule out accident, and no deliberate forgery.',
          'That two runs agree says nothing on whether either is right.',
          'What records do not hold can differ unseen: the machine, the container image behind a tag, databases that tasks reached over the network, the clock.',
          `That nobody rewrote what this program keeps. ${log.witness}`,
        ],
      },
    ],
  }),
  parting: ({ comparison }) => parting(comparison),
  outputs,
  parameters: ({ comparison }) => ({ blocks: sideTable('Parameters', comparison.params, 'No parameter is recorded.') }),
  code: ({ comparison: { code } }) => ({
    blocks: [
      paragraph(
        code.same === null ? 'Not enough is recorded to say whether the code is the same.' : code.same ? 'As far as recorded, the code is the same.' : 'The recorded code differs.',
      ),
      ...sideTable('Code', code.facts, 'Nothing is recorded of the code.'),
    ],
  }),
  environment: ({ comparison }) => ({ blocks: sideTable('Software and settings', comparison.environment, 'Nothing is recorded of the software.') }),
  tasks,
  digests: digestsSection,
  journal: journalSection,
  'verify-yourself': (facts) => verifyYourselfSection({ ...facts, outputs: null }),
  clauses: clausesSection,
  definitions: definitionsSection,
};

function summary({ comparison, order, workspace }: ComparisonFacts): SectionBody {
  const { counts, conclusion, left, right } = comparison;
  return {
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(`Did the second run, ${right.title}, reproduce the first, ${left.title}, and where did they part?`),
      { type: 'heading', text: 'The answer' },
      ...conclusion.map((text) => paragraph(text)),
      countsOfComparison(counts),
      ...(counts.ignored > 0 ? [paragraph(`${counted(counts.ignored, 'output is', 'outputs are')} set aside by rule, and in none of these counts.`, 'caution')] : []),
      { type: 'heading', text: 'What is not proven' },
      besides(
        workspace,
        [
          ...(counts.byContent < counts.total ? [`The contents of ${grouped(counts.total - counts.byContent)} of ${counted(counts.total, 'output')} were not compared.`] : []),
          'That either run is right, or ended well.',
          `The limits in full are in ${sectionName(order, 'limits', 'comparison')}.`,
        ],
        [
          `What the records of both runs say of ${counted(counts.total, 'output')}, side by side (${sectionName(order, 'outputs', 'comparison')}).`,
          `${grouped(counts.byContent)} of ${counted(counts.total, 'output')} compared by content: ${grouped(counts.identical)} identical, ${grouped(counts.identicalByUs)} of these by the SHA-256 that this program took of both.`,
        ],
      ),
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

export function countsOfComparison(counts: RunComparison['counts']): ReportBlock {
  const item = (label: string, count: number) => ({ label, value: `${grouped(count)} of ${grouped(counts.total)}` });
  return {
    type: 'counts',
    items: [
      item('outputs identical', counts.identical),
      item('different', counts.different),
      item('same path, size, time alone', counts.metadataOnly),
      item('not comparable', counts.notComparable),
      item('first run only', counts.onlyLeft),
      item('second run only', counts.onlyRight),
    ],
  };
}

const sideCell = (side: { lid: string | null } | null): ReportCell => (side?.lid ? { text: side.lid, mono: true, lid: side.lid } : { text: side === null ? '–' : 'no record' });

function outputs({ comparison: { outputs: rows, outputCount } }: ComparisonFacts): SectionBody {
  if (outputCount === 0) return { blocks: [paragraph('Neither run has a published output that is recorded.')] };
  return { blocks: [outputTable(alikeLast(rows).slice(0, listed), outputCount, 'Outputs')] };
}

/** What differs first; what was set aside last. */
export function alikeLast(rows: readonly OutputRow[]): OutputRow[] {
  const rank = (row: OutputRow) => (row.ignored !== null ? 2 : row.status === 'identical' ? 1 : 0);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

export function outputTable(shown: readonly OutputRow[], total: number, caption: string): ReportBlock {
  return {
    type: 'table',
    caption: shown.length < total ? `${caption}: the first ${grouped(shown.length)} of ${grouped(total)}, those that differ first` : `${caption}: ${grouped(total)}`,
    columns: [
      { title: 'Output', weight: 30 },
      { title: 'Status', weight: 16 },
      { title: 'What that rests on', weight: 54 },
    ],
    rows: shown.map((row) => [
      { text: row.name, mono: true },
      { text: row.ignored === null ? outputStatusWords[row.status].short : `${outputStatusWords[row.status].short}; set aside: ${row.ignored.reason}` },
      { text: row.detail },
    ]),
  };
}

export function parting({ firstDivergence }: Pick<RunComparison, 'firstDivergence'>): SectionBody {
  if (firstDivergence === null) return { blocks: [paragraph('No task is recorded where the two part first.')] };
  const { task, left, right, differs, also } = firstDivergence;
  return {
    blocks: [
      paragraph(`They part first at the task ${task}: nothing upstream of it differs, as far as recorded.`),
      {
        type: 'facts',
        rows: [
          { name: 'In the first run', value: left ?? 'no such task', mono: left !== null },
          { name: 'In the second run', value: right ?? 'no such task', mono: right !== null },
        ],
      },
      ...(differs.length === 0 ? [] : [differences('What differs there', differs)]),
      ...differs.flatMap(({ diff }) => (diff === null ? [] : [{ type: 'code' as const, lines: diff.split('\n').slice(0, 200) }])),
      ...(also.length === 0
        ? []
        : [paragraph(`They part as well, with nothing differing upstream, at: ${also.slice(0, 50).join(', ')}${also.length > 50 ? ` and ${also.length - 50} more` : ''}.`)]),
    ],
  };
}

function differences(caption: string, rows: readonly Difference[]): ReportBlock {
  return {
    type: 'table',
    caption: `${caption}: ${grouped(rows.length)}`,
    columns: [
      { title: 'What', weight: 20 },
      { title: 'First run', weight: 25 },
      { title: 'Second run', weight: 25 },
      { title: 'In words', weight: 30 },
    ],
    rows: rows.map((one) => [
      { text: one.name === null ? one.what : `${one.what} ${one.name}` },
      { text: one.left ?? 'not recorded', mono: one.left !== null },
      { text: one.right ?? 'not recorded', mono: one.right !== null },
      { text: `${one.words}${one.derived ? ' It follows from another difference.' : ''}` },
    ]),
  };
}

function sideTable(caption: string, facts: readonly SideFact[], none: string): ReportBlock[] {
  if (facts.length === 0) return [paragraph(none)];
  const differing = facts.filter(({ status }) => status !== 'same' && status !== 'not-recorded').length;
  const text = (value: SideFact['left']) => valueText(value, 600);
  return [
    {
      type: 'table',
      caption: `${caption}: ${grouped(differing)} of ${grouped(facts.length)} differ`,
      columns: [
        { title: 'Name', weight: 24 },
        { title: 'First run', weight: 32 },
        { title: 'Second run', weight: 32 },
        { title: '', weight: 12 },
      ],
      rows: [...facts]
        .sort((a, b) => Number(a.status === 'same') - Number(b.status === 'same'))
        .map((fact) => [
          { text: fact.name, mono: true },
          { text: text(fact.left), mono: true },
          { text: text(fact.right), mono: true },
          { text: fact.status.replaceAll('-', ' ').replace('left', 'first').replace('right', 'second') },
        ]),
    },
  ];
}

/** Nothing where nothing differs. */
export function differingSides(caption: string, facts: readonly SideFact[]): ReportBlock[] {
  const differing = facts.filter(({ status }) => status !== 'same' && status !== 'not-recorded');
  return differing.length === 0 ? [] : sideTable(caption, differing, '');
}

function tasks({ comparison: { tasks: rows, taskCount } }: ComparisonFacts): SectionBody {
  if (taskCount === 0) return { blocks: [paragraph('No task is recorded for either run.')] };
  const alike = new Set<ComparedTask['status']>(['same-record', 'alike']);
  const shown = [...rows].sort((a, b) => Number(alike.has(a.status)) - Number(alike.has(b.status))).slice(0, listed);
  return {
    blocks: [
      {
        type: 'table',
        caption: shown.length < taskCount ? `Tasks: the first ${grouped(shown.length)} of ${grouped(taskCount)}, those that differ first` : `Tasks: ${grouped(taskCount)}`,
        columns: [
          { title: 'Task', weight: 22 },
          { title: 'Status', weight: 22 },
          { title: 'First run', weight: 28 },
          { title: 'Second run', weight: 28 },
        ],
        rows: shown.map((row) => [{ text: row.name }, { text: `${taskStatusWords[row.status]}${row.first ? ' · they part here' : ''}` }, sideCell(row.left), sideCell(row.right)]),
      },
    ],
  };
}
