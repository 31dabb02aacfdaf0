/** Turns the nodes drawn into boxes: wide levels become one box with a count, so that a drawing never grows past what can be read. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { classOf, isThingKind } from '../../../core/graph/things';
import type { Grouping } from './view-state';

/** The most boxes laid out at once. */
export const boxLimit = 400;
/** Up to so many boxes, only wide levels fold; beyond, smaller ones do as well. */
export const comfortable = 48;
/** So many alike in one level become one box: in a small drawing, and in a larger one. */
export const groupFrom = 8;
export const groupFromInLarge = 4;
/** How many more of a group are shown when it is opened, and again. */
export const groupStep = 25;

export interface NodeBox {
  type: 'node';
  id: string;
  node: GraphNode;
  level: number;
}
export interface GroupBox {
  type: 'group';
  id: string;
  kind: GraphNode['kind'];
  title: string;
  lids: readonly string[];
  /** The run that all members name as theirs; null where they name none, or boxes hold what several runs made. */
  run: string | null;
  level: number;
  /** Members already shown one by one beside this box. */
  shown: number;
}
export type Box = NodeBox | GroupBox;
export interface Link {
  id: string;
  from: string;
  to: string;
  inferred: boolean;
  /** Recorded edges behind this line. */
  count: number;
  relations: readonly string[];
}
export interface Boxes {
  boxes: readonly Box[];
  /** The box of each node. */
  boxOf: ReadonlyMap<string, string>;
  links: readonly Link[];
  /** Nodes inside group boxes. */
  grouped: number;
}

