/** Gathers what a report of each kind tells, out of a workspace as it was at the state that the report is of. */
import type { ReportAbout, ReportKind, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { findNode } from '../../index/queries/nodes';
import { recordDigests } from '../../index/queries/report';
import { syncResults } from '../../index/queries/syncs';
import { pause } from '../../pause';
import { comparisonSections } from '../../report/comparison-sections';
import { sectionsInTurns, sectionsOf, type Told } from '../../report/compose';
import type { RunReportFacts } from '../../report/facts';
import { commonFacts } from '../../report/facts-common';
import { fileSections } from '../../report/file-sections';
import { findingsSections } from '../../report/findings-sections';
import { type GatheredRun, gatherRun } from '../../report/gather';
import { impactSections } from '../../report/impact-sections';
import { environmentSections, runPeriod, runSections, runSubject } from '../../report/outline';
import { type Order, orderOf, reportSections, unknownSection } from '../../report/section-order';
import { utc } from '../../report/words';
import { compareHandlers } from '../compare';
import { custodyOf } from '../custody';
import { allFindings } from '../findings/all';
import { impactOf } from '../impact/answer';
import { factsInTurns as impactFactsInTurns } from '../impact/facts';
import { reportLists } from '../impact/report-lists';
import { summaryOf } from '../impact/summary';
import { overwriteHandlers } from '../overwrites';
import { toEnd } from '../prepared';
import { runHandlers } from '../runs';
import { fileRows } from '../runs/file-rows';
import { runOutputs } from '../runs/files';
import { findRun } from '../runs/find-run';
import { tasksOfRun } from '../runs/tasks';
import { againstRun, outputHistories, reachedBy } from './beside';
import { checkSame, type StateThen } from './of-checkpoint';
import { checkRoom } from './room';

type Of<Kind extends ReportKind> = Extract<ReportAbout, { kind: Kind }>;
type Telling = AsyncGenerator<Progress, Told>;

/** Steps of a history that a report gives in full, and outside files that it lists. */
const stepsInFull = 200;
const outsideListed = 2000;

/** Throws `bad-input` for a section that the kind does not have, and for a run that is to be held against another where none is. */
export function checkAsked(about: ReportAbout, { sections: chosen, against }: Pick<ReportSettings, 'sections' | 'against'>): void {
  const unknown = unknownSection(about.kind, chosen);
  if (unknown !== undefined)
    throw new AuditError('bad-input', `A report of kind "${about.kind}" has no section "${unknown}". It has: ${Object.keys(reportSections[about.kind]).join(', ')}.`);
  if (against !== undefined && about.kind !== 'run') throw new AuditError('bad-input', `A report of kind "${about.kind}" is held against no other run: a report of a run is.`);
}

/** Throws what there is too much of for a report, and `not-found`. */
export function checkRun({ context, workspace }: StateThen, run: string): void {
  const found = findRun(workspace, run);
  checkRoom(context.ports, { tasks: tasksOfRun(workspace, found).executed.size, outputs: runOutputs(workspace, found).length });
}

/** Throws as `checkAsked`, and as the questions throw whose answers it is made of. */
export async function* tell(then: StateThen, about: ReportAbout, settings: Pick<ReportSettings, 'sections' | 'against'>, signal: AbortSignal): Telling {
  checkAsked(about, settings);
  const { sections: chosen, against } = settings;
  const order = orderOf(about.kind, chosen);
  yield { phase: gathering, done: 0, total: null };
  switch (about.kind) {
    case 'run':
      return yield* ofRun(then, about.run, order, against, signal);
    case 'environment':
      return yield* ofEnvironment(then, about.run, order, signal);
    case 'file':
      return ofFile(then, about, order);
    case 'comparison':
      return yield* ofComparison(then, about, order, signal);
    case 'impact':
    case 'subject':
      return ofImpact(then, about, order);
    case 'findings':
      return ofFindings(then, about, order);
  }
}

const gathering = 'gathering the facts';

async function* runFacts(then: StateThen, run: string, order: Order, signal: AbortSignal): AsyncGenerator<Progress, GatheredRun> {
  const { context, workspace } = then;
  checkRun(then, run);
  return yield* inSteps(then, gatherRun(workspace, { ...runHandlers(context), ...overwriteHandlers(context) }, run, allFindings(context.ports, workspace), order), signal);
}

/** Milliseconds without a turn for others. */
const longest = 40;

/** What is made in turns, as steps of a report, with turns for others. Throws StateMoved where they changed what it is made of. */
export async function* inSteps<Answer>(
  then: StateThen,
  steps: AsyncGenerator<void, Answer> | Generator<void, Answer>,
  signal: AbortSignal,
  phase = gathering,
): AsyncGenerator<Progress, Answer> {
  let began = Date.now();
  for (let done = 0; ; done++) {
    const step = await steps.next();
    if (step.done) return step.value;
    if (Date.now() - began < longest) continue;
    yield* pause({ phase, done, total: null }, signal);
    checkSame(then);
    began = Date.now();
  }
}

async function* ofRun(then: StateThen, run: string, order: Order, against: string | undefined, signal: AbortSignal): Telling {
  const gathered = yield* runFacts(then, run, order, signal);
  const { lid } = gathered.run.row;
  const other = order.includes('comparison') ? yield* againstRun(then, lid, against, signal) : null;
  if (order.includes('impact')) yield* inSteps(then, toEnd(impactFactsInTurns(then.workspace)), signal);
  const facts: RunReportFacts = {
    ...gathered,
    against: other,
    custody: order.includes('custody') ? yield* inSteps(then, outputHistories(then.workspace, gathered.outputs), signal) : null,
    impact: order.includes('impact') ? reachedBy(then.workspace, lid) : null,
    digests: [...gathered.digests, ...(other?.comparison == null ? [] : recordDigests(then.workspace.db, [other.comparison.left.lid]))],
  };
  return {
    kind: 'run',
    title: 'Run provenance report',
    subject: runSubject(facts.run),
    period: runPeriod(facts),
    common: facts,
    sections: yield* inSteps(then, sectionsInTurns('run', order, runSections, facts), signal),
  };
}

async function* ofEnvironment(then: StateThen, run: string, order: Order, signal: AbortSignal): Telling {
  const facts = { ...(yield* runFacts(then, run, order, signal)), against: null, custody: null, impact: null };
  const sections = yield* inSteps(then, sectionsInTurns('environment', order, environmentSections, facts), signal);
  return { kind: 'environment', title: 'Environment and software of a run', subject: runSubject(facts.run), period: runPeriod(facts), common: facts, sections };
}

async function ofFile({ context, workspace }: StateThen, { lid }: Of<'file'>, order: Order): Promise<Told> {
  const custody = custodyOf(workspace, lid, { offset: 0, limit: stepsInFull, outsideOffset: 0, outsideLimit: outsideListed });
  const file = custody.file.lid;
  const spoken = [
    ...new Set([
      file,
      ...custody.steps.flatMap((step) => [step.lid, ...step.inputs.map((one) => one.lid), ...step.outputs.map((one) => one.lid)]),
      ...custody.runs.map((run) => run.lid),
    ]),
  ];
  const about = new Set(spoken);
  const node = findNode(workspace.db, file);
  const facts = {
    ...workspace.masker.texts(commonFacts(workspace, [file], order)),
    custody,
    findings: workspace.masker.texts(allFindings(context.ports, workspace).filter((one) => one.lid !== null && about.has(one.lid))),
    digests: recordDigests(workspace.db, spoken),
    impact: order.includes('impact') ? reachedBy(workspace, file) : null,
    outputs: node === undefined ? [] : workspace.masker.texts(fileRows(workspace, [{ node: node.id }])),
  };
  const dated = custody.runs.flatMap((run) => run.start ?? []).sort();
  const period = dated.length === 0 ? 'no run of this history has a recorded start' : `runs of this history began from ${utc(dated[0] ?? null)} to ${utc(dated.at(-1) ?? null)}`;
  return { kind: 'file', title: custody.title, subject: `${custody.file.title} · ${file}`, period, common: facts, sections: sectionsOf('file', order, fileSections, facts) };
}

async function* ofComparison({ context, workspace }: StateThen, { left, right }: Of<'comparison'>, order: Order, signal: AbortSignal): Telling {
  const asked = { workspace: workspace.name, left, right, verify: false, work: false, ignore: [] };
  const comparison = yield* compareHandlers(context)['compare.runs'](asked, signal);
  const common = workspace.masker.texts(commonFacts(workspace, [comparison.left.lid, comparison.right.lid], order));
  const lids = [comparison.left.lid, comparison.right.lid, ...comparison.outputs.flatMap((row) => [row.left?.lid ?? [], row.right?.lid ?? []].flat())];
  const facts = { ...common, comparison, digests: recordDigests(workspace.db, lids) };
  const subject = `${comparison.left.title} and ${comparison.right.title} · ${comparison.left.lid} and ${comparison.right.lid}`;
  return {
    kind: 'comparison',
    title: 'Comparison of two runs',
    subject,
    period: 'as the two runs are recorded',
    common: facts,
    sections: sectionsOf('comparison', order, comparisonSections, facts),
  };
}

function ofImpact({ workspace }: Pick<StateThen, 'workspace'>, about: Of<'impact'> | Of<'subject'>, order: Order): Told {
  const { kind } = about;
  const asked = about.kind === 'impact' ? about.asked : ({ by: 'sample', text: about.text } as const);
  const impact = impactOf(workspace, asked);
  const summary = workspace.masker.texts(summaryOf(workspace, impact));
  const text = about.kind === 'subject' ? about.text : null;
  const facts = {
    ...workspace.masker.texts(commonFacts(workspace, asked.by === 'lid' ? [asked.lid] : [], order)),
    kind,
    text,
    summary,
    lists: workspace.masker.texts(reportLists(workspace, impact)),
  };
  return {
    kind,
    title: kind === 'impact' ? 'Impact report' : 'Files that derive from a data subject',
    subject: summary.said,
    period: 'all that is recorded, whenever',
    common: facts,
    sections: sectionsOf(kind, order, impactSections, facts),
  };
}

function ofFindings({ context, workspace, at }: StateThen, { from, to }: Of<'findings'>, order: Order): Told {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begin) || Number.isNaN(end) || begin >= end)
    throw new AuditError('bad-input', `The period from "${from}" to "${to}" is none: both are instants in UTC, such as 2026-11-01T00:00:00Z, and the second is the later one.`);
  const within = (at: string) => Date.parse(at) >= begin && Date.parse(at) < end;
  const all = allFindings(context.ports, workspace);
  const dated = all.filter((one) => one.at !== null);
  const findings = dated.filter((one) => within(one.at ?? ''));
  const period = `from ${utc(from)} to before ${utc(to)}`;
  const facts = {
    ...workspace.masker.texts(commonFacts(workspace, [], order)),
    period,
    findings: workspace.masker.texts(findings),
    undated: all.length - dated.length,
    outside: dated.length - findings.length,
    syncs: syncResults(workspace.db).filter((one) => within(one.finishedAt)),
    until: end > Date.parse(at) ? at : null,
  };
  return {
    kind: 'findings',
    title: 'Findings of a period',
    subject: `${workspace.name}, ${period}`,
    period,
    common: facts,
    sections: sectionsOf('findings', order, findingsSections, facts),
  };
}
