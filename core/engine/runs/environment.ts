/** The environment of a run and its tasks: container, conda, spack, architecture; and what nobody recorded. */
import type { z } from 'zod';
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { environmentColumns, type environmentRow } from '../../contract/runs';
import type { IndexedRun } from '../../index/queries/runs';
import { checksumOf } from '../../record/facts';
import { arrayOf, isObject, type JsonObject, stringOf, textOf } from '../../record/json';
import type { Masker } from '../../redact/masker';
import { valueColumns } from '../../table/values';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { recordOf, recordsOf } from '../record-of';
import { valueAt } from './page';
import { effectiveTasks, factsOfTasks, type TaskFacts } from './tasks';

type EnvironmentRow = z.infer<typeof environmentRow>;

/** Container engines of Nextflow's config; one that is enabled there is the engine where the record has no metadata. */
const engines = ['docker', 'singularity', 'apptainer', 'podman', 'charliecloud', 'sarus', 'shifter'];

export function environment(workspace: OpenWorkspace, run: IndexedRun, page?: RowsAsked): Output<'runs.environment'> {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const masked = workspace.masker.value(record?.spec ?? {}).value;
  const spec = isObject(masked) ? masked : {};
  const name = `environment of ${run.node}`;
  const everything = pageOf(workspace, name, () => plainEnvironments(effectiveTasks(workspace, run), factsOfTasks(workspace, run)), columns, undefined).rows;
  const { rows, ...counts } = pageOf(workspace, name, () => everything, columns, page);
  return {
    run: {
      containerEngine: stringOf(valueAt(spec, 'metadata.containerEngine')) ?? engines.find((engine) => valueAt(spec, `config.${engine}.enabled`) === true) ?? null,
      wave: valueAt(spec, 'metadata.wave') ?? valueAt(spec, 'config.wave'),
      fusion: valueAt(spec, 'metadata.fusion') ?? valueAt(spec, 'config.fusion'),
      nextflow: stringOf(valueAt(spec, 'metadata.nextflow.version')),
    },
    tasks: withRecords(workspace, rows),
    ...counts,
    ...sayOfAll(everything),
  };
}

/** What the index holds of it. */
interface PlainEnvironment extends Omit<EnvironmentRow, 'eval' | 'binEntries'> {
  id: number;
}

const columns = valueColumns<(typeof environmentColumns)[number], PlainEnvironment>(environmentColumns, {
  task: (task) => task.title,
  container: (task) => task.container,
  pinned: (task) => task.pinned,
  conda: (task) => task.conda,
  spack: (task) => task.spack,
  architecture: (task) => task.architecture,
});

function plainEnvironments(ids: readonly number[], { nodes, tasks }: TaskFacts): PlainEnvironment[] {
  const rows = ids.flatMap((id): PlainEnvironment[] => {
    const node = nodes.get(id);
    if (node === undefined) return [];
    const task = tasks.get(id);
    const container = task?.container ?? null;
    return [
      {
        id,
        lid: node.lid,
        title: node.title,
        container,
        pinned: pinnedBy(container),
        conda: task?.conda ?? null,
        spack: task?.spack ?? null,
        architecture: task?.architecture ?? null,
      },
    ];
  });
  return rows.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.lid < b.lid ? -1 : 1));
}

/** With what their records alone say. */
function withRecords(workspace: OpenWorkspace, rows: readonly PlainEnvironment[]): EnvironmentRow[] {
  const records = recordsOf(
    workspace,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, ...row }) => {
    const spec = shownSpec(workspace.masker, records.get(id)?.spec ?? {});
    return {
      ...row,
      eval: spec.eval ?? null,
      binEntries: arrayOf(spec.binEntries).flatMap((entry) => {
        const path = isObject(entry) ? textOf(entry.path) : null;
        return path === null || !isObject(entry) ? [] : [{ path, checksum: checksumOf(entry.checksum)?.value ?? null }];
      }),
    };
  });
}

/** Masked as a whole, as what is secret elsewhere in the record is so here; most tasks have nothing of what is shown. */
function shownSpec(masker: Masker, spec: JsonObject): JsonObject {
  if ((spec.eval ?? null) === null && arrayOf(spec.binEntries).length === 0) return {};
  const shown = masker.value(spec).value;
  return isObject(shown) ? shown : {};
}

const said = new WeakMap<readonly PlainEnvironment[], Pick<Output<'runs.environment'>, 'containers' | 'notRecorded'>>();

/** Said once for all pages of a table. */
function sayOfAll(rows: readonly PlainEnvironment[]): Pick<Output<'runs.environment'>, 'containers' | 'notRecorded'> {
  const known = said.get(rows) ?? { containers: containersOf(rows), notRecorded: notRecorded(rows) };
  said.set(rows, known);
  return known;
}

function containersOf(rows: readonly PlainEnvironment[]): Output<'runs.environment'>['containers'] {
  const uses = new Map<string, Output<'runs.environment'>['containers'][number]>();
  for (const { container, pinned } of rows) {
    if (container === null) continue;
    const use = uses.get(container) ?? { container, pinned, tasks: 0 };
    use.tasks++;
    uses.set(container, use);
  }
  return [...uses.values()].sort((a, b) => b.tasks - a.tasks || (a.container < b.container ? -1 : 1));
}

/** Only a digest names one image for ever. */
export function pinnedBy(container: string | null): EnvironmentRow['pinned'] {
  if (container === null || container === '') return 'none';
  return /@sha256:[0-9a-f]{64}$/i.test(container) ? 'digest' : 'tag-only';
}

function notRecorded(tasks: readonly PlainEnvironment[]): string[] {
  const tagged = tasks.filter(({ pinned }) => pinned === 'tag-only').length;
  const bare = tasks.filter(({ pinned, conda, spack }) => pinned === 'none' && conda === null && spack === null).length;
  const of = `of ${tasks.length} task${tasks.length === 1 ? '' : 's'}`;
  return [
    ...(tagged > 0
      ? [`Container content: not recorded for ${tagged} ${of}. They name their container without a digest: what the name pointed to at the time of the run is not known.`]
      : []),
    ...(bare > 0 ? [`Software: not recorded for ${bare} ${of}. They name no container, conda or spack environment, so they used what was on the computer.`] : []),
    'Versions of tools and libraries: not recorded, except where a task put out what a command answered (eval).',
    'Hardware (processor, memory, accelerators) and operating system: not recorded.',
  ];
}
