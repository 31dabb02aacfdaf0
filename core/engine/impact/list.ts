/** One list of an answer, filtered and in order, read from the index a page at a time. */
import type { Parsed } from '../../contract';
import type { ImpactRow } from '../../contract/impact';
import { roles } from '../../graph/impact/facts';
import { doubtReasons, reasonNumbers } from '../../graph/impact/reasons';
import { indexedFiles } from '../../index/queries/files';
import { textId } from '../../index/queries/impact';
import { findNode, kindOfNumber, labelsOfNodes, nodesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import type { OpenWorkspace } from '../context';
import { type Impact, isListed, kindAs, stateOf } from './answer';
import { titleOrder } from './facts';
import { unreadInTurns } from './unread';

export type Chosen = Pick<Parsed<'impact.list'>, 'list' | 'label' | 'run' | 'published' | 'as' | 'reason'> & Partial<Pick<Parsed<'impact.list'>, 'sort' | 'descending'>>;

/** Steps beyond this sort as equal. */
const mostSteps = 8191;

/** Numbers of nodes, in order. */
export function listed(workspace: OpenWorkspace, { facts, found }: Impact, chosen: Chosen): Int32Array {
  const { graph, role, runOf, published } = facts;
  const { rank, nodes } = titleOrder(workspace);
  const run = chosen.run === undefined ? null : graph.at(findNode(workspace.db, chosen.run)?.id ?? -1);
  const carrying = chosen.label === undefined ? null : carriersOf(workspace, facts.labels, chosen.label);
  const reason = chosen.reason === undefined ? null : reasonNumbers[chosen.reason];
  const keys = new Float64Array(graph.count);
  let size = 0;
  for (let node = 0; node < graph.count; node++) {
    const is = role[node] ?? 0;
    if (!isListed(chosen.list, is, stateOf(found, node))) continue;
    if (run !== null && runOf[node] !== run && node !== run) continue;
    if (carrying !== null && !carrying.has(node)) continue;
    if (chosen.published && published[node] !== 1) continue;
    if (chosen.as !== undefined && kindAs(is) !== chosen.as) continue;
    if (reason !== null && found.reason[node] !== reason) continue;
    keys[size++] = first(node) * 2 ** 21 + (rank[node] ?? 0);
  }
  const sorted = keys.subarray(0, size).sort();
  if (chosen.descending) sorted.reverse();
  return Int32Array.from(sorted, (key) => nodes[key % 2 ** 21] ?? 0);

  /** What is compared before the titles are. */
  function first(node: number): number {
    const steps = Math.min(found.distance[node] ?? 0, mostSteps) + 1;
    switch (chosen.sort ?? 'published') {
      case 'title':
        return 0;
      case 'distance':
        return steps;
      case 'run':
        return (runOf[node] ?? -1) < 0 ? graph.count : (rank[runOf[node] ?? 0] ?? 0);
      case 'published':
        return (published[node] === 1 ? 0 : 1) * (mostSteps + 2) * 8 + (role[node] ?? 0) * (mostSteps + 2) + steps;
    }
  }
}

function carriersOf({ db }: OpenWorkspace, labels: Impact['facts']['labels'], label: string): Set<number> {
  const id = textId(db, label);
  const carriers = new Set<number>();
  for (let at = 0; at < labels.length; at += 2) if (labels[at + 1] === id) carriers.add(labels[at] ?? -1);
  return carriers;
}

/** The rows of these nodes, in their order. */
export function rowsOf(workspace: OpenWorkspace, { facts, found }: Impact, page: Int32Array, holds: Holds | null): ImpactRow[] {
  const { db } = workspace;
  const { graph, role, runOf, published } = facts;
  const ids = [...page].map((node) => graph.ids[node] ?? -1);
  const runIds = [...page].map((node) => graph.ids[runOf[node] ?? -1] ?? -1);
  const doubts = [...page].map((node) => graph.ids[found.at[node] ?? -1] ?? -1);
  const nodes = nodesById(db, new Set([...ids, ...runIds, ...doubts]));
  const files = indexedFiles(db, ids);
  const labels = labelsOfNodes(db, ids);
  const names = runNames(db);
  const titled = (id: number) => {
    const row = nodes.get(id);
    return row === undefined ? null : { lid: row.lid, title: names.get(id) ?? row.title };
  };
  return [...page].map((node, i): ImpactRow => {
    const id = ids[i] ?? -1;
    const row = nodes.get(id);
    const why = found.reason[node] ?? 0;
    const steps = found.distance[node] ?? -1;
    const reason = steps >= 0 ? undefined : doubtReasons[why - 1];
    return {
      lid: row?.lid ?? '',
      as: kindAs(role[node] ?? 0) ?? 'other',
      kind: row?.kind ?? kindOfNumber(graph.kinds[node] ?? 0),
      title: names.get(id) ?? row?.title ?? '',
      detail: row?.detail ?? '',
      run: titled(runIds[i] ?? -1),
      distance: steps < 0 ? null : steps,
      published: published[node] === 1,
      labels: labels.get(id) ?? [],
      checksum: files.get(id)?.checksum?.value ?? null,
      reason: reason === undefined ? null : { code: reason, at: titled(doubts[i] ?? -1) },
      holds: holds?.get(node) ?? null,
    };
  });
}

export type Holds = ReadonlyMap<number, NonNullable<ImpactRow['holds']>>;

/** For each run: how much of what names it was reached. */
export function heldByRuns({ facts, found }: Impact): Holds {
  const { graph, role, runOf, published } = facts;
  const holds = new Map<number, NonNullable<ImpactRow['holds']>>();
  for (let node = 0; node < graph.count; node++) {
    if (role[node] === roles.run && (found.distance[node] ?? -1) >= 0 && !holds.has(node)) holds.set(node, { tasks: 0, files: 0, published: 0 });
    const run = runOf[node] ?? -1;
    if (run < 0 || (found.distance[node] ?? -1) < 0) continue;
    const counts = holds.get(run) ?? { tasks: 0, files: 0, published: 0 };
    holds.set(run, counts);
    if (role[node] === roles.task) counts.tasks++;
    if (role[node] === roles.file) counts.files++;
    if (published[node] === 1) counts.published++;
  }
  return holds;
}

/** Records that no node stands for, as they could not be read: at the end of the unknown, where no filter leaves them out. */
export function unreadRows(workspace: OpenWorkspace, chosen: Chosen): ImpactRow[] {
  const { list, label, run, published, as, reason } = chosen;
  if (list !== 'unknown' || label !== undefined || run !== undefined || published || (as ?? 'other') !== 'other' || (reason ?? 'not-read') !== 'not-read') return [];
  return unreadInTurns(workspace)
    .whole()
    .map(([path, why]) => ({
      lid: path,
      as: 'other',
      kind: 'Unknown',
      title: path,
      detail: why,
      run: null,
      distance: null,
      published: false,
      labels: [],
      checksum: null,
      reason: { code: 'not-read', at: null },
      holds: null,
    }));
}
