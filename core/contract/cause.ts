/** Why is this file different? What differs upstream of it, against an earlier run of the same pipeline, ranked by a rule that is shown. */
import { z } from 'zod';
import { causeEffects, causeKinds, causeRoles, goodGrounds, notTakenReasons } from '../graph/cause/vocabulary';
import { differenceStandings, judgedBy, outputStatuses } from '../graph/compare/vocabulary';
import { partingDrawing } from './compare';
import { job } from './kinds';
import { instant, lidText, progress, verdictsSchema, workspaceName } from './shared';

const runFacts = {
  lid: z.string(),
  name: z.string().nullable(),
  start: z.string().nullable().describe('as recorded: of the record, else of the history, else of the #output record'),
  revision: z.string().nullable(),
  commit: z.string().nullable(),
};
export const causeRun = z.object(runFacts);
export type CauseRun = z.infer<typeof causeRun>;

const comparedFile = z.object({ status: z.enum(outputStatuses), by: z.enum(judgedBy), detail: z.string() });

/** A run of the same pipeline that started earlier, and its output of the same name. */
export const earlierRun = z.object({
  ...runFacts,
  file: z.string().nullable().describe('LID of its output of the same name'),
  compared: comparedFile.nullable().describe('that output (first) beside the file asked about (second)'),
  verdict: verdictsSchema.nullable().describe('of the newest check of that output'),
  ground: z.enum(goodGrounds),
  notTaken: z.enum(notTakenReasons).nullable(),
});
export type EarlierRun = z.infer<typeof earlierRun>;

const atTask = z.object({ name: z.string(), left: z.string().nullable(), right: z.string().nullable() });

/** Which earlier runs have a difference already: by the tasks of the same name behind their output of the same name. */
export const reachedRuns = z.object({
  last: causeRun.nullable().describe('the newest earlier run that is shown not to have it'),
  without: z.int(),
  carry: z.int(),
  unknown: z.int(),
  looked: z.int().describe('earlier runs looked at; the three counts add up to it'),
  of: z.int().describe('earlier runs of the pipeline, all'),
});
export type ReachedRuns = z.infer<typeof reachedRuns>;

/** Something that differs and lies upstream of the file. It is never said to be the cause. */
export const rankedCause = z.object({
  rank: z.int().describe('from 1'),
  kind: z.enum(causeKinds),
  role: z.enum(causeRoles),
  effect: z.enum(causeEffects),
  standing: z.enum(differenceStandings),
  distance: z.int().nullable().describe('tasks from the file: 1 for the one that wrote it; null for the run as a whole'),
  name: z.string().nullable(),
  left: z.string().nullable().describe('in the run compared with; masked'),
  right: z.string().nullable().describe('in the run of the file; masked'),
  words: z.string(),
  diff: z.string().nullable(),
  tasks: z.array(atTask).describe('where it stands, at most 20'),
  taskCount: z.int(),
  parameter: z.boolean().describe('the two runs record a parameter of this name that differs as well'),
  reached: reachedRuns.nullable().describe('null where it was not asked: past the first ten, and of the run as a whole'),
});
export type RankedCause = z.infer<typeof rankedCause>;

export const causeAnswer = z.object({
  file: z.object({ lid: z.string(), title: z.string(), name: z.string().describe('by which outputs of other runs are matched'), verdict: verdictsSchema.nullable() }),
  run: causeRun,
  against: causeRun.nullable().describe('null: no run to compare with, and why stands in the conclusion'),
  ground: z.enum(goodGrounds).nullable(),
  other: z.object({ lid: z.string(), title: z.string() }).nullable().describe('the file of the run compared with'),
  compared: comparedFile.nullable().describe('the other (first) beside the file (second)'),
  conclusion: z.array(z.string()).describe('sentences, the answer first'),
  causes: z.array(rankedCause).describe('best ranked first, `limit` at the most'),
  total: z.int(),
  partings: z.array(atTask.extend({ distance: z.int().nullable() })).describe('tasks where the two histories part first, in the order of the ranking, at most 20'),
  partingCount: z.int(),
  drawing: partingDrawing.nullable(),
  tasks: z.object({ behind: z.int().describe('tasks that the file was made by, as recorded'), matched: z.int(), sameRecord: z.int() }),
  notShown: z.array(z.string()).describe('what the records cannot show: what is not recorded can be the cause too'),
  earlier: z.array(earlierRun).describe('newest first, at most 200'),
  earlierCount: z.int(),
  choiceRule: z.array(z.string()),
  rankRule: z.array(z.string()),
  at: instant,
  by: z.string(),
});
export type CauseAnswer = z.infer<typeof causeAnswer>;

export const causeCalls = {
  /** From a file (or a task) upstream; `against` names a run, else the rule chooses. Nothing is read but records and results at hand. Journalled. */
  'cause.find': job({ workspace: workspaceName, lid: lidText, against: lidText.optional(), limit: z.int().min(1).max(10_000).default(200) }, progress, causeAnswer),
};
