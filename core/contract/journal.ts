/** The journal: read, searched, written out; what of a record was done here; the name that an auditor gives. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { instant, lidText, progress, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const short = z.string().min(1).max(300);

/** Which entries are meant: all that is named must fit. */
export const journalFilter = {
  text: z.string().max(1000).optional().describe('in the line as it is kept, or in the words of the act; case does not matter'),
  act: short.optional().describe('the name of an act, such as record-opened'),
  who: short.optional().describe('the OS account, or the name given'),
  surface: short.optional().describe('window, or command line'),
  from: z.iso.datetime().optional().describe('UTC; entries of this instant and later'),
  to: z.iso.datetime().optional().describe('UTC; entries before this instant'),
  subject: lidText.optional().describe('entries that name this LID or path'),
};
export type JournalFilter = z.infer<z.ZodObject<typeof journalFilter>>;

export const journalEntry = z.object({
  seq: z.int(),
  at: instant,
  offsetMinutes: z.int().describe("this computer's local time, east of UTC"),
  who: z.string().describe('the OS account'),
  name: z.string().nullable().describe('the name given by whoever used that account: not verified'),
  host: z.string(),
  surface: z.string(),
  act: z.string(),
  title: z.string().describe('the act in words'),
  fields: z.array(z.object({ name: z.string(), value: z.string() })).describe('its details in words, secrets masked'),
  was: z.string().nullable(),
  now: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.json()).describe('as the line has it'),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const journalSorts = ['seq', 'who', 'act', 'surface'] as const;

const asCounted = z.array(z.object({ value: z.string(), title: z.string(), count: z.int() }));

/** How far the lines are held fast. */
const journalState = z.object({
  lines: z.int().describe('that could be read, all of them'),
  chained: z.int().describe('lines from the first on of which each holds the SHA-256 of the one before'),
  attested: z.int().nullable().describe('the last line that the newest signed checkpoint covers; null where none is known to'),
  attestedAt: instant.nullable(),
});
export type JournalState = z.infer<typeof journalState>;

/** Pages that a person opens; the engine knows what each showed when it answered it first in this session. */
export const openedPages = [
  'workspaces.get',
  'records.get',
  'records.raw',
  'custody.get',
  'runs.get',
  'files.preview',
  'report.preview',
  'findings.list',
  'impact.begin',
  'compare.tasks',
  'compare.records',
  'lineage.find',
  'labels.get',
  'openlineage.run',
  'journal.list',
  'overview.get',
  'time.timeline',
  'time.pathHistory',
] as const;

export const journalCalls = {
  'journal.list': call(
    {
      ...inWorkspace,
      ...journalFilter,
      sort: z.enum(journalSorts).default('seq'),
      descending: z.boolean().default(true),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(10_000).default(500),
    },
    {
      events: z.array(journalEntry),
      total: z.int().describe('entries that fit the filter'),
      state: journalState,
      facets: z.object({ acts: asCounted, who: asCounted, surfaces: asCounted }).describe('of the whole journal'),
      damage: z.string().optional().describe('the journal could be read to here alone, and why: what follows is not among the events'),
    },
  ),
  /** Who opened, exported or checked a record, file, run or path here. Access outside this program is unknown. */
  'journal.about': call(
    { ...inWorkspace, subject: lidText, limit: z.int().min(1).max(1000).default(5) },
    { events: z.array(journalEntry).describe('newest first'), total: z.int() },
  ),
  /**
   * A person opened a page (again). Written only where the engine has shown it before in this session: else the call that brings its
   * content writes it down, and cannot be left out.
   */
  'journal.opened': call({ ...inWorkspace, page: z.enum(openedPages), input: z.record(z.string(), z.json()).default({}) }, { written: z.boolean() }),
  /** jsonl: the lines exactly as they are kept. csv: for people and spreadsheets, cells guarded against formulas. Itself an act. */
  'journal.export': job(
    { ...inWorkspace, ...journalFilter, form: z.enum(['csv', 'jsonl']), out: outPath().optional() },
    progress,
    z.object({
      path: z.string().nullable(),
      text: z.string().nullable().describe('null where it was written to `out`'),
      bytes: z.int(),
      sha256: z.string(),
      lines: z.int(),
      whole: z.boolean().describe('every line of the journal up to this act'),
      guarded: z.int().describe('cells that a spreadsheet would have read as formulas, and that begin with an apostrophe now'),
    }),
  ),
  'name.get': call({}, { account: z.string(), name: z.string().nullable() }),
  /** The name of this OS account as it stands in the journals of this home and on reports. Nobody verifies it. null takes it away. */
  'name.set': call(
    { name: z.string().trim().min(1).max(200).nullable() },
    { account: z.string(), name: z.string().nullable(), notTold: z.array(z.string()).describe('workspaces whose journal could not be written, and why') },
  ),
};
