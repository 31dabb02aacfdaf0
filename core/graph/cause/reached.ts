/** Which earlier runs have a difference already: the tasks of the same name behind their output of the same name are held against the task of this run. */
import { addTo } from '../../add-to';
import type { CauseRun, RankedCause, ReachedRuns } from '../../contract/cause';
import type { Difference } from '../../contract/compare';
import type { Progress } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { tasksNamed } from '../../index/queries/compare';
import { findNode } from '../../index/queries/nodes';
import { pause } from '../../pause';
import { diffTasks } from '../compare/diff-task';
import { loadTasks, type TaskFacts } from '../compare/task-facts';
import { behindOutputs, tasksAmong } from '../effective';
import { graphOf } from '../load';
import { type Carrying, kindOfDifference } from './vocabulary';

type Entry = Omit<RankedCause, 'reached'>;

export interface Candidate {
  row: CauseRun & { file: string | null };
}

const mostEntries = 10;
const mostRuns = 100;
/** Of one name behind one file; where there are more, nothing recorded tells which is meant. */
const mostTasks = 20;
/** Tasks walked over in all: a bound for stores with many large runs. */
const mostWalked = 1_000_000;

/** By rank, for the first ten that stand at a task. `earlier` newest first, `of` of them in all. */
export async function* reachedBy(
  workspace: OpenWorkspace,
  entries: readonly Entry[],
  facts: ReadonlyMap<string, TaskFacts>,
  { earlier, of }: { earlier: readonly Candidate[]; of: number },
  signal: AbortSignal,
): AsyncGenerator<Progress, Map<number, ReachedRuns>> {
  const asked = entries.filter(({ role, tasks }) => (role === 'first' || role === 'later') && tasks.length > 0).slice(0, mostEntries);
  const found = new Map(asked.map(({ rank }): [number, ReachedRuns] => [rank, { last: null, without: 0, carry: 0, unknown: 0, looked: 0, of }]));
  if (asked.length === 0) return found;
  const names = [...new Set(asked.flatMap(({ tasks }) => tasks.slice(0, 1).map(({ name }) => name)))];
  const graph = graphOf(workspace);
  let walked = 0;
  const runs = earlier.slice(0, mostRuns);
  for (const [at, { row }] of runs.entries()) {
    if (walked > mostWalked) break;
    if (at % 5 === 0) yield* pause({ phase: 'looking which runs have it already', done: at, total: runs.length }, signal);
    const node = row.file === null ? undefined : findNode(workspace.db, row.file);
    const behind = node === undefined ? [] : tasksAmong(graph, behindOutputs(graph, [graph.at(node.id)])).map((one) => graph.ids[one] ?? -1);
    walked += behind.length;
    const byName = new Map<string, number[]>();
    for (const { node: task, name } of tasksNamed(workspace.db, behind, names)) addTo(byName, name, task);
    const theirs = loadTasks(
      workspace,
      [...byName.values()].flatMap((ids) => (ids.length <= mostTasks ? ids : [])),
    );
    for (const entry of asked) {
      const counts = found.get(entry.rank);
      const [task] = entry.tasks;
      const ours = facts.get(task?.right ?? '');
      const candidates = (byName.get(task?.name ?? '') ?? []).flatMap((id) => theirs.get(id) ?? []);
      const state = node === undefined || ours === undefined ? 'unknown' : carryingOf(entry, ours, candidates);
      if (counts === undefined) continue;
      counts.looked++;
      counts[state === 'carries' ? 'carry' : state]++;
      if (state === 'without' && counts.last === null) counts.last = { lid: row.lid, name: row.name, start: row.start, revision: row.revision, commit: row.commit };
    }
  }
  return found;
}

/** `carries` where one of them does not differ from ours in this; what is told by LIDs of other tasks cannot be held against another run alone. */
export function carryingOf({ kind, name, right, left, words }: Pick<Entry, 'kind' | 'name' | 'right' | 'left' | 'words'>, ours: TaskFacts, theirs: readonly TaskFacts[]): Carrying {
  if (theirs.length === 0 || kind === 'unrecorded' || kind === 'task' || kind === 'order' || [left, right].some((text) => text?.startsWith('lid://'))) return 'unknown';
  const isSame = (one: Difference) => kindOfDifference[one.what] === kind && one.name === name && !one.derived && (one.right === right || one.words === words);
  const states = theirs.map((task): Carrying => {
    if (task.node === ours.node) return 'carries';
    if (task.spec === null || ours.spec === null) return 'unknown';
    const none = { left: new Map<number, number>(), right: new Map<number, number>() };
    return diffTasks(task, ours, { twinsOf: none, elsewhere: false }).some(isSame) ? 'without' : 'carries';
  });
  return states.includes('carries') ? 'carries' : states.includes('unknown') ? 'unknown' : 'without';
}
