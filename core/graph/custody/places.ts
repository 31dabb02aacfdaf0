/** The places of a history in columns: of hundreds of thousands few are shown, and no object is made for the others. */
import { growingInt32, growingUint8 } from '../growing';
import { rankOf, type Weakness, weaknesses } from './weakness';

export interface Place {
  weakness: Weakness;
  /** By number of the graph. */
  node: number;
  /** Index of the step it belongs to; -1: none, the file stands alone. */
  step: number;
  /** What is so there, in one sentence: made when it is shown, as of thousands of places few are. */
  text(): string;
}

/** From the weakest; of one kind, from the nearest to the file. */
export interface Places {
  length: number;
  /** Rank of the weakness, 0 the weakest; by place. */
  rank: Uint8Array;
  /** Of each place. */
  node: Int32Array;
  step: Int32Array;
  at(place: number): Place;
  /** Places of each kind. */
  counts: ReadonlyMap<Weakness, number>;
  /** Where those of a kind begin. */
  firstOf(weakness: Weakness): number;
}

/** `say` makes the sentence of a node. */
export type Add = (weakness: Weakness, node: number, say: (node: number) => string) => void;

/** Collects them; `places` sorts what has been added. `place`: by node, its place on the way back; `stepOf`: by node, its step. */
export function placesFound(place: Int32Array, stepOf: Int32Array): { add: Add; places(): Places } {
  const ranks = growingUint8();
  const nodes = growingInt32();
  const says: ((node: number) => string)[] = [];
  const add: Add = (weakness, node, say) => {
    ranks.push(rankOf.get(weakness) ?? 0);
    nodes.push(node);
    says.push(say);
  };
  return { add, places: () => sorted(ranks.values(), nodes.values(), says, place, stepOf) };
}

function sorted(ranks: Uint8Array, nodes: Int32Array, says: readonly ((node: number) => string)[], place: Int32Array, stepOf: Int32Array): Places {
  const { length } = ranks;
  const starts = new Int32Array(weaknesses.length + 1);
  for (const rank of ranks) starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  const counts = new Map(weaknesses.map((weakness, rank) => [weakness, starts[rank + 1] ?? 0]));
  for (let rank = 0; rank < weaknesses.length; rank++) starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(length);
  for (let one = 0; one < length; one++) {
    const rank = ranks[one] ?? 0;
    const at = next[rank] ?? 0;
    next[rank] = at + 1;
    order[at] = one;
  }
  const placeOf = (one: number) => place[nodes[one] ?? 0] ?? 0;
  for (let rank = 0; rank < weaknesses.length; rank++) {
    const ofKind = order.subarray(starts[rank], starts[rank + 1]);
    // They are found from the file back: as a rule there is nothing to do.
    if (ofKind.some((one, at) => at > 0 && placeOf(ofKind[at - 1] ?? 0) > placeOf(one))) ofKind.sort((a, b) => placeOf(a) - placeOf(b) || a - b);
  }
  const rank = new Uint8Array(length);
  const node = new Int32Array(length);
  const step = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const one = order[at] ?? 0;
    rank[at] = ranks[one] ?? 0;
    node[at] = nodes[one] ?? 0;
    step[at] = stepOf[node[at] ?? 0] ?? -1;
  }
  return {
    length,
    rank,
    node,
    step,
    at(found) {
      const of = node[found] ?? 0;
      const say = says[order[found] ?? 0];
      return { weakness: weaknesses[rank[found] ?? 0] ?? 'mismatch', node: of, step: step[found] ?? -1, text: () => say?.(of) ?? '' };
    },
    counts,
    firstOf: (weakness) => starts[rankOf.get(weakness) ?? 0] ?? 0,
  };
}
