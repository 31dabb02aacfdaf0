/** All that a file was made from, in an order in which each thing stands before what it came from; and where the records go in circles. */
import { type Graph, isInferred, startsOf } from '../adjacency';
import { growingInt32 } from '../growing';

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
export function orderBack(graph: Graph, found: Int32Array): Ordered {
  const rings = circles(graph, found, () => true);
  const layer = layersOf(graph, rings);
  const layerOf = found.map((node) => layer[rings.of[node] ?? 0] ?? 0);
  const next = startsOf(layerOf, rings.starts.length);
  const place = new Int32Array(graph.count).fill(-1);
  const nodes = new Array<number>(found.length).fill(0);
  for (let i = 0; i < found.length; i++) {
    const node = found[i] ?? 0;
    const own = layerOf[i] ?? 0;
    const at = next[own] ?? 0;
    next[own] = at + 1;
    place[node] = at;
    nodes[at] = node;
  }
  const recorded = rings.closed.length === 0 ? [] : circles(graph, found, (relation) => !isInferred(relation)).closed;
  const inOrder = (ring: readonly number[]) => [...ring].sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0));
  const loops = recorded.map(inOrder).sort((a, b) => (place[a[0] ?? 0] ?? 0) - (place[b[0] ?? 0] ?? 0));
  return { nodes, place, loops };
}

interface Rings {
  /** Each node's ring by node number; of two rings, the one upstream has the smaller number. */
  of: Int32Array;
  /** All nodes, ring by ring, and where each ring begins. */
  members: Int32Array;
  starts: Int32Array;
  /** Rings that are circles: of several nodes, or of one that names itself. */
  closed: number[][];
}

/** Strongly connected sets (Tarjan 1972), without recursion: a hostile store may chain a million records. */
function circles(graph: Graph, nodes: Int32Array, follow: (relation: number) => boolean): Rings {
  const { start, to, relation } = graph.up;
  const of = new Int32Array(graph.count).fill(-1);
  const index = new Int32Array(graph.count).fill(-1);
  const low = new Int32Array(graph.count);
  const next = start.slice(0, graph.count);
  const open: number[] = [];
  const isOpen = new Uint8Array(graph.count);
  const members = new Int32Array(nodes.length);
  const starts = growingInt32();
  let placed = 0;
  const closed: number[][] = [];
  let count = 0;
  const enter = (node: number) => {
    index[node] = low[node] = count++;
    open.push(node);
    isOpen[node] = 1;
  };
  const lower = (node: number, value: number) => {
    if (value < (low[node] ?? 0)) low[node] = value;
  };
  for (const root of nodes) {
    if (index[root] !== -1) continue;
    const path = [root];
    enter(root);
    while (path.length > 0) {
      const node = path[path.length - 1] ?? 0;
      const at = next[node] ?? 0;
      if (at < (start[node + 1] ?? 0)) {
        next[node] = at + 1;
        if (!follow(relation[at] ?? 0)) continue;
        const other = to[at] ?? 0;
        if (index[other] === -1) {
          enter(other);
          path.push(other);
        } else if (isOpen[other] === 1) lower(node, index[other] ?? 0);
        continue;
      }
      path.pop();
      const below = path[path.length - 1];
      if (below !== undefined) lower(below, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      const began = placed;
      for (;;) {
        const one = open.pop() ?? node;
        isOpen[one] = 0;
        of[one] = starts.length;
        members[placed++] = one;
        if (one === node) break;
      }
      if (placed - began > 1 || namesItself(graph, node, follow)) closed.push([...members.subarray(began, placed)]);
      starts.push(began);
    }
  }
  return { of, members, starts: starts.values(), closed };
}

function namesItself({ up: { start, to, relation } }: Graph, node: number, follow: (relation: number) => boolean): boolean {
  const end = start[node + 1] ?? 0;
  for (let at = start[node] ?? 0; at < end; at++) if (to[at] === node && follow(relation[at] ?? 0)) return true;
  return false;
}

/** The longest way from the start to each ring. */
function layersOf({ up: { start, to } }: Graph, { of, members, starts }: Rings): Int32Array {
  const layer = new Int32Array(starts.length);
  // Of two rings the one downstream stands behind.
  for (let i = members.length - 1; i >= 0; i--) {
    const node = members[i] ?? 0;
    const ring = of[node] ?? 0;
    const beyond = (layer[ring] ?? 0) + 1;
    const end = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < end; at++) {
      const far = of[to[at] ?? 0] ?? 0;
      if (far !== ring && (layer[far] ?? 0) < beyond) layer[far] = beyond;
    }
  }
  return layer;
}
