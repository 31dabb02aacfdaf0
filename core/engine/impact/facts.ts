/** The facts that every question of impact rests on, made once for each state of the records. */
import type { Graph } from '../../graph/adjacency';
import { type ImpactFacts, impactFacts } from '../../graph/impact/facts';
import { graphInTurns, graphOf } from '../../graph/load';
import { impactRows, nodesByTitle, writtenFiles } from '../../index/queries/impact';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { isI32, type Keeping, keptAheadInTurns, part } from '../kept-ahead';
import { toEnd } from '../prepared';
import { factsKeeping } from './keeping';

export function factsOf(workspace: OpenWorkspace): ImpactFacts {
  return factsInTurns(workspace).whole();
}

export function factsInTurns(workspace: OpenWorkspace): InTurns<ImpactFacts> {
  return keptAheadInTurns(workspace, 'impact facts', factsKeeping(workspace), function* () {
    yield* toEnd(graphInTurns(workspace));
    return yield* makeFacts(workspace, graphOf(workspace));
  });
}

export function* makeFacts({ db }: Pick<OpenWorkspace, 'db'>, graph: Graph): Generator<void, ImpactFacts> {
  return yield* impactFacts(graph, impactRows(db), writtenFiles(db));
}

/** Nodes of the graph by the alphabet of their titles: `rank[node]`, and `node[rank]`. */
export interface TitleOrder {
  rank: Int32Array;
  nodes: Int32Array;
}

export function titleOrder(workspace: OpenWorkspace): TitleOrder {
  return titleOrderInTurns(workspace).whole();
}

export function titleOrderInTurns(workspace: OpenWorkspace): InTurns<TitleOrder> {
  return keptAheadInTurns(workspace, 'impact title order', titleOrderKeeping, function* () {
    yield* toEnd(graphInTurns(workspace));
    return yield* makeTitleOrder(workspace, graphOf(workspace));
  });
}

export function* makeTitleOrder({ db }: Pick<OpenWorkspace, 'db'>, graph: Graph): Generator<void, TitleOrder> {
  return ranked(
    (yield* nodesByTitle(db)).map((id) => graph.at(id)),
    graph.count,
  );
}

function ranked(nodes: Int32Array, count: number): TitleOrder {
  const rank = new Int32Array(count);
  for (let i = 0; i < nodes.length; i++) rank[nodes[i] ?? 0] = i;
  return { rank, nodes };
}

export const titleOrderKeeping: Keeping<TitleOrder> = {
  what: 'titles',
  form: '1',
  parts: ({ nodes, rank }) => ({ nodes, count: Int32Array.of(rank.length) }),
  value: (parts) => ranked(part(parts, 'nodes', isI32), part(parts, 'count', isI32)[0] ?? 0),
};
