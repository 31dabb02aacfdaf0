/** The whole graph in typed arrays (compressed sparse rows), so that a walk over 100,000 nodes asks no database. */
import { kindNumbers, relationNumbers } from '../index/schema';

/** One direction: the neighbours of node `n` are `to[start[n]] … to[start[n + 1] - 1]`, sorted; relation numbers beside them. */
export interface Links {
  start: Int32Array;
  to: Int32Array;
  relation: Uint8Array;
}

/** Nodes are numbered from 0 in the order of their ids in the index. */
export interface Graph {
  count: number;
  /** Id in the index. */
  ids: Int32Array;
  kinds: Uint8Array;
  /** 1 for a run: a WorkflowRun, or a LID without record that other records name as their run. */
  isRun: Uint8Array;
  up: Links;
  down: Links;
  /** The number of the node with this id; -1 where there is none. */
  at(id: number): number;
}

export type Edge = readonly [source: number, target: number, relation: number];

export const isInferred = (relation: number): boolean => relation === relationNumbers['same-path'] || relation === relationNumbers.inside;

/** `nodes` are [id, kind number] by rising id; edges name ids, ends that are not among the nodes are passed over. */
export function buildGraph(nodes: readonly (readonly [number, number])[], edges: readonly Edge[]): Graph {
  const count = nodes.length;
  const ids = new Int32Array(count);
  const kinds = new Uint8Array(count);
  nodes.forEach(([id, kind], n) => {
    ids[n] = id;
    kinds[n] = kind;
  });
  const numberOf = new Int32Array((ids[count - 1] ?? 0) + 1).fill(-1);
  for (let n = 0; n < count; n++) numberOf[ids[n] ?? 0] = n;
  const at = (id: number) => numberOf[id] ?? -1;
  const ends: Ends = { from: new Int32Array(edges.length), to: new Int32Array(edges.length), relation: new Uint8Array(edges.length), count: 0 };
  const isRun = Uint8Array.from(kinds, (kind) => (kind === kindNumbers.WorkflowRun ? 1 : 0));
  for (const [source, target, relation] of edges) {
    const [from, to] = [at(source), at(target)];
    if (from < 0 || to < 0) continue;
    ends.from[ends.count] = from;
    ends.to[ends.count] = to;
    ends.relation[ends.count++] = relation;
    const namesRun = relation === relationNumbers.executed || (relation === relationNumbers.reported && kinds[to] === kindNumbers.WorkflowOutput);
    if (namesRun && kinds[from] === kindNumbers.Missing) isRun[from] = 1;
  }
  return { count, ids, kinds, isRun, at, down: linksOf(count, ends, 'from', 'to'), up: linksOf(count, ends, 'to', 'from') };
}

/** Edges as columns, the first `count` places of each. */
interface Ends {
  from: Int32Array;
  to: Int32Array;
  relation: Uint8Array;
  count: number;
}

function linksOf(nodes: number, ends: Ends, near: 'from' | 'to', far: 'from' | 'to'): Links {
  // Each sorting keeps the order of the one before: at the end by the near end, then the far end, then the relation.
  let order = sortedBy(
    Int32Array.from({ length: ends.count }, (_, at) => at),
    ends.relation,
    256,
  ).order;
  order = sortedBy(order, ends[far], nodes).order;
  const { order: sorted, start } = sortedBy(order, ends[near], nodes);
  const to = new Int32Array(ends.count);
  const relation = new Uint8Array(ends.count);
  for (let i = 0; i < ends.count; i++) {
    to[i] = ends[far][sorted[i] ?? 0] ?? 0;
    relation[i] = ends.relation[sorted[i] ?? 0] ?? 0;
  }
  return { start, to, relation };
}

/** A counting sort of places by the number that `column` has at each; `start` says where each number begins. */
function sortedBy(order: Int32Array, column: Int32Array | Uint8Array, numbers: number): { order: Int32Array; start: Int32Array } {
  const start = new Int32Array(numbers + 1);
  for (const at of order) {
    const next = (column[at] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let n = 0; n < numbers; n++) start[n + 1] = (start[n + 1] ?? 0) + (start[n] ?? 0);
  const next = start.slice();
  const sorted = new Int32Array(order.length);
  for (const at of order) {
    const number = column[at] ?? 0;
    const place = next[number] ?? 0;
    sorted[place] = at;
    next[number] = place + 1;
  }
  return { order: sorted, start };
}

/** Calls for each link of a node; a neighbour that is linked by two relations comes twice in a row. */
export function forEachLink(links: Links, node: number, visit: (neighbour: number, relation: number) => void): void {
  const end = links.start[node + 1] ?? 0;
  for (let i = links.start[node] ?? 0; i < end; i++) visit(links.to[i] ?? 0, links.relation[i] ?? 0);
}

/** How many different neighbours a node has in one direction, of those that `follow` lets through. */
export function countNeighbours(links: Links, node: number, follow: (neighbour: number, relation: number) => boolean): number {
  let count = 0;
  let last = -1;
  forEachLink(links, node, (neighbour, relation) => {
    if (neighbour === last || !follow(neighbour, relation)) return;
    last = neighbour;
    count++;
  });
  return count;
}
