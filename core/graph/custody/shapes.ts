/** What the links of every node say of it for each history that it is in: found once for all, as a history of 20,000 tasks would go along 600,000 links for it. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { type Graph, isInferred } from '../adjacency';
import { circlesOf } from './circles';

export const shapeBits = {
  /** A file that a task wrote and that nothing else leads to: most of all that is reached, and part of the step of that task. */
  ofTaskAlone: 1,
  /** It names a run as that which made, published or governed it. */
  namesRun: 2,
  /** A link to it from what it came from is inferred. */
  inferred: 4,
  /** It is in a circle, inferred links among it. */
  circle: 8,
} as const;

/** By number of the graph. */
export interface Shapes {
  /** Of `shapeBits`. */
  shape: Uint8Array;
  /** The circle that a node is in, most of them of itself alone: whatever is upstream has a smaller number. */
  ring: Int32Array;
}

const { produced, published, executed } = relationNumbers;

/** By relation. */
const inferredRelations = Uint8Array.from({ length: 256 }, (_, relation) => (isInferred(relation) ? 1 : 0));

/** Of `nodes` with all that is upstream of them. */
export function shapesOf(graph: Graph, nodes: Int32Array): Shapes {
  const { count, kinds, isRun, up } = graph;
  const { start, to, relation } = up;
  const shape = new Uint8Array(count);
  for (const node of nodes) {
    let bits = 0;
    let byTask = false;
    let otherwise = kinds[node] !== kindNumbers.FileOutput;
    const end = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < end; at++) {
      const is = relation[at] ?? 0;
      const ofRun = isRun[to[at] ?? 0] === 1;
      if (ofRun || is === executed) bits |= shapeBits.namesRun;
      if (inferredRelations[is] === 1) bits |= shapeBits.inferred;
      if (is === published || inferredRelations[is] === 1) otherwise = true;
      else if (is === produced && !ofRun) byTask = true;
    }
    if (byTask && !otherwise) bits |= shapeBits.ofTaskAlone;
    shape[node] = bits;
  }
  const { of: ring, closed } = circlesOf(graph, nodes, () => true);
  for (const one of closed) for (const node of one) shape[node] = (shape[node] ?? 0) | shapeBits.circle;
  return { shape, ring };
}
