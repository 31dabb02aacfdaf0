/** The hits of one group in the order asked for, a page of them, each with what a line shows. */
import type { SearchHit, searchSorts } from '../../contract/search';
import { type NodeRow, nodesById, titleOfLid } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { recordedTimes } from '../../index/queries/search-rows';
import { lidOfKey } from '../../record/lid';
import { printCondition } from '../../search/print';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { Found } from './evaluate';
import { groupNumber, type RecordGroup, type SearchTable, searchTable } from './table';
import { oneVerdict, verdictBits } from './verdicts';

export type Sort = (typeof searchSorts)[number];

/** All nodes of the group that fit, in order. Names break every tie; of equally good files the published ones stand before those of work folders. */
export function ordered(workspace: OpenWorkspace, { mask, rank }: Pick<Found, 'mask' | 'rank'>, group: RecordGroup, sort: Sort): number[] {
  const number = groupNumber(group);
  const table = searchTable(workspace);
  const nodes: number[] = [];
  for (const node of orderOf(table, sort)) if (mask[node] === 1 && table.group[node] === number) nodes.push(node);
  return sort === 'best' ? byRank(nodes, (node) => 2 * (rank[node] ?? 0) + (table.published[node] === 1 ? 0 : 1)) : nodes;
}

/** What fits of each group, in one pass over all nodes: how many, and the rank of the best of them; Infinity where none fits. */
export function countGroups(workspace: OpenWorkspace, { mask, rank }: Pick<Found, 'mask' | 'rank'>): (group: RecordGroup) => { total: number; best: number } {
  const { group: groups } = searchTable(workspace);
  const totals = new Uint32Array(256);
  const best = new Uint8Array(256).fill(255);
  for (let node = 1; node < mask.length; node++) {
    if (mask[node] !== 1) continue;
    const of = groups[node] ?? 0;
    totals[of] = (totals[of] ?? 0) + 1;
    if ((rank[node] ?? 0) < (best[of] ?? 0)) best[of] = rank[node] ?? 0;
  }
  return (group) => {
    const of = groupNumber(group);
    const total = totals[of] ?? 0;
    return { total, best: total === 0 ? Number.POSITIVE_INFINITY : (best[of] ?? 0) };
  };
}

/** Into as many heaps as there are ranks: nothing is compared. */
function byRank(nodes: readonly number[], rankOf: (node: number) => number): number[] {
  const heaps = new Map<number, number[]>();
  for (const node of nodes) {
    const of = rankOf(node);
    const heap = heaps.get(of);
    if (heap === undefined) heaps.set(of, [node]);
    else heap.push(node);
  }
  return [...heaps.keys()].sort((a, b) => a - b).flatMap((of) => heaps.get(of) ?? []);
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
    return keep(() => {
      // What has no recorded time stands at the end either way.
      const key = (node: number) => (Number.isNaN(early[node]) ? Number.POSITIVE_INFINITY : (sort === 'oldest' ? 1 : -1) * (early[node] ?? 0));
      return byName.slice().sort((a, b) => difference(key(a), key(b)));
    });
  if (sort === 'name-down') return keep(() => byName.slice().reverse());
  if (sort === 'run' || sort === 'run-down')
    return keep(() => {
      const place = new Float64Array(table.size).fill(Number.POSITIVE_INFINITY);
      byName.forEach((node, at) => {
        if (table.group[node] === groupNumber('runs')) place[node] = sort === 'run' ? at : -at;
      });
      const key = (node: number) => place[run[node] || node] ?? Number.POSITIVE_INFINITY;
      return byName.slice().sort((a, b) => difference(key(a), key(b)));
    });
  return byName;
}

const difference = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Hits of these nodes, in their order. */
export function hitsOf(workspace: OpenWorkspace, ids: readonly number[]): SearchHit[] {
  const { db } = workspace;
  const { run, unread } = searchTable(workspace);
  const notRead = new Map(unread.map((one) => [one.at, one]));
  const bits = verdictBits(workspace);
  const nodes = nodesById(db, new Set(ids.flatMap((id) => [id, run[id] ?? 0])));
  const times = recordedTimes(db, ids);
  const names = byRecords(workspace, 'run names', () => runNames(db));
  return ids.flatMap((id): SearchHit[] => {
    const node = nodes.get(id) ?? unreadNode(notRead.get(id));
    if (node === undefined) return [];
    const own = nodes.get(run[id] ?? 0);
    const isRun = names.has(id);
    return [
      {
        lid: node.lid,
        value: node.lid,
        kind: isRun ? 'WorkflowRun' : node.kind,
        title: isRun ? (names.get(id) ?? node.title) : node.title,
        detail: node.detail,
        count: null,
        query: null,
        run: own === undefined ? null : { lid: own.lid, name: names.get(own.id) ?? own.title },
        time: times.get(id) ?? null,
        verdict: oneVerdict(bits[id] ?? 0),
        present: node.present,
      },
    ];
  });
}

function unreadNode(one: SearchTable['unread'][number] | undefined): Pick<NodeRow, 'lid' | 'kind' | 'title' | 'detail' | 'present'> | undefined {
  return one && { lid: lidOfKey(one.key), kind: 'Unknown', title: titleOfLid(one.key), detail: one.reason, present: one.present };
}

/** A value that records carry. */
export function valueHit(condition: Parameters<typeof printCondition>[0], value: string, detail: string, count: number): SearchHit {
  return { lid: null, value, kind: null, title: value, detail, count, query: printCondition(condition), run: null, time: null, verdict: null, present: false };
}
