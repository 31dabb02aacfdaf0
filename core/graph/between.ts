/** The ways between two nodes: the shortest, and all that lies on any; told apart by what kinds of links they need. */
import { forEachLink, type Graph, isInferred, type Links } from './adjacency';
import { isRunOrOutputs } from './boxes';
import { reached } from './walk';

/** Which links a way may need beside recorded ones among tasks and files. */
export interface Needs {
  /** Links that no record states but names suggest. */
  inferred: boolean;
  /** Run records and #output records between the two, which link nearly everything of a run. */
  runs: boolean;
}

export interface Between {
  /** `down`: the first is upstream of the second; null: no way leads from either to the other. */
  direction: 'down' | 'up' | null;
  /** What the shortest way needs at the least; without one all are false. */
  needs: Needs;
  /** Node numbers of the shortest way, from upstream to downstream. */
  way: number[];
  /** All nodes on any way, over inferred links too: those of the shortest first, then by their distance from its upstream end. */
  nodes: number[];
  /** How many of `nodes` lie on ways alone that need an inferred link. */
  inferredOnly: number;
  /** Whether a link is one of those that `nodes` was found over. */
  follow: (neighbour: number, relation: number) => boolean;
}

/** From what says the most about data to what says the least. */
const strengths: readonly Needs[] = [
  { inferred: false, runs: false },
  { inferred: true, runs: false },
  { inferred: false, runs: true },
  { inferred: true, runs: true },
];

/** `first` and `second` differ. Of equally short ways the one with the lower node numbers; where the links make a circle, the way down. */
export function between(graph: Graph, first: number, second: number): Between {
  const following = ({ inferred, runs }: Needs) => {
    return (neighbour: number, relation: number) =>
      (inferred || !isInferred(relation)) && (runs || neighbour === first || neighbour === second || !isRunOrOutputs(graph, neighbour));
  };
  for (const needs of strengths) {
    const follow = following(needs);
    for (const direction of ['down', 'up'] as const) {
      const [from, to] = direction === 'down' ? [first, second] : [second, first];
      const way = shortest(graph.down, graph.count, from, to, follow);
      if (way === null) continue;
      const onAny = (link: Between['follow']) => {
        const upstream = new Set(reached(graph, [to], { direction: 'up', follow: link }));
        return reached(graph, [from], { direction: 'down', follow: link }).filter((node) => upstream.has(node));
      };
      const all = following({ inferred: true, runs: needs.runs });
      const recorded = needs.inferred ? [] : onAny(following({ inferred: false, runs: needs.runs }));
      const found = onAny(all);
      const short = new Set(way);
      return { direction, needs, way, nodes: [...way, ...found.filter((node) => !short.has(node))], inferredOnly: found.length - recorded.length, follow: all };
    }
  }
  return { direction: null, needs: { inferred: false, runs: false }, way: [], nodes: [], inferredOnly: 0, follow: following({ inferred: true, runs: false }) };
}

/** Breadth first; null where `to` is not reached. */
function shortest(links: Links, count: number, from: number, to: number, follow: Between['follow']): number[] | null {
  const cameFrom = new Int32Array(count).fill(-1);
  cameFrom[from] = from;
  const queue = [from];
  for (let i = 0; i < queue.length && cameFrom[to] === -1; i++) {
    const node = queue[i] ?? 0;
    forEachLink(links, node, (neighbour, relation) => {
      if (cameFrom[neighbour] !== -1 || !follow(neighbour, relation)) return;
      cameFrom[neighbour] = node;
      queue.push(neighbour);
    });
  }
  if (cameFrom[to] === -1) return null;
  const way = [to];
  for (let node = to; node !== from; ) {
    node = cameFrom[node] ?? from;
    way.push(node);
  }
  return way.reverse();
}
