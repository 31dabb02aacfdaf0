/** The hits of one group in the order asked for, a page of them, each with what a line shows. */
import type { SearchHit, searchSorts } from '../../contract/search';
import { type NodeRow, nodesById, titleOfLid } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { recordedTimes } from '../../index/queries/search-rows';
import { kindNumbers } from '../../index/schema';
import { lidOfKey } from '../../record/lid';
import { printCondition } from '../../search/print';
import type { Condition } from '../../search/query';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { walked } from './conditions';
import type { Found } from './evaluate';
import { type Line, linesOf, maybeGone } from './lines';
import { groupNumber, type RecordGroup, type SearchTable, searchTable } from './table';
import { oneVerdict, verdictBits } from './verdicts';

export type Sort = (typeof searchSorts)[number];

/** All nodes of the group that fit, in order. Of equally good files the published ones stand before those of work folders, then the newest, then what has no recorded time; names break every tie. */
export function ordered(workspace: OpenWorkspace, { mask, rank }: Fitting, { of, few }: Counted, group: RecordGroup, sort: Sort): Int32Array {
  const number = groupNumber(group);
  const table = searchTable(workspace);
  const fitting = new Int32Array(of(group).total);
  let count = 0;
  const take = (node: number) => {
    if (mask[node] === 1 && table.group[node] === number) fitting[count++] = node;
  };
  if (few === null) for (let node = 1; node < mask.length; node++) take(node);
  else for (const node of few) take(node);
  const nodes = inTableOrder(table, sort, fitting.subarray(0, count));
  if (sort !== 'best') return nodes;
  const { early, published } = table;
  const best = Int32Array.from(nodes, (node) => 2 * (rank[node] ?? 0) + (published[node] === 1 ? 0 : 1));
  let at = 0;
  for (const equals of byRank(nodes, best)) {
    nodes.set(
      inOrderOf(equals, (node) => newest(early, node)),
      at,
    );
    at += equals.length;
  }
  return nodes;
}

/** These nodes in the order that the table has for all of them; without those that have no place in it. Few are sorted by their places; of many the places are marked, and all places gone through. */
function inTableOrder(table: SearchTable, sort: Sort, nodes: Int32Array): Int32Array {
  const order = orderOf(table, sort);
  const placeOf = placesOf(table, sort);
  let count = 0;
  if (nodes.length * walked <= table.size) {
    const places = new Int32Array(nodes.length);
    for (let i = 0; i < nodes.length; i++) {
      const place = placeOf[nodes[i] ?? 0] ?? notThere;
      if (place !== notThere) places[count++] = place;
    }
    return places
      .subarray(0, count)
      .sort()
      .map((place) => order[place] ?? 0);
  }
  const isThere = new Uint8Array(order.length);
  for (let i = 0; i < nodes.length; i++) {
    const place = placeOf[nodes[i] ?? 0] ?? notThere;
    if (place !== notThere) isThere[place] = 1;
  }
  const inOrder = new Int32Array(nodes.length);
  for (let place = 0; place < isThere.length; place++) if (isThere[place] === 1) inOrder[count++] = order[place] ?? 0;
  return inOrder.subarray(0, count);
}

/** The smaller, the newer; what has no recorded time is last. */
const newest = (early: Float64Array, node: number) => -(early[node] ?? Number.NaN);

/** By rising keys, NaN last; of equal keys the first stays first. Keys are sorted without a function, which for tens of thousands takes a tenth of the time. */
function inOrderOf(nodes: ArrayLike<number>, keyOf: (node: number) => number): Int32Array {
  const { length } = nodes;
  const keys = new Float64Array(length);
  // -0 would stand before 0.
  for (let i = 0; i < length; i++) keys[i] = keyOf(nodes[i] ?? 0) + 0;
  const sorted = keys.slice().sort();
  let known = length;
  while (known > 0 && Number.isNaN(sorted[known - 1])) known--;
  const taken = new Int32Array(length + 1);
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const at = firstAt(sorted, keys[i] ?? 0, known);
    order[at + (taken[at] ?? 0)] = nodes[i] ?? 0;
    taken[at] = (taken[at] ?? 0) + 1;
  }
  return order;
}

