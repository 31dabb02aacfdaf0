/** The report of one file: its processing history as recorded, step by step back to what came from outside, the weakest place named first. */
import type { Custody, CustodyFile, CustodyOutside, CustodyRun, CustodyStep } from '../contract/custody';
import type { Finding } from '../contract/findings';
import type { ReportBlock, ReportCell } from '../contract/reports';
import type { Reached } from '../engine/report/beside';
import { verdictWords } from '../verify/verdict';
import type { SectionBody } from './compose';
import type { RunReportFacts } from './facts';
import type { CommonFacts } from './facts-common';
import { type SectionId, sectionName } from './section-order';
import { clausesSection } from './sections/clauses';
import { definitionsSection } from './sections/definitions';
import { digestsSection } from './sections/digests';
import { findingsTable } from './sections/findings';
import { impactSection } from './sections/impact';
import { journalSection } from './sections/journal';
import { scopeBlocks } from './sections/scope';
import { verifyYourselfSection } from './sections/verify-yourself';
import { besides, bytesText, counted, grouped, paragraph, utc, valueText } from './words';

export interface FileReportFacts extends CommonFacts {
  custody: Custody;
  findings: readonly Finding[];
  digests: RunReportFacts['digests'];
  /** The file itself, where it is published and was checked: for the reader who checks it. */
  outputs: RunReportFacts['outputs'];
  /** null: not asked for. */
  impact: Reached | null;
}

/** Of steps that no process carried out. */
const foldedKinds: Record<CustodyStep['step'], string> = {
  published: '(published)',
  task: '(a task without a name)',
  agent: '(an agent without a name)',
  run: '(written by a run itself)',
  list: '(a list of outputs)',
  inferred: '(inferred from paths)',
  broken: '(origin not recorded)',
};

export const fileSections: Record<SectionId<'file'>, (facts: FileReportFacts) => SectionBody> = {
  summary: summary,
  scope: (facts) => ({
    blocks: scopeBlocks(facts, [
      `One file, ${facts.custody.file.lid}, and the steps that the records of this workspace name between it and what came from outside.`,
      'Who held or copied the file between steps, and where it went afterwards, is recorded nowhere: this is a processing history, and a chain of custody only as far as recorded.',
    ]),
  }),
  limits: ({ custody, log }) => ({
    blocks: [
      { type: 'heading', text: 'Not proven' },
      { type: 'list', items: [...custody.notProven, `That nobody rewrote what this program keeps. ${log.witness}`] },
      { type: 'heading', text: 'Shown' },
      custody.proven.length === 0 ? paragraph('Nothing beyond what the records say.') : { type: 'list', items: custody.proven },
      { type: 'heading', text: 'How the weakest link is found' },
      { type: 'list', items: custody.rule },
    ],
  }),
  history,
  outside,
  runs,
  digests: digestsSection,
  findings: ({ findings }) => ({
    blocks:
      findings.length === 0
        ? [paragraph('No finding speaks of this file or of a step of its history.')]
        : [paragraph(`${counted(findings.length, 'finding')} about records of this history.`, 'caution'), findingsTable('Findings about this history', findings)],
  }),
  impact: impactSection,
  journal: journalSection,
  'verify-yourself': verifyYourselfSection,
  clauses: clausesSection,
  definitions: definitionsSection,
};

