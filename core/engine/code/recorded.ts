/** What the records of a run and of its tasks say of the code that ran. */
import type { CodeCheck } from '../../contract/code';
import { type IndexedRun, runNames } from '../../index/queries/runs';
import { indexedTasks } from '../../index/queries/tasks';
import { type Checksum, checksumOf, splitTaskName } from '../../record/facts';
import { arrayOf, isObject, type Json, type JsonObject, objectOf, textOf } from '../../record/json';
import { lidOfKey } from '../../record/lid';
import type { RecordedCodeOfRun } from '../../verify/code/check-code';
import type { OpenWorkspace } from '../context';
import { recordOf, recordsOf } from '../record-of';
import { tasksOfRun } from '../runs/tasks';

export interface CodeOfRun extends RecordedCodeOfRun {
  commit: string | null;
  repository: string | null;
  revision: string | null;
  reused: CodeCheck['reused'];
}

/** `workflow.scriptFiles` and `commitId` alone: cheap, for a page that says what could be proven. */
export function scriptsOfRun(
  workspace: OpenWorkspace,
  run: IndexedRun,
): Pick<CodeOfRun, 'scripts' | 'commit' | 'repository' | 'revision' | 'configFiles' | 'projectDir' | 'commitInRecord'> {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const spec: JsonObject = record?.kind === 'WorkflowRun' ? record.spec : {};
  const workflow = objectOf(spec.workflow);
  const metadata = objectOf(spec.metadata);
  const commit = textOf(workflow.commitId) ?? run.record?.commit ?? null;
  return {
    scripts: arrayOf(workflow.scriptFiles).map(dataPath),
    commit,
    commitInRecord: commit !== null,
    repository: textOf(workflow.repository) ?? run.record?.repository ?? null,
    revision: textOf(metadata.revision),
    configFiles: arrayOf(metadata.configFiles).flatMap((path) => textOf(path) ?? []),
    projectDir: textOf(metadata.projectDir),
  };
}

/** With the code of the tasks that the run executed; those it took over from other runs are counted by run. */
export function codeOfRun(workspace: OpenWorkspace, run: IndexedRun): CodeOfRun {
  const { executed, reliedOn } = tasksOfRun(workspace, run);
  const bins = new Map<string, RecordedCodeOfRun['bins'][number]>();
  const tasks = new Map<string, RecordedCodeOfRun['tasks'][number]>();
  for (const [, { kind, spec }] of recordsOf(workspace, executed)) {
    if (kind !== 'TaskRun' && kind !== 'AgentRun') continue;
    const process = splitTaskName(textOf(spec.name) ?? 'task without a name').process;
    const checksum = checksumOf(spec.codeChecksum);
    count(tasks, `${process}\n${checksum?.value}`, { process, checksum });
    const entries = new Map(
      arrayOf(spec.binEntries)
        .map(dataPath)
        .map((entry) => [idOf(entry), entry]),
    );
    for (const [id, entry] of entries) count(bins, id, entry);
  }
  return {
    ...scriptsOfRun(workspace, run),
    bins: [...bins.values()].sort((a, b) => compare(a.path ?? '', b.path ?? '')),
    tasks: [...tasks.values()].sort((a, b) => compare(a.process, b.process)),
    reused: reusedFrom(
      workspace,
      [...reliedOn].filter((id) => !executed.has(id)),
    ),
  };
}

function reusedFrom(workspace: OpenWorkspace, ids: readonly number[]): CodeCheck['reused'] {
  const names = runNames(workspace.db);
  const from = new Map<string, CodeCheck['reused'][number]>();
  const tasks = indexedTasks(workspace.db, ids);
  for (const id of ids) {
    const run = tasks.get(id)?.run ?? null;
    count(from, String(run?.node), { run: run === null ? null : lidOfKey(run.key), name: run === null ? null : (names.get(run.node) ?? null) });
  }
  return [...from.values()].sort((a, b) => compare(a.run ?? '', b.run ?? ''));
}

function count<T>(counts: Map<string, T & { tasks: number }>, id: string, one: T) {
  const known = counts.get(id);
  if (known === undefined) counts.set(id, { ...one, tasks: 1 });
  else known.tasks++;
}

/** `DataPath {path, checksum}`. */
function dataPath(value: Json): { path: string | null; checksum: Checksum | null } {
  return isObject(value) ? { path: textOf(value.path), checksum: checksumOf(value.checksum) } : { path: null, checksum: null };
}

function idOf({ path, checksum }: { path: string | null; checksum: Checksum | null }): string {
  return `${path}\n${checksum?.value}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
