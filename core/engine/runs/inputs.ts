/** What a run and its tasks read: outside files, and LIDs of which no record tells where they come from. */
import { addTo } from '../../add-to';
import { compareText } from '../../compare-text';
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { indexedFiles, lidUses } from '../../index/queries/files';
import { nodesById } from '../../index/queries/nodes';
import { outsideTargets } from '../../index/queries/outside-uses';
import type { IndexedRun } from '../../index/queries/runs';
import { kindNumbers } from '../../index/schema';
import { linksIn, parametersOf } from '../../record/facts';
import { isObject } from '../../record/json';
import { isLid, keyOfLid, lidOfKey, plainPath } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { recordOf } from '../record-of';
import { type AllUses, allUses, outsideSum } from './all-uses';
import { type FileOfInterest, lazyFileValues, lazyRows, shownUsers, wholeRows } from './file-rows';
import { effectiveTasks } from './tasks';

/** A row before its texts are read: `sum` of `AllUses`, null for a LID; `usedBy`: ids of those who name it. */
interface Input extends FileOfInterest {
  node: number;
  sum: number | null;
  usedBy: number[];
}

/**
 * Outside files that the parameters of the run and its tasks name, one row for each path and recorded checksum; LIDs that a
 * parameter names; and LIDs that its tasks read but no record has, as their origin is not known.
 */
export function inputRows(workspace: OpenWorkspace, run: IndexedRun, page?: RowsAsked): Output<'runs.inputs'> {
  const fill = (files: readonly FileOfInterest[]) => fillIn(workspace, run, files as readonly Input[]);
  const { rows, ...counts } = pageOf(
    workspace,
    `inputs of ${run.node}`,
    () => lazyRows(allInputs(workspace, run, effectiveTasks(workspace, run))),
    lazyFileValues(workspace, fill),
    page,
  );
  return { inputs: wholeRows(workspace, rows, fill), ...counts };
}

function allInputs(workspace: OpenWorkspace, run: IndexedRun, tasks: readonly number[]): Input[] {
  const { db } = workspace;
  const rows = outsideInputs(allUses(workspace), new Set(run.node < 0 ? tasks : [run.node, ...tasks]));
  const lids: [number, number][] = [...lidUses(db, run.node < 0 ? [] : [run.node], 'parameter'), ...lidUses(db, tasks, 'read', kindNumbers.Missing)];
  return lids.length === 0 ? rows : withLids(workspace, run, rows, lids);
}

/** By path, then by checksum. */
function outsideInputs({ sum, use }: AllUses, users: ReadonlySet<number>): Input[] {
  const ranks = sum.node.length + 1; // no more checksums than sums
  const uses: { at: number; user: number }[] = [];
  const withChecksum = new Map<number, number[]>();
  for (let i = 0; i < use.user.length; i++) {
    const [user, at] = [use.user[i] ?? -1, use.sum[i] ?? 0];
    if (!users.has(user)) continue;
    uses.push({ at, user });
    if (sum.checksum[at] !== 0) addTo(withChecksum, sum.node[at] ?? -1, at);
  }
  const rows = new Map<number, Input & { sum: number }>();
  for (const { at, user } of uses) {
    const node = sum.node[at] ?? -1;
    // A parameter names the path alone: it stands with each content that the tasks recorded for that path.
    const recorded = sum.checksum[at] === 0 ? [...new Map((withChecksum.get(node) ?? []).map((one) => [sum.checksum[one], one])).values()] : [at];
    for (const one of recorded.length === 0 ? [at] : recorded) {
      const id = node * ranks + (sum.rank[one] ?? 0);
      const row = rows.get(id) ?? { node, sum: one, usedBy: [] };
      row.usedBy.push(user);
      rows.set(id, row);
    }
  }
  return [...rows.values()].sort((a, b) => (sum.place[a.sum] ?? 0) - (sum.place[b.sum] ?? 0));
}

/** Each LID where it stands among the rows, after what is called the same. */
function withLids(workspace: OpenWorkspace, run: IndexedRun, outside: readonly Input[], lids: readonly [file: number, user: number][]): Input[] {
  const { db } = workspace;
  const files = lids.map(([file]) => file);
  const targets = nodesById(db, files);
  const recorded = indexedFiles(db, files);
  const rows = new Map<number, Input>();
  for (const [file, user] of lids) {
    const node = targets.get(file);
    if (node === undefined || (user !== run.node && node.kind !== 'Missing')) continue;
    const row = rows.get(file) ?? { node: file, sum: null, usedBy: [], checksum: null };
    row.usedBy.push(user);
    rows.set(file, row);
  }
  const uses = allUses(workspace);
  const nameOf = ({ node, sum }: Input): [name: string, checksum: string] => {
    if (sum !== null) {
      const [target] = outsideTargets(db, [outsideSum(uses, sum)]);
      return [target?.recorded.path ?? '', target?.recorded.checksum?.value ?? ''];
    }
    const file = recorded.get(node);
    return [file?.path ?? targets.get(node)?.lid ?? '', file?.checksum?.value ?? ''];
  };
  const named = [...rows.values()].map((row) => ({ row, name: nameOf(row) }));
  named.sort((a, b) => compareText(a.name[0], b.name[0]) || compareText(a.name[1], b.name[1]));
  const merged: Input[] = [];
  let from = 0;
  for (const { row, name } of named) {
    let [low, high] = [from, outside.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const [path, checksum] = nameOf(outside[middle] as Input);
      if (compareText(path, name[0]) <= 0 && (path !== name[0] || compareText(checksum, name[1]) <= 0)) low = middle + 1;
      else high = middle;
    }
    merged.push(...outside.slice(from, low), row);
    from = low;
  }
  return [...merged, ...outside.slice(from)];
}

/** Of tens of thousands that read one file the first ones are named. */
function fillIn(workspace: OpenWorkspace, run: IndexedRun, rows: readonly Input[]): void {
  const { db } = workspace;
  const uses = allUses(workspace);
  const outside = rows.filter((row): row is Input & { sum: number } => row.sum !== null);
  const targets = outsideTargets(
    db,
    outside.map(({ sum }) => outsideSum(uses, sum)),
  );
  for (const [at, row] of outside.entries()) row.checksum = targets[at]?.recorded.checksum ?? null;
  const nodes = nodesById(
    db,
    rows.flatMap(({ node, usedBy }) => [node, ...usedBy.slice(0, shownUsers)]),
  );
  const parameters = parameterNames(workspace, run);
  for (const row of rows) {
    row.userCount = row.usedBy.length;
    row.users = row.usedBy.slice(0, shownUsers).map((user) => {
      const { lid, title } = nodes.get(user) ?? { lid: lidOfKey(run.key), title: run.key };
      const names = user === run.node ? parameters.get(nodes.get(row.node)?.lid ?? '') : undefined;
      return { lid, title: names === undefined ? title : `parameter ${names.map((name) => `"${name}"`).join(', ')}` };
    });
  }
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