function summary({ custody, order, workspace }: FileReportFacts): SectionBody {
  const { weakest, ranks } = custody;
  return {
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(`What was the file ${custody.file.title} made from, step by step, and what does each step rest on?`),
      { type: 'heading', text: 'The answer' },
      ...custody.summary.map((text) => paragraph(text)),
      { type: 'heading', text: 'The weakest link' },
      weakest === null
        ? paragraph('No place was found that is weaker than another.')
        : paragraph(`${weakest.text}${weakest.step === null ? '' : ` Step ${weakest.step} in ${sectionName(order, 'history', 'file')}.`}`, 'caution'),
      ...rankTable('What the history rests on, the weakest first', ranks),
      { type: 'heading', text: 'What is not proven' },
      besides(workspace, [...custody.notProven, `The limits in full are in ${sectionName(order, 'limits', 'file')}.`], custody.proven),
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

export function rankTable(caption: string, ranks: Custody['ranks']): ReportBlock[] {
  const rows = ranks.filter(({ count }) => count > 0);
  if (rows.length === 0) return [];
  return [
    {
      type: 'table',
      caption,
      columns: [
        { title: 'Kind of place', weight: 70 },
        { title: 'How many', weight: 30, align: 'right' },
      ],
      rows: rows.map((rank) => [{ text: rank.short }, { text: `${grouped(rank.count)} of ${grouped(rank.of)} ${rank.basis}` }]),
    },
  ];
}

function history({ custody }: FileReportFacts): SectionBody {
  const rest = custody.stepCount - custody.steps.length;
  return {
    newPage: true,
    blocks: [
      paragraph(`${counted(custody.stepCount, 'step')}, from the file back to what came from outside. Whatever a step came from has a higher number.`),
      ...custody.steps.flatMap(stepBlocks),
      ...(rest > 0 ? [paragraph(`${counted(rest, 'further step')} ${rest === 1 ? 'stands' : 'stand'} folded by process:`, 'caution'), foldedTable(custody)] : []),
    ],
  };
}

function stepBlocks(step: CustodyStep): ReportBlock[] {
  const rows = [
    { name: 'Record', value: step.present ? step.lid : `${step.lid} (its record is not in the store now)`, mono: true },
    ...(step.run === null ? [] : [{ name: 'Run', value: `${step.run.title} · ${step.run.lid}`, mono: false }]),
    ...(step.container === null
      ? step.pinned === null && (step.step === 'task' || step.step === 'agent')
        ? [{ name: 'Container', value: 'not known: no record of this task can be read', mono: false }]
        : []
      : [{ name: 'Container', value: `${step.container}${step.pinned === 'tag-only' ? ' (by tag only: it may name another image today)' : ''}`, mono: false }]),
    ...[
      ['Conda', step.conda],
      ['Spack', step.spack],
      ['Model', step.model],
    ].flatMap(([name, value]) => (value ? [{ name: name ?? '', value, mono: false }] : [])),
    ...(step.codeChecksum === null ? [] : [{ name: 'Checksum of its script', value: step.codeChecksum, mono: true }]),
    ...step.values.map(({ name, value }) => ({ name: `Value ${name}`, value: valueText(value, 300), mono: false })),
  ];
  return [
    { type: 'heading', text: `Step ${step.number}: ${step.title}` },
    paragraph(step.text),
    { type: 'facts', rows },
    ...(step.places.length > 0 ? [{ type: 'list' as const, items: step.places.map(({ text }) => text) }] : []),
    ...files('Inputs', step.inputs, step.inputCount),
    ...files('Outputs that lead to the file', step.outputs, step.outputCount),
  ];
}

function files(what: string, rows: readonly CustodyFile[], total: number): ReportBlock[] {
  if (total === 0) return [];
  return [
    {
      type: 'table',
      caption: rows.length < total ? `${what}: ${grouped(rows.length)} of ${grouped(total)}, the weakest first` : `${what}: ${grouped(total)}`,
      columns: [
        { title: 'File', weight: 42 },
        { title: 'Recorded checksum', weight: 26 },
        { title: 'Newest check', weight: 24 },
        { title: 'Step', weight: 8, align: 'right' },
      ],
      rows: rows.map((row) => [
        { text: row.path ?? row.lid, mono: true, ...(row.lid.startsWith('lid://') ? { lid: row.lid } : {}) },
        { text: row.checksum?.value ?? 'none recorded', mono: row.checksum !== null },
        checkCell(row),
        { text: row.step === null ? '–' : String(row.step) },
      ]),
    },
  ];
}

function checkCell({ check, inferred }: CustodyFile): ReportCell {
  const link = inferred ? ' · link inferred' : '';
  if (check === null) return { text: `not checked${link}`, verdict: 'not-checked' };
  if (check.stale) return { text: `out of date: the record has changed since${link}`, verdict: 'not-checked' };
  return { text: `${verdictWords[check.verdict].short}${link}`, verdict: check.verdict };
}

export function foldedTable({ folded: groups, foldedCount }: Pick<Custody, 'folded' | 'foldedCount'>): ReportBlock {
  return {
    type: 'table',
    caption: groups.length < foldedCount ? `Folded steps: the first ${grouped(groups.length)} of ${grouped(foldedCount)} groups` : `Folded steps: ${counted(foldedCount, 'group')}`,
    columns: [
      { title: 'Process', weight: 34 },
      { title: 'Steps', weight: 12, align: 'right' },
      { title: 'From, to', weight: 14 },
      { title: 'Containers', weight: 40 },
    ],
    rows: groups.map((one) => [
      { text: one.process || foldedKinds[one.step] },
      { text: grouped(one.steps) },
      { text: `${one.from}–${one.to}` },
      { text: one.containers.join(', ') || 'none recorded' },
    ]),
  };
}

function outside({ custody: { outside: rows, outsideCount, contents } }: FileReportFacts): SectionBody {
  if (outsideCount === 0) return { blocks: [paragraph('No outside file is recorded in this history.')] };
  const more = (row: CustodyOutside) =>
    [
      row.parameterOnly ? 'named by a parameter alone: no task of this history reads it' : '',
      row.checksums > 1 ? `${row.checksums} different checksums recorded by steps of this history` : '',
      row.otherContents > 0 ? `${counted(row.otherContents, 'further checksum')} recorded for this path elsewhere in this workspace` : '',
    ]
      .filter((text) => text !== '')
      .join('; ');
  return {
    blocks: [
      {
        type: 'table',
        caption: rows.length < outsideCount ? `Outside files: ${grouped(rows.length)} of ${grouped(outsideCount)}` : counted(outsideCount, 'outside file'),
        columns: [
          { title: 'Path', weight: 36 },
          { title: 'Recorded checksum', weight: 22 },
          { title: 'Newest check', weight: 18 },
          { title: 'Bytes', weight: 9, align: 'right' },
          { title: 'Besides', weight: 15 },
        ],
        rows: rows.map((row) => [
          { text: row.path ?? row.lid, mono: true },
          { text: row.checksum?.value ?? 'none recorded', mono: row.checksum !== null },
          checkCell(row),
          { text: bytesText(row.size) },
          { text: more(row) },
        ]),
      },
      ...contentsTable(contents),
    ],
  };
}

/** Of an outside file that a report is of: which contents its path was recorded with, and by whom. */
function contentsTable(contents: Custody['contents']): ReportBlock[] {
  if (contents.length === 0) return [];
  return [
    {
      type: 'table',
      caption: `Checksums that anyone recorded for it: ${grouped(contents.length)}`,
      columns: [
        { title: 'Recorded checksum', weight: 34 },
        { title: 'Tasks, and parameters of runs', weight: 14, align: 'right' },
        { title: 'Runs', weight: 30 },
        { title: 'The file that was there at the newest check', weight: 22 },
      ],
      rows: contents.map(({ checksum, tasks, runs: by, runCount, fits, check }) => [
        { text: checksum.value, mono: true },
        { text: grouped(tasks) },
        { text: `${by.map(({ title }) => title).join(', ')}${by.length < runCount ? ` and ${runCount - by.length} more` : ''}` },
        { text: `${fitWords[fits]}${fits === 'yes' && check !== null ? `: ${verdictWords[check.verdict].short}` : ''}` },
      ]),
    },
  ];
}

const fitWords: Record<Custody['contents'][number]['fits'], string> = {
  yes: 'fits it',
  no: 'does not fit it',
  unknown: 'not known',
  'not-looked': 'nobody looked',
};

function runs({ custody: { runs: rows, runCount } }: FileReportFacts): SectionBody {
  if (rows.length === 0) return { blocks: [paragraph('No run is recorded for the steps of this history.')] };
  return {
    blocks: [
      ...rows.flatMap(runBlocks),
      ...(rows.length < runCount ? [paragraph(`${counted(runCount - rows.length, 'further run')} governed folded steps alone.`, 'caution')] : []),
    ],
  };
}

function runBlocks(run: CustodyRun): ReportBlock[] {
  const said = (name: string, value: string | null, mono = false) => ({ name, value: value ?? 'not recorded', mono });
  const params = run.params.map(({ name, value }) => [
    { text: name, mono: true },
    { text: valueText(value, 600), mono: true },
  ]);
  return [
    { type: 'heading', text: `Run ${run.title}` },
    {
      type: 'facts',
      rows: [
        said('LID', run.lid, true),
        said('Start', run.start === null ? null : utc(run.start)),
        said('Pipeline', run.pipeline),
        said('Repository', run.repository),
        said('Revision and commit', [run.revision, run.commit].filter((one) => one !== null).join(' · ') || null),
        said('Nextflow', run.nextflow),
        said('Code', run.code),
      ],
    },
    ...(params.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            caption: params.length < run.paramCount ? `Parameters: ${params.length} of ${grouped(run.paramCount)}` : counted(run.paramCount, 'parameter'),
            columns: [
              { title: 'Name', weight: 30 },
              { title: 'Value', weight: 70 },
            ],
            rows: params,
          },
        ]),
  ];
}
