/** Checking files against their records, and looking into them. */
import { z } from 'zod';
import { checkFilters } from '../verify/check-filter';
import { call, job } from './kinds';
import { rowsAsked, rowsCounted } from './pages';
import { checkSummary, fileCheck, instant, lidText, progress, workspaceName } from './shared';

const scope = {
  run: lidText.optional().describe('the published files of a run'),
  work: z.boolean().default(false).describe('with run: the files of its tasks as well'),
  inputs: z.boolean().default(false).describe('with run: its outside inputs, in a list of their own'),
  lids: z.array(lidText).optional(),
  all: z.boolean().default(false),
  content: z.boolean().default(false).describe('read files on S3 as well; else they are judged by what the server says of them. Files on disk are always read'),
};

const sampleAsked = z.strictObject({
  n: z.int().min(1).max(1_000_000).describe('how many files'),
  seed: z
    .string()
    .regex(/^\P{C}{1,100}$/u, 'a seed has 1 to 100 characters, none of them a control character')
    .optional()
    .describe('any text; without one, a random seed is drawn and said'),
});

/** How a sample was drawn, and what it can claim of the files that were not. */
export const sample = z.object({
  n: z.int().describe('files drawn'),
  of: z.int().describe('files in the scope'),
  seed: z.string(),
  method: z.string(),
  strata: z.array(z.object({ label: z.string(), size: z.string(), total: z.int(), taken: z.int() })),
  claim: z.object({
    confidence: z.number(),
    findings: z.int().describe('of the files drawn: mismatch, missing, unreadable in whole or in part, other bytes than the fingerprint (ours or a list’s) or than a server says'),
    findingsAtMost: z.int().nullable().describe('of all files in the scope, at that confidence; null where nothing can be claimed'),
    proven: z.int().describe('of the files drawn: content proven to be as recorded, as the recorded hash of it was computed again'),
    ours: z.int().describe('of the files drawn, the proven among them: the bytes of a fingerprint that was taken here before; nothing is said of the time before it'),
    renewed: z.int().describe('of ours: those whose fingerprint is a later reading, put in place of an earlier one on purpose'),
    listed: z.int().describe('of the files drawn: the bytes that a list made by others says, which was read in; never among ours'),
    unprovenAtMost: z.int().nullable().describe('of all files, those whose content the same check would not prove to be as recorded; null where nothing can be claimed'),
    notOursAtMost: z
      .int()
      .nullable()
      .describe('of all files, those that the same check would not find with the bytes of a fingerprint taken here; null where nothing can be claimed'),
    words: z.array(z.string()).describe('the same in sentences, with what it rests on'),
  }),
});
export type Sample = z.infer<typeof sample>;

export const verifyResult = z.object({
  summary: checkSummary,
  files: z.array(fileCheck),
  inputs: z.array(fileCheck).optional(),
  inputsSummary: checkSummary.optional(),
  resumed: z.int().describe('files that were not read again, as the verification that this goes on with had kept their results'),
  sample: sample.optional(),
  stopped: z.boolean().describe('cancelled: what was not reached is not-checked'),
  at: instant,
  by: z.string(),
});
export type VerifyResult = z.infer<typeof verifyResult>;

const unfinished = z.object({
  began: instant,
  by: z.string(),
  done: z.int().describe('files whose result is kept'),
  total: z.int(),
});

export const preview = z.object({
  name: z.string(),
  checkedPath: z.string().nullable(),
  size: z.number().nullable(),
  shown: z.number().describe('bytes of the file behind what is shown'),
  truncated: z.boolean(),
  form: z.enum(['text', 'table', 'image', 'pdf', 'binary', 'folder', 'none']),
  text: z.string().nullable().describe('text, JSON, VCF, HTML as inert text'),
  rows: z.array(z.array(z.string())).nullable().describe('CSV and TSV: header row first'),
  base64: z.string().nullable().describe('images and PDF'),
  mediaType: z.string().nullable(),
  note: z.string().nullable().describe('why nothing can be shown, or what was decompressed'),
});
export type Preview = z.infer<typeof preview>;

/** Ids of the columns by which pages of checks are sorted and filtered. */
export const checkColumns = ['name', 'verdict', 'at', 'by', 'path', 'checked', 'size', 'sha256', 'baseline', 'lid'] as const;

export const verifyCalls = {
  /** `resume`: goes on with the newest verification of the same scope, should it have been interrupted. */
  'verify.run': job({ workspace: workspaceName, ...scope, resume: z.boolean().default(false), sample: sampleAsked.optional() }, progress, verifyResult),
  /** Whether the newest verification of a scope was interrupted, or is under way. */
  'verify.unfinished': call({ workspace: workspaceName, ...scope }, { unfinished: unfinished.nullable() }),
  /** The checks at hand for a scope, newest of each file, in pages for tables; nothing is read. `onS3`: of all files of the scope that lie on S3, what reading them costs; null where none does. */
  'verify.listed': call(
    { workspace: workspaceName, ...scope, list: z.enum(['files', 'inputs']).default('files'), only: z.enum(checkFilters).default('all'), page: rowsAsked },
    {
      checks: z.array(fileCheck),
      ...rowsCounted,
      summary: checkSummary,
      inputsSummary: checkSummary.nullable(),
      onS3: z.object({ files: z.int(), bytes: z.number().describe('by their records'), unknown: z.int().describe('files whose record says no size') }).nullable(),
    },
  ),
  /** How many files were found wrong by their newest check, whatever kind of file: the list is `bad-checks` of overview.list. */
  'verify.bad': call(
    { workspace: workspaceName },
    { checked: z.int().describe('files, outside ones among them, that somebody has looked at'), bad: z.int(), outside: z.int().describe('of `bad`: outside files') },
  ),
  /** `nextflow lineage check LID`, and what we say of it. `nextflow` is null where Nextflow's own answer would be wrong. */
  'verify.check': call(
    { workspace: workspaceName, lid: lidText, content: scope.content },
    {
      nextflow: z.object({ stdout: z.string() }).nullable(),
      file: fileCheck,
    },
  ),
  'files.preview': call({ workspace: workspaceName, lid: lidText.optional(), path: z.string().max(4096).optional() }, { preview }),
};
