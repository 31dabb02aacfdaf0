/** Time: a workspace as of an instant, the versions of a record, the time line, what was published under one path over the runs. */
import { z } from 'zod';
import { baselineOrigins, baselineStates, verdicts } from '../verify/verdict';
import { fieldChange } from './findings';
import { call, job } from './kinds';
import { folderName, instant, lidText, progress, recordedChecksum, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };

/** A sync by this computer's clock; null end: it did not end. */
const syncSpan = z.object({ sync: z.int(), startedAt: instant, finishedAt: instant.nullable() });

/** What a view as of an instant rests on. */
export const asOf = z.object({
  at: instant,
  workspace: folderName,
  known: z.int().describe('lines of the ledger that were kept by then'),
  knownNow: z.int().describe('lines that it has now'),
  syncBefore: syncSpan.nullable().describe('the newest sync that had ended by then; null: nothing is known'),
  syncAfter: syncSpan.nullable().describe('the next one that ended; null: there is none yet'),
  syncUnderWay: z.int().nullable().describe('a sync that had begun by then and ended later, or never: nothing that it read is in the view'),
  firstSync: syncSpan.nullable(),
  clockWentBack: z
    .int()
    .describe('how often this computer’s clock was set back between two lines of the ledger, by more than a minute: the order of lines counts, not their times'),
  sentence: z.string(),
});
export type AsOf = z.infer<typeof asOf>;

/** What a time line is made of. `recorded`: the time is the claim of a record; `observed`: this computer's clock. */
export const timelineKinds = ['run', 'sync', 'check', 'finding', 'acknowledged', 'tags', 'sign-off', 'handed-out', 'store'] as const;
export const timelineItem = z.object({
  kind: z.enum(timelineKinds),
  at: instant.describe('in UTC'),
  clock: z.enum(['recorded', 'observed']),
  lid: z.string().nullable(),
  finding: z.string().nullable().describe('the id of a finding'),
  sync: z.int().nullable(),
  title: z.string(),
  detail: z.string(),
});
export type TimelineItem = z.infer<typeof timelineItem>;

const kindCounts = z.partialRecord(z.enum(timelineKinds), z.int());
export const timelineUnits = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;

export const timeline = z.object({
  from: instant.nullable().describe('begin of the first bin; null: nothing has a time'),
  to: instant.nullable().describe('end of the last bin'),
  extent: z.object({ from: instant, to: instant }).nullable().describe('of everything of the kinds asked for'),
  unit: z.enum(timelineUnits).describe('how long a bin is, in UTC; weeks begin on Mondays'),
  bins: z.array(z.object({ start: instant, counts: kindCounts })).describe('those with anything in them, oldest first'),
  totals: kindCounts.describe('between from and to'),
  undated: kindCounts.describe('without a time that is known: on no place of the line'),
  items: z.array(timelineItem).describe('a page of what lies between from and to, newest first'),
  total: z.int(),
});
export type Timeline = z.infer<typeof timeline>;

/** How the content that one run published relates to that of the run before it, as far as is known. */
export const sameAsBefore = ['first', 'same', 'other', 'unknown'] as const;

export const pathRow = z.object({
  lid: z.string(),
  run: z.object({ lid: z.string(), name: z.string().nullable(), start: z.string().nullable().describe('as recorded') }).nullable(),
  path: z.string().nullable(),
  createdAt: z.string().nullable().describe('as recorded'),
  firstSeen: z.object({ sync: z.int(), at: instant }).nullable().describe("when this record was first read here, by this computer's clock"),
  versions: z.int().describe('contents that its record had over time'),
  vanished: z.boolean(),
  size: z.number().nullable(),
  checksum: recordedChecksum.nullable(),
  verdict: z.enum(verdicts),
  checkedAt: instant.nullable(),
  stale: z.boolean(),
  baseline: z.enum(baselineStates).nullable(),
  fingerprint: z.object({ sha256: z.string(), at: instant, origin: z.enum(baselineOrigins) }).nullable(),
  same: z.enum(sameAsBefore),
  why: z.string().describe('what `same` rests on, in a sentence'),
});
export type PathRow = z.infer<typeof pathRow>;

export const timeCalls = {
  /** The instants that can be gone to, and what the clock did. */
  'time.points': call(
    { workspace: workspaceName },
    {
      syncs: z
        .array(syncSpan.extend({ complete: z.boolean(), at: instant.nullable().describe('an instant at which it is known; null: it did not end') }))
        .describe('newest first, at most 500'),
      syncCount: z.int(),
      checkpoints: z.array(z.object({ number: z.int(), at: instant })).describe('newest first, at most 500'),
      checkpointCount: z.int(),
      clockWentBack: z.int(),
      widestStepBack: z.number().describe('milliseconds'),
    },
  ),
  /** What was typed, as an instant: `2026-11-20T10:00Z`, a day (its end, UTC), `sync:3`, `checkpoint:7`. Throws `bad-input`, `not-found`. */
  'time.resolve': call({ workspace: folderName, text: z.string().max(100) }, { name: workspaceName, at: instant }),
  /** Makes the view that a name with an instant means, and journals that it was opened; asked for by any call, it is made without progress. Null: the name has no instant. */
  'time.open': job(inWorkspace, progress, z.object({ asOf: asOf.nullable() })),
  /** Two versions of a record, field by field. */
  'time.compareVersions': call(
    { ...inWorkspace, lid: lidText, old: z.string().length(64), new: z.string().length(64) },
    {
      how: z.enum(['fields', 'bytes']),
      changes: z.array(fieldChange).describe('at most 1000'),
      changeCount: z.int(),
      bytesDiffer: z.string().describe('where the bytes begin to differ, and sizes, in words'),
    },
  ),
  'time.timeline': call(
    {
      ...inWorkspace,
      from: instant.optional(),
      to: instant.optional(),
      kinds: z.array(z.enum(timelineKinds)).optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(1000).default(100),
    },
    { timeline },
  ),
  /** Each run that published this path, and, apart, each that published a file of this name below another output folder. */
  'time.pathHistory': call(
    { ...inWorkspace, path: z.string().min(1).max(4096).describe('a recorded path, or the LID of a published file') },
    {
      path: z.string().nullable().describe('as recorded; null: the record has none'),
      name: z.string().nullable().describe('the path below the output folder, as its LID has it'),
      rows: z.array(pathRow).describe('this path, oldest first'),
      elsewhere: z.array(pathRow).describe('the same name below other output folders, oldest first, at most 1000'),
      elsewhereCount: z.int(),
      task: z.int().describe('records of tasks’ own files with this path, which no run published: not listed'),
    },
  ),
};
