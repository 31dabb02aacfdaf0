/** The facts that every question of impact rests on, made once for each state of the records. */
import { type ImpactFacts, impactFacts } from '../../graph/impact/facts';
import { graphInTurns, graphOf } from '../../graph/load';
import { nodesByTitle, readingImpactRows } from '../../index/queries/impact';
import { byRecords, byRecordsInTurns } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { toEnd } from '../prepared';

export function factsOf(workspace: OpenWorkspace): ImpactFacts {
  return factsInTurns(workspace).whole();
}

export function factsInTurns(workspace: OpenWorkspace): InTurns<ImpactFacts> {
  return byRecordsInTurns(workspace, 'impact facts', function* () {
    yield* toEnd(graphInTurns(workspace));
    return yield* impactFacts(graphOf(workspace), yield* readingImpactRows(workspace.db));
  });
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
