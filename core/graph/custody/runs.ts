/** The runs that governed the steps of a page: pipeline, commit, parameters, and whether their code was held against the commit. */
import type { CustodyRun } from '../../contract/custody';
import type { OpenWorkspace } from '../../engine/context';
import { valueAt } from '../../engine/runs/page';
import { newestCodeCheck } from '../../index/queries/code-checks';
import { parametersOf } from '../../record/facts';
import { isObject, type JsonObject, textOf } from '../../record/json';
import { minuteText } from '../../verify/standing';
import { nameOf } from './files-of';
import type { History } from './history';
import { recordsThatCanBeRead } from './read-records';

const mostParams = 100;

/** Of the steps from `first` to before `end`, in the order in which they come. */
export function runsOf(workspace: OpenWorkspace, history: History, first: number, end: number): CustodyRun[] {
  const { chain, makers } = history;
  const runs = [...new Set(makers.governed.slice(first, end).flatMap((run) => run ?? []))];
  const idOf = (run: number) => chain.graph.ids[run] ?? -1;
  const specs = recordsThatCanBeRead(workspace, runs.map(idOf));
  return runs.map((run) => runOf(workspace, history, run, specs.get(idOf(run)) ?? null));
}

function runOf(workspace: OpenWorkspace, history: History, run: number, spec: JsonObject | null): CustodyRun {
  const masked = spec === null ? {} : workspace.masker.value(spec).value;
  const shown = isObject(masked) ? masked : {};
  const text = (...paths: string[]) => paths.map((path) => textOf(valueAt(shown, path))).find((one) => one !== null) ?? null;
  const params = parametersOf(shown.params);
  const plain = parametersOf(spec?.params);
  return {
    ...nameOf(history, run),
    steps: history.stepsOfRun.get(run) ?? 0,
    start: text('metadata.start'),
    pipeline: text('metadata.manifest.name', 'config.manifest.name', 'metadata.projectName'),
    repository: text('workflow.repository', 'metadata.repository'),
    revision: text('metadata.revision'),
    commit: text('workflow.commitId', 'metadata.commitId'),
    nextflow: text('metadata.nextflow.version'),
    code: codeWords(workspace, history.chain.graph.ids[run] ?? -1, spec),
    params: params.slice(0, mostParams).map(({ name, value }, at) => ({ name: name ?? '', value, masked: JSON.stringify(value) !== JSON.stringify(plain[at]?.value) })),
    paramCount: params.length,
  };
}

function codeWords(workspace: OpenWorkspace, id: number, spec: JsonObject | null): string {
  if (spec === null) return 'The record of the run cannot be read here: its code is not known.';
  const check = newestCodeCheck(workspace.db, id);
  if (check === null) return 'Nobody has held its code against the commit.';
  const { summary, commit, at, stale } = check;
  const older = stale ? ' The record of the run has changed since.' : '';
  return `Of ${summary.files} recorded code files ${summary.proven} were proven to be those of commit ${commit.slice(0, 10)} (${minuteText(at)}).${older}`;
}
