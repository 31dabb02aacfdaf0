/** The search: its answers by kind, its suggestions, searches that were saved, labels, and all of it as CSV. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { nodeKind, progress, verdictsSchema, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const text = z.string().min(1).max(1000).describe('the language of docs/guide/search.md');

/** Records by kind; then values that records carry, for a search of text alone; `scripts`: tasks by the text of their script. */
export const searchGroups = [
  'runs',
  'tasks',
  'files',
  'outside',
  'told-runs',
  'told-data',
  'records',
  'scripts',
  'labels',
  'containers',
  'commits',
  'parameters',
  'checksums',
] as const;
export type SearchGroup = (typeof searchGroups)[number];
export const searchSorts = ['best', 'name', 'name-down', 'newest', 'oldest', 'run', 'run-down'] as const;

export const searchHit = z.object({
  lid: z.string().nullable().describe('null for a value that records carry: `query` asks for those'),
  value: z.string(),
  kind: nodeKind.nullable(),
  title: z.string(),
  detail: z.string(),
  count: z.int().nullable().describe('how many records carry the value'),
  parameter: z.object({ name: z.string(), value: z.string() }).nullable().describe('of the group of parameters: apart, as either may hold an equals sign'),
  query: z.string().nullable().describe('the search for the records that carry the value'),
  run: z.object({ lid: z.string(), name: z.string() }).nullable().describe('that the record names as its own'),
  time: z
    .string()
    .nullable()
    .describe('as recorded: start of a run, createdAt of a file or list of outputs; of a task that of its list of outputs; of a run of others that of its first event, as told'),
  verdict: verdictsSchema.nullable().describe('of the newest check of a file; null for what is no file, and where checks of several recorded checksums differ'),
  present: z.boolean().describe('the record is in the store now; false for vanished ones, and for what has no record'),
});
export type SearchHit = z.infer<typeof searchHit>;

const hitGroup = z.object({ group: z.enum(searchGroups), hits: z.array(searchHit), total: z.int() });
export type HitGroup = z.infer<typeof hitGroup>;

export const savedSearch = z.object({ name: z.string().trim().min(1).max(100), text });
export type SavedSearch = z.infer<typeof savedSearch>;
const saved = { searches: z.array(savedSearch).describe('by name') };

/** A `result` is what a search for this alone finds. */
const completionUnits = ['result', 'run', 'task', 'file', 'item'] as const;
const completion = z.object({
  insert: z.string().describe('what stands in the place from `at` to `end` then'),
  label: z.string(),
  detail: z.string(),
  count: z.int().nullable().describe('as far as counted'),
  unit: z.enum(completionUnits).describe('what the count is of'),
});
export type Completion = z.infer<typeof completion>;
export type CompletionUnit = Completion['unit'];

const counted = z.object({ nextflow: z.int().describe('records that carry it as Nextflow wrote them'), platform: z.int().describe('runs that Platform had it on') });
const labelRun = z.object({
  run: z.object({ lid: z.string(), name: z.string() }).nullable().describe('null: files and tasks that name no run'),
  platform: z.boolean().describe('Platform had the label on this run when its record was written'),
  files: z.int(),
  tasks: z.int(),
  records: z.int().describe('lists of outputs'),
  verdicts: z.partialRecord(verdictsSchema, z.int()).describe('of the files'),
});

export const searchCalls = {
  /** A person waited for the answer to this question, or opened it: written into the journal. */
  'search.settled': call({ ...inWorkspace, text }, {}),
  /** Throws `bad-input` with data `{at, length}` where the text cannot be read as a search. */
  'search.find': call(
    {
      ...inWorkspace,
      text,
      limit: z.int().min(1).max(1000).default(8).describe('of each group'),
      offset: z.int().min(0).default(0),
      sort: z.enum(searchSorts).default('best'),
      group: z.enum(searchGroups).optional(),
      settled: z.boolean().default(true).describe('false while a person is still typing: the journal then waits for search.settled, and for three seconds at the most'),
    },
    {
      groups: z.array(hitGroup).describe('those with hits'),
      readAs: z.array(z.string()).describe('what was asked for, in words; all of them must hold'),
      withoutTime: z.int().describe('records that fit but for before: and after:, and have no recorded time, or one of an unknown zone that may be on either side'),
      scripts: z.enum(['searched', 'not-read', 'not-asked']).describe('not-read: the texts of scripts are read by the job search.scripts first; not-asked: no text was'),
    },
  ),
  /** Reads the scripts of all tasks out of the records, so that the search goes through them, too; answers how many tasks have one with the text. */
  'search.scripts': job(
    { ...inWorkspace, text },
    progress,
    z.object({ tasks: z.int(), total: z.int().describe('tasks whose script was searched'), unreadable: z.int().describe('tasks whose kept bytes are damaged') }),
  ),
  /** What may be typed at `caret`: qualifiers, or values that the store holds. */
  'search.suggest': call(
    { ...inWorkspace, text: z.string().max(1000), caret: z.int().min(0) },
    { at: z.int(), end: z.int(), items: z.array(completion), hint: z.string().nullable() },
  ),
  'search.saved': call(inWorkspace, saved),
  /** `was`: the saved search that is given this name and text. Throws `already-exists`, `not-found`. */
  'search.save': call({ ...inWorkspace, ...savedSearch.shape, was: savedSearch.shape.name.optional() }, saved),
  'search.unsave': call({ ...inWorkspace, name: savedSearch.shape.name }, saved),
  /** One group with all its pages as CSV. */
  'search.export': job(
    {
      ...inWorkspace,
      text,
      group: z.enum(searchGroups),
      sort: z.enum(searchSorts).default('best'),
      out: outPath(),
    },
    progress,
    z.object({ path: z.string(), bytes: z.int(), sha256: z.string(), rows: z.int(), guarded: z.int().describe('cells that a spreadsheet would have read as formulas') }),
  ),
  'labels.list': call(inWorkspace, { labels: z.array(counted.extend({ label: z.string() })) }),
  'labels.get': call(
    { ...inWorkspace, label: z.string().min(1).max(4096), limit: z.int().min(1).max(1000).default(200), offset: z.int().min(0).default(0) },
    { label: z.string(), counts: counted, files: z.int(), tasks: z.int(), verdicts: labelRun.shape.verdicts, runs: z.array(labelRun).describe('newest first'), runsTotal: z.int() },
  ),
};
