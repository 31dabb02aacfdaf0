/** The tasks of a run: those it executed, and those whose work its outputs rest on. */
import type { z } from 'zod';
import { compareText } from '../../compare-text';
import type { Output, Parsed } from '../../contract';
import { taskColumns, type taskRow } from '../../contract/runs';
import type { Graph } from '../../graph/adjacency';
import { behindOutputs, neighbourTasks, tasksAmong } from '../../graph/effective';
import { graphInTurns, graphOf } from '../../graph/load';
import { labelsOfNodes, type NodeRow, nodesById } from '../../index/queries/nodes';
import { executedTasks, type IndexedRun, runNames } from '../../index/queries/runs';
import { type IndexedTask, indexedTasks } from '../../index/queries/tasks';
import { atOnce } from '../../pause';
import { splitTaskName } from '../../record/facts';
import { instantOf } from '../../record/instant';
import { lidOfKey } from '../../record/lid';
import { valueColumns } from '../../table/values';
import { tagsText } from '../../tags/rules';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { pageOf } from '../pages';
import { inOrderOf } from '../places';
import { toEnd } from '../prepared';
import { tagsIn } from '../tags/of-nodes';
import { type AllTasks, allTasksAtHand, allTasksInTurns, makeAllTasks } from './all-tasks';
import { type RunOutput, runOutputs } from './files';
import { allRuns } from './list';
import { nullRunNode } from './null-run';
import { filesOfTask, taskColumn } from './task-columns';

export type TaskRow = z.infer<typeof taskRow>;

export interface RunTasks {
  executed: Set<number>;
  /** Reached by walking back from the outputs of the run. */
  reliedOn: Set<number>;
}

/** So many runs' tasks stay at hand. */
const runsKept = 8;

/** Ids in the index. */
export function tasksOfRun(workspace: OpenWorkspace, run: IndexedRun): RunTasks {
  const cache = byRecords(workspace, 'tasks of runs', () => new Map<string, RunTasks>());
  let known = cache.get(run.key);
  if (known === undefined) {
    const kept = allTasksAtHand(workspace)?.byRun.get(run.key);
    known = kept === undefined ? findTasks(workspace, run, graphOf(workspace), runOutputs(workspace, run)) : { executed: new Set(kept.executed), reliedOn: new Set(kept.reliedOn) };
    const [oldest] = cache.keys();
    if (cache.size >= runsKept && oldest !== undefined) cache.delete(oldest);
    cache.set(run.key, known);
  }
  return known;
}

/** Makes those of all runs, unless they are kept. */
export function tasksInTurns(workspace: OpenWorkspace): InTurns<void> {
  return allTasksInTurns(workspace, function* () {
    yield* toEnd(graphInTurns(workspace));
    return yield* tasksOfAllRuns(workspace, graphOf(workspace), (run) => runOutputs(workspace, run));
  });
}

export function tasksOfAllRuns(workspace: OpenWorkspace, graph: Graph, outputsOf: (run: IndexedRun) => readonly RunOutput[]): Generator<void, AllTasks> {
  return makeAllTasks(workspace, allRuns(workspace), (run) => {
    const { executed, reliedOn } = findTasks(workspace, run, graph, outputsOf(run));
    return { executed: Int32Array.from(executed), reliedOn: Int32Array.from(reliedOn) };
  });
}

function findTasks({ db }: OpenWorkspace, run: IndexedRun, graph: Graph, published: readonly RunOutput[]): RunTasks {
  const outputs = published.flatMap(({ node }) => (node === undefined ? [] : [graph.at(node)]));
  const behind = tasksAmong(graph, behindOutputs(graph, outputs));
  return {
    executed: new Set(executedTasks(db, run.node === nullRunNode ? null : run.node)),
    reliedOn: new Set(behind.map((node) => graph.ids[node] ?? -1)),
  };
}

/** All tasks that the run executed or relied on. */
export function effectiveTasks(workspace: OpenWorkspace, run: IndexedRun): number[] {
  const { executed, reliedOn } = tasksOfRun(workspace, run);
  return [...new Set([...executed, ...reliedOn])];
}

export interface TaskFacts {
  nodes: Map<number, NodeRow>;
  tasks: Map<number, IndexedTask>;
}

