/** The overview of a workspace: its counts, the quality measures of its lineage, each with the list behind it, and three views of them. */
import { z } from 'zod';
import { findingTypes } from '../findings/kinds';
import { measureIds } from '../overview/measures';
import { copiedFrom } from './impact';
import { call, job } from './kinds';
import { rowsArranged, rowsCounted } from './pages';
import { instant, nodeKind, progress, verdictsSchema, workspaceName } from './shared';

/** Lists that can be asked for: one behind each measure, and those behind the bars of the views. `runs`, `checks` and `found` (findings) have a part for each bin of time. */
export const overviewLists = [
  ...measureIds,
  'outputs',
  'bad-outputs',
  'bad-checks',
  'storage',
  'contents',
  'runs',
  'checks',
  'found',
  'open-findings',
  'domains',
  'incident-sources',
  'incident-reached',
  'incident-unknown',
  'quarantine',
  'versions',
] as const;
export type OverviewList = (typeof overviewLists)[number];

const part = z.object({ part: z.string(), words: z.string(), count: z.int() });

export const measure = z.object({
  id: z.enum(measureIds),
  name: z.string(),
  formula: z.string(),
  numerator: z.int().nullable(),
  numeratorWords: z.string().describe('what it counts; empty for a time'),
  denominator: z.int().nullable(),
  denominatorWords: z.string(),
  value: z.number().nullable().describe('a share from 0 to 1, or a time in the unit; null: not measurable, `why` says why'),
  unit: z.enum(['share', 'seconds', 'milliseconds']),
  why: z.string().nullable(),
  target: z.number().describe('a default of this program'),
  better: z.enum(['more', 'less']),
  met: z.boolean().nullable().describe('null: not measurable'),
  not: z.string().describe('what it does not say'),
  notes: z.array(z.string()),
  list: z.string().describe('what the list behind it holds'),
  parts: z.array(part).describe('of the list'),
  listed: z.int(),
});
export type Measure = z.infer<typeof measure>;

const bin = z.object({ start: instant, runs: z.int(), syncs: z.int(), checks: z.int(), findings: z.int() });

export const overview = z.object({
  records: z.int(),
  runs: z.object({ total: z.int(), undated: z.int(), unit: z.string().describe('how long a bin is, in UTC'), bins: z.array(bin).describe('those with anything in them') }),
  outputs: z.object({
    total: z.int().describe('published files that a record is kept of'),
    byVerdict: z.partialRecord(verdictsSchema, z.int()),
    stale: z.int().describe('their record has changed since the check; counted under its verdict as well'),
    changed: z.int().describe('other bytes than at an earlier reading; counted under their verdict as well'),
  }),
  findings: z.object({
    open: z.int(),
    acknowledged: z.int().describe('also those that are no longer so by the records'),
    byType: z.array(z.object({ type: z.enum(findingTypes), words: z.string(), grave: z.boolean(), open: z.int(), all: z.int() })),
  }),
  labels: z.object({ first: z.array(z.object({ label: z.string(), records: z.int() })).describe('the 12 most used'), different: z.int() }),
  storage: z.object({
    contents: z.int().describe('different contents of records and history lines that are kept'),
    contentBytes: z.int(),
    evidenceBytes: z.int().nullable().describe('on the disk, with the ledger; null: as of an instant nothing lies on the disk'),
    indexBytes: z.int().nullable(),
    files: z
      .array(z.object({ published: z.boolean(), files: z.int(), bytes: z.number(), withoutSize: z.int() }))
      .describe('what records say of files, which lie elsewhere: a published copy and the file of its task both count'),
  }),
  measures: z.array(measure),
});
export type Overview = z.infer<typeof overview>;

const named = z.object({ lid: z.string(), title: z.string() });

export const executive = z.object({
  domains: z.array(
    z.object({
      domain: z.string().nullable().describe('null: the pipeline is not recorded'),
      runs: z.int(),
      published: z.int(),
      full: z.int().describe('of the published files, with a full chain'),
      verified: z.int().describe('of the published files, content verified'),
      bad: z.int().describe('of the published files, mismatch, missing, unreadable, or changed since an earlier reading'),
      unchecked: z.int().describe('of the published files'),
      openFindings: z.int().describe('that name a run of it'),
    }),
  ),
  domainFrom: z.enum(['pipeline', 'tag']),
  risks: z.array(
    z.object({
      id: z.enum(['bad-outputs', 'grave-findings', 'other-findings', 'broken-chains', 'unchecked', 'policy']),
      words: z.string(),
      known: z.boolean().describe('something is known to be wrong; false: something is not known, or a rule is broken (`policy`)'),
      count: z.int(),
      of: z.int().nullable(),
      ofWords: z.string(),
    }),
  ),
});
export type Executive = z.infer<typeof executive>;

