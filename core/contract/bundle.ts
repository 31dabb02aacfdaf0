/** Evidence bundles: what is known of a run at a checkpoint, handed to somebody who has only standard tools. */
import { z } from 'zod';
import { bundleInfo } from '../bundle/format';
import { outPath } from './disk-path';
import { job } from './kinds';
import { scanResult } from './secrets';
import { lidText, progress, workspaceName } from './shared';

export const bundleCalls = {
  /** Writes the bundle of a run as of a checkpoint; makes a checkpoint first where there is none, or where the key that signs here is not enrolled yet. */
  'evidence.bundle': job(
    {
      workspace: workspaceName,
      run: lidText,
      out: outPath(),
      at: z
        .union([z.literal('latest'), z.int().min(1)])
        .default('latest')
        .describe('the number of the checkpoint; latest: the newest before this act'),
      redacted: z.boolean().default(false).describe('what holds a secret, or what the deny list names, stays out; its digests and proofs stay in'),
      report: z.boolean().default(true).describe('whether the report as PDF is in it'),
    },
    progress,
    z.object({
      path: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      info: bundleInfo,
      pages: z.int().nullable().describe('of the report; null where it was left out'),
      scan: scanResult.describe('what was found in the contents, those left out among them'),
      published: z.int().describe('files that the run published'),
      subjects: z.int().describe('of these: named by their SHA-256 in the signed statement'),
      madeCheckpoint: z.boolean().describe('the checkpoint was made for this bundle'),
      after: z.int().describe('leaves that came after the checkpoint and are not in the bundle'),
      verifierKeys: z.array(z.string()),
    }),
  ),
};
