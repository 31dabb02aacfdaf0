/**
 * What the records say was reached from something, and of what they leave it open. Three answers and no fourth: reached, over recorded
 * links alone; unknown, where a way into it has a break, an inferred link or a file named by path alone; else unaffected as far as recorded.
 */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { forEachLink, isByPath, isByToldFolder, isTold } from '../adjacency';
import { type ImpactFacts, roles } from './facts';
import { type DoubtReason, reasonNumbers } from './reasons';

/** The same where not the whole store was listed: what would be unaffected, or have no output record, is not known to be so. */
export function withoutWhole(facts: ImpactFacts, { distance, reason, at }: Reach): Reach {
  const doubted = reason.slice();
  for (let node = 0; node < facts.graph.count; node++) {
    const is = facts.role[node];
    if ((distance[node] ?? -1) >= 0 || (is !== roles.run && is !== roles.task && is !== roles.file)) continue;
    if (reason[node] === 0 || reason[node] === reasonNumbers['no-output-record']) doubted[node] = reasonNumbers['not-whole-store'];
  }
  return { distance, reason: doubted, at };
}

const { read, produced, published, executed, parameter, reported, listed, inside } = relationNumbers;
const samePath = relationNumbers['same-path'];

/** Where to begin. Numbers of nodes. */
export interface ReachFrom {
  /** What was asked about, at distance 0; a task that is known to have read it, at 1. A run among them governs all that names it. */
  starts: readonly (readonly [node: number, distance: number])[];
  /** What may be, or carry, what was asked about; a run in doubt leaves all that names it in doubt. `at`: what raises the doubt. */
  doubts?: readonly (readonly [node: number, reason: DoubtReason, at: number])[];
}

/** For each node of the graph. */
export interface Reach {
  /** Steps from the nearest start over recorded links; of a run: those of the nearest record that names it; -1: not reached. */
  distance: Int32Array;
  /** Of what was not reached: the number of its reason (see reasons.ts); 0: unaffected as far as recorded, for runs, tasks and files. */
  reason: Uint8Array;
  /** The node at which the doubt enters; -1 for none. */
  at: Int32Array;
}

/** Relations that a record states, and along which something is carried on. */
const carrying = new Uint8Array(256);
for (const relation of [read, produced, published, executed, reported, listed]) carrying[relation] = 1;

/** A link along which something is carried on: never into a run, out of one only where the run itself is asked about. */
export function isCarried({ graph }: Pick<ImpactFacts, 'graph'>, from: number, to: number, relation: number): boolean {
  if (graph.isRun[to] === 1) return false;
  return carrying[relation] === 1 || (relation === inside && !isByPath(graph.kinds[from]) && !isByPath(graph.kinds[to]));
}

/** A file whose record says neither who wrote it nor what it was made from. */
export function hasNoOrigin({ graph }: ImpactFacts, node: number): boolean {
  if (graph.kinds[node] !== kindNumbers.FileOutput) return false;
  const { start, relation } = graph.up;
  const end = start[node + 1] ?? 0;
  for (let at = start[node] ?? 0; at < end; at++) if (relation[at] === produced || relation[at] === published || relation[at] === inside) return false;
  return true;
}

export function hasOutputRecord({ graph }: ImpactFacts, run: number): boolean {
  let has = false;
  forEachLink(graph.down, run, (node, relation) => (has ||= relation === reported && graph.kinds[node] === kindNumbers.WorkflowOutput));
  return has;
}

/** Never throws; the same facts and starts give the same answer. */
export function reach(facts: ImpactFacts, from: ReachFrom): Reach {
  const walked = carriedOn(facts, from.starts);
  const started = new Set(from.starts.map(([node]) => node));
  touchRuns(facts, walked, started);
  return { distance: walked.distance, ...doubted(facts, from, walked, started) };
}

/** Only what is reached, for questions that need no more. */
export function reachedRuns(facts: ImpactFacts, starts: ReachFrom['starts']): number[] {
  const walked = carriedOn(facts, starts);
  const { distance } = walked;
  touchRuns(facts, walked, new Set(starts.map(([node]) => node)));
  const runs: number[] = [];
  for (let node = 0; node < facts.graph.count; node++) if (facts.role[node] === roles.run && (distance[node] ?? -1) >= 0) runs.push(node);
  return runs;
}

/** What was gone through: links are looked at once, and those that were not followed kept for what else they say. */
interface Walked {
  distance: Int32Array;
  /** What was reached, the nearest first. */
  order: Int32Array;
  /** Places of links, of what stands in `order`, in that order, that carry nothing on. */
  left: readonly number[];
  /** Where those of `order[i]` begin in `left`; one more at the end. */
  leftFrom: Int32Array;
}

