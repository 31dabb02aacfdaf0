/** Two runs, or two tasks, side by side: what is the same, what differs, and what that rests on. */
import { z } from 'zod';
import { cacheCover, differenceKinds, differenceStandings, judgedBy, outputStatuses, runVerdicts, taskStatuses, unshownReasons } from '../graph/compare/vocabulary';
import { fieldChange } from './findings';
import { call, job } from './kinds';
import { instant, json, lidText, nodeKind, progress, workspaceName } from './shared';

export const ignoreRule = z.strictObject({
  pattern: z.string().min(1).max(1000).describe('a glob over names of outputs: * and ? within a folder, ** over folders; without a slash it goes for the file name in any folder'),
  reason: z.string().trim().min(1, 'a rule to ignore needs a reason').max(1000),
});
export type IgnoreRule = z.infer<typeof ignoreRule>;

const link = z.object({ lid: z.string(), title: z.string() });

export const difference = z.object({
  what: z.enum(differenceKinds),
  name: z.string().nullable().describe('of the input, the variable, the script'),
  left: z.string().nullable().describe('as shown: secrets masked; null: not recorded there'),
  right: z.string().nullable(),
  words: z.string().describe('one sentence'),
  derived: z.boolean().describe('follows from another difference of the same task, or from a task upstream: no cause of its own'),
  diff: z.string().nullable().describe('of scripts: a unified diff, masked'),
  cache: z.enum(cacheCover),
  standing: z.enum(differenceStandings),
});
export type Difference = z.infer<typeof difference>;

/** What is known of the content of one side. */
export const contentAtHand = z.object({
  lid: z.string().nullable(),
  path: z.string().nullable(),
  size: z.number().nullable(),
  sha256: z.string().nullable().describe('of the newest check, our own'),
  readAt: instant.nullable().describe('when those bytes were read'),
  firstSha256: z.string().nullable().describe('the first that we took ourselves; null where there is none, or others made the list that holds it'),
  madeBy: link.nullable().describe('the task that wrote what was published; null where the run itself wrote it, or nothing says'),
});
export type ContentAtHand = z.infer<typeof contentAtHand>;

export const outputRow = z.object({
  name: z.string().describe('below the output folder of the run'),
  left: contentAtHand.nullable(),
  right: contentAtHand.nullable(),
  status: z.enum(outputStatuses),
  by: z.enum(judgedBy),
  detail: z.string().describe('one sentence: what the status rests on, and what weakens it'),
  unshown: z.enum(unshownReasons).nullable().describe('compared by bytes that are not shown to be what the run wrote; null: they are, or no bytes were compared'),
  ignored: ignoreRule.nullable(),
});
export type OutputRow = z.infer<typeof outputRow>;

export const comparedTask = z.object({
  name: z.string(),
  left: link.nullable(),
  right: link.nullable(),
  status: z.enum(taskStatuses),
  first: z.boolean().describe('differs, and nothing upstream of it does'),
  differs: z.array(difference).describe('where the answer is cut to `most` rows, 50 at the most'),
  differCount: z.int(),
  outputs: z.object({ identical: z.int(), different: z.int(), unknown: z.int() }).describe('files that it wrote, by content where that is known'),
});
export type ComparedTask = z.infer<typeof comparedTask>;

