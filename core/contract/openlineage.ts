/** OpenLineage events of others (Airflow, Spark, dbt, Marquez …), imported as read-only records of the same graph. */
import { z } from 'zod';
import { eventTypes } from '../openlineage/read-events';
import { readPath } from './disk-path';
import { call, job } from './kinds';
import { rowsAsked, rowsCounted } from './pages';
import { instant, json, lidText, nodeKind, progress, workspaceName } from './shared';

const refusal = z.object({ at: z.int().describe('line, or element of an array'), why: z.string() });
const unit = z.enum(['line', 'element']);

export const openLineageImport = z.object({
  number: z.int(),
  at: instant,
  by: z.string(),
  name: z.string(),
  sha256: z.string(),
  size: z.int(),
  unit: unit.nullable().describe('what refusals are counted in; null: the bytes kept of it are lost, and what it told is not known'),
  events: z.int().describe('that tell of a run'),
  runs: z.int(),
  datasets: z.int(),
  joined: z.int().describe('datasets that a record of Nextflow names, or is of, too'),
  repeated: z.int().describe('events that another one of the same file repeats byte for byte'),
  refused: z.array(refusal).describe('the first 100'),
  refusedCount: z.int(),
  removed: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type OpenLineageImport = z.infer<typeof openLineageImport>;

/** How what was told of joins with records. path: a record names the same path or URI: inferred. lid: the sender named the LID itself. */
const join = z.object({ lid: z.string(), kind: nodeKind, title: z.string(), by: z.enum(['path', 'lid']) });
export type OpenLineageJoin = z.infer<typeof join>;

const roles = z.enum(['read', 'wrote']);

export const mostInside = 1000;
const inside = z.int().describe(`where it is a folder: files that records name by a path inside it; counted up to ${mostInside}`);

const toldName = z.object({
  namespace: z.string(),
  name: z.string(),
  others: z.array(z.string()).describe('by its symlinks: namespace and name; at most 20'),
  byColumns: z.boolean().describe('not among the inputs: the facet columnLineage of an output alone names it'),
});

export const openLineageEvent = z.object({
  number: z.int().describe('of the import'),
  file: z.string().describe('name of the imported file'),
  at: z.int().describe('line, or element'),
  unit,
  type: z.enum(eventTypes),
  time: z.string().describe('as its sender wrote it'),
  namespace: z.string(),
  job: z.string(),
  sender: z.string().describe('airflow, spark, dbt, …; empty: it does not say'),
  producer: z.string(),
  parent: z.string().nullable().describe('the run that it says it is a part of: namespace, job and id'),
  error: z.string().nullable().describe('of the facet errorMessage: one line'),
  inputs: z.array(toldName).describe('at most 100'),
  inputsTotal: z.int(),
  outputs: z.array(toldName).describe('at most 100'),
  outputsTotal: z.int(),
  facets: z.array(z.string()).describe('names: run.…, job.…, input.…, output.…'),
  bytes: z.int().nullable().describe('of the event in the imported file; null: lost'),
});
export type OpenLineageEvent = z.infer<typeof openLineageEvent>;

const inWorkspace = { workspace: workspaceName };
const oneEvent = { ...inWorkspace, number: z.int().min(1).describe('of the import'), at: z.int().min(1).describe('line, or element') };

export const openLineageCalls = {
  /** Files, or folders of *.json, *.jsonl and *.ndjson. Each file is kept byte for byte, with one event of the ledger; one that stands already is left. */
  'openlineage.import': job(
    { ...inWorkspace, paths: z.array(readPath('a file or a folder')).min(1).max(1000) },
    progress,
    z.object({
      imports: z.array(openLineageImport),
      known: z.array(z.object({ name: z.string(), number: z.int() })).describe('files whose bytes stand as an import already'),
      failed: z.array(z.object({ path: z.string(), message: z.string() })),
      notReached: z.int().describe('files that were not looked at, because it was stopped'),
    }),
  ),
  'openlineage.imports': call(inWorkspace, {
    imports: z.array(openLineageImport).describe('by number, removed ones among them'),
    refused: z.string().nullable().describe('why nothing can be imported here, in words; null: it can'),
  }),
  /** All that was refused of one import, read out of its bytes again; where these are lost, the first 100 as the ledger names them. */
  'openlineage.refused': call(
    { ...inWorkspace, number: z.int().min(1), page: rowsAsked },
    {
      name: z.string(),
      unit,
      reasons: z.array(z.object({ why: z.string(), count: z.int() })).describe('the most frequent first'),
      rows: z.array(refusal),
      ...rowsCounted,
      whole: z.boolean().describe('false: the bytes are lost, and these are the first ones'),
    },
  ),
  /** Takes an import out of the graph; its bytes stay as evidence. */
  'openlineage.remove': call({ ...inWorkspace, number: z.int().min(1), reason: z.string().trim().min(1).max(2000) }, { imports: z.array(openLineageImport) }),
  /** What the events say of a run of theirs; `lid` as the graph names it. Texts are masked. */
  'openlineage.run': call(
    { ...inWorkspace, lid: lidText, offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) },
    {
      lid: z.string(),
      title: z.string(),
      state: z.string(),
      namespace: z.string(),
      job: z.string(),
      sender: z.string(),
      first: z.string().describe('time of the first event, as told'),
      last: z.string(),
      odd: z.array(z.string()).describe('what does not fit together in what the events say, in sentences'),
      data: z.array(z.object({ lid: z.string(), kind: nodeKind, title: z.string(), role: roles, joins: z.array(join), inside })).describe('what it read and wrote; at most 200'),
      dataTotal: z.int(),
      events: z.array(openLineageEvent).describe('by time'),
      total: z.int(),
    },
  ),
  /** Which runs of others say that they read or wrote what this path, URI or LID names, or a folder around it, and which records name it too. */
  'openlineage.data': call(
    { ...inWorkspace, lid: lidText },
    {
      lid: z.string(),
      kind: nodeKind,
      title: z.string(),
      told: z
        .array(
          z.object({
            run: z.object({ lid: z.string(), title: z.string(), detail: z.string() }),
            role: roles,
            imports: z.array(z.int()),
            folder: z.string().nullable().describe('what they name is this folder, in which it lies by its path: inferred; null: they name it itself'),
          }),
        )
        .describe('at most 500, those that name it itself first'),
      toldTotal: z.int(),
      records: z.array(join),
      inside,
    },
  ),
  /** One event, parsed and masked. */
  'openlineage.event': call(oneEvent, { fields: json }),
  /** One event byte for byte as it was imported, unmasked: asked for on purpose, and journalled. */
  'openlineage.raw': call(oneEvent, {
    text: z.string().describe('bytes that are no UTF-8 as U+FFFD'),
    bytes: z.int(),
    sha256: z.string().describe('of these bytes'),
    validUtf8: z.boolean(),
    truncated: z.boolean().describe('the text holds the first 1 MB'),
  }),
};
