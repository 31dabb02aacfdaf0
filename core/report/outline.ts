/** A report of one run as plain data: its sections in order, drawn alike on screen and in the PDF. */

import type { SectionBody } from './compose';
import type { RunReportFacts } from './facts';
import type { SectionId } from './section-order';
import { clausesSection } from './sections/clauses';
import { codeSection } from './sections/code';
import { comparisonSection } from './sections/comparison';
import { countsSection } from './sections/counts';
import { custodySection } from './sections/custody';
import { definitionsSection } from './sections/definitions';
import { digestsSection } from './sections/digests';
import { environmentSection } from './sections/environment';
import { environmentLimits, environmentScope, environmentSummary } from './sections/environment-summary';
import { findingsSection } from './sections/findings';
import { identitySection } from './sections/identity';
import { impactSection } from './sections/impact';
import { inputsSection } from './sections/inputs';
import { journalSection } from './sections/journal';
import { limitsSection } from './sections/limits';
import { lineageSection } from './sections/lineage';
import { outputsSection } from './sections/outputs';
import { parametersSection } from './sections/parameters';
import { runScopeSection } from './sections/scope';
import { strengthSection } from './sections/strength';
import { summarySection } from './sections/summary';
import { tagsSection } from './sections/tags';
import { tasksSection } from './sections/tasks';
import { verifyYourselfSection } from './sections/verify-yourself';
import { utc } from './words';

export const runSections: Record<SectionId, (facts: RunReportFacts) => SectionBody> = {
  summary: summarySection,
  scope: runScopeSection,
  counts: countsSection,
  limits: (facts) => limitsSection(facts),
  identity: identitySection,
  parameters: parametersSection,
  environment: environmentSection,
  lineage: lineageSection,
  inputs: inputsSection,
  outputs: outputsSection,
  strength: strengthSection,
  tasks: tasksSection,
  digests: digestsSection,
  comparison: comparisonSection,
  findings: findingsSection,
  custody: custodySection,
  impact: impactSection,
  code: codeSection,
  tags: tagsSection,
  journal: journalSection,
  'verify-yourself': verifyYourselfSection,
  clauses: clausesSection,
  definitions: definitionsSection,
};

/** Of the software of a run: the same sections, but for what begins the report. */
export const environmentSections: typeof runSections = { ...runSections, summary: environmentSummary, scope: environmentScope, limits: environmentLimits };

export function runSubject({ row }: RunReportFacts['run']): string {
  return `${row.name ?? 'run without a name'} · ${row.lid}`;
}

/** When the run began, and when its last output was recorded. */
export function runPeriod({ run, tasks }: Pick<RunReportFacts, 'run' | 'tasks'>): string {
  const newest = tasks
    .flatMap(({ executed, createdAt }) => (executed && createdAt !== null ? [createdAt] : []))
    .sort()
    .at(-1);
  const { start } = run.row;
  return `begun ${start === null ? 'at a time that is not recorded' : utc(start)}; ${newest === undefined ? 'no output of its tasks is dated' : `the last dated output of its tasks is of ${utc(newest)}`}. When it ended is not recorded.`;
}
