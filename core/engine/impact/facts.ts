/** The facts that every question of impact rests on, made once for each state of the records. */
import { type ImpactFacts, impactFacts } from '../../graph/impact/facts';
import { graphOf } from '../../graph/load';
import { impactRows, nodesByTitle } from '../../index/queries/impact';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';

export function factsOf(workspace: OpenWorkspace): ImpactFacts {
  return byRecords(workspace, 'impact facts', () => impactFacts(graphOf(workspace), impactRows(workspace.db)));
}

/** Nodes of the graph by the alphabet of their titles: `rank[node]`, and `node[rank]`. */
export function titleOrder(workspace: OpenWorkspace): { rank: Int32Array; nodes: Int32Array } {
  return byRecords(workspace, 'impact title order', () => {
    const graph = graphOf(workspace);
    const nodes = Int32Array.from(nodesByTitle(workspace.db), (id) => graph.at(id));
    const rank = new Int32Array(graph.count);
    for (let i = 0; i < nodes.length; i++) rank[nodes[i] ?? 0] = i;
    return { rank, nodes };
  });
}
