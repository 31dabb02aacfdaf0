/** A workspace as Parquet tables: for engines that hold the records of many workspaces, or of more than one computer holds. */
import { z } from 'zod';
import { readPath } from './disk-path';
import { job } from './kinds';
import { progress, workspaceName } from './shared';

const text = z.string();

export const parquetCalls = {
  /** Every file, a manifest, SHA256SUMS and the SQL beside them. Throws `bad-input` where the folder is not empty, or lies in the store or among the workspaces. */
  'export.tables': job(
    { workspace: workspaceName, folder: readPath('a folder that is not there yet, or is empty') },
    progress,
    z.object({
      path: text.describe('the folder'),
      files: z.int(),
      bytes: z.number(),
      sha256: text.describe('of SHA256SUMS, which names all other files by theirs'),
      rows: z.record(text, z.int()).describe('by table'),
      masked: z.int().describe('secret-like values that were masked, each place counted'),
      notCarried: z.array(text),
      checkpoint: z.int().nullable().describe('the newest when it was written; null: there was none'),
    }),
  ),
};
