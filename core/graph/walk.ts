/** Walks the graph breadth first in one direction: what was reached, in how many steps, over which links. */
import { atOnce } from '../pause';
import { forEachLink, type Graph } from './adjacency';

export interface WalkOptions {
  direction: 'up' | 'down';
  /** Steps at the most; all where left out. */
  depth?: number | undefined;
  /** Nodes at the most, the starts among them. */
  limit?: number | undefined;
  /** Whether a link is gone along; all are where left out. */
  follow?: ((neighbour: number, relation: number, from: number) => boolean) | undefined;
}

/** Node numbers of the graph in the order found. */
export interface Walked {
  nodes: number[];
  /** Steps from the nearest start, for each of `nodes`. */
  depths: number[];
  /** Every link gone along, as it points in the graph: upstream end first. */
  edges: { from: number; to: number; relation: number }[];
  /** The limit left something out. */
  truncated: boolean;
}

/** A walk that has reached nothing yet. `enter` says whether the node is among what was reached: `into` gets it where it is new; past the limit it is left out. */
export function beginWalk(graph: Graph, limit: number): { walked: Walked; enter(node: number, steps: number, into?: number[]): boolean } {
  const seen = seenNodes(graph);
  const walked: Walked = { nodes: [], depths: [], edges: [], truncated: false };
  const enter = (node: number, steps: number, into?: number[]): boolean => {
    if (seen.has(node)) return true;
    if (walked.nodes.length >= limit) {
      walked.truncated = true;
      return false;
    }
    seen.add(node);
    walked.nodes.push(node);
    walked.depths.push(steps);
    into?.push(node);
    return true;
  };
  return { walked, enter };
}

/** A set for the many walks that end after a few nodes, a byte for each node of the graph for the others. */
function seenNodes(graph: Graph): { has(node: number): boolean; add(node: number): void } {
  const few = new Set<number>();
  let all: Uint8Array | null = null;
  return {
    has: (node) => (all === null ? few.has(node) : all[node] === 1),
    add(node) {
      if (all === null && few.add(node).size < 500) return;
      if (all === null) {
        all = new Uint8Array(graph.count);
        for (const one of few) all[one] = 1;
      }
      all[node] = 1;
    },
  };
}

/** Cycles end by themselves: a node is entered once. */
export function walk(graph: Graph, starts: readonly number[], options: WalkOptions): Walked {
  return atOnce(walkInTurns(graph, starts, options));
}

/** What a walk without an end reaches, in the order found; which links it went along is not kept, which takes most of the time of a long walk. */
export function reached(graph: Graph, starts: readonly number[], { direction, depth, follow }: Omit<WalkOptions, 'limit'>): number[] {
  const { start, to, relation } = graph[direction];
  const seen = seenNodes(graph);
  const nodes: number[] = [];
  const enter = (node: number) => {
    if (seen.has(node)) return;
    seen.add(node);
    nodes.push(node);
  };
  for (const node of starts) enter(node);
  for (let i = 0, steps = 0, levelEnd = nodes.length; i < nodes.length; i++) {
    if (i === levelEnd) {
      steps++;
      levelEnd = nodes.length;
    }
    if (depth !== undefined && steps >= depth) break;
    const node = nodes[i] ?? 0;
    const end = start[node + 1] ?? 0;
    for (let link = start[node] ?? 0; link < end; link++) {
      const neighbour = to[link] ?? 0;
      if (follow === undefined || follow(neighbour, relation[link] ?? 0, node)) enter(neighbour);
    }
  }
  return nodes;
}

/** Nodes between two turns. */
const portion = 2000;

export function* walkInTurns(
  graph: Graph,
  starts: readonly number[],
  { direction, depth = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY, follow }: WalkOptions,
): Generator<void, Walked> {
  const links = graph[direction];
  const { walked, enter } = beginWalk(graph, limit);
  for (const start of starts) enter(start, 0);
  for (let i = 0; i < walked.nodes.length; i++) {
    const node = walked.nodes[i] ?? 0;
    const steps = walked.depths[i] ?? 0;
    if (i % portion === portion - 1) yield;
    if (steps >= depth) continue;
    forEachLink(links, node, (neighbour, relation) => {
      if (follow !== undefined && !follow(neighbour, relation, node)) return;
      if (!enter(neighbour, steps + 1)) return;
      walked.edges.push(direction === 'down' ? { from: node, to: neighbour, relation } : { from: neighbour, to: node, relation });
    });
  }
  return walked;
}
