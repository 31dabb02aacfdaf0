/** Ways in the drawing, box to box along its lines. */
import type { DrawnGraph } from './drawing';
import type { Lit } from './marks';

type Drawn = Pick<DrawnGraph, 'links' | 'boxOf'>;
interface Step {
  box: string;
  link: string;
}

/**
 * For each box the way to `target`, along the flow of data where that leads there, else along lines of either direction.
 * null for the target itself and for boxes without one.
 */
export function waysTo({ links }: Pick<Drawn, 'links'>, target: string): (box: string) => Lit | null {
  const down = new Map<string, Step[]>();
  const up = new Map<string, Step[]>();
  const add = (map: Map<string, Step[]>, from: string, step: Step) => {
    const steps = map.get(from);
    if (steps) steps.push(step);
    else map.set(from, [step]);
  };
  for (const { id, from, to } of links) {
    add(down, from, { box: to, link: id });
    add(up, to, { box: from, link: id });
  }
  const both = (box: string) => [...(up.get(box) ?? []), ...(down.get(box) ?? [])];
  const trees = [(box: string) => up.get(box) ?? [], (box: string) => down.get(box) ?? [], both].map((next) => spread(target, next));
  return (box) => {
    const towards = trees.find((tree) => tree.has(box));
    if (box === target || towards === undefined) return null;
    const lit = { boxes: new Set([box]), links: new Set<string>() };
    for (let step = towards.get(box); step !== undefined; step = towards.get(step.box)) {
      lit.boxes.add(step.box);
      lit.links.add(step.link);
    }
    return lit;
  };
}

/** Breadth first: for each box reached the step that leads back towards the start. */
function spread(start: string, next: (box: string) => readonly Step[]): Map<string, Step> {
  const towards = new Map<string, Step>();
  const queue = [start];
  for (const box of queue) {
    for (const step of next(box)) {
      if (step.box === start || towards.has(step.box)) continue;
      towards.set(step.box, { box, link: step.link });
      queue.push(step.box);
    }
  }
  return towards;
}

/** The boxes of these nodes, and the lines among them that stand for a link between two of these nodes. */
export function litOf(graph: Pick<DrawnGraph, 'links' | 'boxOf' | 'edges'>, lids: Iterable<string>, follow: (from: string, to: string) => boolean = () => true): Lit {
  const wanted = new Set(lids);
  const boxes = new Set<string>();
  for (const lid of wanted) {
    const box = graph.boxOf.get(lid);
    if (box !== undefined) boxes.add(box);
  }
  const pairs = new Set<string>();
  for (const { from, to } of graph.edges) if (wanted.has(from) && wanted.has(to) && follow(from, to)) pairs.add(`${graph.boxOf.get(from)}\u0000${graph.boxOf.get(to)}`);
  return { boxes, links: new Set(graph.links.filter(({ from, to }) => pairs.has(`${from}\u0000${to}`)).map(({ id }) => id)) };
}
