/** What an evidence bundle says of itself: the names and shapes that whoever makes, checks or imports one agrees on. See docs/evidence-format.md. */
import { z } from 'zod';
import type { Ports } from '../ports';

export const bundleFormat = 'lineage-evidence-bundle';
export const bundleVersion = 1;
/** A name that leads nowhere on purpose; its meaning is in docs/evidence-format.md. */
export const predicateType = 'https://lineage-audit-workbench.invalid/run-evidence/v1';
export const payloadType = 'application/vnd.in-toto+json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const bundledCheckpoint = z.object({ number: z.int(), size: z.int(), root: z.string().describe('base64'), dated: z.string() });
export type BundledCheckpoint = z.infer<typeof bundledCheckpoint>;

/** A content that a leaf names and that is not in the bundle. */
const leftOut = z.object({ sha256, leaf: z.int().min(0), why: z.string() });

/** What was looked for and found in the records, by kind. */
const warning = z.object({ kind: z.string(), records: z.int(), places: z.int() });

/** `data/bundle.json`. */
export const bundleInfo = z.object({
  completeness: z.enum(['complete', 'redacted']),
  format: z.literal(bundleFormat),
  version: z.literal(bundleVersion),
  id: z.string(),
  origin: z.string(),
  checkpoint: bundledCheckpoint,
  run: z.string().describe('LID'),
  runName: z.string().nullable(),
  workspace: z.string(),
  store: z.string(),
  product: z.string(),
  leftOut: z.array(leftOut),
  warnings: z.array(warning).nullable().describe('null: nobody looked for secrets or personal data'),
  coverage: z.string().optional().describe('what is not known of the store, and of the run, as not all of the store was synced; absent: all was'),
  unread: z.int().describe('objects that could not be read when last seen'),
  counts: z.object({ records: z.int(), lists: z.int(), leaves: z.int(), checks: z.int(), journal: z.int() }),
});
export type BundleInfo = z.infer<typeof bundleInfo>;

export function bundleId(ports: Pick<Ports, 'sha256'>, origin: string, { number, root }: Pick<BundledCheckpoint, 'number' | 'root'>, run: string): string {
  const hash = ports.sha256();
  hash.update(new TextEncoder().encode(`${origin}\n${number}\n${root}\n${run}\n`));
  return `lineage-evidence-${hash.hex().slice(0, 16)}`;
}