/** The first of `known` sorted keys that is not below this one; `known` for NaN. */
function firstAt(sorted: Float64Array, key: number, known: number): number {
  if (Number.isNaN(key)) return known;
  let [low, high] = [0, known];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Fitting = Pick<Found, 'mask' | 'rank' | 'few'>;

interface Counted {
  /** How many fit of a group, and the rank of the best of them; Infinity where none fits. */
  of(group: RecordGroup): { total: number; best: number };
  /** All that fits, by id; null where that is more than a fraction of all there is. */
  few: readonly number[] | null;
}

/** What fits, of all groups, in one pass. */
export function countGroups(workspace: OpenWorkspace, { mask, rank, few: among }: Fitting): Counted {
  const { group: groups } = searchTable(workspace);
  const most = mask.length / walked;
  const few: number[] = [];
  const totals = new Uint32Array(256);
  const best = new Uint8Array(256).fill(255);
  const count = (node: number) => {
    const of = groups[node] ?? 0;
    totals[of] = (totals[of] ?? 0) + 1;
    if ((rank[node] ?? 0) < (best[of] ?? 0)) best[of] = rank[node] ?? 0;
    if (few.length <= most) few.push(node);
  };
  if (among === null) {
    for (let node = 1; node < mask.length; node++) if (mask[node] === 1) count(node);
  } else for (const node of Int32Array.from(among).sort()) if (mask[node] === 1) count(node);
  return {
    of(group) {
      const number = groupNumber(group);
      const total = totals[number] ?? 0;
      return { total, best: total === 0 ? Number.POSITIVE_INFINITY : (best[number] ?? 0) };
    },
    few: few.length > most ? null : few,
  };
}

/** Into as many heaps as there are ranks, each as long as it has to be: nothing is compared. `ranks`: of each of them. */
function byRank(nodes: Int32Array, ranks: Int32Array): Int32Array[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < ranks.length; i++) counts.set(ranks[i] ?? 0, (counts.get(ranks[i] ?? 0) ?? 0) + 1);
  const heaps = new Map([...counts.keys()].sort((a, b) => a - b).map((rank) => [rank, { nodes: new Int32Array(counts.get(rank) ?? 0), length: 0 }]));
  for (let i = 0; i < nodes.length; i++) {
    const heap = heaps.get(ranks[i] ?? 0);
    if (heap !== undefined) heap.nodes[heap.length++] = nodes[i] ?? 0;
  }
  return [...heaps.values()].map((heap) => heap.nodes);
}

/** Every node by name, by time or by run; made once for the records as they are. */
function orderOf(table: SearchTable, sort: Sort): Int32Array {
  const keep = (make: () => Int32Array) => {
    const order = table.orders.get(sort) ?? make();
    table.orders.set(sort, order);
    return order;
  };
  const { byName, early, run } = table;
  if (sort === 'newest' || sort === 'oldest')
    // What has no recorded time stands at the end either way.
    return keep(() => inOrderOf(byName, (node) => (sort === 'oldest' ? (early[node] ?? Number.NaN) : newest(early, node))));
  if (sort === 'name-down') return keep(() => byName.slice().reverse());
  if (sort === 'run' || sort === 'run-down')
    return keep(() => {
      const place = new Float64Array(table.size).fill(Number.POSITIVE_INFINITY);
      byName.forEach((node, at) => {
        if (table.group[node] === groupNumber('runs')) place[node] = sort === 'run' ? at : -at;
      });
      const key = (node: number) => place[run[node] || node] ?? Number.POSITIVE_INFINITY;
      return inOrderOf(byName, key);
    });
  return byName;
}

