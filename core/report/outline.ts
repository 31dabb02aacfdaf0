/** A report of one run as plain data: its sections in order, drawn alike on screen and in the PDF. */
import type { ReportOutline } from '../contract/reports';
import type { Hash } from '../ports';
import { datedSections } from './as-of';
import type { ReportMaking, RunReportFacts } from './facts';
import { reportId } from './report-id';
import { type SectionId, sectionOrder } from './section-order';
import { codeSection } from './sections/code';
import { countsSection } from './sections/counts';
import { definitionsSection } from './sections/definitions';
import { digestsSection } from './sections/digests';
import { environmentSection } from './sections/environment';
import { findingsSection } from './sections/findings';
import { identitySection } from './sections/identity';
import { inputsSection } from './sections/inputs';
import { journalSection } from './sections/journal';
import { limitsSection } from './sections/limits';
import { lineageSection } from './sections/lineage';
import { outputsSection } from './sections/outputs';
import { parametersSection } from './sections/parameters';
import { strengthSection } from './sections/strength';
import { summarySection } from './sections/summary';
import { tagsSection } from './sections/tags';
import { tasksSection } from './sections/tasks';
import { verifyYourselfSection } from './sections/verify-yourself';

export type Section = ReportOutline['sections'][number];

const sections: Record<SectionId, (facts: RunReportFacts) => Section> = {
  summary: summarySection,
  counts: countsSection,
  limits: limitsSection,
  identity: identitySection,
  parameters: parametersSection,
  environment: environmentSection,
  lineage: lineageSection,
  inputs: inputsSection,
  outputs: outputsSection,
  strength: strengthSection,
  tasks: tasksSection,
  digests: digestsSection,
  findings: findingsSection,
  code: codeSection,
  tags: tagsSection,
  journal: journalSection,
  'verify-yourself': verifyYourselfSection,
  definitions: definitionsSection,
};

export function runOutline(facts: RunReportFacts, making: ReportMaking, hash: Hash): ReportOutline {
  const said: Omit<ReportOutline, 'id'> = {
    title: 'Run provenance report',
    subject: `${facts.run.row.name ?? 'run without a name'} · ${facts.run.row.lid}`,
    workspace: facts.workspace.name,
    generatedAt: making.at,
    generatedBy: making.by,
    product: making.product,
    draft: true,
    sections: datedSections(
      facts.workspace.name,
      sectionOrder.map((id) => sections[id](facts)),
    ),
  };
  return { id: reportId(said, hash), ...said };
}
