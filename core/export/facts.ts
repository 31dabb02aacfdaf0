/** The kinds of facts that an export may carry, each counted in a scope: what a format has no place for is listed by these words. */
import type { ExportFile, ExportScope } from './scope';
import { lookedAt, provenSha256 } from './sha256';

export interface NotCarried {
  what: string;
  /** How many of them the scope holds; null where it is not counted. */
  count: number | null;
}

interface Fact {
  what: string;
  count(scope: ExportScope): number;
}

const files = (scope: ExportScope, is: (file: ExportFile) => unknown) => scope.files.reduce((sum, file) => sum + (is(file) ? 1 : 0), 0);

type LinkedTo = 'data' | 'run' | 'other';
/** Links that records state, by what stands at their ends: tasks and files alone, a run, or something that is none of these. */
function stated(scope: ExportScope, wanted: LinkedTo): number {
  const kinds = new Map<string, LinkedTo>();
  for (const { id } of scope.runs) kinds.set(id, 'run');
  for (const { id } of [...scope.tasks, ...scope.files]) kinds.set(id, 'data');
  let count = 0;
  for (const { from, to, inferred } of scope.links) {
    const [above, below] = [kinds.get(from) ?? 'other', kinds.get(to) ?? 'other'];
    const kind = above === 'other' || below === 'other' ? 'other' : above === 'run' || below === 'run' ? 'run' : 'data';
    if (!inferred && kind === wanted) count++;
  }
  return count;
}

function inferredLinks({ links }: ExportScope): number {
  let count = 0;
  for (const { inferred } of links) if (inferred) count++;
  return count;
}

/** Secrets are masked in all of them. */
export const facts = {
  runs: { what: 'runs', count: ({ runs }) => runs.length },
  tasks: { what: 'tasks', count: ({ tasks }) => tasks.length },
  files: { what: 'files: their LIDs or recorded paths', count: ({ files: all }) => all.length },
  links: { what: 'links that records state between tasks and files', count: (scope) => stated(scope, 'data') },
  runLinks: { what: 'links that records state between runs and their tasks and files', count: (scope) => stated(scope, 'run') },
  otherLinks: { what: 'links that records state with #output records, and with records that could not be understood', count: (scope) => stated(scope, 'other') },
  inferred: { what: 'links that only names suggest (inferred, stated by no record)', count: inferredLinks },
  missing: {
    what: 'LIDs that records name though no record has them, marked as such',
    count: (scope) =>
      files(scope, ({ kind }) => kind === 'Missing') + scope.tasks.filter(({ kind }) => kind === 'Missing').length + scope.runs.filter(({ recorded }) => !recorded).length,
  },
  told: {
    what: "runs of others upstream, and data that they alone name, as told by OpenLineage events (their senders' word; recorded by no Nextflow)",
    count: ({ told }) => told,
  },
  others: { what: '#output records, and records that could not be understood', count: ({ others }) => others.length },
  sizes: { what: 'sizes of files, as recorded', count: (scope) => files(scope, ({ size }) => size !== null) },
  times: { what: 'times at which files were recorded', count: (scope) => files(scope, ({ createdAt }) => createdAt !== null) },
  recorded: { what: 'checksums as recorded (by Nextflow; no digest of the content to other programs)', count: (scope) => files(scope, ({ recorded }) => recorded) },
  verdicts: { what: 'verdicts of checks, with when they were made', count: (scope) => files(scope, ({ check }) => check && check.verdict !== 'not-checked') },
  proven: { what: 'SHA-256 that we computed of content equal to the recorded checksum', count: (scope) => files(scope, provenSha256) },
  observed: {
    what: 'SHA-256 that we computed of what lay at the path, though no recorded checksum shows that the run wrote it',
    count: (scope) => files(scope, (file) => provenSha256(file) === null && lookedAt(file) !== null),
  },
  labels: { what: 'labels of files', count: (scope) => scope.files.reduce((sum, { labels }) => sum + labels.length, 0) },
  containers: { what: 'containers of tasks, as configured', count: ({ tasks }) => tasks.filter(({ container }) => container !== null).length },
  environments: {
    what: 'conda, Spack and architecture of tasks',
    count: ({ tasks }) => tasks.filter(({ conda, spack, architecture }) => conda !== null || spack !== null || architecture !== null).length,
  },
  taskTimes: { what: 'times at which the outputs of tasks were recorded', count: ({ tasks }) => tasks.filter(({ createdAt }) => createdAt !== null).length },
  commits: { what: 'pipeline, revision and commit of runs', count: ({ runs }) => runs.filter(({ commit, repository }) => commit !== null || repository !== null).length },
  scripts: { what: 'script files of runs', count: ({ runs }) => runs.reduce((sum, { scripts }) => sum + scripts.length, 0) },
  parameters: { what: 'parameters of runs', count: ({ runs }) => runs.reduce((sum, { params }) => sum + params.length, 0) },
  starts: { what: 'starts of runs', count: ({ runs }) => runs.filter(({ start }) => start !== null).length },
  users: { what: 'accounts that launched runs', count: ({ runs }) => runs.filter(({ user }) => user !== null).length },
  commandLines: { what: 'command lines of runs', count: ({ runs }) => runs.filter(({ commandLine }) => commandLine !== null).length },
} satisfies Record<string, Fact>;

export type FactName = keyof typeof facts;
export const factNames = Object.keys(facts) as FactName[];

/** In no export, whatever its format. */
export const inNone = [
  'whether a run or a task succeeded, its exit status, its end: no record holds them',
  'the contents of files, the bytes of records and their earlier versions, proofs and the journal: an evidence bundle has them',
  'scripts and input values of tasks, the configuration of runs: the records have them',
  'findings and tags of this workbench',
];

/** What `carried` leaves of the scope, those that it holds none of left out; then what no export carries. */
export function notCarried(scope: ExportScope, carried: readonly FactName[]): NotCarried[] {
  const left = factNames.filter((name) => !carried.includes(name)).map((name) => ({ what: facts[name].what, count: facts[name].count(scope) }));
  return [...left.filter(({ count }) => count > 0), ...inNone.map((what) => ({ what, count: null }))];
}

/** One line each, for the place that a format has for remarks. */
export function notCarriedLines(list: readonly NotCarried[]): string[] {
  return list.map(({ what, count }) => (count === null ? what : `${what}: ${count}`));
}
