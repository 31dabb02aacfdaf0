/** A list of released files, of checksums or of runs, held against the records of a workspace. */
import { z } from 'zod';
import { outPath, readPath } from './disk-path';
import { job } from './kinds';
import { fileCheck, instant, lidText, progress, workspaceName } from './shared';

export const listRoles = ['lid', 'path', 'name', 'sha256', 'run'] as const;
export type ListRole = (typeof listRoles)[number];

export const reconcileStates = ['matched', 'ambiguous', 'not-matched', 'without-lineage'] as const;
export type ReconcileState = (typeof reconcileStates)[number];

/** By what a line was matched: the end of a path and a name are told apart from the whole path. */
export const matchedBy = ['lid', 'path', 'path-end', 'name', 'sha256', 'run-id', 'run-name', 'session'] as const;
export type MatchedBy = (typeof matchedBy)[number];

export const digestStates = ['equal', 'differs', 'not-now', 'not-read', 'unusable'] as const;
export type DigestState = (typeof digestStates)[number];

const runOf = z.object({ lid: z.string(), name: z.string().nullable() });

export const reconcileRow = z.object({
  row: z.int().describe('in the list, from 1, its header counted'),
  listed: z.string().describe('what the list says, made safe to show'),
  state: z.enum(reconcileStates),
  by: z.enum(matchedBy).nullable(),
  lid: z.string().nullable(),
  path: z.string().nullable().describe('as recorded'),
  run: runOf.nullable(),
  check: fileCheck.nullable().describe('the newest check of the file; null for a run, and where nobody has looked'),
  sha256: z
    .object({
      listed: z.string(),
      ours: z.string().nullable().describe('as read here: of the newest check, else our fingerprint; never one that was read in from a list'),
      at: instant.nullable().describe('when ours was taken'),
      state: z
        .enum(digestStates)
        .describe(
          'not-now: the newest check has no SHA-256, and ours is our fingerprint of before; not-read: there is no reading of ours; unusable: what the list has is no SHA-256, or it has several for one path',
        ),
    })
    .nullable()
    .describe('null where the list has none, and where one that can be used was held against nothing, as no file was matched'),
  note: z.string(),
});
export type ReconcileRow = z.infer<typeof reconcileRow>;

export const extraRow = z.object({ lid: z.string().nullable(), path: z.string().nullable(), run: runOf.nullable(), check: fileCheck.nullable() });
export type ExtraRow = z.infer<typeof extraRow>;

export const reconciliation = z.object({
  list: z.object({
    name: z.string(),
    sha256: z.string(),
    size: z.int(),
    form: z.enum(['csv', 'tsv', 'sha256sum', 'lines']),
    columns: z.array(z.object({ column: z.int().describe('from 1'), header: z.string().nullable(), as: z.enum(listRoles).nullable() })),
    notes: z.array(z.string()).describe('what of the list could not be used, and why'),
  }),
  of: z.enum(['files', 'runs']).describe('what the lines name; extra is of the same kind'),
  runs: z.array(runOf).describe('the runs concerned: the one asked for, else those of the matched files'),
  rows: z.array(reconcileRow),
  extra: z.array(extraRow).describe('published files of the runs concerned, or runs of the workspace, that the list lacks'),
  counts: z.object({
    rows: z.int(),
    byState: z.record(z.enum(reconcileStates), z.int()),
    extra: z.int(),
    extraOf: z.int().describe('published files of the runs concerned, or runs of the workspace'),
    sha256: z.object({
      listed: z.int().describe('rows that name a SHA-256 and were matched with a file: the sum of the next four'),
      equal: z.int(),
      differs: z.int(),
      notNow: z.int(),
      notRead: z.int(),
      unusable: z.int().describe('rows, matched or not, whose digest cannot be used'),
    }),
    checked: z.int().describe('of the matched files'),
    findings: z.int().describe('matched files whose newest check is a finding or out of date'),
  }),
  at: instant,
});
export type Reconciliation = z.infer<typeof reconciliation>;

const asked = {
  workspace: workspaceName,
  list: readPath('the path of the list'),
  run: lidText.optional().describe('the run whose files were to be released: nothing else is matched'),
  column: z.string().min(1).max(200).optional().describe('the column that names the files or runs: its header, or its number from 1'),
};

export const reconcileCalls = {
  'reconcile.list': job(asked, progress, reconciliation),
  /** The same, drawn as a report or written as a table that is safe to open in a spreadsheet. */
  'reconcile.save': job(
    { ...asked, form: z.enum(['pdf', 'csv']), out: outPath() },
    progress,
    z.object({
      path: z.string(),
      id: z.string().nullable().describe('of the report; null for a table'),
      pages: z.int().nullable(),
      guarded: z.int().describe('cells of the table that a spreadsheet would have read as formulas, and that begin with an apostrophe now'),
      bytes: z.int(),
      sha256: z.string(),
      listSha256: z.string(),
    }),
  ),
};
