/** The closed vocabulary of "why is this file different?": what can differ, where it stands, and by which rule it is ranked. */
import type { DifferenceKind, DifferenceStanding } from '../compare/vocabulary';

export const causeKinds = ['input', 'code', 'parameter', 'container', 'environment', 'task', 'order', 'unrecorded'] as const;
export type CauseKind = (typeof causeKinds)[number];

/** Where a difference stands; causes before consequences. */
export const causeRoles = [
  'first', // at a task that differs while nothing upstream of it hands on other content, as far as is known
  'later', // at a task behind another that differs: may be its consequence
  'order', // inputs in another order: no difference of content by itself
  'run', // recorded of the run as a whole: no record shows that it reached this file
  'follows', // follows from another difference
] as const;
export type CauseRole = (typeof causeRoles)[number];

/** What is known of the content of the files that the task wrote. */
export const causeEffects = ['other-content', 'unknown', 'same-content'] as const;
export type CauseEffect = (typeof causeEffects)[number];

/** On what the choice of the run to compare with rests, the strongest first. */
export const goodGrounds = ['chosen', 'signed-off', 'as-recorded', 'nothing'] as const;
export type GoodGround = (typeof goodGrounds)[number];

/** Why an earlier run is not taken by the rule; null: it could be. */
export const notTakenReasons = ['no-such-output', 'same-content', 'check-speaks-against'] as const;
export type NotTaken = (typeof notTakenReasons)[number];

/** Whether an earlier run has a difference already. */
export type Carrying = 'carries' | 'without' | 'unknown';

export const kindOfDifference: Record<DifferenceKind, CauseKind> = {
  code: 'code',
  script: 'code',
  value: 'parameter',
  file: 'input',
  order: 'order',
  input: 'input',
  container: 'container',
  conda: 'environment',
  spack: 'environment',
  architecture: 'environment',
  variable: 'parameter',
  eval: 'environment',
  bin: 'code',
  module: 'code',
  name: 'task',
  session: 'environment',
  agent: 'parameter',
  outputs: 'unrecorded',
  missing: 'task',
};

export const causeKindWords: Record<CauseKind, string> = {
  input: 'Input',
  code: 'Code',
  parameter: 'Parameter or value',
  container: 'Container',
  environment: 'Environment',
  task: 'Task',
  order: 'Order of inputs',
  unrecorded: 'Not recorded',
};

export const causeRoleWords: Record<CauseRole, string> = {
  first: 'Nothing upstream of it is known to hand on other content',
  later: 'Something upstream of it differs as well: it may follow from that',
  order: 'The same files in another order, which is no difference of content by itself',
  run: 'Recorded of the run as a whole; no record shows that it reached this file',
  follows: 'Follows from another difference in this list',
};

export const causeEffectWords: Record<CauseEffect, string> = {
  'other-content': 'what the task wrote differs, by content or by the recorded sizes',
  unknown: 'whether what the task wrote differs is not known: it was not read, or not all of it',
  'same-content': 'every file recorded of the task has the same content in both runs, so it is not shown to have reached this file by them',
};

export const causeStandingWords: Record<DifferenceStanding, string> = {
  shown: 'two recorded values that differ',
  perhaps: 'the records differ, which does not show that the content does',
  unknown: 'what one side was is not recorded',
};

export const goodGroundWords: Record<GoodGround, string> = {
  chosen: 'You chose this run. That its file is good is your word; no check says so.',
  'signed-off': 'Its file is signed off: somebody locked its fingerprint, with a reason, and the newest check found nothing against it. That is the word of whoever signed off.',
  'as-recorded': 'Its file was read, and nothing speaks against it. This shows that the file is intact, not that the result is right.',
  nothing:
    'Its file is not signed off, and was not read, or what was read is not shown to be what the run wrote: that this run is good is assumed for this comparison, and shown by nothing.',
};

export const notTakenWords: Record<NotTaken, string> = {
  'no-such-output': 'has no output of this name',
  'same-content': 'its file has the same content as this one',
  'check-speaks-against': 'the newest check speaks against its file',
};

/** Shown with every answer, in this order. */
export const choiceRule = [
  'Same pipeline: the recorded repositories are one, or, where a run records none, the recorded pipeline names are.',
  'Started earlier, by the times recorded.',
  'Has an output of the same name whose content is not shown to be the same as that of this file, and against which no check speaks.',
  'Of those: the newest that is signed off; else the newest that was read with nothing against it; else the newest.',
];

export const rankRule = [
  'Last of all: what differs at tasks whose recorded files all have the same content in both runs.',
  'Causes before consequences: tasks with nothing upstream that hands on other content; then tasks after those; then the order of inputs; then what is recorded of the run as a whole; then what follows from another difference.',
  'Tasks whose files are shown to differ by content, before those that nobody read.',
  'Two recorded values that differ, before records that differ without showing that content does, before what is not recorded.',
  'Fewer tasks between it and the file.',
  'Input, code, parameter, container, environment, in this order; then by name.',
];
