/** From the model to what is drawn: which nodes and lines, what is folded behind each, how the checks of a group stand. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import type { NodeClass } from '../../../core/graph/things';
import { type Verdict, verdicts } from '../../../core/verify/verdict';
import { turn } from '../../parts/in-turns';
import { type Box, type Boxes, boxesOf, type Link, runOfBox } from './boxes';
import type { Layout } from './layout';
import { drawnEdges, drawnLids, type GraphModel, type Hidden, hiddenCounts } from './model';
import type { ViewState } from './view-state';

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

/** Nodes in the order in which they were first told, so that what grows changes nothing of what stands. */
export function drawingOf(model: GraphModel): Drawing {
  const before = made.get(model);
  if (before) return before;
  const drawing = makeDrawing(model);
  made.set(model, drawing);
  return drawing;
}

const made = new WeakMap<GraphModel, Drawing>();

/** Makes ready what the next drawing needs, in short turns, so that the window is never held up by thousands of nodes at once. */
export async function madeReady(model: GraphModel): Promise<GraphModel> {
  await turn();
  drawnLids(model);
  await turn();
  drawingOf(model);
  await turn();
  return model;
}

function makeDrawing(model: GraphModel): Drawing {
  const drawn = drawnLids(model);
  const nodes = new Map<string, GraphNode>();
  for (const node of model.nodes.values()) if (drawn.has(node.lid)) nodes.set(node.lid, node);
  return { nodes, edges: drawnEdges(model, drawn), hidden: hiddenCounts(model, drawn) };
}

/** What the auditor has taken out of groups: groups opened so far, and single members. */
export interface Unfolded {
  groups: ReadonlyMap<string, number>;
  alone: ReadonlySet<string>;
}
export const nothingUnfolded: Unfolded = { groups: new Map(), alone: new Set() };

/** Boxes of a drawing in which nothing was taken out of groups, by focus and settings: the same drawing opened again is the same boxes. */
const foldedBoxes = new WeakMap<Drawing, Map<string, Boxes>>();

export function boxesOfDrawing(drawing: Drawing, focus: string, unfolded: Unfolded, { grouping, frames }: Pick<ViewState, 'grouping' | 'frames'>): Boxes {
  const { groups, alone } = unfolded;
  const make = () => boxesOf(drawing.nodes, drawing.edges, { keep: new Set([focus, ...alone]), opened: groups, grouping, byRun: frames });
  if (groups.size > 0 || alone.size > 0) return make();
  const known = foldedBoxes.get(drawing) ?? new Map<string, Boxes>();
  foldedBoxes.set(drawing, known);
  const name = `${grouping} ${frames} ${focus}`;
  const boxes = known.get(name) ?? make();
  known.set(name, boxes);
  return boxes;
}

/** Runs as frames around the boxes of what names them as its run; `titles` by LID. What no record gives a run stands outside of all. */
export function framesOf(boxes: readonly Box[], titles: ReadonlyMap<string, string>): Frame[] {
  const frames = new Map<string, string[]>();
  for (const box of boxes) {
    const run = runOfBox(box);
    if (run === null) continue;
    const inside = frames.get(run);
    if (inside) inside.push(box.id);
    else frames.set(run, [box.id]);
  }
  return [...frames].map(([run, inside]) => ({ run, title: titles.get(run) ?? run, boxes: inside }));
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

/** How many members of each group are of another run than the one in focus. */
export function ofOtherRuns(boxes: Boxes, nodes: ReadonlyMap<string, GraphNode>, run: string | null): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const box of boxes.boxes) {
    if (run === null || box.type !== 'group') continue;
    const others = box.lids.filter((lid) => (nodes.get(lid)?.run ?? run) !== run).length;
    if (others > 0) found.set(box.id, others);
  }
  return found;
}

/** For each group with any, the open findings about its members. */
export function findingsOf(boxes: Boxes, nodes: ReadonlyMap<string, GraphNode>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const box of boxes.boxes) {
    if (box.type !== 'group') continue;
    const sum = box.lids.reduce((total, lid) => total + (nodes.get(lid)?.findings ?? 0), 0);
    if (sum > 0) found.set(box.id, sum);
  }
  return found;
}
