/** Sets of nodes that lead to each other. */
import type { Graph } from '../adjacency';

interface Rings {
  /** Each node's ring by node number; of two rings, the one upstream has the smaller number. */
  of: Int32Array;
  /** Rings that are circles: of several nodes, or of one that names itself. */
  closed: number[][];
}

/** Strongly connected sets (Tarjan 1972), without recursion: a hostile store may chain a million records. */
export function circlesOf(graph: Graph, nodes: Int32Array, follow: (relation: number) => boolean): Rings {
  const { start, to, relation } = graph.up;
  const of = new Int32Array(graph.count).fill(-1);
  const index = new Int32Array(graph.count).fill(-1);
  const low = new Int32Array(graph.count);
  const next = start.slice(0, graph.count);
  const open: number[] = [];
  const isOpen = new Uint8Array(graph.count);
  let rings = 0;
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
      // As a rule a ring is of one node, and no list is made of it.
      const alone = open[open.length - 1] === node;
      const ring: number[] = [];
      for (;;) {
        const one = open.pop() ?? node;
        isOpen[one] = 0;
        of[one] = rings;
        if (!alone) ring.push(one);
        if (one === node) break;
      }
      if (!alone) closed.push(ring);
      else if (namesItself(graph, node, follow)) closed.push([node]);
      rings++;
    }
  }
  return { of, closed };
}

function namesItself({ up: { start, to, relation } }: Graph, node: number, follow: (relation: number) => boolean): boolean {
  const end = start[node + 1] ?? 0;
  for (let at = start[node] ?? 0; at < end; at++) if (to[at] === node && follow(relation[at] ?? 0)) return true;
  return false;
}