const notThere = -1;

/** The place of every node in that order; of what is not in it `notThere`. */
function placesOf(table: SearchTable, sort: Sort): Int32Array {
  const known = table.places.get(sort);
  if (known !== undefined) return known;
  const places = new Int32Array(table.size).fill(notThere);
  orderOf(table, sort).forEach((node, place) => {
    places[node] = place;
  });
  table.places.set(sort, places);
  return places;
}

/** Hits of these nodes, in their order. */
export function hitsOf(workspace: OpenWorkspace, ids: readonly number[]): SearchHit[] {
  const { db } = workspace;
  const { kind, run, unread } = searchTable(workspace);
  const notRead = new Map(unread.map((one) => [one.at, one]));
  const bits = verdictBits(workspace);
  const isFile = (id: number) => kind[id] === kindNumbers.FileOutput;
  const lines = linesOf(
    workspace,
    ids.flatMap((id) => (isFile(id) ? [id, run[id] ?? 0] : [])),
  );
  const gone = maybeGone(workspace);
  const lineOf = (id: number) => (isFile(id) && !gone.has(id) ? lines.get(id) : undefined);
  const others = ids.filter((id) => lineOf(id) === undefined);
  const runs = ids.flatMap((id) => (run[id] && !lines.has(run[id]) ? run[id] : []));
  const nodes = others.length + runs.length > 0 ? nodesById(db, new Set([...others, ...runs])) : noNodes;
  const times = recordedTimes(db, others, isFile);
  const names = byRecords(workspace, 'run names', () => runNames(db));
  const runsShown = new Map<number, SearchHit['run']>();
  const runOf = (id: number): SearchHit['run'] => {
    const known = runsShown.get(id);
    if (known !== undefined) return known;
    const own = lines.get(id) ?? nodes.get(id);
    const shown = own === undefined ? null : { lid: own.lid, name: names.get(id) ?? own.title };
    runsShown.set(id, shown);
    return shown;
  };
  return ids.flatMap((id): SearchHit[] => {
    const line = lineOf(id);
    const node = line === undefined ? (nodes.get(id) ?? unreadNode(notRead.get(id))) : fileNode(line);
    if (node === undefined) return [];
    const isRun = names.has(id);
    return [
      {
        lid: node.lid,
        value: node.lid,
        kind: isRun ? 'WorkflowRun' : node.kind,
        title: isRun ? (names.get(id) ?? node.title) : node.title,
        detail: node.detail,
        count: null,
        parameter: null,
        query: null,
        run: runOf(run[id] ?? 0),
        time: line === undefined ? (times.get(id) ?? null) : line.time,
        verdict: oneVerdict(bits[id] ?? 0),
        present: node.present,
      },
    ];
  });
}

type Shown = Pick<NodeRow, 'lid' | 'kind' | 'title' | 'detail' | 'present'>;
const noNodes: ReadonlyMap<number, NodeRow> = new Map();

/** In the store: see `maybeGone`. */
function fileNode({ lid, title, detail }: Line): Shown {
  return { lid, kind: 'FileOutput', title, detail, present: true };
}

function unreadNode(one: SearchTable['unread'][number] | undefined): Shown | undefined {
  return one && { lid: lidOfKey(one.key), kind: 'Unknown', title: titleOfLid(one.key), detail: one.reason, present: one.present };
}

/** A value that records carry. */
/** Null for a condition of another kind. */
function parameterOf(condition: Condition): SearchHit['parameter'] {
  return condition.is === 'param' && condition.value !== null ? { name: condition.name, value: condition.value } : null;
}

export function valueHit(condition: Condition, value: string, detail: string, count: number): SearchHit {
  return {
    lid: null,
    value,
    kind: null,
    title: value,
    detail,
    count,
    parameter: parameterOf(condition),
    query: printCondition(condition),
    run: null,
    time: null,
    verdict: null,
    present: false,
  };
}