/** What the index knows of all tasks of a run; of the run asked for last it stays at hand for its next page. */
export function factsOfTasks(workspace: OpenWorkspace, run: IndexedRun): TaskFacts {
  return atOnce(factsInTurns(workspace, run));
}

/** Tasks between two turns. */
const portion = 2000;

export function* factsInTurns(workspace: OpenWorkspace, run: IndexedRun): Generator<void, TaskFacts> {
  const kept = keptFacts(workspace);
  let facts = kept.get(run.key);
  if (facts === undefined) {
    const ids = effectiveTasks(workspace, run);
    facts = { nodes: new Map(), tasks: new Map() };
    for (let at = 0; at < ids.length; at += portion) {
      const some = ids.slice(at, at + portion);
      for (const [id, node] of nodesById(workspace.db, some)) facts.nodes.set(id, node);
      for (const [id, task] of indexedTasks(workspace.db, some)) facts.tasks.set(id, task);
      yield;
    }
    kept.clear();
    kept.set(run.key, facts);
  }
  return facts;
}

function keptFacts(workspace: OpenWorkspace): Map<string, TaskFacts> {
  return workspace.cached('facts of tasks', () => new Map());
}

export const forgetTaskFacts = (workspace: OpenWorkspace) => keptFacts(workspace).clear();

/** What the index holds of a task, without what lies around it. */
export type TaskAlone = Omit<TaskRow, 'labels' | 'upstream' | 'downstream'>;

interface PlainTask extends TaskAlone {
  /** Node of its #output record. */
  output: number | null;
}

/** A task of a table that is read when its row, or a column of the table, is asked for: of tens of thousands a page shows a hundred. */
interface LazyTask {
  id: number;
  executed: boolean;
  reliedOn: boolean;
  task: PlainTask | null;
}

type Choice = Parsed<'runs.tasks'>['which'];

const chosenBy: Record<Choice, (task: LazyTask) => boolean> = { all: () => true, executed: (task) => task.executed, reliedOn: (task) => task.reliedOn };

/** Ids as the window names its columns. */
const columns = valueColumns<(typeof taskColumns)[number], PlainTask>(taskColumns, {
  name: (task) => task.name,
  lid: (task) => task.lid,
  ranIn: (task) => (task.reused ? `reused from ${task.runName ?? task.run ?? ''}` : 'this run'),
  inputs: (task) => task.inputs,
  outputs: (task) => task.outputs,
  container: (task) => task.container,
  createdAt: (task) => task.createdAt,
  process: (task) => task.process,
  tag: (task) => task.tag,
  tags: (task) => tagsText(task.tags),
});

/** By the time of their #output records, those without one last, then by name; or as a page asks. */
export function taskRows(workspace: OpenWorkspace, run: IndexedRun, { effective, which, page }: Pick<Parsed<'runs.tasks'>, 'effective' | 'which' | 'page'>): Output<'runs.tasks'> {
  const everything = allTasks(workspace, run, effective);
  const graph = graphOf(workspace);
  const isThere = (id: number) => graph.at(id) >= 0;
  const values = columns.map(({ id, value }) => {
    const alone = taskColumn(workspace, tableName(run, effective), id, () => everything.map((lazy) => lazy.id));
    return {
      id,
      value(lazy: LazyTask) {
        if (lazy.task !== null) return value(lazy.task);
        if (alone !== null) return isThere(lazy.id) ? alone(lazy.id) : null;
        readTasks(workspace, run, everything, factsOfTasks(workspace, run));
        return lazy.task === null ? null : value(lazy.task);
      },
    };
  });
  const { rows, total, all } = pageOf(workspace, `${tableName(run, effective)}, ${which}`, () => everything.filter(chosenBy[which]), values, page);
  const counts = { all: everything.length, executed: everything.filter(chosenBy.executed).length, reliedOn: everything.filter(chosenBy.reliedOn).length };
  return { tasks: wholeRows(workspace, run, rows), total, all, counts };
}

const tableName = (run: IndexedRun, effective: boolean) => `tasks of ${run.node}, ${effective}`;

function allTasks(workspace: OpenWorkspace, run: IndexedRun, effective: boolean): readonly LazyTask[] {
  return pageOf(workspace, tableName(run, effective), () => tasksInOrder(workspace, run, effective), [], undefined).rows;
}

