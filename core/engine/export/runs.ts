/** The runs of an export: those asked for with what their records say, and by name those that only executed tasks. */
import type { ExportRun } from '../../export/scope';
import { nodeByKey } from '../../index/queries/nodes';
import { type IndexedRun, indexedRuns } from '../../index/queries/runs';
import { checksumOf } from '../../record/facts';
import { arrayOf, isObject, type JsonObject, textOf } from '../../record/json';
import { keyOfLid, lidOfKey, plainPath } from '../../record/lid';
import type { CountingMasker } from '../../redact/count';
import type { OpenWorkspace } from '../context';
import { recordOf } from '../record-of';
import { runRow } from '../runs/list';
import { runPage, valueAt } from '../runs/page';

/** Asked for first, then those that tasks and files of the scope name, by LID. */
export function gatherRuns(workspace: OpenWorkspace, named: ReadonlySet<string>, asked: readonly IndexedRun[], masker: CountingMasker): ExportRun[] {
  const known = new Map<string, ExportRun>();
  const add = (run: ExportRun) => {
    if (!known.has(run.id)) known.set(run.id, run);
  };
  for (const run of asked) add(askedRun(workspace, run, masker));
  for (const lid of [...named].sort()) {
    const node = nodeByKey(workspace.db, keyOfLid(lid));
    const run = node === undefined ? undefined : indexedRuns(workspace.db, node.id)[0];
    add(run === undefined ? unrecorded(lid) : plainRun(workspace, run, masker));
  }
  return [...known.values()];
}

function unrecorded(id: string): ExportRun {
  return {
    id,
    asked: false,
    recorded: false,
    name: null,
    start: null,
    startFrom: null,
    outputCreatedAt: null,
    pipeline: null,
    repository: null,
    revision: null,
    commit: null,
    session: null,
    user: null,
    nextflow: null,
    commandLine: null,
    description: null,
    license: null,
    mainScript: null,
    scripts: [],
    params: [],
    notRecorded: [],
  };
}

function plainRun(workspace: OpenWorkspace, run: IndexedRun, { text, person }: CountingMasker): ExportRun {
  const row = runRow(workspace, run);
  const masked = (value: string | null) => (value === null ? null : text(value));
  return {
    ...unrecorded(lidOfKey(run.key)),
    recorded: run.record !== null,
    name: masked(row.name),
    start: row.start,
    startFrom: row.startFrom,
    outputCreatedAt: run.output?.created ?? null,
    pipeline: masked(row.pipeline),
    repository: masked(row.repository),
    revision: masked(row.revision),
    commit: masked(row.commit),
    session: row.session,
    user: row.user === null ? null : person(row.user),
  };
}

function askedRun(workspace: OpenWorkspace, run: IndexedRun, masker: CountingMasker): ExportRun {
  const plain = plainRun(workspace, run, masker);
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const { params, notRecorded } = runPage(workspace, run);
  if (record?.kind !== 'WorkflowRun') return { ...plain, asked: true, recorded: false, notRecorded };
  const { value, masked } = workspace.masker.value(record.spec);
  masker.add(masked);
  const spec: JsonObject = isObject(value) ? value : {};
  const at = (path: string) => textOf(valueAt(spec, path));
  const scripts = arrayOf(valueAt(spec, 'workflow.scriptFiles'))
    .filter(isObject)
    .flatMap((file) => {
      const path = textOf(file.path);
      return path === null ? [] : [{ path: plainPath(path), checksum: checksumOf(file.checksum) }];
    });
  const main = at('metadata.scriptFile');
  return {
    ...plain,
    asked: true,
    nextflow: at('metadata.nextflow.version'),
    commandLine: at('metadata.commandLine'),
    description: at('metadata.manifest.description') ?? at('config.manifest.description'),
    license: at('metadata.manifest.license') ?? at('config.manifest.license'),
    mainScript: main === null ? (scripts[0]?.path ?? null) : plainPath(main),
    scripts,
    params: params.map((one) => ({ ...one })),
    notRecorded,
  };
}
