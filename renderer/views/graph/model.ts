/** What the drawing knows of the graph and what the auditor has opened in it: plain data, so that folding can be tested without a window. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';

export type Side = 'up' | 'down';

export interface GraphModel {
  focus: string;
  /** Whether run records and #output records are drawn and counted. */
  runs: boolean;
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

export function emptyModel(focus: string, runs = false): GraphModel {
  return { focus, runs, nodes: new Map(), edges: new Map(), open: { up: none, down: none }, known: { up: none, down: none } };
}

/** Adds what a trace or subgraph told; what was known stays, newer facts of a node win. */
export function withTraced(model: GraphModel, traced: Traced): GraphModel {
  const nodes = new Map(model.nodes);
  for (const node of traced.nodes) nodes.set(node.lid, node);
  const edges = new Map(model.edges);
  for (const edge of traced.edges) edges.set(edgeKey(edge), edge);
  return { ...model, nodes, edges };
}

/** Runs and #output records: everything is linked to them, so that they are drawn on request alone. */
export function isRunLike(node: GraphNode | undefined): boolean {
  return node?.kind === 'WorkflowRun' || node?.kind === 'WorkflowOutput' || node?.kind === 'TaskOutput';
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

/** Neighbours by side, each once, in the order the engine told them. */
export function neighbours(model: GraphModel): Record<Side, ReadonlyMap<string, readonly string[]>> {
  const up = new Map<string, string[]>();
  const down = new Map<string, string[]>();
  const pairs = new Set<string>();
  for (const edge of model.edges.values()) {
    const pair = `${edge.from}\u0000${edge.to}`;
    if (pairs.has(pair) || edge.from === edge.to) continue;
    pairs.add(pair);
    append(up, edge.to, edge.from);
    append(down, edge.from, edge.to);
  }
  return { up, down };
}

/** The nodes drawn: those reached from the focus through opened sides. */
export function drawnLids(model: GraphModel, near = neighbours(model)): ReadonlySet<string> {
  const seen = new Set<string>([model.focus]);
  for (const lid of seen) {
    for (const side of ['up', 'down'] as const) {
      if (!model.open[side].has(lid)) continue;
      for (const next of near[side].get(lid) ?? []) if (model.nodes.has(next)) seen.add(next);
    }
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

/** For each node drawn: how many neighbours are folded away on each side. */
export function hiddenCounts(model: GraphModel, drawn: ReadonlySet<string>, near = neighbours(model)): ReadonlyMap<string, Hidden> {
  const counts = new Map<string, Hidden>();
  for (const lid of drawn) {
    const node = model.nodes.get(lid);
    const side = (which: Side) => {
      const all = near[which].get(lid) ?? [];
      const list = model.runs || isRunLike(node) ? all : all.filter((each) => !isRunLike(model.nodes.get(each)));
      const total = model.known[which].has(lid) ? list.length : Math.max(node?.[which] ?? 0, list.length);
      const shown = list.filter((each) => drawn.has(each)).length;
      return { hidden: total - shown, shown };
    };
    const up = side('up');
    const down = side('down');
    counts.set(lid, {
      up: up.hidden,
      down: down.hidden,
      foldUp: model.open.up.has(lid) && up.shown > 0,
      foldDown: model.open.down.has(lid) && down.shown > 0,
    });
  }
  return counts;
}

/**
 * Edges between drawn nodes, one for each pair: inferred only where nothing recorded says the same. A run is joined to what
 * nothing else here leads to; its links to all the rest would say no more and hide the flow of data.
 */
export function drawnEdges(model: GraphModel, drawn: ReadonlySet<string>): GraphEdge[] {
  const pairs = new Map<string, GraphEdge>();
  for (const edge of model.edges.values()) {
    if (!drawn.has(edge.from) || !drawn.has(edge.to) || edge.from === edge.to) continue;
    const pair = `${edge.from}\u0000${edge.to}`;
    const other = pairs.get(pair);
    if (!other || (other.inferred && !edge.inferred)) pairs.set(pair, edge);
  }
  const edges = [...pairs.values()];
  const led = new Set(edges.filter((edge) => edge.relation !== 'executed').map((edge) => edge.to));
  return edges.filter((edge) => edge.relation !== 'executed' || !led.has(edge.to));
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