/** All that the run executed or relied on, in the order of `taskRows`. */
export function tasksAlone(workspace: OpenWorkspace, run: IndexedRun): TaskAlone[] {
  return readTasks(workspace, run, allTasks(workspace, run, true), factsOfTasks(workspace, run)).map(({ task: { output: _, ...task } }) => task);
}

function tasksInOrder(workspace: OpenWorkspace, run: IndexedRun, effective: boolean): LazyTask[] {
  const { executed, reliedOn } = tasksOfRun(workspace, run);
  const ids = effective ? new Set([...executed, ...reliedOn]) : executed;
  const lazy = (id: number): LazyTask => ({ id, executed: executed.has(id), reliedOn: reliedOn.has(id), task: null });
  const kept = allTasksAtHand(workspace);
  const ordered = kept?.byRun.has(run.key) ? inOrderOf(kept.inTime, kept.timePlace, ids) : null;
  if (ordered !== null) return ordered.map(lazy);
  const rows = readTasks(workspace, run, Array.from(ids, lazy), factsOfTasks(workspace, run));
  const times = new Map(rows.map(({ id, task }) => [id, instantOf(task.createdAt)]));
  const timeOf = ({ id }: LazyTask) => times.get(id) ?? 0;
  return rows.sort((a, b) => timeOf(a) - timeOf(b) || compareText(a.task.name, b.task.name) || compareText(a.task.lid, b.task.lid));
}

/** Those that there is a node of, with what the index holds of them. */
function readTasks(workspace: OpenWorkspace, run: IndexedRun, lazy: readonly LazyTask[], { nodes, tasks }: TaskFacts): (LazyTask & { task: PlainTask })[] {
  const names = runNames(workspace.db);

  for (const one of lazy) {
    const { id, executed, reliedOn } = one;
    const node = nodes.get(id);
    if (one.task !== null || node === undefined) continue;
    const task = tasks.get(id);
    const name = task?.name ?? node.title;
    one.task = {
      lid: node.lid,
      name,
      ...splitTaskName(name),
      ...origin(task, run, names),
      executed,
      reliedOn,
      kind: node.kind === 'TaskRun' || node.kind === 'AgentRun' ? node.kind : 'Missing',
      container: task?.container ?? null,
      inputs: filesOfTask(workspace, id, 'up'),
      outputs: filesOfTask(workspace, id, 'down'),
      createdAt: task?.output?.created ?? null,
      output: task?.output?.node ?? null,
      ...tagsIn(workspace, id),
    };
  }
  return lazy.filter((one): one is LazyTask & { task: PlainTask } => one.task !== null);
}

/** With their labels and their neighbours, which take a walk each. */
function wholeRows(workspace: OpenWorkspace, run: IndexedRun, lazy: readonly LazyTask[]): TaskRow[] {
  const { db } = workspace;
  const unread = lazy.filter(({ task }) => task === null).map(({ id }) => id);
  const read = readTasks(workspace, run, lazy, { nodes: nodesById(db, unread), tasks: indexedTasks(db, unread) });
  const graph = graphOf(workspace);
  const idsOf = (id: number, direction: 'up' | 'down') => neighbourTasks(graph, graph.at(id), direction).map((node) => graph.ids[node] ?? -1);
  const near = new Map(read.map(({ id }) => [id, { up: idsOf(id, 'up'), down: idsOf(id, 'down') }]));
  const nodes = nodesById(
    db,
    [...near.values()].flatMap(({ up, down }) => [...up, ...down]),
  );
  const labels = labelsOfNodes(
    db,
    read.flatMap(({ task: { output } }) => output ?? []),
  );
  const titled = (list: readonly number[]) => list.flatMap((id) => nodes.get(id) ?? []).map(({ lid, title }) => ({ lid, title }));
  return read.map(({ id, task: { output, ...row } }) => ({
    ...row,
    labels: output === null ? [] : (labels.get(output) ?? []),
    upstream: titled(near.get(id)?.up ?? []),
    downstream: titled(near.get(id)?.down ?? []),
  }));
}

/** A task is called reused only where its record names another run; one that names none, or has no record, stays unknown. */
function origin(task: IndexedTask | undefined, run: IndexedRun, names: Map<number, string>): Pick<TaskRow, 'run' | 'runName' | 'reused'> {
  if (!task?.run) return { run: null, runName: null, reused: false };
  return { run: lidOfKey(task.run.key), runName: names.get(task.run.node) ?? null, reused: task.run.node !== run.node };
}
