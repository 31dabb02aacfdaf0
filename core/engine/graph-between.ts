/** The ways between two nodes, for those who ask how one has come to the other. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { forEachLink } from '../graph/adjacency';
import { between } from '../graph/between';
import { countsOf, isRunOrOutputs, toGraph, withoutRuns } from '../graph/boxes';
import { graphOf } from '../graph/load';
import type { EngineContext } from './context';
import { knownNode } from './graph';

export function graphBetweenHandlers(context: EngineContext): Pick<EngineHandlers, 'graph.between'> {
  return {
    'graph.between': ({ workspace: name, from, to, limit }) => {
      const workspace = context.open(name);
      const graph = graphOf(workspace);
      const ends = [from, to].map((lid) => graph.at(knownNode(workspace, lid).id)) as [number, number];
      if (ends[0] === ends[1]) throw new AuditError('bad-input', `"${from}" and "${to}" are the same item: a way needs two. Choose another one.`, { lid: from });
      const found = between(graph, ...ends);
      const ways = found.nodes.slice(0, Math.max(limit, found.way.length));
      const among = new Set(ways);
      const edges: { from: number; to: number; relation: number }[] = [];
      for (const node of ways) {
        forEachLink(graph.down, node, (neighbour, relation) => {
          if (among.has(neighbour) && found.follow(neighbour, relation)) edges.push({ from: node, to: neighbour, relation });
        });
      }
      const nodes = [...new Set([...ends, ...ways])];
      const counted = nodes.some((node) => isRunOrOutputs(graph, node)) ? () => true : withoutRuns(graph);
      const told = toGraph(workspace, graph, { nodes, depths: nodes.map(() => 0), edges }, countsOf(graph, counted));
      const toldOf = new Map(nodes.map((node, i) => [node, told.nodes[i]]));
      const nodesOf = (wanted: readonly number[]) => wanted.flatMap((node) => toldOf.get(node) ?? []);
      const [first, second] = nodesOf(ends);
      if (first === undefined || second === undefined) throw new AuditError('internal', 'The ends of a way have no place in the graph.');
      return {
        from: first,
        to: second,
        direction: found.direction,
        needs: found.needs,
        way: nodesOf(found.way).map((node) => node.lid),
        nodes: nodesOf(ways),
        edges: told.edges,
        total: found.nodes.length,
        inferredOnly: found.inferredOnly,
        truncated: ways.length < found.nodes.length,
      };
    },
  };
}
