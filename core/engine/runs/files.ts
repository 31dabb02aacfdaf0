/** The published files of a run, and the outside files that it and its tasks read. */

import { addTo } from '../../add-to';
import { compareText } from '../../compare-text';
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import type { RecordedChecksum } from '../../index/queries/files';
import { filesBelow, indexedFiles, lidUses, outsideUses } from '../../index/queries/files';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import type { IndexedRun } from '../../index/queries/runs';
import { kindNumbers } from '../../index/schema';
import { linksIn, parametersOf } from '../../record/facts';
import { isObject } from '../../record/json';
import { isLid, keyOfLid, lidOfKey, plainPath } from '../../record/lid';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { readAhead, writeAhead } from '../kept-ahead';
import { pageOf } from '../pages';
import { recordOf } from '../record-of';
import { type FileOfInterest, lazyFileValues, lazyRows, shownUsers, wholeRows } from './file-rows';
import { outputValues } from './output-values';
import { outputsKeeping } from './outputs-keeping';
import { effectiveTasks } from './tasks';

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

/**
 * Outside files that the parameters of the run and its tasks name, one row for each path and recorded checksum; LIDs that a
 * parameter names; and LIDs that its tasks read but no record has, as their origin is not known.
 */
export function inputRows(workspace: OpenWorkspace, run: IndexedRun, page?: RowsAsked): Output<'runs.inputs'> {
  const { rows, ...counts } = pageOf(
    workspace,
    `inputs of ${run.node}`,
    () => lazyRows(allInputs(workspace, run, effectiveTasks(workspace, run))),
    lazyFileValues(workspace),
    page,
  );
  return { inputs: wholeRows(workspace, rows), ...counts };
}

function allInputs(workspace: OpenWorkspace, run: IndexedRun, tasks: readonly number[]): FileOfInterest[] {
  const { db } = workspace;
  const users = run.node < 0 ? tasks : [run.node, ...tasks];
  const parameters = parameterNames(workspace, run);
  const userOf = (user: number, target: string, titles: ReadonlyMap<number, NodeRow>) => {
    const { lid, title } = titles.get(user) ?? { lid: lidOfKey(run.key), title: run.key };
    const known = { lid, title };
    const names = user === run.node ? parameters.get(target) : undefined;
    return names === undefined ? known : { ...known, title: `parameter ${names.map((name) => `"${name}"`).join(', ')}` };
  };
  const uses = outsideUses(db, users);
  const lids: [number, number][] = [...lidUses(db, run.node < 0 ? [] : [run.node], 'parameter'), ...lidUses(db, tasks, 'read', kindNumbers.Missing)];
  const targets = nodesById(db, [...uses.map((use) => use.node), ...lids.map(([file]) => file)]);
  const rows = new Map<string, FileOfInterest & { node: number; usedBy: number[] }>();
  const add = (node: number, checksum: RecordedChecksum | null, user: number) => {
    const id = `${node} ${checksum?.value ?? ''}`;
    const row = rows.get(id) ?? { node, checksum, usedBy: [] };
    row.usedBy.push(user);
    rows.set(id, row);
  };
  const withChecksum = new Map<number, RecordedChecksum[]>();
  for (const { node, checksum } of uses) if (checksum !== null) addTo(withChecksum, node, checksum);
  for (const { node, user, checksum } of uses) {
    // A parameter names the path alone: it stands with each content that the tasks recorded for that path.
    const recorded = checksum === null ? distinct(withChecksum.get(node) ?? []) : [checksum];
    for (const one of recorded.length === 0 ? [null] : recorded) add(node, one, user);
  }
  for (const [file, user] of lids) {
    const node = targets.get(file);
    if (node === undefined || (user !== run.node && node.kind !== 'Missing')) continue;
    add(file, null, user);
  }
  // Of tens of thousands that read one file the first ones are named.
  const titles = nodesById(
    db,
    [...rows.values()].flatMap(({ usedBy }) => usedBy.slice(0, shownUsers)),
  );
  for (const row of rows.values()) {
    row.users = row.usedBy.slice(0, shownUsers).map((user) => userOf(user, targets.get(row.node)?.lid ?? '', titles));
    row.userCount = row.usedBy.length;
  }
  const recorded = indexedFiles(
    db,
    [...targets.values()].flatMap(({ id, kind }) => (kind === 'External' ? [] : [id])),
  );
  // Of an outside file its path stands in the place of the LID. A file record shows its own checksum.
  const keyed = [...rows.values()].map((row) => {
    const file = recorded.get(row.node ?? -1);
    const isOutside = targets.get(row.node ?? -1)?.kind === 'External';
    return { row, name: file?.path ?? targets.get(row.node ?? -1)?.lid ?? '', checksum: (isOutside ? row.checksum?.value : file?.checksum?.value) ?? '' };
  });
  return keyed.sort((a, b) => compareText(a.name, b.name) || compareText(a.checksum, b.checksum)).map(({ row: { usedBy: _, ...row } }) => row);
}

/** LID or plain path → the names of the parameters that name it. */
function parameterNames(workspace: OpenWorkspace, run: IndexedRun): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  for (const { name, value } of parametersOf(record?.spec.params)) {
    if (name === null) continue;
    const targets = isObject(value) || Array.isArray(value) ? linksIn(value, 'parameter').map(({ to }) => ('key' in to ? lidOfKey(to.key) : to.path)) : [];
    if (typeof value === 'string') targets.push(isLid(value) ? lidOfKey(keyOfLid(value)) : plainPath(value));
    for (const target of targets) addTo(names, target, name);
  }
  return names;
}

function distinct(checksums: RecordedChecksum[]): RecordedChecksum[] {
  return [...new Map(checksums.map((one) => [one.value, one])).values()];
}
