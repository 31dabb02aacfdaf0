/**
 * The tasks that a run relied on. A cached task (`-resume`) writes no record of its own: it still names the run that first
 * executed it. So the tasks behind a result are found by walking back from the outputs, never by the run they name.
 */
import { kindNumbers, relationNumbers } from '../index/schema';
import { forEachLink, type Graph, isByPath } from './adjacency';
import { reached } from './walk';

const { read, produced, published, inside } = relationNumbers;

export function isTask(graph: Graph, node: number): boolean {
  return graph.kinds[node] === kindNumbers.TaskRun || graph.kinds[node] === kindNumbers.AgentRun;
}

/** Links of data alone: from file to task to file. `inside` counts between LIDs, where the LID itself names its folder. */
export function isDataLink(graph: Graph, relation: number, from: number, to: number): boolean {
  if (graph.isRun[from] === 1 || graph.isRun[to] === 1) return false;
  if (relation === inside) return !isByPath(graph.kinds[from]) && !isByPath(graph.kinds[to]);
  return relation === read || relation === produced || relation === published;
}

/** All that the outputs were made from, the outputs themselves among it; runs are not passed through. */
export function behindOutputs(graph: Graph, outputs: readonly number[]): number[] {
  return reached(graph, outputs, { direction: 'up', follow: (neighbour, relation, from) => isDataLink(graph, relation, neighbour, from) });
}

/** The tasks among these nodes, and LIDs without record that a file names as its task. */
export function tasksAmong(graph: Graph, nodes: readonly number[]): number[] {
  return nodes.filter((node) => {
    if (isTask(graph, node)) return true;
    let named = false;
    if (graph.kinds[node] === kindNumbers.Missing && graph.isRun[node] === 0) forEachLink(graph.down, node, (_, relation) => (named ||= relation === produced));
    return named;
  });
}

/** The nearest tasks in one direction: those whose files a task read (`up`), or that read its files (`down`). */
export function neighbourTasks(graph: Graph, task: number, direction: 'up' | 'down'): number[] {
  const stop = (node: number) => node !== task && tasksAmong(graph, [node]).length > 0;
  const nodes = reached(graph, [task], {
    direction,
    follow: (neighbour, relation, from) => !stop(from) && (direction === 'up' ? isDataLink(graph, relation, neighbour, from) : isDataLink(graph, relation, from, neighbour)),
  });
  return nodes.filter((node) => stop(node));
}
