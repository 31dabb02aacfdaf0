/** Exports in the field's open formats: which there are, and one written of a run, a file's chain, or chosen records. */
import { z } from 'zod';
import { formatIds } from '../export/format';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { lidText, progress, workspaceName } from './shared';

const formatId = z.enum(formatIds);
const text = z.string();

/** What of the records is written. */
export const exportScope = z.union([
  z.object({ run: lidText }).describe('the run with all that it relied on, its inputs and outputs'),
  z.object({ file: z.string().min(1).max(4096) }).describe('a file (LID, or path of an outside file) with all that was recorded upstream of it'),
  z.object({ lids: z.array(z.string().min(1).max(4096)).min(1).max(10_000) }).describe('chosen records: runs as by `run`, others as by `file`, together'),
]);

export const notCarried = z.object({ what: text, count: z.int().nullable().describe('how many of them the scope holds; null where it is not counted') });

export const exportCalls = {
  'export.formats': call(
    {},
    {
      formats: z.array(
        z.object({
          id: formatId,
          title: text,
          standard: text.describe('which version of which specification'),
          extension: text.describe('of the file, without dot'),
          carries: z.array(text).describe('kinds of facts that it has a place for'),
          lacks: z.array(text).describe('kinds of facts that it has none for'),
          limits: z.array(text).describe('what else it cannot say, in sentences'),
          runsOnly: z.boolean().describe('it can be made of one run alone'),
        }),
      ),
    },
  ),
  /** Throws `not-found`, `bad-input`; `not-supported` where the format cannot be made of this scope. */
  'export.write': job(
    {
      workspace: workspaceName,
      scope: exportScope,
      format: formatId,
      out: outPath(),
    },
    progress,
    z.object({
      path: text,
      bytes: z.number(),
      sha256: text,
      format: formatId,
      counts: z.object({ runs: z.int(), tasks: z.int(), files: z.int(), links: z.int() }).describe('of the scope'),
      masked: z.int().describe('secret-like values that were masked'),
      profiles: z.array(text).describe('of an RO-Crate: those that the facts suffice for; empty for others'),
      notCarried: z.array(notCarried).describe('what of the scope this format leaves out, and what no export holds'),
      limits: z.array(text),
    }),
  ),
};
