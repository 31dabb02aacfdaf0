/** What a drawing shows: the flow of data with hidden classes gone through, and beside it runs, output lists, code, containers, parameters. */
import type { GraphEdge, GraphNode } from '../contract/graph';
import { byRecords } from '../engine/by-records';
import type { OpenWorkspace } from '../engine/context';
import { allFindings } from '../engine/findings/all';
import { AuditError } from '../errors';
import { kindOfNumber, nodesById } from '../index/queries/nodes';
import { relationNumbers } from '../index/schema';
import type { Ports } from '../ports';
import { forEachLink, type Graph } from './adjacency';
import { type CountSide, toGraph } from './boxes';
import { type Treatment, treatment } from './classes';
import { graphOf } from './load';
import { classOf, type FilterClass, thingOf } from './things';
import { nodesOfThing, thingsBeside, withThing } from './things-beside';
import { between, countThrough, walkThrough } from './through';

/** The most nodes drawn beside the flow of data. */
const mostBeside = 1000;

interface Around {
  lid: string;
  direction: 'up' | 'down';
  depth: number | undefined;
  limit: number;
  hidden: readonly FilterClass[];
}
interface Part {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** A trace for a drawing; `idOf` finds a record or throws. From a thing, `down` leads to what names it, `up` nowhere. */
export function drawnAround(
  ports: Ports,
  workspace: OpenWorkspace,
  idOf: (lid: string) => number,
  { lid, direction, depth = Number.POSITIVE_INFINITY, limit, hidden }: Around,
): Part & { truncated: boolean } {
  const graph = graphOf(workspace);
  const treated = treatment(workspace, graph, hidden);
  const counts = countsOf(workspace, graph, treated);
  const thing = thingOf(lid);
  if (thing === null) {
    const walked = walkThrough(graph, [graph.at(idOf(lid))], { direction, depth, limit, treatment: treated });
    return { ...told(ports, workspace, graph, walked, counts), truncated: walked.truncated };
  }
  const naming = nodesOfThing(workspace, thing);
  if (naming.length === 0)
    throw new AuditError('not-found', `No record in workspace "${workspace.name}" names "${lid}". Sync again, or open the record of a task or run.`, { lid });
  const starts = direction === 'up' || depth < 1 ? [] : naming.map((id) => graph.at(id)).filter((node) => node >= 0);
  const walked = walkThrough(graph, starts, { direction, depth: depth - 1, limit: limit - 1, treatment: treated });
  const part = told(ports, workspace, graph, { ...walked, depths: walked.depths.map((steps) => steps + 1) }, counts);
  const named = new Set(starts);
  const lids = walked.nodes.flatMap((node, at) => (named.has(node) ? (part.nodes[at]?.lid ?? []) : []));
  return { ...withThing(workspace, part, lid, thing, lids, naming.length), truncated: walked.truncated };
}

/** What whoever asks was told before, as ids: nodes, and nodes with the edges among them. */
interface ToldBefore {
  boxed: ReadonlySet<number>;
  joined: ReadonlySet<number>;
}

/** `ids` of the records among `lids`, which may name things, too. */
export function drawnOf(ports: Ports, workspace: OpenWorkspace, ids: readonly number[], lids: readonly string[], hidden: readonly FilterClass[], { boxed, joined }: ToldBefore) {
  const graph = graphOf(workspace);
  const treated = treatment(workspace, graph, hidden);
  const given = ids.map((id) => graph.at(id)).filter((node) => node >= 0);
  const nodes = new Set([...given, ...between(graph, given, treated)]);
  const beside = recordsBeside(graph, given, hidden);
  let leftOut = Math.max(0, beside.length - mostBeside);
  for (const node of beside.slice(0, mostBeside)) nodes.add(node);
  const list = [...nodes];
  const idsTold = list.map((node) => graph.ids[node] ?? -1);
  const isJoined = (node: number) => joined.has(graph.ids[node] ?? -1);
  const edges = edgesAmong(graph, nodes).filter(({ from, to }) => joined.size === 0 || !isJoined(from) || !isJoined(to));
  const part = told(ports, workspace, graph, { nodes: list, depths: list.map(() => 0), edges }, countsOf(workspace, graph, treated));
  const things = thingsBeside(workspace, part, idsTold, lids, hidden, Math.max(0, mostBeside - beside.length));
  leftOut += things.leftOut;
  const fresh = part.nodes.filter((_, at) => !boxed.has(idsTold[at] ?? -1));
  return { nodes: [...fresh, ...things.nodes], edges: [...part.edges, ...things.edges], runs: runsNamed(workspace, graph, given), leftOut };
}

/** Runs by which nodes were executed, and #output records of tasks, runs and files: of the classes not hidden, by rising number. */
function recordsBeside(graph: Graph, given: readonly number[], hidden: readonly FilterClass[]): number[] {
  const among = new Set(given);
  const found = new Set<number>();
  const add = (node: number, wanted: FilterClass) => {
    const is = graph.isRun[node] === 1 ? 'run' : classOf({ kind: kindOfNumber(graph.kinds[node] ?? 0), title: '' });
    if (is === wanted && !among.has(node)) found.add(node);
  };
  if (!hidden.includes('run')) for (const node of given) forEachLink(graph.up, node, (run, relation) => relation === relationNumbers.executed && add(run, 'run'));
  if (!hidden.includes('outputs'))
    for (const node of [...given, ...found]) {
      forEachLink(graph.down, node, (list, relation) => (relation === relationNumbers.reported || relation === relationNumbers.listed) && add(list, 'outputs'));
    }
  return [...found].sort((a, b) => a - b);
}

function edgesAmong(graph: Graph, nodes: ReadonlySet<number>) {
  const edges: { from: number; to: number; relation: number }[] = [];
  for (const from of nodes)
    forEachLink(graph.down, from, (to, relation) => {
      if (nodes.has(to)) edges.push({ from, to, relation });
    });
  return edges;
}

/** Counts stay at hand: of one that a task of every sample reads, its thousands of neighbours are looked at once. */
function countsOf(workspace: OpenWorkspace, graph: Graph, treated: Treatment): CountSide {
  return byRecords(workspace, `drawn neighbours without ${treated.name}`, () => ({
    up: remembered(countThrough(graph, 'up', treated), graph.count),
    down: remembered(countThrough(graph, 'down', treated), graph.count),
  }));
}

function remembered(count: (node: number) => number, nodes: number): (node: number) => number {
  // One more than each, as 0 is there without being written.
  const counts = new Int32Array(nodes);
  return (node) => {
    const known = counts[node] ?? 0;
    if (known > 0) return known - 1;
    const now = count(node);
    counts[node] = now + 1;
    return now;
  };
}

function told(ports: Ports, workspace: OpenWorkspace, graph: Graph, walked: Parameters<typeof toGraph>[2], counts: CountSide): Part {
  const part = toGraph(workspace, graph, walked, counts);
  const found = findingsByName(ports, workspace);
  for (const node of part.nodes) node.findings = found.get(node.lid) ?? 0;
  return part;
}

/** Findings that nobody has acknowledged, by the LID or path that they are about. */
function findingsByName(ports: Ports, workspace: OpenWorkspace): ReadonlyMap<string, number> {
  return workspace.cached('findings by name', () => {
    const counts = new Map<string, number>();
    for (const { lid, key, holds, acknowledged } of allFindings(ports, workspace)) if (holds && acknowledged === null) counts.set(lid ?? key, (counts.get(lid ?? key) ?? 0) + 1);
    return counts;
  });
}

/** The runs that these nodes name as their own, by name. */
function runsNamed(workspace: OpenWorkspace, graph: Graph, nodes: Iterable<number>): { lid: string; title: string }[] {
  const runs = new Set<number>();
  for (const node of nodes) forEachLink(graph.up, node, (run, relation) => relation === relationNumbers.executed && runs.add(graph.ids[run] ?? -1));
  return [...nodesById(workspace.db, runs).values()].map(({ lid, title }) => ({ lid, title: workspace.masker.texts(title) }));
}
