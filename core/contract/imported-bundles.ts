/** Bundles of others: checked without believing them, and imported as a workspace that nothing is read into any more. */
import { z } from 'zod';
import { bundleInfo } from '../bundle/format';
import { tagItemKinds } from '../tags/item';
import { readPath } from './disk-path';
import { call, job } from './kinds';
import { folderName, instant, progress, workspaceName } from './shared';
import { workspace } from './workspaces';

export const bundleParts = ['bag', 'checkpoint', 'keys', 'proofs', 'records', 'checks', 'journal', 'statement'] as const;
export type BundlePart = (typeof bundleParts)[number];

export const bundleTrust = z.object({
  keyId: z.string().nullable().describe('8 hex digits; null where no key of the bundle signed it'),
  fingerprint: z.string().nullable().describe('SHA-256 of the 32 bytes of the public key, in groups of four'),
  verifierKey: z.string().nullable(),
  byKey: z.boolean().nullable().describe('whether the key given by another way signed it; null where none was given'),
  byCheckpoint: z.boolean().nullable().describe('whether the checkpoint given by another way is this one'),
  sentence: z.string(),
});
export type BundleTrust = z.infer<typeof bundleTrust>;

export const bundleCheck = z.object({
  ok: z.boolean(),
  sha256: z.string().describe('of the zip'),
  size: z.int(),
  info: bundleInfo.describe('as the maker says'),
  hiddenLeaves: z.int().describe('leaves of which the maker gives the hash alone'),
  parts: z.array(z.object({ part: z.enum(bundleParts), title: z.string(), checked: z.int(), failed: z.int() })),
  faults: z.array(z.object({ part: z.enum(bundleParts), subject: z.string(), message: z.string() })).describe('the first 1,000'),
  faultCount: z.int(),
  trust: bundleTrust,
});
export type BundleCheck = z.infer<typeof bundleCheck>;

/** What the maker of a bundle says was checked there: never a verdict of ours. */
export const bundleClaim = z.object({
  leaf: z.int(),
  type: z.enum(['checked', 'code-checked']),
  subject: z.string().describe('a LID, or a recorded path'),
  verdict: z.string().nullable().describe("in the maker's word; null where it is not one"),
  at: z.string().nullable(),
  by: z.string().nullable(),
  sha256: z.string().nullable(),
});
export type BundleClaim = z.infer<typeof bundleClaim>;

/** A tag that the maker of a bundle had set by its checkpoint: their word, and no tag of this workspace. */
export const bundleTag = z.object({
  leaf: z.int(),
  kind: z.enum(tagItemKinds),
  subject: z.string().describe('a LID, or a recorded path'),
  key: z.string(),
  value: z.string(),
  at: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type BundleTag = z.infer<typeof bundleTag>;

/** A record or line of the history that was not the same at each sync of the maker. */
export const bundleChange = z.object({ leaf: z.int(), type: z.enum(['changed', 'vanished', 'reappeared']), subject: z.string().describe('LID, or the path below the store') });
export type BundleChange = z.infer<typeof bundleChange>;

const file = { path: readPath('of the zip'), key: z.string().max(100_000).optional(), checkpoint: z.string().max(1_000_000).optional() };

export const importedBundleCalls = {
  /** Holds a bundle against itself, and against a key or checkpoint that came by another way. Keeps nothing. */
  'bundle.check': job(file, progress, bundleCheck),
  /** Keeps the zip byte for byte in a new workspace and reads its records. With faults it is refused (`bad-input`, data.check) unless `anyway`. */
  'bundle.import': job({ ...file, name: folderName, anyway: z.boolean().default(false) }, progress, z.object({ workspace, check: bundleCheck })),
  /** What is kept of the import of this workspace; null for one that is none. */
  'bundle.imported': call(
    { workspace: workspaceName },
    {
      imported: z
        .object({
          at: instant,
          by: z.string(),
          file: z.string(),
          check: bundleCheck.describe('computed again just now'),
          olderVersions: z.int().describe('kept in the zip, not shown as records'),
          changes: z.array(bundleChange).describe('what its maker saw change, oldest first'),
          tags: z.array(bundleTag).describe('as they stood, by item and key, as its maker claims'),
          claims: z.array(bundleClaim).describe('the newest of each file or run, as its maker claims'),
        })
        .nullable(),
    },
  ),
};
