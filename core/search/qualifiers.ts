/** The qualifiers of the search: what each one asks for, in words that the window, the errors and the guide share. */
import type { nodeKinds } from '../contract/shared';

/** `either`: a record has one value of it, so two of them mean one or the other; `both`: it can have several, or two of them narrow. */
interface Qualifier {
  /** What it asks for, after "records …". */
  means: string;
  example: string;
  twice: 'either' | 'both';
}

export const qualifiers = {
  kind: { means: 'of this kind', example: 'kind:file', twice: 'either' },
  label: { means: 'that carry this whole label, or with a star one that begins so', example: 'label:gxp', twice: 'both' },
  tag: { means: 'that carry this tag of this workbench, or this value of it; labels, containers and commits among them', example: 'tag:project=aurora', twice: 'both' },
  run: { means: 'of the run with this whole name, or this beginning of its LID', example: 'run:release', twice: 'either' },
  task: { means: 'of tasks with this in their name', example: 'task:ALIGN', twice: 'either' },
  container: { means: 'of tasks with this in the name of their container', example: 'container:bcftools', twice: 'either' },
  commit: { means: 'of runs whose commit begins so', example: 'commit:3f2a', twice: 'either' },
  param: { means: 'of runs with this parameter, or this value of it', example: 'param:min_qual=20', twice: 'both' },
  path: { means: 'with this in their path', example: 'path:results/', twice: 'both' },
  checksum: { means: 'with a checksum or SHA-256 that begins so', example: 'checksum:9f86d0', twice: 'either' },
  before: { means: 'whose recorded time lies before this', example: 'before:2026-11-20', twice: 'both' },
  after: { means: 'whose recorded time is this or later', example: 'after:2026-11-20T08:00', twice: 'both' },
  verdict: { means: 'that are files whose newest check says this', example: 'verdict:not-checked', twice: 'either' },
} as const satisfies Record<string, Qualifier>;

export type QualifierName = keyof typeof qualifiers;
export const qualifierNames = Object.keys(qualifiers) as QualifierName[];

export function isQualifier(name: string): name is QualifierName {
  return Object.hasOwn(qualifiers, name);
}

/** Words for kinds that can be typed, each with the kinds of nodes it stands for. */
export const searchKinds = {
  run: ['WorkflowRun'],
  task: ['TaskRun', 'AgentRun'],
  file: ['FileOutput'],
  outside: ['External'],
  'outside-run': ['OutsideRun'],
  'outside-data': ['OutsideData'],
  output: ['WorkflowOutput', 'TaskOutput'],
  missing: ['Missing'],
  unknown: ['Unknown'],
} as const satisfies Record<string, readonly (typeof nodeKinds)[number][]>;
export type SearchKind = keyof typeof searchKinds;
export const searchKindNames = Object.keys(searchKinds) as SearchKind[];

export const searchKindWords: Record<SearchKind, string> = {
  run: 'runs',
  task: 'tasks',
  file: 'files that a record of their own describes',
  outside: 'files from outside, named by path alone',
  'outside-run': 'runs of others, told by OpenLineage events and recorded by no Nextflow',
  'outside-data': 'data that OpenLineage events alone name',
  output: 'lists of outputs of runs and tasks',
  missing: 'records that others name and that the store does not have',
  unknown: 'records that could not be read or interpreted',
};
