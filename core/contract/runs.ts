/** Runs and what belongs to them, as tables. */
import { z } from 'zod';
import { call } from './kinds';
import { rowsAsked, rowsCounted } from './pages';
import { checkSummary, fileRow, json, lidText, rowTags, workspaceName } from './shared';

const ofRun = { workspace: workspaceName, lid: lidText };

export const runRow = z.object({
  lid: z.string(),
  name: z.string().nullable(),
  start: z.string().nullable().describe('metadata.start as recorded, else the history line, else null'),
  startFrom: z.enum(['record', 'history', 'output']).nullable().describe('output: createdAt of the #output record, for stores of 25.04 without history'),
  pipeline: z.string().nullable(),
  repository: z.string().nullable(),
  revision: z.string().nullable(),
  commit: z.string().nullable(),
  session: z.string().nullable(),
  user: z.string().nullable(),
  outputs: z.int(),
  executedTasks: z.int(),
  marks: z
    .array(z.enum(['stub', 'preview', 'resumed', 'no-output-record', 'no-record', 'no-history', 'vanished', 'in-part']))
    .describe('in-part: not asked for by itself where only some runs of the store were synced, not followed to its end, or what a bundle of another run holds of it'),
  checks: checkSummary,
  tags: rowTags,
});
export type RunRow = z.infer<typeof runRow>;

/** A fact of a run: its words, the path in the record, and the value; null means "not recorded". */
export const fact = z.object({ name: z.string(), path: z.string(), value: json.nullable(), masked: z.boolean() });
export type Fact = z.infer<typeof fact>;

export const runPage = z.object({
  row: runRow,
  groups: z.array(z.object({ title: z.string(), facts: z.array(fact) })).describe('identity, platform, pipeline, folders, manifest, launch, nextflow'),
  params: z.array(z.object({ name: z.string(), type: z.string().nullable(), value: json.nullable(), masked: z.boolean() })),
  config: json.nullable(),
  labels: z.array(z.string()).describe('of Platform; labels of outputs are on the outputs'),
  coverage: z.string().nullable().describe('what of this run is not known where not the whole store was synced; null: there is nothing to say'),
  notRecorded: z.array(z.string()).describe('sentences: what no record of this run can show, success and end time among them'),
});
export type RunPage = z.infer<typeof runPage>;

export const taskRow = z.object({
  lid: z.string(),
  name: z.string(),
  process: z.string(),
  tag: z.string().nullable(),
  run: z.string().nullable().describe('LID of the run that executed it'),
  runName: z.string().nullable(),
  reused: z.boolean().describe('executed by another run than the one asked about'),
  executed: z.boolean(),
  reliedOn: z.boolean().describe('reached by walking back from the outputs of the run'),
  kind: z.enum(['TaskRun', 'AgentRun', 'Missing']),
  container: z.string().nullable(),
  labels: z.array(z.string()),
  tags: rowTags,
  inputs: z.int(),
  outputs: z.int(),
  upstream: z.array(z.object({ lid: z.string(), title: z.string() })).describe('tasks whose files it read'),
  downstream: z.array(z.object({ lid: z.string(), title: z.string() })).describe('tasks that read its files, any run'),
  createdAt: z.string().nullable().describe('createdAt of its TaskOutput; a record has no start or end time'),
});
export type TaskRow = z.infer<typeof taskRow>;

const pinned = z.enum(['digest', 'tag-only', 'none']).describe('digest: names @sha256:…; tag-only: the tag may point elsewhere today');

export const environmentRow = z.object({
  lid: z.string(),
  title: z.string(),
  container: z.string().nullable(),
  pinned,
  conda: z.string().nullable(),
  spack: z.string().nullable(),
  architecture: z.string().nullable(),
  eval: json.nullable(),
  binEntries: z.array(z.object({ path: z.string(), checksum: z.string().nullable() })),
});

export const taskChoices = ['all', 'executed', 'reliedOn'] as const;

/** Ids of the columns by which pages of these rows are sorted and filtered. */
export const taskColumns = ['name', 'lid', 'ranIn', 'inputs', 'outputs', 'container', 'createdAt', 'process', 'tag', 'tags'] as const;
export const environmentColumns = ['task', 'container', 'pinned', 'conda', 'spack', 'architecture'] as const;
export const fileColumns = ['name', 'verdict', 'type', 'size', 'output', 'source', 'usedBy', 'path', 'labels', 'tags', 'lid', 'created', 'mode'] as const;

export const runCalls = {
  'runs.list': call({ workspace: workspaceName }, { runs: z.array(runRow).describe('newest start first, unknown last') }),
  'runs.get': call(ofRun, { run: runPage }),
  /** effective: executed and relied on; else executed alone. Pages are sorted and filtered by the plain columns of a row, not by its lists. */
  'runs.tasks': call(
    { ...ofRun, effective: z.boolean().default(false), which: z.enum(taskChoices).default('all').describe('of them'), page: rowsAsked },
    { tasks: z.array(taskRow), ...rowsCounted, counts: z.record(z.enum(taskChoices), z.int()).describe('without any filter') },
  ),
  'runs.outputs': call({ ...ofRun, page: rowsAsked }, { outputs: z.array(fileRow), ...rowsCounted }),
  'runs.inputs': call({ ...ofRun, page: rowsAsked }, { inputs: z.array(fileRow), ...rowsCounted }),
  'runs.environment': call(
    { ...ofRun, page: rowsAsked },
    {
      run: z.object({ containerEngine: z.string().nullable(), wave: json.nullable(), fusion: json.nullable(), nextflow: z.string().nullable() }),
      tasks: z.array(environmentRow),
      ...rowsCounted,
      containers: z.array(z.object({ container: z.string(), pinned, tasks: z.int() })).describe('of all tasks, the most used first'),
      notRecorded: z.array(z.string()),
    },
  ),
  /** The files of one task: what it read, or what it wrote. */
  'tasks.files': call({ ...ofRun, side: z.enum(['inputs', 'outputs']), page: rowsAsked }, { files: z.array(fileRow), ...rowsCounted }),
  /** The values that a task was given, and that are no files. */
  'tasks.values': call(ofRun, { values: z.array(z.object({ name: z.string().nullable(), type: z.string().nullable(), value: json.nullable(), masked: z.boolean() })) }),
};
