/** Paths that several records claim: who wrote there, and whose bytes are there now. */
import { z } from 'zod';
import { call, job } from './kinds';
import { fileCheck, instant, lidText, progress, workspaceName } from './shared';

/** What speaks for a claimant, strongest first; `size`: the recorded checksum covers no time; `other-content` speaks against it. */
export const claimEvidence = ['recorded-content', 'source', 'fingerprint', 'size-and-time', 'size', 'other-content', 'nothing'] as const;

const claimant = z.object({
  lid: z.string().nullable().describe('the FileOutput; null for a checksum of an outside file'),
  runs: z.array(z.object({ lid: z.string(), name: z.string().nullable() })).describe('that wrote it, or read it from outside'),
  recorded: fileCheck.shape.recorded,
  createdAt: z.string().nullable().describe('as recorded: when the file was made'),
  vanished: z.boolean().describe('the record is no longer in the store'),
  evidence: z.enum(claimEvidence).nullable().describe('what shows that this is there now; null where nothing is known of what is there'),
});

export const overwrite = z.object({
  path: z.string().describe('as recorded'),
  checkedPath: z.string().describe('after path maps'),
  kind: z.enum(['published', 'work', 'outside']),
  claimants: z.array(claimant).describe('the earliest first, by the time recorded of the file'),
  now: z.object({
    state: z
      .enum(['one', 'several', 'none', 'gone', 'unknown', 'not-looked'])
      .describe('how many claimants the evidence leaves; gone: nothing is there; unknown: it was not asked, could not be read, or nothing tells'),
    by: z.enum(claimEvidence).nullable().describe('the strongest evidence that anyone has'),
    claimants: z.array(z.int()).describe('places in the list'),
    at: instant.nullable().describe('when it was looked at last'),
    sentence: z.string(),
  }),
});
export type Overwrite = z.infer<typeof overwrite>;

const scope = { workspace: workspaceName, run: lidText.optional().describe('those that this run claims'), lid: lidText.optional().describe('those that this record claims') };
const answer = { overwrites: z.array(overwrite).describe('by path'), total: z.int(), looked: z.int().describe('of these: looked at by anyone, and not unknown') };
const lookAnswer = { ...answer, checked: z.int().describe('results of this look: files, and sources, by record'), findings: z.int().describe('of those: that are a finding') };

export const overwriteCalls = {
  /** From the results at hand; nothing is read. */
  'overwrites.list': call({ ...scope, limit: z.int().min(1).max(10_000).default(1000) }, answer),
  /** Checks the files first, and the sources that published ones were made from: kept as any check is. */
  'overwrites.look': job({ ...scope, limit: z.int().min(1).max(10_000).default(1000) }, progress, z.object(lookAnswer)),
};
