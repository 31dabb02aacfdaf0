/** The tasks of a run: those it executed, and those whose work its outputs rest on. */
import type { z } from 'zod';
import type { taskRow } from '../../contract/runs';
import { forEachLink } from '../../graph/adjacency';
import { behindOutputs, neighbourTasks, tasksAmong } from '../../graph/effective';
import { graphOf } from '../../graph/load';
import { labelsOfNodes, nodesById } from '../../index/queries/nodes';
import { executedTasks, type IndexedRun, runNames } from '../../index/queries/runs';
import { type IndexedTask, indexedTasks } from '../../index/queries/tasks';
import { relationNumbers } from '../../index/schema';
import { splitTaskName } from '../../record/facts';
import { instantOf } from '../../record/instant';
import { lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { runOutputs } from './files';
import { nullRunNode } from './null-run';

export type TaskRow = z.infer<typeof taskRow>;

export interface RunTasks {
  executed: Set<number>;
  /** Reached by walking back from the outputs of the run. */
  reliedOn: Set<number>;
}

/** Ids in the index. */
export function tasksOfRun(workspace: OpenWorkspace, run: IndexedRun): RunTasks {
  const graph = graphOf(workspace);
  const outputs = runOutputs(workspace, run).flatMap(({ node }) => (node === undefined ? [] : [graph.at(node)]));
  const behind = tasksAmong(graph, behindOutputs(graph, outputs));
  return {
    executed: new Set(executedTasks(workspace.db, run.node === nullRunNode ? null : run.node)),
    reliedOn: new Set(behind.map((node) => graph.ids[node] ?? -1)),
  };
}

/** All tasks that the run executed or relied on. */
export function effectiveTasks(workspace: OpenWorkspace, run: IndexedRun): number[] {
  const { executed, reliedOn } = tasksOfRun(workspace, run);
  return [...new Set([...executed, ...reliedOn])];
}

/** By the time of their #output records, those without one last; then by name. */
export function taskRows(workspace: OpenWorkspace, run: IndexedRun, effective: boolean): TaskRow[] {
  const { db } = workspace;
  const { executed, reliedOn } = tasksOfRun(workspace, run);
  const ids = [...new Set(effective ? [...executed, ...reliedOn] : executed)];
  const graph = graphOf(workspace);
  const near = new Map(ids.map((id) => [id, { up: idsOf(id, 'up'), down: idsOf(id, 'down') }]));
  const nodes = nodesById(db, [...ids, ...[...near.values()].flatMap(({ up, down }) => [...up, ...down])]);
  const tasks = indexedTasks(db, ids);
  const names = runNames(db);
  const labels = labelsOfNodes(
    db,
    [...tasks.values()].flatMap(({ output }) => (output === null ? [] : [output.node])),
  );
  const titled = (list: readonly number[]) => list.flatMap((id) => nodes.get(id) ?? []).map(({ lid, title }) => ({ lid, title }));

  function idsOf(id: number, direction: 'up' | 'down'): number[] {
    return neighbourTasks(graph, graph.at(id), direction).map((node) => graph.ids[node] ?? -1);
  }

  function rowOf(id: number): TaskRow[] {
    const node = nodes.get(id);
    if (node === undefined) return [];
    const task = tasks.get(id);
    const name = task?.name ?? node.title;
    const { process, tag } = splitTaskName(name);
    return [
      {
        lid: node.lid,
        name,
        process,
        tag,
        ...origin(task, run, names),
        executed: executed.has(id),
        reliedOn: reliedOn.has(id),
        kind: node.kind === 'TaskRun' || node.kind === 'AgentRun' ? node.kind : 'Missing',
        container: task?.container ?? null,
        labels: task?.output ? (labels.get(task.output.node) ?? []) : [],
        inputs: count(id, 'up'),
        outputs: count(id, 'down'),
        upstream: titled(near.get(id)?.up ?? []),
        downstream: titled(near.get(id)?.down ?? []),
        createdAt: task?.output?.created ?? null,
      },
    ];
  }

  function count(id: number, direction: 'up' | 'down'): number {
    let files = 0;
    const relation = direction === 'up' ? relationNumbers.read : relationNumbers.produced;
    forEachLink(graph[direction], graph.at(id), (_, one) => {
      if (one === relation) files++;
    });
    return files;
  }

  return ids.flatMap(rowOf).sort((a, b) => instantOf(a.createdAt) - instantOf(b.createdAt) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.lid < b.lid ? -1 : 1));
}

/** A task is called reused only where its record names another run; one that names none, or has no record, stays unknown. */
function origin(task: IndexedTask | undefined, run: IndexedRun, names: Map<number, string>): Pick<TaskRow, 'run' | 'runName' | 'reused'> {
  if (!task?.run) return { run: null, runName: null, reused: false };
  return { run: lidOfKey(task.run.key), runName: names.get(task.run.node) ?? null, reused: task.run.node !== run.node };
}
