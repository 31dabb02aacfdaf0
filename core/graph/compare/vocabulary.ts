/** The closed vocabulary of comparing: which words exist, what each may claim, and how it is shown. */

/** Of one output, left beside right. */
export const outputStatuses = ['identical', 'metadata-only', 'different', 'not-comparable', 'only-left', 'only-right'] as const;
export type OutputStatus = (typeof outputStatuses)[number];

/** What an output was judged by, the strongest first. */
export const judgedBy = [
  'same-record', // both runs name one and the same record, hence one file
  'baseline', // our SHA-256 of both (of folders: of our manifest of what is inside)
  'first-baseline', // the first fingerprints (SHA-256) of both: one file has changed since
  'recorded-content-hash', // the records' own hashes of the content, MurmurHash3
  'recorded-size',
  'same-source', // both were published from one and the same file of a task
  'one-path', // both records lead to one place, by their paths, path maps or links: one file, two records
  'nothing',
] as const;
export type JudgedBy = (typeof judgedBy)[number];

/** Why the bytes at hand, though nothing speaks against them, are not shown to be what the run wrote: the weakest first. */
export const unshownReasons = ['not-checkable', 'other-time', 'time-to-the-second'] as const;
export type UnshownReason = (typeof unshownReasons)[number];

export const runVerdicts = [
  'same-run',
  'reproduced',
  'reproduced-as-far-as-known',
  'same-results-made-otherwise',
  'made-otherwise',
  'diverged-in-index-files',
  'diverged',
  'not-comparable',
] as const;
export type RunVerdict = (typeof runVerdicts)[number];

/** How two tasks of one name compare. */
export const taskStatuses = [
  'same-record', // one task, which both runs rely on
  'alike', // all that is recorded of it is equal, as far as its inputs from outside go; and nothing upstream differs
  'order', // alike but for the order of inputs
  'differs', // its own script, container, values or files from outside differ
  'other-outputs', // recorded alike, and its outputs differ
  'downstream', // recorded alike, after something upstream that differs
  'only-left',
  'only-right',
  'ambiguous', // several tasks of this name, and nothing recorded says which belongs to which
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const differenceKinds = [
  'code', // codeChecksum: the source of the script
  'script', // the script with its variables filled in
  'value', // an input that is no file
  'file', // an input that is a file
  'order', // of input files
  'input', // an input that only one of them has
  'container',
  'conda',
  'spack',
  'architecture',
  'variable', // globalVars
  'eval',
  'bin', // a script of the project's bin folder
  'module',
  'name', // of the process
  'session',
  'agent', // model, instruction and the like of an AgentRun
  'outputs', // recorded alike, other outputs
  'missing', // the task, or its record, is there on one side alone
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** How much the records show: two values that cannot be one thing; records that differ, which does not show that the content does; a side that is not recorded. */
export const differenceStandings = ['shown', 'perhaps', 'unknown'] as const;
export type DifferenceStanding = (typeof differenceStandings)[number];

/** Whether Nextflow's task hash goes over it (TaskHasher.groovy): `perhaps` where it depends on what no record holds. */
export const cacheCover = ['covered', 'perhaps', 'not-covered'] as const;
export type CacheCover = (typeof cacheCover)[number];

type Shown = { short: string; sentence: string; tone: 'good' | 'neutral' | 'bad' | 'unknown'; sign: string };

export const outputStatusWords: Record<OutputStatus, Shown> = {
  identical: { short: 'Identical by content', sentence: 'The content of both is the same; what that rests on stands beside it.', tone: 'good', sign: '=' },
  'metadata-only': {
    short: 'Equal metadata; content NOT compared',
    sentence: 'What the records say of both agrees, such as the size; the content was not compared.',
    tone: 'neutral',
    sign: '≈',
  },
  different: { short: 'Different', sentence: 'The contents cannot be the same; what that rests on stands beside it.', tone: 'bad', sign: '≠' },
  'not-comparable': { short: 'Not comparable', sentence: 'What is at hand speaks neither for nor against it; the reason stands beside it.', tone: 'unknown', sign: '?' },
  'only-left': { short: 'Only in the first run', sentence: 'No output of the second run has this name.', tone: 'bad', sign: '←' },
  'only-right': { short: 'Only in the second run', sentence: 'No output of the first run has this name.', tone: 'bad', sign: '→' },
};

export const judgedByWords: Record<JudgedBy, string> = {
  'same-record': 'one record, one file',
  baseline: 'our SHA-256 of both',
  'first-baseline': 'the first fingerprints of both',
  'recorded-content-hash': 'hashes of the content in both records (MurmurHash3, not cryptographic)',
  'recorded-size': 'the recorded sizes',
  'same-source': 'published from one file of one task',
  'one-path': 'one path: one file, two records',
  nothing: 'nothing at hand',
};

/** Goes on after "by files". */
export const unshownWords: Record<UnshownReason, string> = {
  'not-checkable': 'whose record gives nothing to hold them against',
  'other-time': 'whose time is another than recorded, as after a copy',
  'time-to-the-second': 'whose time is known to the second alone',
};

export const runVerdictWords: Record<RunVerdict, Shown> = {
  'same-run': { short: 'One and the same run', sentence: 'Both are one run, so there is nothing to compare.', tone: 'unknown', sign: '·' },
  reproduced: {
    short: 'Reproduced',
    sentence: 'Every output that was compared has the same content, and nothing that is recorded of the tasks differs but their order of inputs.',
    tone: 'good',
    sign: '=',
  },
  'reproduced-as-far-as-known': {
    short: 'Reproduced as far as known',
    sentence: 'Nothing was found to differ, but not every output could be compared by content that is shown to be what its run wrote.',
    tone: 'neutral',
    sign: '≈',
  },
  'same-results-made-otherwise': {
    short: 'Same results, made otherwise',
    sentence: 'Every output that was compared has the same content, though the tasks that made them differ in what is recorded of them.',
    tone: 'neutral',
    sign: '≈',
  },
  'made-otherwise': {
    short: 'Made otherwise',
    sentence: 'What is recorded of the tasks differs. No output was found to differ, but not every output could be compared by content that is shown to be what its run wrote.',
    tone: 'neutral',
    sign: '!',
  },
  'diverged-in-index-files': {
    short: 'Diverged in index files only',
    sentence: 'Every output is the same by content but for index files, which differ: they hold places in a file that is the same, or were written by the run and name its paths.',
    tone: 'neutral',
    sign: '≠',
  },
  diverged: { short: 'Diverged', sentence: 'At least one output differs, or is there in one run alone.', tone: 'bad', sign: '≠' },
  'not-comparable': {
    short: 'Not comparable',
    sentence: 'No output could be compared by content: this says neither that the runs agree nor that they differ.',
    tone: 'unknown',
    sign: '?',
  },
};

export const taskStatusWords: Record<TaskStatus, string> = {
  'same-record': 'the same task record',
  alike: 'recorded alike',
  order: 'inputs in another order',
  differs: 'differs',
  'other-outputs': 'recorded alike, other outputs',
  downstream: 'after a difference upstream',
  'only-left': 'only in the first run',
  'only-right': 'only in the second run',
  ambiguous: 'several of one name, not told apart',
};

export const cacheCoverWords: Record<CacheCover, string> = {
  covered: "part of Nextflow's task hash: could explain a new execution",
  perhaps: "part of Nextflow's task hash in some cases: might explain a new execution",
  'not-covered': "not part of Nextflow's task hash",
};