const reachCounts = z.object({ runs: z.int(), tasks: z.int(), files: z.int(), published: z.int() });

export const incident = z.object({
  sources: z.array(part).describe('what the reach begins at, by what is wrong with it'),
  sourceCount: z.int().describe('different records or outside files'),
  checked: z.object({ published: z.int(), of: z.int() }).describe('published files that a check has looked at: of the others nothing is known'),
  wholeSync: instant.nullable().describe('end of the last sync with a whole listing: what came into the store since is in no number'),
  withoutPlace: z.int().describe('open grave findings about something that is no node of the graph, which reach nothing here'),
  since: instant.nullable().describe('the earliest time one of them was found, by this computer’s clock'),
  lagSeconds: z.number().nullable().describe('from then to now'),
  reached: reachCounts,
  unknown: reachCounts,
  of: reachCounts,
  copiedFrom: copiedFrom.describe('files that something of this is a published copy of, that tasks read, and that were not reached'),
  rollback: z.array(
    z.object({
      pipeline: z.string().nullable(),
      run: named
        .nullable()
        .describe('the last run not reached; null: all of its runs were reached, or may have been, or the pipeline is not recorded, so that no runs are known to be of one'),
      start: instant.nullable(),
      commit: z.string().nullable(),
      after: z.boolean().describe('it began after every reached run that has a time: no later run is known to be reached'),
      sameCommit: z.boolean().describe('a run that was reached has the same commit: going back to it alone changes nothing'),
      reached: z.int(),
      unknown: z.int(),
      runs: z.int(),
      undated: z.int().describe('runs not reached that have no time, and so no place in the order'),
    }),
  ),
});
export type Incident = z.infer<typeof incident>;

export const overviewRow = z.object({
  lid: z.string().nullable().describe('the LID, or the path of an outside file; null for what is no record'),
  title: z.string(),
  kind: nodeKind.nullable(),
  run: named.nullable(),
  part: z.string(),
  words: z.string().describe('of the part, and of the others that it belongs to'),
  detail: z.string(),
});
export type OverviewRow = z.infer<typeof overviewRow>;
export const overviewColumns = ['words', 'title', 'run', 'detail', 'lid'] as const;

export const rawEvent = z.object({ leaf: z.int().describe('line of the ledger, from 0'), type: z.string(), line: z.string().describe('as kept, at most 4,000 characters') });
export type RawEvent = z.infer<typeof rawEvent>;

const inWorkspace = { workspace: workspaceName };
const paged = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) };

export const overviewCalls = {
  'overview.get': call(inWorkspace, { overview }),
  'overview.executive': call(inWorkspace, { executive }),
  'overview.incident': call(inWorkspace, { incident }),
  /** A page of the list behind a number; `part` narrows it. Sorts and filters by `overviewColumns`. */
  'overview.list': call(
    { ...inWorkspace, list: z.enum(overviewLists), part: z.string().max(10_000).optional(), ...paged, arranged: rowsArranged },
    { rows: z.array(overviewRow), ...rowsCounted, parts: z.array(part).describe('of the whole list') },
  ),
  'overview.debug': call(inWorkspace, {
    debug: z.object({
      product: z.string(),
      schema: z.int().describe('of the index'),
      quarantine: z.array(z.object({ reason: z.string(), count: z.int(), first: z.string().describe('a path below the store') })),
      versions: z.array(part).describe('objects by how many different contents were seen of them; those with one alone left out'),
      objects: z.int().describe('in the store'),
    }),
  }),
  /** Lines of the ledger as they are kept, newest first; goes over the whole ledger. */
  'overview.events': job(
    { ...inWorkspace, type: z.string().max(100).optional(), ...paged },
    progress,
    z.object({
      events: z.array(rawEvent),
      total: z.int().describe('that fit'),
      lines: z.int().describe('of the ledger'),
      byType: z.array(z.object({ type: z.string(), count: z.int() })),
    }),
  ),
};
