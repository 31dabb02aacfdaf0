/** Impact: where something was used, and all that it reached, across runs and re-used tasks. */
import { z } from 'zod';
import { doubtReasons } from '../graph/impact/reasons';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { rowsArranged, rowsCounted } from './pages';
import { lidText, nodeKind, progress, workspaceName } from './shared';

const text = z.string().min(1).max(4096);
const checksum = z.string().min(1).max(200);

/** What is asked about. Hostile text: compared, never made a path or a pattern. */
export const impactQuestion = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('lid'), lid: lidText }).describe('a file, a task, a run, or an outside file by its path'),
  z.strictObject({ by: z.literal('path'), path: text, checksum: checksum.optional().describe('of the contents that the path held, this one alone') }),
  z.strictObject({ by: z.literal('checksum'), checksum }).describe('a recorded value, or a SHA-256 that this program took'),
  z.strictObject({ by: z.literal('container'), container: text }).describe('the text as configured'),
  z.strictObject({ by: z.literal('commit'), commit: z.string().min(4).max(200) }).describe('whole, or its first 7 digits or more'),
  z.strictObject({ by: z.literal('version'), repository: text.optional(), revision: text }).describe('of the pipeline; repository left out: any'),
  z.strictObject({ by: z.literal('param'), name: z.string().min(1).max(500), value: z.string().max(4096) }).describe('a parameter of a run; value as text or as JSON'),
  z.strictObject({ by: z.literal('sample'), text: z.string().min(2).max(200) }).describe('names, tags, paths and labels that hold the text: a match of text, no link'),
]);
export type ImpactQuestion = z.infer<typeof impactQuestion>;
export type ImpactBy = ImpactQuestion['by'];
const impactBys = ['lid', 'path', 'checksum', 'container', 'commit', 'version', 'param', 'sample'] as const satisfies readonly ImpactBy[];

export const impactLists = ['runs', 'tasks', 'files', 'unknown', 'unaffected'] as const;
export type ImpactList = (typeof impactLists)[number];
export const impactKinds = ['run', 'task', 'file', 'outside', 'other'] as const;
export type ImpactKind = (typeof impactKinds)[number];
export const impactSorts = ['published', 'distance', 'title', 'run'] as const;

const named = z.object({ lid: z.string(), title: z.string() });

export const impactRow = z.object({
  lid: z.string().describe('the LID; of an outside file its path; of a record that could not be read, where it lies below the store'),
  as: z.enum(impactKinds),
  kind: nodeKind,
  title: z.string(),
  detail: z.string(),
  run: named.nullable().describe('that the record names'),
  distance: z.int().nullable().describe('steps over recorded links; 0: asked about itself; null: not reached'),
  published: z.boolean().describe('a file that a run published'),
  labels: z.array(z.string()),
  checksum: z.string().nullable().describe('as recorded; of a file'),
  reason: z
    .object({ code: z.enum(doubtReasons), at: named.nullable().describe('where the doubt enters') })
    .nullable()
    .describe('why it is unknown'),
  holds: z.object({ tasks: z.int(), files: z.int(), published: z.int() }).nullable().describe('of a run: what of it was reached'),
});
export type ImpactRow = z.infer<typeof impactRow>;
export const impactColumns = ['distance', 'kind', 'title', 'run', 'labels', 'lid', 'checksum', 'why', 'at', 'published', 'files', 'tasks'] as const;

const kinds = z.object({ runs: z.int(), tasks: z.int(), files: z.int(), published: z.int().describe('of the files') });
export type ImpactCounts = z.infer<typeof kinds>;

export const copiedFrom = z.object({ count: z.int(), first: z.array(named).describe('at most 20') });
export type CopiedFrom = z.infer<typeof copiedFrom>;

const impactBegun = z.object({
  said: z.string().describe('the question in words'),
  starts: z.object({ count: z.int(), first: z.array(named.extend({ as: z.enum(impactKinds) })).describe('at most 20') }),
  copiedFrom: copiedFrom.describe('files that what is asked about is a published copy of, that tasks read, and that were not reached'),
  /** reached + unknown + unaffected = of, for each of them. */
  reached: kinds,
  unknown: kinds,
  unaffected: kinds,
  of: kinds.describe('all that the records of the workspace speak of'),
  outside: z.object({ reached: z.int(), unknown: z.int() }).describe('outside files, which are in no other count: what they were made from is never recorded'),
  unread: z.int().describe('records that could not be read: unknown, and in no other count'),
  byDistance: z.array(kinds.extend({ distance: z.int(), andMore: z.boolean().describe('this and all beyond') })),
  byLabel: z.array(z.object({ label: z.string(), tasks: z.int(), files: z.int(), published: z.int() })).describe('the first 200, most files first'),
  labels: z.int().describe('how many different labels reached records carry'),
  byReason: z.array(kinds.extend({ reason: z.enum(doubtReasons), others: z.int().describe('outside files, records of no known kind') })),
  contents: z.int().describe('how many different recorded checksums the path has'),
  notes: z.array(z.string()).describe('sentences: what the answer does not say'),
});
export type ImpactBegun = z.infer<typeof impactBegun>;

export const impactSummary = impactBegun.extend({
  byChecksum: z
    .array(
      z.object({ checksum: z.string().nullable().describe('null: none recorded'), runs: z.array(named), direct: z.int().describe('tasks that read it, or files that were it') }),
    )
    .describe('the contents that the path is recorded with, and the runs that each reached; empty where the question is of no path; the first 20'),
});
export type ImpactSummary = z.infer<typeof impactSummary>;

const filter = {
  label: z.string().max(1000).optional(),
  run: lidText.optional().describe('rows that name this run, or are it'),
  published: z.boolean().default(false).describe('published files alone'),
  as: z.enum(impactKinds).optional(),
  reason: z.enum(doubtReasons).optional(),
};
const asked = { workspace: workspaceName, asked: impactQuestion };

/** A value that the store holds. */
const suggestion = z.object({ value: z.string(), detail: z.string(), count: z.int().nullable().describe('records that carry it, as far as counted') });
export type ImpactSuggestion = z.infer<typeof suggestion>;

export const impactCalls = {
  /** Values that may be asked about and hold what is typed, at most 12; `of`: the first field, while the second is typed in. None for a text in names, which is no value. */
  'impact.suggest': call({ workspace: workspaceName, by: z.enum(impactBys), typed: z.string().max(1000), of: z.string().max(4096).optional() }, { items: z.array(suggestion) }),
  /** The counts of `impact.summary`, which takes a walk more for each content of a path. */
  'impact.begin': call(asked, { begun: impactBegun }),
  'impact.summary': call(asked, { summary: impactSummary }),
  /** One page of one list; by default published files come first, then the nearest. */
  'impact.list': call(
    {
      ...asked,
      list: z.enum(impactLists),
      ...filter,
      sort: z.enum(impactSorts).default('published'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(2000).default(200),
      arranged: rowsArranged.describe('by `impactColumns`; what these leave equal is in the order of `sort`'),
    },
    { rows: z.array(impactRow), ...rowsCounted },
  ),
  /** A list as a table that is safe to open in a spreadsheet; the whole answer is a report (`report.pdf`). */
  'impact.save': job(
    {
      ...asked,
      list: z.enum(impactLists).default('files'),
      ...filter,
      out: outPath(),
    },
    progress,
    z.object({
      path: z.string(),
      rows: z.int(),
      guarded: z.int().describe('cells that a spreadsheet would have read as formulas, and that begin with an apostrophe now'),
      bytes: z.int(),
      sha256: z.string(),
    }),
  ),
};
