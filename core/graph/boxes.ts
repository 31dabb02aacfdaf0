/** Turns numbers of the graph into nodes and edges as the contract speaks of them. */
import type { GraphEdge, GraphNode } from '../contract/graph';
import type { FileCheck } from '../contract/shared';
import type { OpenWorkspace } from '../engine/context';
import { checksOfNodes } from '../index/queries/checks';
import { kindOfNumber, labelsOfNodes, namesById, nodesById, runsOfNodes } from '../index/queries/nodes';
import { kindNumbers } from '../index/schema';
import { countNeighbours, type Graph, isInferred } from './adjacency';
import type { FoldLinks, FoldNode } from './collapse';
import { isBelow, relationTold } from './relation-told';
import type { Walked } from './walk';

export type Follow = (neighbour: number, relation: number) => boolean;

/** Links among tasks and files alone: runs, #output records and the links that only they have are left out. */
export function withoutRuns(graph: Graph): Follow {
  return (neighbour) => !isRunOrOutputs(graph, neighbour);
}

export function isRunOrOutputs(graph: Graph, node: number): boolean {
  const kind = graph.kinds[node];
  return graph.isRun[node] === 1 || kind === kindNumbers.WorkflowOutput || kind === kindNumbers.TaskOutput;
}

/** How many neighbours a node has on each side, of those that count. */
export type CountSide = Record<'up' | 'down', (node: number) => number>;

export function countsOf(graph: Graph, follow: Follow): CountSide {
  return { up: (node) => countNeighbours(graph.up, node, follow), down: (node) => countNeighbours(graph.down, node, follow) };
}

/** What a box says wherever it is drawn. */
type Box = Omit<GraphNode, 'up' | 'down' | 'depth' | 'findings'>;
const noBox: Box = { lid: '', kind: 'Unknown', title: '', detail: '', run: null, labels: [], verdict: null };

/** As many stay at hand: what one drawing asks for again and again, node by node. */
const boxesKept = 30_000;

interface Boxes {
  byNode: Map<number, Box>;
  byLid: Map<string, number>;
}

function keptBoxes(workspace: OpenWorkspace): Boxes {
  return workspace.cached('boxes of the graph', () => ({ byNode: new Map(), byLid: new Map() }));
}

/** Of LIDs and paths that a drawing has shown lately: their numbers in the graph. */
export function drawnLately(workspace: OpenWorkspace): ReadonlyMap<string, number> {
  return keptBoxes(workspace).byLid;
}

/** By number of the graph. A verdict is shown only while the record it was held against is the current one. */
function boxesOf(workspace: OpenWorkspace, graph: Graph, nodes: readonly number[]): ReadonlyMap<number, Box> {
  const kept = keptBoxes(workspace);
  let missing = nodes.filter((node) => !kept.byNode.has(node));
  if (missing.length === 0) return kept.byNode;
  if (nodes.length > boxesKept) return madeBoxes(workspace, graph, nodes);
  if (kept.byNode.size + missing.length > boxesKept) {
    kept.byNode.clear();
    kept.byLid.clear();
    missing = [...nodes];
  }
  for (const [node, box] of madeBoxes(workspace, graph, missing)) {
    kept.byNode.set(node, box);
    if (box.kind !== 'External') kept.byLid.set(box.lid, node);
  }
  return kept.byNode;
}

function madeBoxes(workspace: OpenWorkspace, graph: Graph, nodes: readonly number[]): Map<number, Box> {
  const ids = nodes.map((node) => graph.ids[node] ?? -1);
  const { db } = workspace;
  const rows = nodesById(db, ids);
  const labels = labelsOfNodes(db, ids);
  const runs = runsOfNodes(db, ids);
  const checks = checksOfNodes(db, ids);
  return new Map(
    nodes.map((node, i) => {
      const id = ids[i] ?? -1;
      const row = rows.get(id);
      return [
        node,
        {
          lid: row?.lid ?? '',
          kind: row?.kind ?? kindOfNumber(graph.kinds[node] ?? 0),
          title: row?.title ?? '',
          detail: row?.detail ?? '',
          run: runs.get(id) ?? null,
          labels: labels.get(id) ?? [],
          verdict: shownVerdict(checks.get(id)),
        },
      ];
    }),
  );
}

export function toGraph(workspace: OpenWorkspace, graph: Graph, walked: Pick<Walked, 'nodes' | 'depths' | 'edges'>, counts: CountSide): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const boxes = boxesOf(workspace, graph, walked.nodes);
  const nodes = walked.nodes.map((node, i): GraphNode => ({ ...(boxes.get(node) ?? noBox), up: counts.up(node), down: counts.down(node), depth: walked.depths[i] ?? 0 }));
  const lids = new Map(walked.nodes.map((node, i) => [node, nodes[i]?.lid ?? '']));
  return { nodes, edges: walked.edges.map((link) => edgeOf(graph, lids, link)) };
}

function edgeOf(graph: Graph, lids: ReadonlyMap<number, string>, { from, to, relation }: Walked['edges'][number]): GraphEdge {
  const [above = '', below = ''] = [lids.get(from), lids.get(to)];
  return { from: above, to: below, relation: relationTold(relation, graph.kinds[to], () => isBelow(below, above)), inferred: isInferred(relation) };
}

/** Nodes, and links, between two turns. */
const portion = 2000;

/** A node of a drawing that is folded, and its id in the index, by which what is told of it alone is read. */
export type NodeToFold = FoldNode & { id: number };

/** All that a folded drawing stands for, in turns. */
export function* toFoldInTurns(
  workspace: OpenWorkspace,
  graph: Graph,
  { nodes: walked, depths, edges: links }: Walked,
): Generator<void, { nodes: NodeToFold[]; links: FoldLinks }> {
  const nodes: NodeToFold[] = [];
  const places = new Int32Array(graph.count);
  for (let at = 0; at < walked.length; at += portion) {
    const some = walked.slice(at, at + portion);
    const ids = some.map((node) => graph.ids[node] ?? -1);
    const names = namesById(workspace.db, ids);
    const checks = checksOfNodes(workspace.db, ids);
    for (const [i, node] of some.entries()) {
      const id = ids[i] ?? -1;
      const { lid = '', title = '' } = names.get(id) ?? {};
      places[node] = nodes.length;
      nodes.push({ id, lid, kind: kindOfNumber(graph.kinds[node] ?? 0), title, verdict: shownVerdict(checks.get(id)), depth: depths[nodes.length] ?? 0 });
    }
    yield;
  }
  const [from, to, inferred] = [new Int32Array(links.length), new Int32Array(links.length), new Uint8Array(links.length)];
  for (const [at, link] of links.entries()) {
    from[at] = places[link.from] ?? 0;
    to[at] = places[link.to] ?? 0;
    inferred[at] = isInferred(link.relation) ? 1 : 0;
  }
  return { nodes, links: { from, to, inferred } };
}

/** One outside path can have held several contents: where its recorded checksums were judged differently, no one verdict is its own. */
function shownVerdict(checks: Map<string, FileCheck> | undefined): GraphNode['verdict'] {
  const current = new Set([...(checks?.values() ?? [])].filter((check) => !check.stale).map((check) => check.verdict));
  const [only] = current;
  return current.size === 1 ? (only ?? null) : null;
}
