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

/** What no record of Nextflow states: suggested by names, or told by OpenLineage events, which join with records by path. */
export const isInferred = (relation: number): boolean => relation === relationNumbers['same-path'] || relation === relationNumbers.inside || isTold(relation);

/** Of a file that is named by its path alone. */
export const isByPath = (kind: number | undefined): boolean => kind === kindNumbers.External || kind === kindNumbers.OutsideData;

export const isTold = (relation: number): boolean => relation === relationNumbers['told-read'] || relation === relationNumbers['told-produced'] || isByToldFolder(relation);

/** Nobody tells of the file: it lies in a folder that OpenLineage events name. */
export const isByToldFolder = (relation: number | undefined): boolean => relation === relationNumbers['told-within'] || relation === relationNumbers['told-into'];

/** Links as columns, by number of the node. */
export interface Edges {
  from: Int32Array;
  to: Int32Array;
  relation: Uint8Array;
}

/** Which number each id has, of ids that rise; -1 for what is none of them. */
export function numbering(ids: Int32Array): (id: number) => number {
  const numberOf = new Int32Array((ids[ids.length - 1] ?? 0) + 1).fill(-1);
  for (let n = 0; n < ids.length; n++) numberOf[ids[n] ?? 0] = n;
  return (id) => numberOf[id] ?? -1;
}

/** In turns, each some 10 ms for a million links. `ids` rise; what was recorded and what is inferred are quickest where they come by `from`, `to`, relation. */
export function* buildGraph(nodes: { ids: Int32Array; kinds: Uint8Array; at: Graph['at'] }, recorded: Edges, inferred: Edges): Generator<void, Graph> {
  const { ids, kinds, at } = nodes;
  const count = ids.length;
  const isRun = Uint8Array.from(kinds, (kind) => (kind === kindNumbers.WorkflowRun ? 1 : 0));
  for (let i = 0; i < recorded.from.length; i++) {
    const [from = 0, to = 0, relation] = [recorded.from[i], recorded.to[i], recorded.relation[i]];
    const namesRun = relation === relationNumbers.executed || (relation === relationNumbers.reported && kinds[to] === kindNumbers.WorkflowOutput);
    if (namesRun && kinds[from] === kindNumbers.Missing) isRun[from] = 1;
  }
  yield;
  const edges = merged(inOrder(recorded, count), inOrder(inferred, count));
  yield;
  const down = linksOf(edges.from, edges.to, edges.relation, count);
  yield;
  // Sorted by their upstream ends already, they are so among those of the same downstream end.
  const up = turned(edges, count);
  return { count, ids, kinds, isRun, at, down, up };
}

function linksOf(near: Int32Array, to: Int32Array, relation: Uint8Array, count: number): Links {
  return { start: startsOf(near, count), to, relation };
}

/** Where each number begins in a sorted column. */
export function startsOf(column: Int32Array | Uint8Array, numbers: number): Int32Array {
  const start = new Int32Array(numbers + 1);
  for (let i = 0; i < column.length; i++) {
    const next = (column[i] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let n = 0; n < numbers; n++) start[n + 1] = (start[n + 1] ?? 0) + (start[n] ?? 0);
  return start;
}

function turned({ from, to, relation }: Edges, count: number): Links {
  const start = startsOf(to, count);
  const next = start.slice();
  const links: Links = { start, to: new Int32Array(to.length), relation: new Uint8Array(to.length) };
  for (let i = 0; i < to.length; i++) {
    const near = to[i] ?? 0;
    const place = next[near] ?? 0;
    next[near] = place + 1;
    links.to[place] = from[i] ?? 0;
    links.relation[place] = relation[i] ?? 0;
  }
  return links;
}

/** By `from`, `to`, relation. */
function inOrder(edges: Edges, count: number): Edges {
  const { from, to, relation } = edges;
  let sorted = true;
  for (let i = 1; i < from.length && sorted; i++) sorted = compare(edges, i - 1, edges, i) <= 0;
  if (sorted) return edges;
  // Each sorting keeps the order of the one before.
  let order = Int32Array.from(from, (_, at) => at);
  for (const [column, numbers] of [[relation, 256] as const, [to, count] as const, [from, count] as const]) order = sortedBy(order, column, numbers);
  return { from: Int32Array.from(order, (at) => from[at] ?? 0), to: Int32Array.from(order, (at) => to[at] ?? 0), relation: Uint8Array.from(order, (at) => relation[at] ?? 0) };
}

/** A counting sort of places by the number that `column` has at each. */
function sortedBy(order: Int32Array, column: Int32Array | Uint8Array, numbers: number): Int32Array<ArrayBuffer> {
  const next = startsOf(column, numbers);
  const sorted = new Int32Array(order.length);
  for (const at of order) {
    const number = column[at] ?? 0;
    const place = next[number] ?? 0;
    sorted[place] = at;
    next[number] = place + 1;
  }
  return sorted;
}

function compare(a: Edges, i: number, b: Edges, j: number): number {
  return (a.from[i] ?? 0) - (b.from[j] ?? 0) || (a.to[i] ?? 0) - (b.to[j] ?? 0) || (a.relation[i] ?? 0) - (b.relation[j] ?? 0);
}

function merged(a: Edges, b: Edges): Edges {
  if (b.from.length === 0) return a;
  const length = a.from.length + b.from.length;
  const all: Edges = { from: new Int32Array(length), to: new Int32Array(length), relation: new Uint8Array(length) };
  for (let at = 0, i = 0, j = 0; at < length; at++) {
    const first = j >= b.from.length || (i < a.from.length && compare(a, i, b, j) <= 0);
    const [edges, place] = first ? [a, i++] : [b, j++];
    all.from[at] = edges.from[place] ?? 0;
    all.to[at] = edges.to[place] ?? 0;
    all.relation[at] = edges.relation[place] ?? 0;
  }
  return all;
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