/** Breadth first along carried links. */
function carriedOn(facts: ImpactFacts, starts: ReachFrom['starts']): Walked {
  const { graph } = facts;
  const { start, to, relation } = graph.down;
  const left: number[] = [];
  const leftFrom = new Int32Array(graph.count + 1);
  const distance = new Int32Array(graph.count).fill(-1);
  const order = new Int32Array(graph.count);
  const waiting = [...starts].filter(([node]) => node >= 0).sort((a, b) => a[1] - b[1]);
  let end = 0;
  let next = 0;
  const enter = (node: number, steps: number) => {
    if ((distance[node] ?? 0) >= 0) return;
    distance[node] = steps;
    order[end++] = node;
  };
  for (let i = 0; i < end || next < waiting.length; i++) {
    const level = i < end ? (distance[order[i] ?? 0] ?? 0) : (waiting[next]?.[1] ?? 0);
    for (; next < waiting.length && (waiting[next]?.[1] ?? 0) <= level; next++) enter(waiting[next]?.[0] ?? 0, waiting[next]?.[1] ?? 0);
    if (i >= end) break;
    const node = order[i] ?? 0;
    const beyond = (distance[node] ?? 0) + 1;
    const last = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < last; at++) {
      const other = to[at] ?? 0;
      if (!isCarried(facts, node, other, relation[at] ?? 0)) left.push(at);
      else if ((distance[other] ?? 0) < 0) enter(other, beyond);
    }
    leftFrom[i + 1] = left.length;
  }
  return { distance, order: order.subarray(0, end), left, leftFrom };
}

/** A run is reached where a record that names it was, where its own #output record lists what was, or where a parameter of it names what was. */
function touchRuns({ graph, role, runOf }: ImpactFacts, { distance, order, left, leftFrom }: Walked, started: ReadonlySet<number>): void {
  const touch = (run: number, steps: number) => {
    if (run < 0 || role[run] !== roles.run || started.has(run)) return;
    const known = distance[run] ?? -1;
    if (known < 0 || steps < known) distance[run] = steps;
  };
  const { to, relation } = graph.down;
  for (let i = 0; i < order.length; i++) {
    const node = order[i] ?? 0;
    const steps = distance[node] ?? 0;
    const run = runOf[node] ?? -1;
    // An #output record stands one step behind what it lists. Most runs are known to be nearer: no function is called for each of their records.
    if (run >= 0 && ((distance[run] ?? -1) < 0 || steps - 1 < (distance[run] ?? -1))) touch(run, role[node] === roles.none ? Math.max(0, steps - 1) : steps);
    const end = leftFrom[i + 1] ?? 0;
    for (let one = leftFrom[i] ?? 0; one < end; one++) {
      const at = left[one] ?? 0;
      if (relation[at] === parameter) touch(to[at] ?? 0, steps + 1);
    }
  }
}

