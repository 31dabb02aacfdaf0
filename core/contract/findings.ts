/** Findings: what syncs found that an auditor should know, each with its evidence, and who has acknowledged it. */
import { z } from 'zod';
import { findingTypes } from '../findings/kinds';
import { call } from './kinds';
import { instant, lidText, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const type = z.enum(findingTypes);

/** That somebody has seen a finding, and why it may stand. It stays a finding. */
export const acknowledgement = z.object({ at: instant, by: z.string(), reason: z.string() });
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Something that an auditor should know; never silent. The clock- types come one a run, with the count of records and the widest difference. */
export const finding = z.object({
  id: z.string().describe('16 hex digits, the same as long as it is the same finding'),
  type,
  key: z.string().describe('the record key, or the object path for what is no record'),
  lid: z.string().nullable(),
  run: z.string().nullable().describe('LID of the run that it is about, where a record tells'),
  object: z.string().nullable().describe('path below the store'),
  detail: z.string(),
  sync: z.int().nullable().describe('the sync that found it, or that read what shows it'),
  at: instant.nullable().describe("when that sync began, by this computer's clock"),
  sha256: z.string().nullable().describe('of the bytes kept that show it'),
  holds: z.boolean().describe('false: acknowledged earlier, and no longer so by the records as they are now'),
  acknowledged: acknowledgement.nullable().describe('the newest'),
});
export type Finding = z.infer<typeof finding>;

export const findingCounts = z.partialRecord(type, z.int());
export type FindingCounts = z.infer<typeof findingCounts>;

const shownValue = z.string().nullable().describe('as JSON, values under secret-like names masked; null where there is none');

/** One difference between two versions of a record. `same-value`: other bytes that mean the same, such as 1.0 and 1. */
export const fieldChange = z.object({
  path: z.string().describe('JSONPath, such as $.spec.params[0].value'),
  change: z.enum(['added', 'removed', 'changed', 'same-value', 'order', 'moved']),
  old: shownValue,
  new: shownValue,
});
export type FieldChange = z.infer<typeof fieldChange>;

/** One version as it was read; `sha256` null: it was not read. */
const versionShown = z.object({
  sha256: z.string(),
  size: z.int(),
  sync: z.int(),
  at: instant.nullable(),
  text: z.string().describe('masked, at most 64 KiB'),
  truncated: z.boolean(),
});

export const findingDetail = z.object({
  finding,
  acknowledgements: z.array(acknowledgement).describe('oldest first'),
  evidence: z
    .array(z.object({ leaf: z.int().describe('line of the ledger, from 0'), type: z.string(), sync: z.int().nullable(), line: z.string() }))
    .describe('the lines of the ledger that it rests on'),
  seenBetween: z.object({ from: instant, to: instant.nullable() }).nullable().describe("begin and end of the sync, by this computer's clock; null end: it did not end"),
  old: versionShown.nullable(),
  new: versionShown.nullable(),
  how: z.enum(['fields', 'bytes', 'none']).describe('how the two versions are compared: as JSON, or byte by byte; none: there are no two'),
  changes: z.array(fieldChange).describe('at most 1000'),
  changeCount: z.int(),
  bytesDiffer: z.string().nullable().describe('where the bytes begin to differ, and sizes, in words'),
  elsewhere: z.array(z.string()).describe('other workspaces that keep a record of this LID'),
});
export type FindingDetail = z.infer<typeof findingDetail>;

export const findingCalls = {
  'findings.list': call(
    {
      ...inWorkspace,
      type: type.optional(),
      run: lidText.optional(),
      sync: z.int().min(1).optional(),
      state: z.enum(['open', 'acknowledged', 'all']).default('all'),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(10_000).default(500),
    },
    {
      findings: z.array(finding),
      total: z.int(),
      open: z.int().describe('of `total`, not acknowledged'),
      counts: findingCounts.describe('of all kinds, whichever kind was asked for'),
      syncs: z.array(z.int()).describe('that found any, newest first'),
      looked: z.object({ records: z.int(), history: z.int(), unreadable: z.int(), syncs: z.int() }).describe('what was looked at'),
      imported: z.string().nullable().describe('of an imported bundle: what its maker saw change, in words'),
    },
  ),
  'findings.show': call({ ...inWorkspace, id: z.string().min(4, 'write at least the first 4 characters of its ID').max(64).describe('or its start') }, { detail: findingDetail }),
  /** Kept as evidence, with who, when and why. A finding that does not exist is an error, and nothing is kept. */
  'findings.acknowledge': call(
    { ...inWorkspace, ids: z.array(z.string().min(4).max(64)).min(1).max(100_000), reason: z.string().trim().min(1).max(2000) },
    { acknowledged: z.int() },
  ),
};
