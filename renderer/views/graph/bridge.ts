/** Takes hidden nodes out of a graph and joins what they led from and to, so that hiding never breaks a way. */
import type { GraphEdge } from '../../../core/contract/graph';

/** A hidden node that joins more pairs than this stays drawn: its lines would be more than what it hides. */
export const mostPairs = 4000;

export interface Bridged {
  /** One edge for each pair: a recorded one before an inferred one, one that a record states before `derived`. */
  edges: GraphEdge[];
  /** Hidden nodes that stay drawn, as they join too many. */
  kept: ReadonlySet<string>;
}

/** `hidden`: nodes to go through. A line of `derived` is inferred where any link of its way is, and no other way is recorded throughout. */
export function bridged(edges: Iterable<GraphEdge>, hidden: ReadonlySet<string>): Bridged {
  const out = new Map<string, Map<string, GraphEdge>>();
  const into = new Map<string, Set<string>>();
  const join = (edge: GraphEdge) => {
    if (edge.from === edge.to) return;
    const ends = out.get(edge.from) ?? new Map<string, GraphEdge>();
    out.set(edge.from, ends);
    const known = ends.get(edge.to);
    if (known !== undefined && !isBetter(edge, known)) return;
    ends.set(edge.to, edge);
    if (hidden.size === 0) return;
    const starts = into.get(edge.to) ?? new Set<string>();
    into.set(edge.to, starts.add(edge.from));
  };
  for (const edge of edges) join(edge);
  const kept = new Set<string>();
  for (const node of hidden) {
    const starts = into.get(node) ?? new Set<string>();
    const ends = out.get(node) ?? new Map<string, GraphEdge>();
    if (starts.size * ends.size > mostPairs) {
      kept.add(node);
      continue;
    }
    for (const from of starts) {
      const first = out.get(from)?.get(node);
      out.get(from)?.delete(node);
      if (first !== undefined) for (const [to, second] of ends) join({ from, to, relation: 'derived', inferred: first.inferred || second.inferred });
    }
    for (const to of ends.keys()) into.get(to)?.delete(node);
    out.delete(node);
    into.delete(node);
  }
  return { edges: [...out.values()].flatMap((ends) => [...ends.values()]), kept };
}

function isBetter(edge: GraphEdge, known: GraphEdge): boolean {
  if (edge.inferred !== known.inferred) return known.inferred;
  return known.relation === 'derived' && edge.relation !== 'derived';
}