function doubted(facts: ImpactFacts, { doubts = [] }: ReachFrom, walked: Walked, started: ReadonlySet<number>): Pick<Reach, 'reason' | 'at'> {
  const { distance, order, left, leftFrom } = walked;
  const { graph, role, runOf, nullRun, changed } = facts;
  const { start, to } = graph.down;
  const ties = facts.ties();
  const tied = ties.nodes;
  const reason = new Uint8Array(graph.count);
  const at = new Int32Array(graph.count).fill(-1);
  /** Runs whose members are all in doubt, with why: a run that was reached can be one as well. */
  const governed = new Map<number, { reason: number; at: number }>();
  const touched = new Uint8Array(graph.count);
  const queue: number[] = [];
  /** Runs in doubt: what they have is told so where no file or task says more. */
  const later: number[] = [];

  /** What paths alone tie to it; `why` null: it was reached, and the tie is the reason. */
  const tie = (node: number, why: number | null, where: number) => {
    if (tied[node] === 1) ties.of(node, (to, kind) => doubt(to, why ?? reasonNumbers[tieReasons[kind]], where));
  };
  /** A run of which something is in doubt, or reached: so is what the run itself wrote, and what it lists by path. */
  const touch = (run: number, why: number, where: number) => {
    if (run < 0 || role[run] !== roles.run || touched[run] === 1) return;
    touched[run] = 1;
    if ((distance[run] ?? -1) < 0 && reason[run] === 0) {
      reason[run] = why;
      at[run] = where;
    }
    forEachLink(graph.down, run, (file, relation) => {
      if (relation === produced) doubt(file, reasonNumbers['written-by-run'], run);
    });
    tie(run, null, run);
  };
  const doubt = (node: number, why: number, where: number) => {
    if (role[node] === roles.run) {
      if (governed.has(node) || started.has(node)) return;
      governed.set(node, { reason: why, at: where });
      touch(node, why, where);
      later.push(node);
      return;
    }
    if (node < 0 || (distance[node] ?? -1) >= 0 || reason[node] !== 0) return;
    reason[node] = why;
    at[node] = where;
    queue.push(node);
    touch(runOf[node] ?? -1, why, where);
    if (role[node] === roles.none)
      forEachLink(graph.up, node, (run, relation) => {
        if (relation === reported) touch(run, why, where);
      });
  };

  for (const [node, why, where] of doubts) doubt(node, reasonNumbers[why], where);
  for (let i = 0; i < order.length; i++) {
    const node = order[i] ?? 0;
    for (let one = leftFrom[i] ?? 0; one < (leftFrom[i + 1] ?? 0); one++) leave(facts, node, left[one] ?? 0, distance, doubt);
    if (tied[node] === 1) tie(node, null, node);
  }
  for (let node = 0; node < graph.count; node++) if (role[node] === roles.run && (distance[node] ?? -1) >= 0 && !started.has(node)) touch(node, 0, -1);
  for (let node = 0; node < graph.count; node++) {
    const kind = graph.kinds[node];
    if (role[node] === roles.run) {
      if (kind === kindNumbers.Missing) doubt(node, reasonNumbers['run-record-missing'], node);
      else if (changed[node] === 1) doubt(node, reasonNumbers['record-changed'], node);
    } else if (kind === kindNumbers.Missing) doubt(node, reasonNumbers['missing-record'], node);
    else if (kind === kindNumbers.Unknown) doubt(node, reasonNumbers['not-read'], node);
    else if (changed[node] === 1) doubt(node, reasonNumbers['record-changed'], node);
    else if (nullRun[node] === 1) doubt(node, reasonNumbers['run-not-named'], node);
    else if (hasNoOrigin(facts, node)) doubt(node, reasonNumbers['no-origin'], node);
  }
  for (const use of facts.pathOnly()) doubt(use.user, reasonNumbers['path-only'], use.outside);

  for (let i = 0, run = 0; i < queue.length || run < later.length; ) {
    const node = (i < queue.length ? queue[i++] : later[run++]) ?? 0;
    const why = governed.get(node) ?? { reason: reason[node] ?? 0, at: at[node] ?? -1 };
    for (let at = start[node] ?? 0; at < (start[node + 1] ?? 0); at++) doubt(to[at] ?? 0, why.reason, why.at);
    tie(node, why.reason, why.at);
  }
  for (let node = 0; node < graph.count; node++) {
    if (role[node] !== roles.run || (distance[node] ?? -1) >= 0 || reason[node] !== 0 || hasOutputRecord(facts, node)) continue;
    reason[node] = reasonNumbers['no-output-record'];
    at[node] = node;
  }
  return { reason, at };
}

const tieReasons = { folder: 'inside-folder', listed: 'listed-by-path', named: 'named-in-value' } as const;

/** A link that leads out of what was reached, and that no record states, or of which it says too little. `at`: its place among all links. */
function leave({ graph, checksum, usesOf }: ImpactFacts, node: number, at: number, distance: Int32Array, doubt: (node: number, why: number, where: number) => void): void {
  const to = graph.down.to[at] ?? 0;
  const relation = graph.down.relation[at] ?? 0;
  if (relation === parameter) return doubt(to, reasonNumbers['named-in-parameter'], node);
  if ((distance[to] ?? -1) >= 0) return;
  if (relation !== samePath) return doubt(to, reasonNumbers[isByToldFolder(relation) ? 'told-folder' : isTold(relation) ? 'told-by-openlineage' : 'inside-folder'], node);
  const own = checksum[node] ?? 0;
  const compared = usesOf(to).map((use) => ({ user: use.user, why: comparedReason(own, use.checksum) }));
  for (const { user, why } of compared) doubt(user, why, node);
  doubt(to, Math.min(reasonNumbers['same-path-no-checksum'], ...compared.map(({ why }) => why)), node);
}

/** Checksums by their ids, 0 for none. */
export function comparedReason(own: number, other: number): number {
  return reasonNumbers[own === 0 || other === 0 ? 'same-path-no-checksum' : own === other ? 'same-path-same-checksum' : 'same-path-other-checksum'];
}
