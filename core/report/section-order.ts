/** Which sections each kind of report has, and their order: the one place that knows which number each has, so that what is called section 9 is section 9. */
import type { ReportKind } from '../contract/reports';

interface SectionKind {
  title: string;
  /** Never left out: without it a report would claim more than it shows. */
  required?: true;
  /** In a report only where it was asked for: it speaks of more than the report is of. */
  onlyAsked?: true;
}

const ends = {
  journal: { title: 'Journal extract' },
  'verify-yourself': { title: 'How to verify this yourself', required: true },
  clauses: { title: 'Clauses that this report bears on' },
  definitions: { title: 'Definitions' },
} as const satisfies Record<string, SectionKind>;
const digests = { digests: { title: 'Record digests', required: true } } as const satisfies Record<string, SectionKind>;
const begins = { summary: { title: 'Summary', required: true }, scope: { title: 'Scope and method', required: true } } as const satisfies Record<string, SectionKind>;
const impact = { impact: { title: 'Impact', onlyAsked: true } } as const satisfies Record<string, SectionKind>;
const limits = { limits: { title: 'Limits of this report', required: true } } as const satisfies Record<string, SectionKind>;

/** By kind, in their order. */
export const reportSections = {
  run: {
    ...begins,
    counts: { title: 'Counts' },
    ...limits,
    identity: { title: 'Identity of the run', required: true },
    parameters: { title: 'Parameters' },
    environment: { title: 'Software and environment' },
    lineage: { title: 'Lineage' },
    inputs: { title: 'Inputs' },
    outputs: { title: 'Outputs and verdicts', required: true },
    strength: { title: 'What the checks rule out' },
    tasks: { title: 'Tasks' },
    ...digests,
    comparison: { title: 'Comparison with another run' },
    findings: { title: 'Findings of syncs', required: true },
    custody: { title: 'Chain of custody of the outputs' },
    ...impact,
    code: { title: 'Pipeline code' },
    tags: { title: 'Tags of this workbench' },
    ...ends,
  },
  file: {
    ...begins,
    ...limits,
    history: { title: 'Processing history', required: true },
    outside: { title: 'What came from outside', required: true },
    runs: { title: 'Runs that governed the steps' },
    ...digests,
    findings: { title: 'Findings of syncs', required: true },
    ...impact,
    ...ends,
  },
  comparison: {
    ...begins,
    ...limits,
    parting: { title: 'Where the two part', required: true },
    outputs: { title: 'Outputs compared', required: true },
    parameters: { title: 'Parameters compared' },
    code: { title: 'Code compared' },
    environment: { title: 'Software compared' },
    tasks: { title: 'Tasks compared' },
    ...digests,
    ...ends,
  },
  impact: {
    ...begins,
    published: { title: 'Published files reached', required: true },
    runs: { title: 'Runs reached' },
    tasks: { title: 'Tasks reached' },
    files: { title: 'Other files reached' },
    unknown: { title: 'Unknown', required: true },
    unaffected: { title: 'Unaffected as far as recorded' },
    ...limits,
    ...ends,
  },
  environment: {
    ...begins,
    ...limits,
    identity: { title: 'Identity of the run', required: true },
    environment: { title: 'Software and environment', required: true },
    code: { title: 'Pipeline code', required: true },
    parameters: { title: 'Parameters' },
    ...digests,
    ...ends,
  },
  subject: {
    ...begins,
    published: { title: 'Published files that derive from it', required: true },
    files: { title: 'Other files that derive from it', required: true },
    runs: { title: 'Runs that derive from it' },
    tasks: { title: 'Tasks that derive from it' },
    unknown: { title: 'Unknown', required: true },
    'not-known': { title: 'What cannot be known here', required: true },
    ...ends,
  },
  findings: {
    ...begins,
    ...limits,
    findings: { title: 'Findings', required: true },
    syncs: { title: 'Syncs in the period', required: true },
    ...ends,
  },
} as const satisfies Record<ReportKind, Record<string, SectionKind>>;

export type SectionId<Kind extends ReportKind = 'run'> = keyof (typeof reportSections)[Kind] & string;

/** The sections of a report as chosen, in their order. */
export type Order = readonly string[];

/** The usual ones of a kind, or those chosen and those that are never left out. */
export function orderOf(kind: ReportKind, chosen?: readonly string[]): Order {
  const known: Record<string, SectionKind> = reportSections[kind];
  return Object.keys(known).filter((id) => known[id]?.required === true || (chosen === undefined ? known[id]?.onlyAsked !== true : chosen.includes(id)));
}

/** The usual ones that this order lacks. */
export function leftOutOf(kind: ReportKind, order: Order): readonly string[] {
  return orderOf(kind).filter((id) => !order.includes(id));
}

/** The first of those chosen that the kind does not have. */
export function unknownSection(kind: ReportKind, chosen: readonly string[] = []): string | undefined {
  return chosen.find((id) => !Object.hasOwn(reportSections[kind], id));
}

/** `section 9`, for a sentence; of what was left out by its title. */
export function sectionName<Kind extends ReportKind = 'run'>(order: Order, id: SectionId<Kind>, kind?: Kind): string {
  const at = order.indexOf(id);
  return at >= 0 ? `section ${at + 1}` : `the section “${sectionTitle((kind ?? 'run') as Kind, id)}”, left out of this report`;
}

export function sectionTitle(kind: ReportKind, id: string): string {
  return (reportSections[kind] as Record<string, SectionKind>)[id]?.title ?? id;
}
