/** The whole history of one file as numbers and facts, made once and kept while the index stays as it is: pages are cut from it. */
import type { OpenWorkspace } from '../../engine/context';
import { toEnd } from '../../engine/prepared';
import { atOnce } from '../../pause';
import { graphOf } from '../load';
import { type Assessment, assess } from './assess';
import { type Chain, chainBack, reachedBack } from './chain';
import { columnsInTurns, columnsOf } from './columns';
import { type HistoryFacts, loadFacts } from './facts';
import { type Makers, makersOf } from './makers';
import type { Places } from './places';
import { proofOf } from './proof';
import { summaryOf } from './sentences';
import { rankOf, type Weakness, weaknesses } from './weakness';

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
  /** Of a step: its places in `assessment.places`, the weakest first. */
  placesOf(step: number): Int32Array;
  /** By number of the graph: the weakest that is known of it. */
  weaknessOf(node: number): Weakness | undefined;
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
  const chain = chainBack(graph, byRank(columns.rank, reached), columns);
  yield;
  const facts = yield* loadFacts(workspace, columns, chain);
  const makers = makersOf(chain, facts);
  yield;
  const assessment = assess(chain, facts);
  yield;
  const { places } = assessment;
  const placesOf = ofSteps(places, chain.steps.length);
  const weakest = new Uint8Array(graph.count).fill(255);
  const alone = rankOf.get('named-alone') ?? 0;
  // A folder, or a path in a list, is weak as a link; how weak the file itself is, is told of it as before.
  for (let at = 0; at < places.length; at++) {
    const node = places.node[at] ?? 0;
    if (weakest[node] === 255 && places.rank[at] !== alone) weakest[node] = places.rank[at] ?? 255;
  }
  const stepsOfRun = new Map<number, number>();
  for (const run of makers.governed) if (run !== null) stepsOfRun.set(run, (stepsOfRun.get(run) ?? 0) + 1);
  const byWeakness: number[][] = weaknesses.map(() => []);
  for (const node of columns.byPath) if ((chain.place[node] ?? -1) >= 0) byWeakness[weakest[node] ?? 255]?.push(node);
  const outside = byWeakness.flat();
  return { chain, facts, makers, assessment, placesOf, weaknessOf: (node) => weaknesses[weakest[node] ?? 255], outside, stepsOfRun };
}

/** Which places each step has; those of no step are left out. */
function ofSteps(places: Places, steps: number): Histories['placesOf'] {
  const { step } = places;
  const starts = new Int32Array(steps + 1);
  for (const at of step) if (at >= 0) starts[at + 1] = (starts[at + 1] ?? 0) + 1;
  for (let at = 0; at < steps; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice();
  const found = new Int32Array(starts[steps] ?? 0);
  for (let place = 0; place < step.length; place++) {
    const at = step[place] ?? -1;
    if (at < 0) continue;
    found[next[at] ?? 0] = place;
    next[at] = (next[at] ?? 0) + 1;
  }
  return (at) => found.subarray(starts[at] ?? 0, starts[at + 1] ?? 0);
}
