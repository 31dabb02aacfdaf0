/** What the drawing knows of the graph and what the auditor has opened in it: plain data, so that folding can be tested without a window. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { classOf, type FilterClass, isBeside, isThingKind } from '../../../core/graph/things';
import { bridged } from './bridge';

export type Side = 'up' | 'down';

export interface GraphModel {
  focus: string;
  /** Classes that are not drawn: files and tasks of them are gone through, the rest is left out. The focus is always drawn. */
  hidden: ReadonlySet<FilterClass>;
  nodes: ReadonlyMap<string, GraphNode>;
  /** Keyed by `edgeKey`. */
  edges: ReadonlyMap<string, GraphEdge>;
  /** Nodes whose neighbours on a side are drawn. */
  open: Readonly<Record<Side, ReadonlySet<string>>>;
  /** Nodes whose neighbours on a side are all known, so that counts need no guess. */
  known: Readonly<Record<Side, ReadonlySet<string>>>;
}

export interface Traced {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
}

const none: ReadonlySet<string> = new Set();

export function edgeKey(edge: Pick<GraphEdge, 'from' | 'to' | 'relation'>): string {
  return `${edge.from}\u0000${edge.to}\u0000${edge.relation}`;
}

export function emptyModel(focus: string, hidden: ReadonlySet<FilterClass> = new Set()): GraphModel {
  return { focus, hidden, nodes: new Map(), edges: new Map(), open: { up: none, down: none }, known: { up: none, down: none } };
}

/** Adds what a trace or drawing told; what was known stays, newer facts of a node win. */
export function withTraced(model: GraphModel, traced: Traced): GraphModel {
  const nodes = new Map(model.nodes);
  for (const node of traced.nodes) nodes.set(node.lid, node);
  const edges = new Map(model.edges);
  for (const edge of traced.edges) edges.set(edgeKey(edge), edge);
  return { ...model, nodes, edges };
}

/** Marks nodes as opened on a side; `complete` says that every neighbour on that side has been told. */
export function withOpen(model: GraphModel, side: Side, lids: Iterable<string>, complete: boolean): GraphModel {
  const list = [...lids];
  const open = { ...model.open, [side]: new Set([...model.open[side], ...list]) };
  const known = complete ? { ...model.known, [side]: new Set([...model.known[side], ...list]) } : model.known;
  return { ...model, open, known };
}

/** Folds one side of a node; nodes that are then no longer reached close as well, so that opening again shows one level. */
export function withFolded(model: GraphModel, side: Side, lid: string): GraphModel {
  const open = { up: new Set(model.open.up), down: new Set(model.open.down) };
  open[side].delete(lid);
  const seen = drawnLids({ ...model, open });
  const keep = (lids: Set<string>) => new Set([...lids].filter((each) => seen.has(each)));
  return { ...model, open: { up: keep(open.up), down: keep(open.down) } };
}

/** What was open before a fold is open again, beside what was opened since; of another focus nothing is left to take back. */
export function withReopened(model: GraphModel, before: Pick<GraphModel, 'focus' | 'open'>): GraphModel {
  if (model.focus !== before.focus) return model;
  const both = (side: Side) => new Set([...model.open[side], ...[...before.open[side]].filter((lid) => model.nodes.has(lid))]);
  return { ...model, open: { up: both('up'), down: both('down') } };
}

type Near = Record<Side, ReadonlyMap<string, readonly string[]>>;

/** The graph without what is hidden. */
interface Visible {
  /** Neighbours by side, each once: those in the flow of data; of what stands beside it, those that it stands at. */
  near: Near;
  /** Nodes beside a node that are drawn with it. */
  beside: ReadonlyMap<string, readonly string[]>;
  edges: readonly GraphEdge[];
}

/** Relations by which a node upstream or downstream is drawn beside a node. */
const ofRun: readonly GraphEdge['relation'][] = ['executed', 'published-by', 'named-run'];
const besideUp: readonly GraphEdge['relation'][] = [...ofRun, 'container', 'code', 'governed'];
const besideDown: readonly GraphEdge['relation'][] = ['reported', 'listed'];

const kept = new WeakMap<GraphModel['nodes'], { of: Pick<GraphModel, 'edges' | 'hidden' | 'focus'>; visible: Visible }>();

/** Made once for each state of nodes, edges and hidden classes. */
function visibleOf(model: GraphModel): Visible {
  const before = kept.get(model.nodes);
  if (before && before.of.edges === model.edges && before.of.hidden === model.hidden && before.of.focus === model.focus) return before.visible;
  const visible = makeVisible(model);
  kept.set(model.nodes, { of: { edges: model.edges, hidden: model.hidden, focus: model.focus }, visible });
  return visible;
}

