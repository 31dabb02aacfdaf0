/** All that a file was made from, in an order in which each thing stands before what it came from; and where the records go in circles. */
import { type Graph, isInferred, startsOf } from '../adjacency';
import { circlesOf } from './circles';
import { type Shapes, shapeBits } from './shapes';

export interface Ordered {
  /** Node numbers of the graph, the start first. Whatever is upstream of a node comes after it, except inside a circle. */
  nodes: number[];
  /** Place in `nodes` by node number; -1 for what is not reached. */
  place: Int32Array;
  /** Circles of recorded links alone, each with its nodes in the order of `nodes`. */
  loops: number[][];
}

/**
 * Layer by layer from the start: a node's layer is its longest way from there. `found` is all that is upstream, the start first; inside a layer
 * its order stays, so that who hands it over sorted gets the same answer on every computer.
 */
export function orderBack(graph: Graph, found: Int32Array, { shape, ring }: Shapes): Ordered {
  const ringOf = new Int32Array(found.length);
  let last = 0;
  let circular = 0;
  for (let i = 0; i < found.length; i++) {
    const node = found[i] ?? 0;
    const own = ring[node] ?? 0;
    ringOf[i] = own;
    if (own > last) last = own;
    circular |= (shape[node] ?? 0) & shapeBits.circle;
  }
  const layer = layersOf(graph, ring, byColumn(found, ringOf, last + 1), last + 1);
  let layers = 0;
  for (let i = 0; i < found.length; i++) {
    const own = layer[ringOf[i] ?? 0] ?? 0;
    ringOf[i] = own;
    if (own > layers) layers = own;
  }
  const sorted = byColumn(found, ringOf, layers + 1);
  const place = new Int32Array(graph.count).fill(-1);
  for (let at = 0; at < sorted.length; at++) place[sorted[at] ?? 0] = at;
  const recorded = circular === 0 ? [] : circlesOf(graph, found, (relation) => !isInferred(relation)).closed;
  const inOrder = (one: readonly number[]) => [...one].sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0));
  const loops = recorded.map(inOrder).sort((a, b) => (place[a[0] ?? 0] ?? 0) - (place[b[0] ?? 0] ?? 0));
  return { nodes: Array.from(sorted), place, loops };
}

/** Sorted by the column beside it; what is equal stays in its order. */
function byColumn(nodes: Int32Array, column: Int32Array, numbers: number): Int32Array {
  const next = startsOf(column, numbers);
  const sorted = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const own = column[i] ?? 0;
    const at = next[own] ?? 0;
    next[own] = at + 1;
    sorted[at] = nodes[i] ?? 0;
  }
  return sorted;
}

/** The longest way from the start to each ring; `members`: by their rings. */
function layersOf({ up: { start, to } }: Graph, ring: Int32Array, members: Int32Array, rings: number): Int32Array {
  const layer = new Int32Array(rings);
  // Of two rings the one downstream stands behind.
  for (let i = members.length - 1; i >= 0; i--) {
    const node = members[i] ?? 0;
    const own = ring[node] ?? 0;
    const beyond = (layer[own] ?? 0) + 1;
    const end = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < end; at++) {
      const far = ring[to[at] ?? 0] ?? 0;
      if (far !== own && (layer[far] ?? 0) < beyond) layer[far] = beyond;
    }
  }
  return layer;
}
