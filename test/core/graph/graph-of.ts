/** Graphs out of short lists, for tests: nodes as [id, kind number] by rising id, links as [source id, target id, relation number]. */
import { buildGraph, type Edges, type Graph, numbering } from '../../../core/graph/adjacency';
import { finish } from '../../../core/table/arrange';

export type Edge = readonly [source: number, target: number, relation: number];

/** Links with an end that is none of the nodes are left out. */
export function graphOfLists(nodes: readonly (readonly [number, number])[], recorded: readonly Edge[], inferred: readonly Edge[] = []): Graph {
  const ids = Int32Array.from(nodes, ([id]) => id);
  const at = numbering(ids);
  const columns = (edges: readonly Edge[]): Edges => {
    const known = edges.filter(([source, target]) => at(source) >= 0 && at(target) >= 0);
    return { from: Int32Array.from(known, ([source]) => at(source)), to: Int32Array.from(known, ([, target]) => at(target)), relation: Uint8Array.from(known, ([, , one]) => one) };
  };
  return finish(buildGraph({ ids, kinds: Uint8Array.from(nodes, ([, kind]) => kind), at }, columns(recorded), columns(inferred)));
}
