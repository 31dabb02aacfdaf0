/** From the model to what is drawn: which nodes and lines, what is folded behind each, how the checks of a group stand. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import type { NodeClass } from '../../../core/graph/things';
import { type Verdict, verdicts } from '../../../core/verify/verdict';
import { type Box, type Boxes, boxesOf, type Link } from './boxes';
import type { Layout } from './layout';
import { drawnEdges, drawnLids, type GraphModel, type Hidden, hiddenCounts, neighbours } from './model';

export interface Drawing {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: readonly GraphEdge[];
  hidden: ReadonlyMap<string, Hidden>;
}

/** A run as a frame around its boxes. */
export interface Frame {
  /** The LID of the run. */
  run: string;
  title: string;
  /** Ids of the boxes inside. */
  boxes: readonly string[];
}

/**
 * All that is drawn at this moment, for whatever reads the picture: search in it, ways through it, its table, its image.
 * `useGraphView` hands it out as `graph` and makes a new one when anything in it changes; null until the first layout stands.
 */
export interface DrawnGraph {
  workspace: string;
  /** Node ids: a LID, the path of an outside file, or a name by core/graph/things.ts. */
  focus: string;
  home: string;
  /** Classes that are switched off; nodes of them are in none of the lists below. */
  hidden: ReadonlySet<NodeClass>;
  /** Every node drawn, alone or inside a group box. */
  nodes: ReadonlyMap<string, GraphNode>;
  /** Lines between nodes, upstream end first; `derived` stands for ways through hidden nodes. */
  edges: readonly GraphEdge[];
  boxes: readonly Box[];
  /** Lines between boxes, each for one or more of `edges`. */
  links: readonly Link[];
  /** The box that a node is drawn in. */
  boxOf: ReadonlyMap<string, string>;
  frames: readonly Frame[];
  layout: Layout;
}

export function drawingOf(model: GraphModel): Drawing {
  const near = neighbours(model);
  const drawn = drawnLids(model, near);
  const nodes = new Map<string, GraphNode>();
  for (const lid of drawn) {
    const node = model.nodes.get(lid);
    if (node) nodes.set(lid, node);
  }
  return { nodes, edges: drawnEdges(model, drawn), hidden: hiddenCounts(model, drawn, near) };
}

/** What the auditor has taken out of groups: groups opened so far, and single members. */
export interface Unfolded {
  groups: ReadonlyMap<string, number>;
  alone: ReadonlySet<string>;
}
export const nothingUnfolded: Unfolded = { groups: new Map(), alone: new Set() };

export function boxesOfDrawing({ nodes, edges }: Drawing, focus: string, { groups, alone }: Unfolded): Boxes {
  return boxesOf(nodes, edges, { keep: new Set([focus, ...alone]), opened: groups });
}

export type Tally = readonly (readonly [Verdict, number])[];

/** For each group, the verdicts of its members with how many have each. */
export function talliesOf(boxes: Boxes, nodes: ReadonlyMap<string, GraphNode>): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const box of boxes.boxes) {
    if (box.type !== 'group') continue;
    const counts = new Map<Verdict, number>();
    for (const lid of box.lids) {
      const verdict = nodes.get(lid)?.verdict;
      if (verdict) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    }
    tallies.set(
      box.id,
      verdicts.flatMap((verdict) => (counts.has(verdict) ? [[verdict, counts.get(verdict) ?? 0] as const] : [])),
    );
  }
  return tallies;
}
