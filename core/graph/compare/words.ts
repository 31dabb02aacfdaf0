/** The sentences of comparing two tasks: what differs, and what that could mean for Nextflow's cache; never what caused what. */
import type { Difference } from '../../contract/compare';
import type { CacheCover, DifferenceKind, DifferenceStanding } from './vocabulary';

/**
 * What Nextflow's task hash goes over (TaskHasher.compute of Nextflow 26.04): session, process name, source of the script,
 * container, names and values of inputs, commands of eval outputs, variables that the script names, scripts of the bin folder,
 * environment modules, conda, spack, and with spack the architecture. Input files count by path, size and time in the default mode.
 */
const covers: Record<DifferenceKind, CacheCover> = {
  code: 'covered',
  script: 'not-covered',
  value: 'covered',
  file: 'covered',
  order: 'perhaps',
  input: 'covered',
  container: 'covered',
  conda: 'covered',
  spack: 'covered',
  architecture: 'perhaps',
  variable: 'covered',
  eval: 'covered',
  bin: 'covered',
  module: 'perhaps',
  name: 'covered',
  session: 'covered',
  agent: 'perhaps',
  outputs: 'not-covered',
  missing: 'not-covered',
};

const subjects: Record<DifferenceKind, string> = {
  code: 'The source of the script',
  script: 'The script',
  value: 'The value',
  file: 'The file',
  order: 'The order',
  input: 'The input',
  container: 'The container',
  conda: 'The conda environment',
  spack: 'The spack environment',
  architecture: 'The architecture',
  variable: 'The variable',
  eval: 'The eval output',
  bin: 'The script of the bin folder',
  module: 'The module',
  name: 'The process',
  session: 'The session',
  agent: 'The field of the agent',
  outputs: 'The outputs',
  missing: 'The record',
};

export function namedInput(name: string | null): string {
  return name === null ? 'An input without a name' : `Input "${name}"`;
}

type Given = Pick<Difference, 'name' | 'left' | 'right'> & Partial<Pick<Difference, 'diff' | 'derived' | 'standing'>>;

/** What is absent from one record may have been the same there: a record of an older Nextflow says less. */
function standingOf(what: DifferenceKind, left: string | null, right: string | null): DifferenceStanding {
  if (what === 'outputs') return 'unknown';
  if (what === 'order') return 'perhaps';
  if (what === 'input' || what === 'missing' || what === 'script') return 'shown';
  return left === null || right === null ? (what === 'code' ? 'unknown' : 'perhaps') : 'shown';
}

/** With the sentence that fits most kinds where none is given. */
export function differenceOf(
  what: DifferenceKind,
  { name, left, right, diff = null, derived = false, standing = standingOf(what, left, right) }: Given,
  sentence?: string,
): Difference {
  return { what, name, left, right, words: sentence ?? sentenceOf(what, name, left, right), derived, diff, cache: covers[what], standing };
}

function sentenceOf(what: DifferenceKind, name: string | null, left: string | null, right: string | null): string {
  if (what === 'order') return `${namedInput(name)}: the same files in another order. This is told, and is no difference of content by itself.`;
  const subject = what === 'value' || what === 'input' ? namedInput(name) : name === null ? subjects[what] : `${subjects[what]} "${name}"`;
  if (left !== null && left === right) return `${subject} differs; as shown both read ${left}, since secrets are masked.`;
  if (left === null) return `${subject} is recorded in the second alone: ${right ?? 'without a value'}.`;
  if (right === null) return `${subject} is recorded in the first alone: ${left}.`;
  return `${subject}: ${left} in the first, ${right} in the second.`;
}

export const words = {
  codeAndScript: 'The source of the script is another, and so is the script that ran.',
  codeOnly: 'The source of the script is another; the script that ran reads the same.',
  codeUnknown: 'The checksum of the script source is recorded on one side alone.',
  scriptFollows: 'The script that ran reads otherwise with its variables filled in; its source is the same, so this follows from the inputs or variables that differ.',
  scriptFolders: 'The scripts that ran differ in the names of work folders alone.',
  scriptUnknown: 'The script that ran reads otherwise. No checksum of its source is recorded, so whether the source or a variable in it differs is not known.',
  scriptVariable: 'The script that ran reads otherwise, though its source and all recorded inputs are the same: a variable in it differs that no record holds.',
  maskedAway: 'The difference lies inside a masked secret.',
  recordMissing: (side: 'first' | 'second') => `The record of the ${side} could not be read, so what it ran is not known.`,
  onlyIn: (side: 'first' | 'second') => `The ${side} run alone has a task of this name among those that it executed or relied on.`,
  ambiguous: 'Several tasks have this name, and nothing recorded tells which of one run belongs to which of the other.',
  otherOutputs: (names: string) => `All that is recorded of both is the same, and the outputs differ (${names}): the cause is not deterministic, or not recorded.`,
  otherOutputsAfterOrder: (names: string) => `The inputs came in another order, and the outputs differ (${names}): the order could explain it.`,
  session:
    "The tasks are of two sessions. The session is part of Nextflow's hash, so a task of another session is never taken from the cache: only -resume goes on with a session.",
  sameSession:
    "All that is recorded of both, and that Nextflow's hash goes over, is the same. Why it ran again is not recorded: a deleted work folder, `cache false`, a failed first attempt, another executor setting, or a file that was touched and not recorded.",
  oneTask: 'Both are one and the same task record.',
};