/** Longest path from a source, so that edges go from a lower level to a higher one; nodes of a cycle share what could be settled. */
export function levels(lids: Iterable<string>, edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const level = new Map<string, number>();
  const waiting = new Map<string, number>();
  const out = new Map<string, string[]>();
  for (const lid of lids) {
    level.set(lid, 0);
    waiting.set(lid, 0);
  }
  for (const edge of edges) {
    if (!level.has(edge.from) || !level.has(edge.to)) continue;
    waiting.set(edge.to, (waiting.get(edge.to) ?? 0) + 1);
    const list = out.get(edge.from);
    if (list) list.push(edge.to);
    else out.set(edge.from, [edge.to]);
  }
  const ready = [...level.keys()].filter((lid) => waiting.get(lid) === 0);
  for (const lid of ready) {
    for (const next of out.get(lid) ?? []) {
      level.set(next, Math.max(level.get(next) ?? 0, (level.get(lid) ?? 0) + 1));
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return level;
}

/** The process of a task's title, without its tag: `ALIGN (S1)` → `ALIGN`. */
export function processOf(title: string): string {
  return title.replace(/ \([^()]*\)$/, '');
}

/** What makes nodes of one level alike: tasks of one process, files of one kind of producer and name ending. */
export function alike(node: GraphNode, producers: readonly GraphNode[]): { key: string; title: string } {
  if (node.kind === 'TaskRun' || node.kind === 'AgentRun') {
    const process = processOf(node.title);
    return { key: `${node.kind}|${process}`, title: process };
  }
  if (isThingKind(node.kind)) return { key: node.kind, title: '' };
  const ending = /[^./\\](\.[^/\\]{1,24})$/.exec(node.title)?.[1]?.toLowerCase() ?? '';
  const by = [...new Set(producers.map((each) => (each.kind === 'TaskRun' ? processOf(each.title) : each.kind)))].sort().join('+');
  // Without an ending in common the word of their kind is their name.
  return { key: `${node.kind}|${classOf(node)}|${ending}|${by}`, title: ending === '' ? '' : `*${ending}` };
}

export interface BoxOptions {
  /** Nodes that always stand alone: the focus, the node selected. */
  keep: ReadonlySet<string>;
  /** Group id → how many of its members are shown one by one. */
  opened: ReadonlyMap<string, number>;
  grouping: Grouping;
  /** A group holds what one run made; tasks of other runs make other groups. */
  byRun: boolean;
}

/** The run whose frame a box stands in: its own for a run. */
export function runOfBox(box: Box): string | null {
  if (box.type === 'group') return box.run;
  return box.node.kind === 'WorkflowRun' ? box.node.lid : box.node.run;
}

/** Groups what is alike within a level; where that is still too much, smaller groups fold too, then whole levels by kind. */
export function boxesOf(nodes: ReadonlyMap<string, GraphNode>, edges: readonly GraphEdge[], options: BoxOptions): Boxes {
  const level = levels(nodes.keys(), edges);
  const upstream = new Map<string, GraphNode[]>();
  for (const edge of edges) {
    const from = nodes.get(edge.from);
    if (!from) continue;
    const list = upstream.get(edge.to);
    if (list) list.push(from);
    else upstream.set(edge.to, [from]);
  }
  const fine = setsOf(nodes, level, (node) => alike(node, upstream.get(node.lid) ?? []), options);
  const coarse = () => setsOf(nodes, level, kindAlone, options);
  const shownOnRequest = [...options.opened.values()].reduce((sum, shown) => sum + shown, 0) + options.keep.size;
  const attempts: { least: number; sets: () => readonly GroupSet[]; most: number }[] = [
    ...(options.grouping === 'process' ? [{ least: 2, sets: () => fine, most: boxLimit }] : []),
    { least: groupFrom, sets: () => fine, most: Math.min(boxLimit, comfortable + shownOnRequest) },
    { least: groupFromInLarge, sets: () => fine, most: boxLimit },
    { least: 2, sets: () => fine, most: boxLimit },
    { least: 2, sets: coarse, most: boxLimit },
    // What was opened, then what was taken out, gives way before the limit does; last the levels and runs themselves.
    { least: 2, sets: () => setsOf(nodes, level, kindAlone, { ...options, opened: none }), most: boxLimit },
    { least: 2, sets: () => setsOf(nodes, new Map(), kindAlone, { ...options, opened: none, keep: new Set([...options.keep].slice(0, boxLimit / 2)) }), most: boxLimit },
    { least: 2, sets: () => setsOf(nodes, new Map(), kindAlone, { ...options, opened: none, keep: new Set([...options.keep].slice(0, 1)), byRun: false }), most: boxLimit },
  ];
  let boxes: Box[] = [];
  for (const { least, sets, most } of attempts) {
    const tried = sets();
    if (countOf(tried, least) > most && sets !== attempts.at(-1)?.sets) continue;
    boxes = tried.flatMap((set) => boxesOfSet(set, least, options.byRun));
    break;
  }
  const boxOf = boxesByNode(boxes);
  return { boxes, boxOf, links: linksOf(boxOf, edges), grouped: boxes.reduce((sum, box) => sum + (box.type === 'group' ? box.lids.length : 0), 0) };
}

const none: ReadonlyMap<string, number> = new Map();
const kindAlone = (node: GraphNode) => ({ key: `${node.kind}|*`, title: '' });

/** Nodes that are alike, before it is settled whether they become one box. */
interface GroupSet {
  id: string;
  title: string;
  level: number;
  members: GraphNode[];
  /** How many of them are asked for one by one. */
  opened: number;
}

function setsOf(
  nodes: ReadonlyMap<string, GraphNode>,
  level: ReadonlyMap<string, number>,
  by: (node: GraphNode) => { key: string; title: string },
  options: BoxOptions,
): GroupSet[] {
  const sets = new Map<string, GroupSet>();
  /** The first node of each group, taken out or not: it names the group, not its level, which changes when the drawing grows. */
  const firsts = new Map<string, string>();
  for (const node of nodes.values()) {
    const at = level.get(node.lid) ?? 0;
    const { key, title } = by(node);
    const own = options.byRun ? `${node.run}|${key}` : key;
    const place = `${at}|${own}`;
    if (!firsts.has(place)) firsts.set(place, node.lid);
    const alone = options.keep.has(node.lid);
    const set = alone ? undefined : sets.get(place);
    if (set) {
      set.members.push(node);
      continue;
    }
    const id = alone ? `alone:${node.lid}` : `group:${own}|${firsts.get(place)}`;
    sets.set(alone ? id : place, { id, title, level: at, members: [node], opened: options.opened.get(id) ?? 0 });
  }
  return [...sets.values()];
}

/** How many of a set stand alone. */
const aloneIn = ({ members, opened }: GroupSet, least: number) => (members.length < least ? members.length : Math.min(opened, members.length));

function countOf(sets: readonly GroupSet[], least: number): number {
  return sets.reduce((sum, set) => sum + aloneIn(set, least) + Number(aloneIn(set, least) < set.members.length), 0);
}

function boxesOfSet(set: GroupSet, least: number, byRun: boolean): Box[] {
  const alone = aloneIn(set, least);
  const boxes: Box[] = set.members.slice(0, alone).map((node) => ({ type: 'node', id: node.lid, node, level: set.level }));
  const rest = set.members.slice(alone);
  const [first] = rest;
  if (first !== undefined) {
    boxes.push({
      type: 'group',
      id: set.id,
      kind: first.kind,
      title: set.title,
      lids: rest.map((node) => node.lid),
      run: byRun ? first.run : null,
      level: set.level,
      shown: alone,
    });
  }
  return boxes;
}

/** The box of each node. */
function boxesByNode(boxes: readonly Box[]): ReadonlyMap<string, string> {
  const boxOf = new Map<string, string>();
  for (const box of boxes) for (const lid of box.type === 'node' ? [box.id] : box.lids) boxOf.set(lid, box.id);
  return boxOf;
}

function linksOf(boxOf: ReadonlyMap<string, string>, edges: readonly GraphEdge[]): Link[] {
  const links = new Map<string, { from: string; to: string; inferred: boolean; count: number; relations: Set<string> }>();
  for (const edge of edges) {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const id = `${from}\u0000${to}`;
    const link = links.get(id);
    if (link) {
      link.count += 1;
      link.inferred = link.inferred && edge.inferred;
      link.relations.add(edge.relation);
    } else links.set(id, { from, to, inferred: edge.inferred, count: 1, relations: new Set([edge.relation]) });
  }
  return [...links].map(([id, link]) => ({ ...link, id, relations: [...link.relations] }));
}