function makeVisible({ focus, hidden, nodes, edges }: GraphModel): Visible {
  const aside = new Set<string>();
  const gone = new Set<string>();
  const through = new Set<string>();
  for (const node of nodes.values()) {
    const is = classOf(node);
    if (isBeside(is)) aside.add(node.lid);
    if (node.lid === focus || !(hidden as ReadonlySet<string>).has(is)) continue;
    if (isBeside(is)) gone.add(node.lid);
    else through.add(node.lid);
  }
  // A run without a record is known by what names it as its run.
  for (const { from, relation } of edges.values()) if (ofRun.includes(relation)) aside.add(from);
  const flow: GraphEdge[] = [];
  const besides: GraphEdge[] = [];
  for (const edge of edges.values()) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to) || gone.has(edge.from) || gone.has(edge.to)) continue;
    if (!aside.has(edge.from) && !aside.has(edge.to)) flow.push(edge);
    else besides.push(edge);
  }
  const joined = bridged(flow, through);
  const isGone = (lid: string) => through.has(lid) && !joined.kept.has(lid);
  const list = [...joined.edges, ...bridged(besides, none).edges.filter((edge) => !isGone(edge.from) && !isGone(edge.to))];
  const near = { up: new Map<string, string[]>(), down: new Map<string, string[]>() };
  const beside = new Map<string, string[]>();
  for (const edge of list) {
    // A run, list or thing leads to all that it stands at; nothing in the flow of data leads to it.
    if (!aside.has(edge.from)) append(near.up, edge.to, edge.from);
    if (!aside.has(edge.to) || isThing(nodes.get(edge.from))) append(near.down, edge.from, edge.to);
    if (aside.has(edge.from) && besideUp.includes(edge.relation)) append(beside, edge.to, edge.from);
    if (aside.has(edge.to) && besideDown.includes(edge.relation)) append(beside, edge.from, edge.to);
  }
  return { near, beside, edges: list };
}

const isThing = (node: GraphNode | undefined) => node !== undefined && isThingKind(node.kind);

/** The nodes drawn: those reached from the focus through opened sides, and what stands beside them. */
export function drawnLids(model: GraphModel): ReadonlySet<string> {
  const { near, beside } = visibleOf(model);
  const seen = new Set<string>([model.focus]);
  for (const lid of seen) {
    for (const side of ['up', 'down'] as const) {
      if (!model.open[side].has(lid)) continue;
      for (const next of near[side].get(lid) ?? []) seen.add(next);
    }
    for (const next of beside.get(lid) ?? []) seen.add(next);
  }
  return seen;
}

export interface Hidden {
  /** Neighbours not drawn. */
  up: number;
  down: number;
  /** Whether the side is opened and shows something, so that it can be folded. */
  foldUp: boolean;
  foldDown: boolean;
}

/** Neighbours of a node on one side that are not drawn, and those that are. */
function onSide(model: GraphModel, side: Side, lid: string, drawn: ReadonlySet<string>): { hidden: number; shown: number } {
  const list = visibleOf(model).near[side].get(lid) ?? [];
  const total = model.known[side].has(lid) ? list.length : Math.max(model.nodes.get(lid)?.[side] ?? 0, list.length);
  let shown = 0;
  for (const each of list) if (drawn.has(each)) shown += 1;
  return { hidden: total - shown, shown };
}

/** For each node drawn: how many neighbours are folded away on each side. */
export function hiddenCounts(model: GraphModel, drawn: ReadonlySet<string>): ReadonlyMap<string, Hidden> {
  const counts = new Map<string, Hidden>();
  for (const lid of drawn) {
    const up = onSide(model, 'up', lid, drawn);
    const down = onSide(model, 'down', lid, drawn);
    counts.set(lid, {
      up: up.hidden,
      down: down.hidden,
      foldUp: model.open.up.has(lid) && up.shown > 0,
      foldDown: model.open.down.has(lid) && down.shown > 0,
    });
  }
  return counts;
}

/** The first nodes drawn that have neighbours folded away on a side, `most` of them; those of `passed` do not count. */
export function firstFolded(model: GraphModel, side: Side, passed: ReadonlySet<string>, most: number): string[] {
  const drawn = drawnLids(model);
  const found: string[] = [];
  for (const lid of drawn) {
    if (found.length >= most) break;
    if (!passed.has(lid) && onSide(model, side, lid, drawn).hidden > 0) found.push(lid);
  }
  return found;
}

/**
 * Edges between drawn nodes, one for each pair: inferred only where nothing recorded says the same. A run is joined to what
 * nothing else here leads to; its links to all the rest would say no more and hide the flow of data.
 */
export function drawnEdges(model: GraphModel, drawn: ReadonlySet<string>): GraphEdge[] {
  const edges = visibleOf(model).edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to));
  const led = new Set(edges.filter((edge) => !besideUp.includes(edge.relation)).map((edge) => edge.to));
  return edges.filter((edge) => !ofRun.includes(edge.relation) || !led.has(edge.to));
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