/** The tasks of both runs by process, from left to right as data flows, to be drawn with the parting marked. */
export const partingDrawing = z.object({
  boxes: z.array(
    z.object({
      id: z.string().describe('the process'),
      column: z.int(),
      row: z.int(),
      tasks: z.int().describe('pairs of tasks, and tasks of one side alone'),
      first: z.int().describe('of them, where the two part first'),
      differ: z.int().describe('that differ by themselves, those where they part first among them'),
      after: z.int().describe('recorded alike, after a difference upstream'),
      left: z.string().nullable().describe('LID of one of its tasks, where they part first if any does'),
      right: z.string().nullable(),
    }),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
  truncated: z.boolean().describe('there are more processes than are drawn'),
});
export type PartingDrawing = z.infer<typeof partingDrawing>;

const sides = { left: json.nullable(), right: json.nullable() };
export const sideFact = z.object({ name: z.string(), ...sides, status: z.enum(['same', 'differs', 'only-left', 'only-right', 'not-recorded']), masked: z.boolean() });
export type SideFact = z.infer<typeof sideFact>;

export const outputCounts = z.object({
  total: z.int().describe('outputs that are not ignored; the counts below add up to it'),
  identical: z.int(),
  metadataOnly: z.int(),
  different: z.int(),
  indexFiles: z.int().describe('of different: index files, by their name and what they index (core/graph/compare/index-files.ts)'),
  notComparable: z.int(),
  onlyLeft: z.int(),
  onlyRight: z.int(),
  ignored: z.int().describe('apart from the total'),
  byContent: z.int().describe('of the total: compared by content'),
  identicalByUs: z.int().describe('of identical: by our SHA-256 of both'),
  unshown: z.partialRecord(z.enum(unshownReasons), z.int()).describe('of identical: by bytes that are not shown to be what the run wrote'),
});
export type OutputCounts = z.infer<typeof outputCounts>;

export const runComparison = z.object({
  left: link,
  right: link,
  verdict: z.enum(runVerdicts),
  conclusion: z.array(z.string()).describe('sentences, the answer first'),
  firstDivergence: z
    .object({
      task: z.string(),
      left: z.string().nullable(),
      right: z.string().nullable(),
      differs: z.array(difference),
      also: z.array(z.string()).describe('other tasks where the runs part with nothing differing upstream'),
    })
    .nullable(),
  counts: outputCounts,
  outputs: z.array(outputRow).describe('by name; of more than `most`, those that differ come first'),
  outputCount: z.int().describe('all, ignored ones among them'),
  params: z.array(sideFact),
  code: z.object({ same: z.boolean().nullable().describe('null: not enough is recorded'), facts: z.array(sideFact) }),
  environment: z.array(sideFact).describe('Nextflow, profile, container engine, and every setting of the config that differs'),
  tasks: z.array(comparedTask).describe('upstream first; of more than `most`, those that differ come first'),
  taskCount: z.int().describe('pairs, and tasks of one side alone'),
  taskCounts: z.partialRecord(z.enum(taskStatuses), z.int()),
  drawing: partingDrawing.nullable(),
  notes: z.array(z.string()).describe('what is told but is no difference of content, and what weakens the answer'),
  ignore: z.array(ignoreRule),
  hashed: z.boolean().describe('both runs were hashed for this; else it is from results at hand'),
  stopped: z.boolean(),
  at: instant,
  by: z.string(),
});
export type RunComparison = z.infer<typeof runComparison>;

export const compareCalls = {
  /** Two runs; `verify` hashes the published files of both first, `work` the files of their tasks as well. Journalled. */
  'compare.runs': job(
    {
      workspace: workspaceName,
      left: lidText,
      right: lidText,
      verify: z.boolean().default(false),
      work: z.boolean().default(false),
      ignore: z.array(ignoreRule).max(1000).default([]),
      most: z.int().min(1).optional().describe('left out: all; rows of outputs and of tasks in the answer; the rest is asked for by compare.rows'),
    },
    progress,
    runComparison,
  ),
  /** A page of what the last comparison of these two runs found. Throws `not-found` where records or results have changed since: compare again. */
  'compare.rows': call(
    {
      workspace: workspaceName,
      left: lidText,
      right: lidText,
      ignore: z.array(ignoreRule).max(1000).default([]),
      of: z.enum(['outputs', 'tasks']),
      status: z.enum([...outputStatuses, ...taskStatuses]).optional(),
      text: z.string().max(1000).default('').describe('in the name, whatever its case'),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
    },
    { outputs: z.array(outputRow), tasks: z.array(comparedTask), total: z.int().describe('that fit') },
  ),
  /** Any two records, field by field; of two files also what is known of their content. */
  'compare.records': call(
    { workspace: workspaceName, left: lidText, right: lidText },
    {
      left: link.extend({ kind: nodeKind }),
      right: link.extend({ kind: nodeKind }),
      same: z.boolean().describe('the bytes of the two records'),
      how: z.enum(['fields', 'bytes']).describe('bytes: at least one is no JSON that can be compared field by field'),
      changes: z.array(fieldChange).describe('`old` of the first, `new` of the second; at most 1000'),
      changeCount: z.int(),
      content: z
        .object({ status: z.enum(outputStatuses), by: z.enum(judgedBy), detail: z.string() })
        .nullable()
        .describe('of two files'),
      long: z.boolean().describe("too long for Nextflow's text diff to be made within a moment"),
    },
  ),
  /** Two tasks: why did it run again? Nothing is read but records. */
  'compare.tasks': call(
    { workspace: workspaceName, left: lidText, right: lidText },
    {
      left: link,
      right: link,
      same: z.boolean().describe('nothing that is recorded differs but which session, run and folder it was'),
      conclusion: z.array(z.string()),
      differs: z.array(difference),
      upstream: z.array(z.object({ task: z.string(), differs: z.array(difference) })).describe('where their upstream tasks part first'),
    },
  ),
  /** Tasks of the same name, to compare with: at most 200, newest first. */
  'compare.others': call(
    { workspace: workspaceName, task: lidText },
    { tasks: z.array(z.object({ lid: z.string(), title: z.string(), run: z.string().nullable().describe('its name, or its LID'), createdAt: z.string().nullable() })) },
  ),
};
