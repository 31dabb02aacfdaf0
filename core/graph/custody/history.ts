/** The whole history of one file as numbers and facts, made once and kept while the index stays as it is: pages are cut from it. */
import type { OpenWorkspace } from '../../engine/context';
import { toEnd } from '../../engine/prepared';
import { atOnce } from '../../pause';
import { graphOf } from '../load';
import { type Assessment, assess, type Place } from './assess';
import { type Chain, chainBack, reachedBack } from './chain';
import { columnsInTurns, columnsOf } from './columns';
import { type HistoryFacts, loadFacts } from './facts';
import { type Makers, makersOf } from './makers';
import { proofOf } from './proof';
import { summaryOf } from './sentences';
import { type Weakness, weaker, weaknesses } from './weakness';

export interface History extends Histories {
  /** The same on every page. */
  head: { summary: string[]; proven: string[]; notProven: string[] };
}

/** Of one file, or of several as one: what they share stands once. */
export interface Histories {
  chain: Chain;
  facts: HistoryFacts;
  makers: Makers;
  assessment: Assessment;
  /** By step: its places, the weakest first. */
  placesOf: Map<number, Place[]>;
  /** By number of the graph: the weakest that is known of it. */
  weaknessOf: Map<number, Weakness>;
  /** Outside files, the weakest first, then by path. */
  outside: number[];
  /** How many steps each run governed. */
  stepsOfRun: Map<number, number>;
}

/** Histories kept at once: turning pages of one, and going back to another, costs nothing. */
const mostKept = 3;

export function historyOf(workspace: OpenWorkspace, id: number): History {
  return atOnce(historyInTurns(workspace, id));
}

export function* historyInTurns(workspace: OpenWorkspace, id: number): Generator<void, History> {
  const kept = workspace.cached('processing histories', () => new Map<number, History>());
  const known = kept.get(id);
  if (known !== undefined) return known;
  const history = yield* makeHistory(workspace, id);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(id, history);
  return history;
}

function* makeHistory(workspace: OpenWorkspace, id: number): Generator<void, History> {
  const history = yield* historiesInTurns(workspace, [id]);
  const { chain, facts, makers, assessment } = history;
  return { ...history, head: { summary: summaryOf(chain, facts, makers, assessment), ...proofOf(chain, facts, assessment) } };
}

/** The start, then the others by title and LID: the same order on every computer. */
function byRank(rank: Int32Array, reached: Int32Array): Int32Array {
  const nodeAt = new Int32Array(rank.length).fill(-1);
  for (const node of reached.subarray(1)) nodeAt[rank[node] ?? 0] = node;
  const sorted = reached.slice();
  let next = 1;
  for (const node of nodeAt) if (node >= 0) sorted[next++] = node;
  return sorted;
}

/** `ids`: of files; at least one. */
export function* historiesInTurns(workspace: OpenWorkspace, ids: readonly number[]): Generator<void, Histories> {
  const graph = graphOf(workspace);
  yield* toEnd(columnsInTurns(workspace));
  const columns = columnsOf(workspace);
  const reached = reachedBack(
    graph,
    ids.map((id) => graph.at(id)),
  );
  yield;
  const chain = chainBack(graph, byRank(columns.rank, reached));
  yield;
  const facts = yield* loadFacts(workspace, columns, chain);
  const makers = makersOf(chain, facts);
  yield;
  const assessment = assess(chain, facts);
  yield;
  const placesOf = new Map<number, Place[]>();
  const weaknessOf = new Map<number, Weakness>();
  for (const place of assessment.places) {
    const ofStep = placesOf.get(place.step);
    if (ofStep === undefined) placesOf.set(place.step, [place]);
    else ofStep.push(place);
    // A folder, or a path in a list, is weak as a link; how weak the file itself is, is told of it as before.
    if (place.weakness === 'named-alone') continue;
    const known = weaknessOf.get(place.node);
    if (known === undefined || weaker(place.weakness, known)) weaknessOf.set(place.node, place.weakness);
  }
  const stepsOfRun = new Map<number, number>();
  for (const run of makers.governed) if (run !== null) stepsOfRun.set(run, (stepsOfRun.get(run) ?? 0) + 1);
  const isOutside = new Set(chain.outside);
  const byWeakness = new Map<Weakness | undefined, number[]>(weaknesses.map((one) => [one, []]));
  for (const node of columns.byPath) if (isOutside.has(node)) byWeakness.get(weaknessOf.get(node))?.push(node);
  const outside = [...byWeakness.values()].flat();
  return { chain, facts, makers, assessment, placesOf, weaknessOf, outside, stepsOfRun };
}
