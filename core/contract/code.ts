/** The code of a run held against the commit that its record names, read from a git repository or bundle. */
import { z } from 'zod';
import { codeReasons, fileRoles } from '../verify/code/reasons';
import { readPath } from './disk-path';
import { call, job } from './kinds';
import { instant, lidText, progress, recordedChecksum, verdictsSchema, workspaceName } from './shared';

export const codeFile = z.object({
  path: z.string().describe('in the repository; where it is not there: as recorded'),
  recordedPath: z.string().nullable(),
  field: z.enum(['scriptFiles', 'binEntries']),
  tasks: z.int().describe('for binEntries: how many tasks of the run name it'),
  recorded: recordedChecksum.nullable(),
  verdict: verdictsSchema,
  reason: z.enum(codeReasons).nullable(),
  detail: z.string().describe('one sentence for people'),
  blob: z.string().nullable().describe('the id of the git object, 40 hex digits'),
  sha256: z.string().nullable().describe('of the bytes of the file at the commit'),
  size: z.int().nullable().describe('bytes at the commit'),
});
export type CodeFile = z.infer<typeof codeFile>;

export const codeOfTasks = z.object({
  process: z.string(),
  tasks: z.int(),
  recorded: recordedChecksum.nullable(),
  verdict: verdictsSchema,
  reason: z.enum(codeReasons).nullable(),
  detail: z.string(),
  at: z.object({ path: z.string(), from: z.int(), to: z.int() }).nullable().describe('the lines of its process in the commit that hash to it, counted from 1'),
  inProcess: z
    .string()
    .optional()
    .describe('the process of the commit whose text was recorded, where it has another name: included under that of the task, or, without `at`, not its own'),
});
export type CodeOfTasks = z.infer<typeof codeOfTasks>;

export const repository = z.object({
  kind: z.enum(['clone', 'bare', 'bundle']),
  path: z.string().describe('as it was named'),
  remotes: z.array(z.object({ name: z.string(), url: z.string().describe('without user name and password') })),
  refs: z.array(z.object({ name: z.string(), id: z.string() })).describe('of a bundle: what it says it holds'),
  sha256: z.string().nullable().describe('of the bundle file'),
});
export type RepositoryDescription = z.infer<typeof repository>;

export const codeCheck = z.object({
  run: lidText,
  runName: z.string().nullable(),
  commit: z.string().describe('40 hex digits'),
  commitFrom: z.enum(['record', 'asked']).describe('asked: the record names no commit, who asked did'),
  committed: instant.nullable().describe('when, as the commit says'),
  revision: z.string().nullable().describe('as recorded: a branch or tag'),
  recordedRepository: z.string().nullable(),
  repositoryMatches: z.boolean().nullable().describe('whether a remote of the repository has the recorded address; null where one of the two is not known'),
  repository,
  root: z.string().nullable().describe('the recorded folder that was taken for the root of the repository'),
  rootDoubt: z
    .array(z.object({ recorded: z.string(), inCommit: z.string(), proven: z.int(), mismatch: z.int() }))
    .optional()
    .describe('where several folders fit and give different answers: each with its answer, the taken one (which proves least) first'),
  files: z.array(codeFile),
  notInCommit: z.array(z.string()).describe('recorded paths'),
  notRecorded: z.array(z.object({ path: z.string(), role: z.enum(fileRoles), named: z.boolean().describe('the record names it as a config file, without a checksum') })),
  notRecordedCount: z.int().describe('of all; the list stops at 2,000'),
  tasks: z.array(codeOfTasks),
  reused: z.array(z.object({ run: z.string().nullable(), name: z.string().nullable(), tasks: z.int() })).describe('tasks that other runs executed: their code belongs to those'),
  damaged: z
    .array(z.object({ id: z.string(), type: z.string(), path: z.string(), computed: z.string() }))
    .describe('objects whose bytes have another SHA-1 than they are filed under'),
  submodules: z.array(z.string()),
  summary: z.object({
    files: z.int(),
    proven: z.int(),
    byVerdict: z.partialRecord(verdictsSchema, z.int()),
    taskTexts: z.object({ recorded: z.int(), found: z.int() }).optional().describe('not in results of versions that took the text of any process for that of a task'),
    mayExecute: z.int().describe('files of the commit that no checksum covers and Nextflow may run'),
  }),
  at: instant,
  by: z.string(),
  stale: z.boolean().describe('the record of the run has changed since'),
});
export type CodeCheck = z.infer<typeof codeCheck>;

export const codeCalls = {
  /** Reads the commit from git objects and proves what the run records of its code; the result is kept as evidence. */
  'code.verify': job(
    {
      workspace: workspaceName,
      run: lidText,
      repo: readPath('a clone, a bare repository or a bundle'),
      commit: z.string().max(200).optional().describe('only for a run whose record names none'),
    },
    progress,
    codeCheck,
  ),
  /** The newest result for a run, and what could be proven; the repository is not needed. */
  'code.results': call(
    { workspace: workspaceName, run: lidText },
    { check: codeCheck.nullable(), recorded: z.object({ commit: z.string().nullable(), repository: z.string().nullable(), revision: z.string().nullable(), scripts: z.int() }) },
  ),
};
