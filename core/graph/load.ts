/** The graph of an open workspace, made once for each state of its records. */
import type { OpenWorkspace } from '../engine/context';
import type { InTurns } from '../engine/in-turns';
import { isI32, isU8, type Keeping, keptAheadInTurns, part } from '../engine/kept-ahead';
import type { Parts } from '../index/ahead-file';
import { isPathKey } from '../index/key-bytes';
import { eachByKey, eachEdge, eachNode, eachPath, portions } from '../index/queries/adjacency';
import { kindNumbers } from '../index/schema';
import type { SqlDatabase } from '../ports';
import { buildGraph, type Edges, type Graph, type Links, numbering } from './adjacency';
import { createByteNames, hashOf } from './byte-names';
import { growingInt32, growingUint8 } from './growing';
import { comparedPath, createInferFromKeys, hashesLookedFor, inferFromPaths } from './infer';
import { inferToldFolders, tellsOfAny } from './told-folders';

export function graphOf(workspace: OpenWorkspace): Graph {
  return graphInTurns(workspace).whole();
}

export function graphInTurns(workspace: OpenWorkspace): InTurns<Graph> {
  return keptAheadInTurns(workspace, 'graph', graphKeeping, () => makeGraph(workspace.db));
}

/** The columns as they are; which number an id has is found out anew. */
export const graphKeeping: Keeping<Graph> = {
  what: 'graph',
  form: '2',
  parts: ({ ids, kinds, isRun, up, down }) => ({ ids, kinds, isRun, ...named('up', up), ...named('down', down) }),
  value(parts) {
    const ids = part(parts, 'ids', isI32);
    return {
      count: ids.length,
      ids,
      kinds: part(parts, 'kinds', isU8),
      isRun: part(parts, 'isRun', isU8),
      up: linksNamed('up', parts),
      down: linksNamed('down', parts),
      at: numbering(ids),
    };
  },
};

const named = (way: 'up' | 'down', { start, to, relation }: Links): Parts => ({ [`${way}.start`]: start, [`${way}.to`]: to, [`${way}.relation`]: relation });

function linksNamed(way: 'up' | 'down', parts: Parts): Links {
  return { start: part(parts, `${way}.start`, isI32), to: part(parts, `${way}.to`, isI32), relation: part(parts, `${way}.relation`, isU8) };
}

/** Outside names that are looked at in one turn. */
const inferredAtOnce = 50_000;

export function* makeGraph(db: SqlDatabase): Generator<void, Graph> {
  const ranges = portions(db);
  const nodes = yield* readNodes(db, ranges);
  const recorded = yield* readEdges(db, ranges, nodes);
  const inferred = yield* inferAll(db, nodes, recorded);
  return yield* buildGraph(nodes, recorded, inferred);
}

type Ranges = ReturnType<typeof portions>;
type Nodes = Pick<Graph, 'ids' | 'kinds' | 'at'>;

function* readNodes(db: SqlDatabase, ranges: Ranges): Generator<void, Nodes> {
  const ids = growingInt32();
  const kinds = growingUint8();
  for (const [from, to] of ranges) {
    eachNode(db, from, to, ([id, kind]) => {
      ids.push(id);
      kinds.push(kind);
    });
    yield;
  }
  const all = ids.values();
  return { ids: all, kinds: kinds.values(), at: numbering(all) };
}

function* readEdges(db: SqlDatabase, ranges: Ranges, { at }: Nodes): Generator<void, Edges> {
  const recorded = growingEdges();
  for (const [from, to] of ranges) {
    eachEdge(db, from, to, ([source, target, relation]) => {
      const [upstream, downstream] = [at(source), at(target)];
      if (upstream >= 0 && downstream >= 0) recorded.push(upstream, downstream, relation);
    });
    yield;
  }
  return recorded.edges();
}

function* inferAll(db: SqlDatabase, { kinds, at }: Nodes, recorded: Edges): Generator<void, Edges> {
  const inferred = growingEdges();
  const fromKey = createInferFromKeys(kinds, inferred.push);
  const outside = createByteNames();
  const outsiders = growingInt32();
  yield* eachByKey(db, (id, key) => {
    const node = at(id);
    if (node < 0) return;
    if (!isPathKey(key)) return fromKey(node, key);
    outside.add(key);
    outsiders.push(node);
  });
  const nodeOfOutside = outsiders.values();
  const looksFor = tellsOfAny(recorded) ? null : hashesLookedFor({ outside, nodeOfOutside });
  const paths = createByteNames();
  const nodeOfPath = growingInt32();
  yield* eachPath(db, ([id, path]) => {
    if (kinds[at(id)] !== kindNumbers.FileOutput) return;
    const compared = comparedPath(path);
    if (looksFor?.has(hashOf(compared)) === false) return;
    paths.add(compared);
    nodeOfPath.push(at(id));
  });
  const named = { kinds, outside, nodeOfOutside, paths, nodeOfPath: nodeOfPath.values() };
  for (let from = 0; from < nodeOfOutside.length; from += inferredAtOnce) {
    inferFromPaths(named, from, Math.min(from + inferredAtOnce, nodeOfOutside.length), inferred.push);
    yield;
  }
  yield* inferToldFolders(named, recorded, inferred.push);
  return inferred.edges();
}

function growingEdges(): { push(from: number, to: number, relation: number): void; edges(): Edges } {
  const columns = { from: growingInt32(), to: growingInt32(), relation: growingUint8() };
  return {
    push(from, to, relation) {
      columns.from.push(from);
      columns.to.push(to);
      columns.relation.push(relation);
    },
    edges: () => ({ from: columns.from.values(), to: columns.to.values(), relation: columns.relation.values() }),
  };
}
