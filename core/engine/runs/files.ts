import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { filesBelow, indexedFiles } from '../../index/queries/files';
import { nodesOfKeys } from '../../index/queries/references';
import type { IndexedRun } from '../../index/queries/runs';
import { plainPath } from '../../record/lid';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { readAhead, writeAhead } from '../kept-ahead';
import { pageOf } from '../pages';
import { recordOf } from '../record-of';
import { lazyFileValues, lazyRows, wholeRows } from './file-rows';
import { outputValues } from './output-values';
import { outputsKeeping } from './outputs-keeping';

/** A published file of a run: a node (FileOutput, or a LID without record), or a plain path. */
export interface RunOutput {
  node?: number;
  path?: string;
  output: string | null;
}

/**
 * FileOutputs below `<runHash>/` in the order of their keys, then what the #output record names beyond them: LIDs elsewhere
 * and plain paths. `output` is the name of the workflow output whose value names the file itself; one that only stands in an
 * index file has none recorded.
 */
export function runOutputs(workspace: OpenWorkspace, run: IndexedRun): RunOutput[] {
  const cache = outputsAtHand(workspace).byRun;
  let known = cache.get(run.key);
  if (known === undefined) {
    known = findOutputs(workspace, run);
    cache.set(run.key, known);
  }
  return known;
}

/** By key of the run: of all runs where they were kept, else of those that were asked for. */
function outputsAtHand(workspace: OpenWorkspace): { byRun: Map<string, RunOutput[]>; kept: boolean } {
  return byRecords(workspace, 'outputs of runs', () => {
    const byRun = readAhead(workspace, outputsKeeping);
    return { byRun: byRun ?? new Map(), kept: byRun !== null };
  });
}

/** Keeps those of all runs that there are, once they were asked for. */
export function keepOutputs(workspace: OpenWorkspace, runs: readonly IndexedRun[]): void {
  const outputs = outputsAtHand(workspace);
  if (outputs.kept) return;
  writeAhead(workspace, outputsKeeping, outputsOf(workspace, runs));
  outputs.kept = true;
}

export function outputsOf(workspace: OpenWorkspace, runs: readonly IndexedRun[]): Map<string, RunOutput[]> {
  return new Map(runs.map((run) => [run.key, runOutputs(workspace, run)]));
}

export function findOutputs(workspace: OpenWorkspace, run: IndexedRun): RunOutput[] {
  const { db } = workspace;
  const below = filesBelow(db, run.key);
  const outputs = new Map<number, RunOutput>(below.map((node) => [node, { node, output: null }]));
  const paths = new Map<string, RunOutput>();
  const record = run.output === null ? null : recordOf(workspace, run.output.node);
  const values = outputValues(record?.spec.output);
  const nodes = nodesOfKeys(
    db,
    values.flatMap(({ to }) => ('key' in to ? [to.key] : [])),
  );
  for (const { output, to } of values) {
    if ('key' in to) {
      const node = nodes.get(to.key);
      if (node === undefined) continue;
      const entry = outputs.get(node) ?? { node, output: null };
      entry.output ??= output;
      outputs.set(node, entry);
    } else if (!paths.has(to.path)) paths.set(to.path, { path: to.path, output });
  }
  if (paths.size > 0) for (const { path } of indexedFiles(db, outputs.keys()).values()) if (path !== null) paths.delete(plainPath(path));
  return [...outputs.values(), ...paths.values()];
}

export function outputRows(workspace: OpenWorkspace, run: IndexedRun, page?: RowsAsked): Output<'runs.outputs'> {
  const { rows, ...counts } = pageOf(workspace, `outputs of ${run.node}`, () => lazyRows(runOutputs(workspace, run)), lazyFileValues(workspace), page);
  return { outputs: wholeRows(workspace, rows), ...counts };
}
