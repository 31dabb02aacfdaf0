/** Walks for drawings in which classes are hidden: hidden nodes are gone through and count as no step. */
import { forEachLink, type Graph } from './adjacency';
import { type Treatment, treatments } from './classes';
import { beginWalk, type Walked } from './walk';

type Direction = 'up' | 'down';

/**
 * Breadth first from the starts, which are entered whatever they are. `limit`: nodes at the most, hidden ones among them. Hidden nodes at the end of
 * the last step are entered too, for the links from there to what is drawn.
 */
export function walkThrough(
  graph: Graph,
  starts: readonly number[],
  { direction, depth, limit, treatment }: { direction: Direction; depth: number; limit: number; treatment: Treatment },
): Walked {
  const { walked, enter } = beginWalk(graph, limit);
  const { start, to, relation } = graph[direction];
  const { of } = treatment;
  let now: number[] = [];
  for (const start of starts) enter(start, 0, now);
  for (let steps = 0; now.length > 0; steps++) {
    const next: number[] = [];
    if (steps >= depth) break;
    for (let i = 0; i < now.length; i++) {
      const node = now[i] ?? 0;
      const end = start[node + 1] ?? 0;
      // A loop of its own: a run has tens of thousands of links.
      for (let link = start[node] ?? 0; link < end; link++) {
        const neighbour = to[link] ?? 0;
        const how = of[neighbour];
        if (how === treatments.beside) continue;
        const free = how === treatments.hidden;
        if (!enter(neighbour, free ? steps : steps + 1, free ? now : next)) continue;
        walked.edges.push(direction === 'down' ? { from: node, to: neighbour, relation: relation[link] ?? 0 } : { from: neighbour, to: node, relation: relation[link] ?? 0 });
      }
    }
    now = next;
  }
  return walked;
}

/** How many nodes a drawing shows next to one, on one side: its neighbours, or what lies behind the hidden among them. Asked for many nodes, hidden ways are walked once. */
export function countThrough(graph: Graph, direction: Direction, treatment: Treatment): (node: number) => number {
  const { of } = treatment;
  if (treatment.showsAll) return (node) => countDrawn(graph[direction], node, of);
  const behind = new Map<number, readonly number[]>();
  const reach = (from: number): readonly number[] => {
    const seen = new Set<number>([from]);
    const ways = [from];
    const found = new Set<number>();
    for (let i = 0; i < ways.length; i++) {
      forEachLink(graph[direction], ways[i] ?? 0, (neighbour) => {
        if (of[neighbour] === treatments.beside) return;
        if (of[neighbour] !== treatments.hidden) found.add(neighbour);
        else if (!seen.has(neighbour)) {
          seen.add(neighbour);
          ways.push(neighbour);
        }
      });
    }
    return [...found];
  };
  return (node) => {
    const found = new Set<number>();
    forEachLink(graph[direction], node, (neighbour) => {
      if (of[neighbour] === treatments.beside || neighbour === node) return;
      if (of[neighbour] !== treatments.hidden) {
        found.add(neighbour);
        return;
      }
      let far = behind.get(neighbour);
      if (far === undefined) {
        far = reach(neighbour);
        behind.set(neighbour, far);
      }
      for (const one of far) if (one !== node) found.add(one);
    });
    return found.size;
  };
}

/** A run's tens of thousands of neighbours are gone through before any of this is compiled: without a function for each. */
function countDrawn({ start, to }: Graph['up'], node: number, of: Uint8Array): number {
  const end = start[node + 1] ?? 0;
  let count = 0;
  let last = -1;
  for (let link = start[node] ?? 0; link < end; link++) {
    const neighbour = to[link] ?? 0;
    if (neighbour === last || neighbour === node || of[neighbour] === treatments.beside) continue;
    last = neighbour;
    count++;
  }
  return count;
}

/** The hidden nodes that lie on a way from one of `drawn` to another through hidden nodes alone. */
export function between(graph: Graph, drawn: readonly number[], treatment: Treatment): number[] {
  if (treatment.showsAll) return [];
  const { of } = treatment;
  const reached = (direction: Direction): Set<number> => {
    const seen = new Set<number>();
    const ways = [...drawn];
    for (let i = 0; i < ways.length; i++) {
      forEachLink(graph[direction], ways[i] ?? 0, (neighbour) => {
        if (of[neighbour] !== treatments.hidden || seen.has(neighbour)) return;
        seen.add(neighbour);
        ways.push(neighbour);
      });
    }
    return seen;
  };
  const down = reached('down');
  if (down.size === 0) return [];
  const up = reached('up');
  return [...down].filter((node) => up.has(node));
}
