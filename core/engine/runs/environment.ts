/** The environment of a run and its tasks: container, conda, spack, architecture; and what nobody recorded. */
import type { z } from 'zod';
import { compareText } from '../../compare-text';
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { environmentColumns, type environmentRow } from '../../contract/runs';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { textsOf } from '../../index/queries/outside-uses';
import type { IndexedRun } from '../../index/queries/runs';
import { checksumOf } from '../../record/facts';
import { arrayOf, isObject, type JsonObject, stringOf, textOf } from '../../record/json';
import type { Masker } from '../../redact/masker';
import { valueColumns } from '../../table/values';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { inOrderOf } from '../places';
import { recordOf, recordsInTurns, recordsOf } from '../record-of';
import { allTasksAtHand } from './all-tasks';
import { valueAt } from './page';
import { effectiveTasks, factsOfTasks } from './tasks';

type EnvironmentRow = z.infer<typeof environmentRow>;

/** Container engines of Nextflow's config; one that is enabled there is the engine where the record has no metadata. */
const engines = ['docker', 'singularity', 'apptainer', 'podman', 'charliecloud', 'sarus', 'shifter'];

export function environment(workspace: OpenWorkspace, run: IndexedRun, page?: RowsAsked): Output<'runs.environment'> {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const masked = workspace.masker.value(record?.spec ?? {}).value;
  const spec = isObject(masked) ? masked : {};
  const everything = allEnvironments(workspace, run);
  const values = columns.map(({ id, value }) => ({
    id,
    value(one: PlainEnvironment) {
      if (one.node === null) nameTasks(workspace, everything);
      return value(one);
    },
  }));
  const { rows, ...counts } = pageOf(workspace, tableName(run), () => everything, values, page);
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

/** With the rows of all tasks, in turns. */
export function* environmentInTurns(workspace: OpenWorkspace, run: IndexedRun): Generator<void, Output<'runs.environment'>> {
  const { tasks: _, ...said } = environment(workspace, run, { offset: 0, limit: 1, sort: [], filter: '', filters: {} });
  yield;
  const rows = allEnvironments(workspace, run);
  nameTasks(workspace, rows);
  yield;
  const specs = new Map<number, JsonObject>();
  yield* recordsInTurns(
    workspace,
    rows.map(({ id }) => id),
    mayTellMore,
    (id, { spec }) => {
      if (tellsMore(spec)) specs.set(id, spec);
    },
  );
  return { ...said, tasks: rows.map((row) => toRow(workspace.masker, row, specs.get(row.id))) };
}

function allEnvironments(workspace: OpenWorkspace, run: IndexedRun): readonly PlainEnvironment[] {
  return pageOf(workspace, tableName(run), () => keptEnvironments(workspace, run) ?? plainEnvironments(workspace, run), [], undefined).rows;
}

const tableName = (run: IndexedRun) => `environment of ${run.node}`;

/** What the index holds of it; its names are read when its row, or a column of the table, is asked for. */
interface PlainEnvironment extends Omit<EnvironmentRow, 'lid' | 'title' | 'eval' | 'binEntries'> {
  id: number;
  node: Pick<NodeRow, 'lid' | 'title'> | null;
}

const columns = valueColumns<(typeof environmentColumns)[number], PlainEnvironment>(environmentColumns, {
  task: ({ node }) => node?.title ?? '',
  container: (task) => task.container,
  pinned: (task) => task.pinned,
  conda: (task) => task.conda,
  spack: (task) => task.spack,
  architecture: (task) => task.architecture,
});

function nameTasks({ db }: OpenWorkspace, rows: readonly PlainEnvironment[]): void {
  const unnamed = rows.filter(({ node }) => node === null);
  const nodes = nodesById(
    db,
    unnamed.map(({ id }) => id),
  );
  for (const row of unnamed) row.node = nodes.get(row.id) ?? null;
}

/** By title, then by LID. */
function plainEnvironments(workspace: OpenWorkspace, run: IndexedRun): PlainEnvironment[] {
  const { nodes, tasks } = factsOfTasks(workspace, run);
  const rows = effectiveTasks(workspace, run).flatMap((id) => {
    const node = nodes.get(id);
    const { container = null, conda = null, spack = null, architecture = null } = tasks.get(id) ?? {};
    return node === undefined ? [] : [{ id, node, container, pinned: pinnedBy(container), conda, spack, architecture }];
  });
  return rows.sort((a, b) => compareText(a.node.title, b.node.title) || compareText(a.node.lid, b.node.lid));
}

/** The same out of the columns that are kept; null where they do not have this run. */
function keptEnvironments(workspace: OpenWorkspace, run: IndexedRun): PlainEnvironment[] | null {
  const kept = allTasksAtHand(workspace);
  if (!kept?.byRun.has(run.key)) return null;
  const ids = inOrderOf(kept.byTitle, kept.titlePlace, effectiveTasks(workspace, run));
  if (ids === null) return null;
  const { container, conda, spack, architecture } = kept.software;
  const named = ids.map((id) => {
    const place = kept.timePlace(id);
    return [container, conda, spack, architecture].map((column) => column[place] ?? 0);
  });
  const texts = textsOf(workspace.db, new Set(named.flat()));
  const pinned = new Map([...texts].map(([id, text]) => [id, pinnedBy(text)]));
  return ids.map((id, at) => {
    const [ofContainer = 0, ...others] = named[at] ?? [];
    const [ofConda = null, ofSpack = null, ofArchitecture = null] = others.map((one) => texts.get(one) ?? null);
    return { id, node: null, container: texts.get(ofContainer) ?? null, pinned: pinned.get(ofContainer) ?? 'none', conda: ofConda, spack: ofSpack, architecture: ofArchitecture };
  });
}

/** With what their records alone say. */
function withRecords(workspace: OpenWorkspace, rows: readonly PlainEnvironment[]): EnvironmentRow[] {
  const records = recordsOf(
    workspace,
    rows.map(({ id }) => id),
  );
  nameTasks(workspace, rows);
  return rows.map((row) => toRow(workspace.masker, row, records.get(row.id)?.spec));
}

function toRow(masker: Masker, { id: _, node, ...row }: PlainEnvironment, recorded: JsonObject | undefined): EnvironmentRow {
  const spec = shownSpec(masker, recorded ?? {});
  return {
    lid: node?.lid ?? '',
    title: node?.title ?? '',
    ...row,
    eval: spec.eval ?? null,
    binEntries: arrayOf(spec.binEntries).flatMap((entry) => {
      const path = isObject(entry) ? textOf(entry.path) : null;
      return path === null || !isObject(entry) ? [] : [{ path, checksum: checksumOf(entry.checksum)?.value ?? null }];
    }),
  };
}

/** Most tasks have nothing of what is shown. */
const tellsMore = (spec: JsonObject) => (spec.eval ?? null) !== null || arrayOf(spec.binEntries).length > 0;

/** Of the JSON text of a record: false where it tells no more for certain, as nearly none does. A letter may be written by its number. */
export function mayTellMore(text: string): boolean {
  return more.test(text);
}
const more = /"eval"\s*:(?!\s*null\s*[,}])|"binEntries"\s*:(?!\s*(?:\[\s*\]|null)\s*[,}])|\\u00[4-7]/;

/** Masked as a whole, as what is secret elsewhere in the record is so here. */
function shownSpec(masker: Masker, spec: JsonObject): JsonObject {
  if (!tellsMore(spec)) return {};
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
