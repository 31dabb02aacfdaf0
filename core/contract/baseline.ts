/** First fingerprints: shown, read in from lists, written out as lists, renewed on purpose, signed off. */
import { z } from 'zod';
import { baselineOrigins } from '../verify/verdict';
import { outPath, readPath } from './disk-path';
import { call } from './kinds';
import { instant, lidText, workspaceName } from './shared';

/** As of checks; none of run, lids and all: everything, files from outside among it. */
const scope = {
  run: lidText.optional().describe('the published files of a run'),
  work: z.boolean().default(false).describe('with run: the files of its tasks as well'),
  inputs: z.boolean().default(false).describe('with run: its outside inputs as well'),
  lids: z.array(lidText).optional(),
  all: z.boolean().default(false).describe('every FileOutput, without files from outside'),
};
const reason = z.string().trim().min(1, 'say why: a reason is kept with it').max(2000);

export const baselineLock = z.object({
  id: z.int(),
  at: instant,
  by: z.string(),
  reason: z.string(),
  scope: z.string(),
  digest: z.string().describe('SHA-256 of the list signed off, in one canonical text'),
  files: z.int(),
  without: z.int().describe('files of the scope that had no fingerprint'),
});
export type BaselineLock = z.infer<typeof baselineLock>;

const fingerprint = z.object({
  kind: z.enum(['file', 'folder']).describe('folder: the SHA-256 is of our manifest of what is inside'),
  sha256: z.string(),
  at: instant.describe('when it was read; of an imported one, when the list was read in'),
  origin: z.enum(baselineOrigins),
  by: z.string().describe('who read it, read the list in, or renewed it'),
  list: z.object({ name: z.string(), sha256: z.string(), line: z.int() }).nullable(),
  lock: z.int().nullable().describe('id of the lock that it is under'),
  past: z
    .array(
      z.object({
        sha256: z.string(),
        at: instant,
        origin: z.enum(baselineOrigins),
        by: z.string(),
        until: instant,
        untilBy: z.string(),
        reason: z.string(),
      }),
    )
    .describe('those it replaced, newest first'),
  conflicts: z
    .array(z.object({ list: z.string(), at: instant, by: z.string(), sha256: z.string(), line: z.int() }))
    .describe('lists that hold another SHA-256 of it, newest first'),
});

export const baselineRow = z.object({
  lid: z.string().nullable(),
  path: z.string().nullable(),
  checkedPath: z.string().nullable(),
  fingerprint: fingerprint.nullable(),
});
export type BaselineRow = z.infer<typeof baselineRow>;

/** What speaks against signing off; see core/engine/baseline/doubts.ts. */
const baselineDoubts = z.object({
  changed: z.int().describe('other bytes than the fingerprint at the newest check'),
  amiss: z.int().describe('the newest check is a finding of another kind'),
  unread: z.int().describe('the fingerprint comes from a list, and nobody has read the file here'),
});
export type BaselineDoubts = z.infer<typeof baselineDoubts>;

export const baselineCounts = z.object({
  total: z.int(),
  have: z.int().describe('of total: with a fingerprint'),
  imported: z.int(),
  renewed: z.int(),
  folders: z.int(),
  locked: z.int(),
  conflicting: z.int().describe('files of which some list holds another SHA-256'),
  doubts: baselineDoubts.describe('of those that are not locked'),
});
export type BaselineCounts = z.infer<typeof baselineCounts>;

/** What became of a line of a list. Each list names at most 1000 of its kind; `counts` has all. */
const listLine = z.object({ line: z.int(), path: z.string(), sha256: z.string(), lid: z.string().nullable(), recordedPath: z.string().nullable() });

export const importResult = z.object({
  list: z.object({ name: z.string(), sha256: z.string(), size: z.int() }),
  counts: z.object({ lines: z.int(), taken: z.int(), agree: z.int(), conflicts: z.int(), ambiguous: z.int(), unmatched: z.int(), problems: z.int() }),
  taken: z.array(listLine),
  conflicts: z.array(listLine.extend({ has: z.string(), hasSince: instant, locked: z.boolean() })).describe('another fingerprint is known, which stays'),
  ambiguous: z.array(z.object({ line: z.int(), path: z.string(), candidates: z.array(z.string()).describe('at most 10 LIDs or paths') })),
  unmatched: z.array(z.object({ line: z.int(), path: z.string() })),
  problems: z.array(z.object({ line: z.int(), message: z.string() })),
  without: z.int().describe('files of the scope that still have no fingerprint'),
});
export type ImportResult = z.infer<typeof importResult>;

const inWorkspace = { workspace: workspaceName };

export const baselineCalls = {
  'baseline.show': call(
    { ...inWorkspace, ...scope, offset: z.int().min(0).default(0), limit: z.int().min(0).max(100_000).default(5000) },
    {
      counts: baselineCounts,
      files: z.array(baselineRow),
      locks: z.array(baselineLock).describe('of the workspace, newest first'),
      lists: z
        .array(z.object({ id: z.int(), at: instant, by: z.string(), name: z.string(), sha256: z.string(), taken: z.int(), agree: z.int(), conflicts: z.int() }))
        .describe('read in, newest first'),
    },
  ),
  /** Reads a list in. Files without fingerprint get the list's; others keep theirs. Reading the same list in again changes nothing. */
  'baseline.import': call(
    {
      ...inWorkspace,
      ...scope,
      path: readPath('the list on this computer; or its text').optional(),
      text: z.string().max(50_000_000).optional(),
      name: z.string().max(300).optional().describe('what the list is called; the end of its path where nothing is said'),
      base: z.string().min(1).max(4096).optional().describe('the folder that relative paths of the list start from'),
    },
    importResult.shape,
  ),
  /** A list that `sha256sum -c` takes. Nothing is read: it holds the fingerprints as they are kept. */
  'baseline.export': call(
    {
      ...inWorkspace,
      ...scope,
      recorded: z.boolean().default(false).describe('recorded paths instead of those where the files are now'),
      out: outPath().optional(),
    },
    {
      text: z.string().nullable().describe('the list; null where it was written to `out`'),
      path: z.string().nullable(),
      sha256: z.string(),
      total: z.int(),
      listed: z.int().describe('files of the scope that the list holds; a folder counts once'),
      without: z.int().describe('of total: without a fingerprint, named in comments'),
      notListed: z.int().describe('of total: with a fingerprint that sha256sum could not use, named in comments'),
    },
  ),
  /** The newest reading becomes the fingerprint; the old one stays in the evidence. Throws `locked`, and then renews none. */
  'baseline.renew': call(
    { ...inWorkspace, lids: z.array(lidText).min(1).max(10_000), reason },
    {
      renewed: z.array(z.object({ lid: z.string().nullable(), path: z.string().nullable(), was: z.string(), now: z.string(), readAt: instant })),
      unchanged: z.array(z.string()).describe('LIDs or paths whose newest reading is the fingerprint already'),
    },
  ),
  /** Signs a scope off: its fingerprints stay as they are, for good. There is no unlock. */
  'baseline.lock': call(
    {
      ...inWorkspace,
      ...scope,
      reason,
      partial: z.boolean().default(false).describe('also where files of the scope have no fingerprint'),
      doubtful: z.boolean().default(false).describe('also where something speaks against it'),
    },
    { lock: baselineLock, newly: z.int().describe('files that were not locked before'), doubts: baselineDoubts },
  ),
};
