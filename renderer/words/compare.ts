/** Words of comparing: choosing what to compare, the page of two runs and of two tasks. */
import type { SideFact } from '../../core/contract/compare';
import { counted } from '../parts/format';

export const chooseWords = {
  tip: 'Choose two runs, then press “Compare”; the older one stands first',
  choose: (name: string) => `Choose ${name} to compare`,
  button: (n: number) => (n === 2 ? 'Compare the two chosen' : `Compare: ${n} of 2 chosen`),
  withRun: 'Compare with…',
  withRunLabel: 'Another run to compare with',
  withTask: 'Why did it run again? Compare with…',
  withTaskLabel: 'Another task of this name to compare with',
  withRecord: 'Compare with LID…',
  withRecordLabel: 'LID of another record to compare with; press Enter',
};

const side = { first: 'First', second: 'Second' };

export const compareWords = {
  title: (left: string, right: string) => `Compare ${left} with ${right}`,
  untitled: 'Compare',
  ...side,
  swap: 'Swap first and second',
  conclusion: 'Conclusion',
  hashBoth: (hashed: boolean) => (hashed ? 'Read the files of both again' : 'Read the files of both, then compare'),
  hashBothTip: 'Reads every published file of both runs, takes its SHA-256 and keeps it as evidence, then compares by content',
  withWork: 'also the work files',
  withWorkTip: 'The files of the tasks as well: tells at which task the contents part',
  comparing: 'Comparing',
  again: 'Compare again',
  stopped: 'Stopped: what was not reached was not read.',
  hashedAt: 'Both were hashed for this answer.',
  fromHand: 'From results at hand; nothing was read for this answer.',
  parts: 'Where they part first',
  partsNone: 'No task was found to differ in what is recorded of it.',
  partsOrder: 'No task was found to differ in what is recorded of it, but for the order of inputs.',
  also: (n: number) => `Also, with nothing differing upstream (${n}):`,
  task: 'Task',
  outputs: 'Outputs',
  outputsTable: 'Outputs of both runs',
  outputNoun: 'outputs',
  noOutputs: 'Neither run has an output',
  name: 'Output',
  status: 'Status',
  by: 'Judged by',
  detail: 'What it rests on',
  ignored: 'Ignored, why',
  sizes: 'Sizes',
  leftFile: 'First run',
  rightFile: 'Second run',
  madeBy: 'Written by',
  theRun: 'the run itself, or not recorded',
  sha: 'SHA-256 (ours)',
  params: 'Parameters',
  paramNoun: 'parameters',
  code: 'Code',
  codeNoun: 'facts',
  codeSame: 'Every script that both runs loaded has the same recorded hash of its text, or they name one commit.',
  codeDiffers: 'The code of the two runs differs.',
  codeUnknown: 'Not enough is recorded to tell whether the code is the same.',
  environment: 'Environment and settings',
  environmentNoun: 'settings',
  tasks: 'Tasks',
  tasksTable: 'Tasks of both runs, upstream first',
  taskNoun: 'tasks',
  taskStatus: 'Status',
  taskFirst: 'parts here first',
  differs: 'What differs',
  moreDiffers: (n: number) => `And ${counted(n, 'difference')} more.`,
  files: 'Files it wrote',
  filesText: (identical: number, different: number, unknown: number) =>
    [identical > 0 ? `${identical} identical` : null, different > 0 ? `${different} different` : null, unknown > 0 ? `${unknown} not compared` : null].filter(Boolean).join(', '),
  fact: 'Name',
  factStatus: 'Compared',
  absent: 'not recorded',
  notes: 'To know as well',
  rules: 'Outputs to ignore',
  rulesHint: 'By a glob over their names, with the reason; they stay listed and are counted apart. Without a slash it goes for the file name in any folder.',
  pattern: 'Names',
  patternExample: '**/index.csv',
  reason: 'Reason',
  reasonExample: 'names the paths of its run',
  add: 'Add the rule',
  remove: (pattern: string) => `Remove the rule ${pattern}`,
  ignoredCount: (n: number) => `${counted(n, 'output')} ignored`,
  masked: 'holds a masked secret',
  derived: 'follows from another difference',
  script: 'Script, first to second',
  scriptOf: (task: string) => `Script of ${task}, first to second`,
  upstream: (task: string) => `Upstream they part first at ${task}`,
  upstreamAlso: 'Upstream also at:',
  taskSame: 'Nothing else that is recorded differs',
  crumb: 'Runs',
};

export const factStatusWords: Record<SideFact['status'], string> = {
  same: 'the same',
  differs: 'differs',
  'only-left': 'in the first alone',
  'only-right': 'in the second alone',
  'not-recorded': 'not recorded',
};

export const partingWords = {
  label: 'Processes as data flows, with the first parting marked',
  says: (first: readonly string[], n: number) =>
    `${counted(n, 'process', 'processes')} from left to right; ${first.length === 0 ? 'no first parting among them' : `first parting at ${first.join(', ')}`}`,
  box: ({ tasks, first, differ, after }: { tasks: number; first: number; differ: number; after: number }) =>
    first > 0
      ? `parts first: ${first} of ${counted(tasks, 'task')}`
      : differ > 0
        ? `differs: ${differ} of ${counted(tasks, 'task')}`
        : after > 0
          ? `after it: ${after} of ${counted(tasks, 'task')}`
          : `${counted(tasks, 'task')}, recorded alike`,
  caption: 'One box a process, data flows to the right. Thick: the two part here first. Dashed: recorded alike, after a difference upstream.',
  truncated: (n: number) => `Only ${n} processes are drawn; the table of tasks has all.`,
  graphFirst: 'graph of the first',
  graphSecond: 'graph of the second',
};

export const recordsWords = {
  first: side.first,
  second: side.second,
  fields: 'Field by field',
  field: 'Field',
  change: 'Difference',
  table: 'Differences between the two records',
  noun: 'differences',
  none: 'No field differs',
  absent: 'not in it',
  changes: {
    added: 'in the second alone',
    removed: 'in the first alone',
    changed: 'another value',
    'same-value': 'the same number, written otherwise',
    order: 'names in another order',
    moved: 'the same values in another order',
  },
  count: (n: number) =>
    n === 0 ? 'The fields and their values are the same; the bytes differ in spaces, line ends or escapes.' : `${counted(n, 'difference')} between the two records.`,
  cut: (shown: number, all: number) => `The first ${shown} of ${all} differences.`,
  sameBytes: 'The two records are the same, byte for byte.',
  noJson: 'At least one of them is no JSON that can be compared field by field.',
  otherKinds: 'The two are of different kinds, so most fields have no counterpart.',
  content: 'Content of the two files:',
  text: "As Nextflow's text diff",
  showText: "Show Nextflow's text diff",
  sameText: 'Both print the same.',
  long: 'These records are too long for a text diff here; on the command line, diff makes it.',
};

export const moreWords = {
  shown: (n: number, all: number) => `${n.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} here, what differs first. The filter of the table goes over these.`,
  more: (n: number) => `Fetch ${n.toLocaleString('en-US')} more`,
};
