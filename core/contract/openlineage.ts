/** OpenLineage events of others (Airflow, Spark, dbt, Marquez …), imported as read-only records of the same graph. */
import { z } from 'zod';
import { eventTypes } from '../openlineage/read-events';
import { call, job } from './kinds';
import { instant, lidText, progress, workspaceName } from './shared';

const refused = z.array(z.object({ at: z.int(), why: z.string() })).describe('the first 100: line (or element of an array) and reason');

export const openLineageImport = z.object({
  number: z.int(),
  at: instant,
  by: z.string(),
  name: z.string(),
  sha256: z.string(),
  size: z.int(),
  unit: z.enum(['line', 'element']).nullable().describe('what refusals are counted in; null: the bytes kept of it are lost, and what it told is not known'),
  events: z.int().describe('that tell of a run'),
  runs: z.int(),
  datasets: z.int(),
  joined: z.int().describe('datasets that a record of Nextflow names, or is of, too'),
  repeated: z.int().describe('lines that another one repeats byte for byte'),
  refused,
  refusedCount: z.int(),
  removed: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type OpenLineageImport = z.infer<typeof openLineageImport>;

export const openLineageEvent = z.object({
  number: z.int().describe('of the import'),
  at: z.int().describe('line, or element'),
  type: z.enum(eventTypes),
  time: z.string(),
  raw: z.string().describe('the event as it was imported, secrets masked'),
});
export type OpenLineageEvent = z.infer<typeof openLineageEvent>;

const inWorkspace = { workspace: workspaceName };

export const openLineageCalls = {
  /** Files, or folders of *.json, *.jsonl and *.ndjson. Each file is kept byte for byte, with one event of the ledger; one that stands already is left. */
  'openlineage.import': job(
    { ...inWorkspace, paths: z.array(z.string().min(1).max(4096)).min(1).max(1000) },
    progress,
    z.object({
      imports: z.array(openLineageImport),
      known: z.array(z.object({ name: z.string(), number: z.int() })).describe('files whose bytes stand as an import already'),
      failed: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
  'openlineage.imports': call(inWorkspace, { imports: z.array(openLineageImport).describe('by number, removed ones among them') }),
  /** Takes an import out of the graph; its bytes stay as evidence. */
  'openlineage.remove': call({ ...inWorkspace, number: z.int().min(1), reason: z.string().trim().min(1).max(2000) }, { imports: z.array(openLineageImport) }),
  /** What the events say of a run of theirs; `lid` as the graph names it. At most 200 events. */
  'openlineage.run': call(
    { ...inWorkspace, lid: lidText },
    { lid: z.string(), title: z.string(), state: z.string(), namespace: z.string(), job: z.string(), events: z.array(openLineageEvent), total: z.int() },
  ),
};
