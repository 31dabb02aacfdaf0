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
  const known: Edge[] = [];
  const isRun = Uint8Array.from(kinds, (kind) => (kind === kindNumbers.WorkflowRun ? 1 : 0));
  for (const [source, target, relation] of edges) {
    const [from, to] = [at(source), at(target)];
    if (from < 0 || to < 0) continue;
    known.push([from, to, relation]);
    const namesRun = relation === relationNumbers.executed || (relation === relationNumbers.reported && kinds[to] === kindNumbers.WorkflowOutput);
    if (namesRun && kinds[from] === kindNumbers.Missing) isRun[from] = 1;
  }
  return { count, ids, kinds, isRun, at, down: linksOf(count, known, 0, 1), up: linksOf(count, known, 1, 0) };
}

function linksOf(count: number, edges: readonly Edge[], near: 0 | 1, far: 0 | 1): Links {
  const start = new Int32Array(count + 1);
  for (const edge of edges) start[edge[near] + 1] = (start[edge[near] + 1] ?? 0) + 1;
  for (let n = 0; n < count; n++) start[n + 1] = (start[n + 1] ?? 0) + (start[n] ?? 0);
  const next = start.slice();
  const to = new Int32Array(edges.length);
  const relation = new Uint8Array(edges.length);
  const sorted = [...edges].sort((a, b) => a[far] - b[far] || a[2] - b[2]);
  for (const edge of sorted) {
    const at = next[edge[near]] ?? 0;
    next[edge[near]] = at + 1;
    to[at] = edge[far];
    relation[at] = edge[2];
  }
  return { start, to, relation };
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
