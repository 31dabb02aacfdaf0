/** Which store a workspace was pinned to, what told that, and who said why another one was taken for it. */
import { z } from 'zod';
import { call } from './kinds';
import { instant, workspaceName } from './shared';

export const identityNames = [
  'type',
  'path',
  'resolved',
  'file-system',
  'folder',
  'device',
  'endpoint',
  'bucket',
  'prefix',
  'region',
  'owner',
  'object-owners',
  'caller',
  'created',
] as const;
export type IdentityName = (typeof identityNames)[number];

/** One fact that a store gives of itself. Text from a server or a disk: hostile, shown visibly. */
export const identityFact = z.object({
  name: z.enum(identityNames),
  value: z.string().nullable().describe('null: not known, so not pinned'),
  from: z.string().describe('who says so, in words: the settings, the operating system, a call of the S3 API'),
  note: z.string().nullable().describe('why it is not known, or that it is no longer said'),
});
export type IdentityFact = z.infer<typeof identityFact>;

export const identityDifference = z.object({
  name: z.enum(identityNames),
  was: z.string(),
  now: z.string().nullable().describe('null: no longer said'),
  weight: z.enum(['pinned', 'told']).describe('pinned: another store; told: may change by itself'),
});
export type IdentityDifference = z.infer<typeof identityDifference>;

/** What the listing has in common with what is kept, before anything new is read. */
export const contentSeen = z.object({
  kept: z.int().describe('objects that were there at the last look'),
  listed: z.int().describe('objects listed now, folder markers left out'),
  shared: z.int().describe('of those kept, how many are listed now'),
  asKept: z.int().describe('of those, how many are listed with the time, size and tag that they had'),
  read: z.int().describe('of the earliest others, how many were read to compare their bytes; only where none is listed as it was'),
  sampled: z
    .literal(true)
    .optional()
    .describe('a sync of some runs: `kept` are those alone that were looked for (of these runs, and the earliest of all), `listed` what was found'),
  sameBytes: z.int().describe('of those read, how many have the bytes that are kept'),
});
export type ContentSeen = z.infer<typeof contentSeen>;

export const storeEventTypes = ['store-pinned', 'store-repinned', 'store-told'] as const;
export const storeEvent = z.object({
  type: z.enum(storeEventTypes),
  sync: z.int(),
  at: instant,
  by: z.string(),
  late: z.boolean().describe('pinned at a later sync than the first: nothing tells whether it was the same store before'),
  reason: z.string().nullable().describe('why another store was taken for this one'),
  facts: z.array(identityFact).describe('what later syncs are held against'),
  differs: z.array(identityDifference),
  content: contentSeen.nullable(),
});
export type StoreEvent = z.infer<typeof storeEvent>;

export const storeIdentityCalls = {
  'store.identity': call(
    { workspace: workspaceName },
    {
      pin: storeEvent.nullable().describe('what the next sync is held against; null before the first sync that listed something'),
      events: z.array(storeEvent).describe('oldest first'),
      sentences: z.array(z.string()).describe('the same for people'),
    },
  ),
};
