/** The environment of a run and its tasks: container, conda, spack, architecture; and what nobody recorded. */
import type { z } from 'zod';
import type { Output } from '../../contract';
import type { environmentRow } from '../../contract/runs';
import { nodesById } from '../../index/queries/nodes';
import type { IndexedRun } from '../../index/queries/runs';
import { indexedTasks } from '../../index/queries/tasks';
import { checksumOf } from '../../record/facts';
import { arrayOf, isObject, type JsonObject, stringOf, textOf } from '../../record/json';
import { maskSecrets } from '../../redact/mask';
import type { OpenWorkspace } from '../context';
import { recordOf, recordsOf } from '../record-of';
import { valueAt } from './page';
import { effectiveTasks } from './tasks';

type EnvironmentRow = z.infer<typeof environmentRow>;

/** Container engines of Nextflow's config; one that is enabled there is the engine where the record has no metadata. */
const engines = ['docker', 'singularity', 'apptainer', 'podman', 'charliecloud', 'sarus', 'shifter'];

export function environment(workspace: OpenWorkspace, run: IndexedRun): Output<'runs.environment'> {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const masked = maskSecrets(record?.spec ?? {}).value;
  const spec = isObject(masked) ? masked : {};
  const tasks = taskEnvironments(workspace, effectiveTasks(workspace, run));
  return {
    run: {
      containerEngine: stringOf(valueAt(spec, 'metadata.containerEngine')) ?? engines.find((engine) => valueAt(spec, `config.${engine}.enabled`) === true) ?? null,
      wave: valueAt(spec, 'metadata.wave') ?? valueAt(spec, 'config.wave'),
      fusion: valueAt(spec, 'metadata.fusion') ?? valueAt(spec, 'config.fusion'),
      nextflow: stringOf(valueAt(spec, 'metadata.nextflow.version')),
    },
    tasks,
    notRecorded: notRecorded(tasks),
  };
}

function taskEnvironments(workspace: OpenWorkspace, ids: readonly number[]): EnvironmentRow[] {
  const nodes = nodesById(workspace.db, ids);
  const tasks = indexedTasks(workspace.db, ids);
  const records = recordsOf(workspace, ids);
  const rows = ids.flatMap((id): EnvironmentRow[] => {
    const node = nodes.get(id);
    if (node === undefined) return [];
    const task = tasks.get(id);
    const shown = maskSecrets(records.get(id)?.spec ?? {}).value;
    const spec: JsonObject = isObject(shown) ? shown : {};
    return [
      {
        lid: node.lid,
        title: node.title,
        container: task?.container ?? null,
        pinned: pinnedBy(task?.container ?? null),
        conda: task?.conda ?? null,
        spack: task?.spack ?? null,
        architecture: task?.architecture ?? null,
        eval: spec.eval ?? null,
        binEntries: arrayOf(spec.binEntries).flatMap((entry) => {
          const path = isObject(entry) ? textOf(entry.path) : null;
          return path === null || !isObject(entry) ? [] : [{ path, checksum: checksumOf(entry.checksum)?.value ?? null }];
        }),
      },
    ];
  });
  return rows.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.lid < b.lid ? -1 : 1));
}

/** Only a digest names one image for ever. */
export function pinnedBy(container: string | null): EnvironmentRow['pinned'] {
  if (container === null || container === '') return 'none';
  return /@sha256:[0-9a-f]{64}$/i.test(container) ? 'digest' : 'tag-only';
}

function notRecorded(tasks: readonly EnvironmentRow[]): string[] {
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
