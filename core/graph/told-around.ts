/** What OpenLineage events tell of around records: the runs and data of others upstream, however far, and the runs that directly read what is here. */
import { kindNumbers, relationNumbers } from '../index/schema';
import { type Graph, isByPath, isTold } from './adjacency';
import { reached } from './walk';

/** `nodes` as numbers of the graph. Runs of others, and data that their events alone name. */
export function toldUpstream(graph: Graph, nodes: readonly number[]): number[] {
  return reached(graph, nodes, { direction: 'up', follow: (_, relation) => isTold(relation) }).filter(
    (node) => graph.kinds[node] === kindNumbers.OutsideRun || graph.kinds[node] === kindNumbers.OutsideData,
  );
}

/** Runs of others alone: upstream, and those that read one of these files, by its path, its LID or a folder above it. */
export function toldRunsAround(graph: Graph, nodes: readonly number[]): number[] {
  const { 'same-path': samePath, 'told-read': toldRead, 'told-within': within } = relationNumbers;
  const below = reached(graph, nodes, {
    direction: 'down',
    depth: 2,
    follow: (neighbour, relation, from) =>
      relation === toldRead || relation === within || (relation === samePath && isByPath(graph.kinds[neighbour]) && !isByPath(graph.kinds[from])),
  });
  return [...new Set([...toldUpstream(graph, nodes), ...below])].filter((node) => graph.kinds[node] === kindNumbers.OutsideRun);
}
