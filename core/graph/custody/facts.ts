/** What the index knows of everything on the way, fetched once for all of it: thousands of steps are a handful of questions. */
import type { FileCheck } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import {
  contentsOfPaths,
  type FileOfHistory,
  filesOfHistory,
  namesOfRuns,
  namingNoRun,
  type RecordState,
  readingsOfPath,
  recordStates,
  unreadableAt,
} from '../../index/queries/custody';
import { outsideUses, type RecordedChecksum } from '../../index/queries/files';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { type IndexedTask, indexedTasks } from '../../index/queries/tasks';
import { kindNumbers } from '../../index/schema';
import { keyOfLid } from '../../record/lid';
import type { Graph } from '../adjacency';
import { isTask } from '../effective';
import type { Chain } from './chain';
import { type NamedAlone, namedAlone } from './named-alone';

export interface Reading {
  checksum: RecordedChecksum;
  tasks: number;
  /** By number of the graph. */
  runs: number[];
}

/** All by number of the graph. */
export interface HistoryFacts {
  rows: Map<number, NodeRow>;
  states: Map<number, RecordState>;
  files: Map<number, FileOfHistory>;
  tasks: Map<number, IndexedTask>;
  /** Newest check; of an outside file by the checksum that a step recorded. */
  checks: Map<number, Map<string, FileCheck>>;
  /** How steps of this history name each outside file: by user, the checksum recorded there. */
  uses: Map<number, Map<number, RecordedChecksum | null>>;
  /** Checksums that anyone in the workspace recorded for it. */
  contents: Map<number, number>;
  noRun: Set<number>;
  /** Of an outside file that is asked for: every checksum that anyone recorded, and the runs that read it so. */
  readings: Reading[];
  /** What may have gone in, as paths alone suggest. */
  named: NamedAlone[];
  nameOfRun: Map<number, string>;
}

/** By number of the graph. */
export function rowsOf(workspace: OpenWorkspace, graph: Graph, nodes: readonly number[]): Map<number, NodeRow> {
  const found = nodesById(
    workspace.db,
    nodes.map((node) => graph.ids[node] ?? -1),
  );
  return new Map([...found].map(([id, row]) => [graph.at(id), row]));
}

/** In turns, a query each. */
export function* loadFacts(workspace: OpenWorkspace, chain: Chain, rows: Map<number, NodeRow>): Generator<void, HistoryFacts> {
  const { graph, start, nodes, place, outside, runs } = chain;
  const { db } = workspace;
  const idOf = (node: number) => graph.ids[node] ?? -1;
  const ids = nodes.map(idOf);
  const byNumber = <T>(found: Map<number, T>): Map<number, T> => new Map([...found].map(([id, value]) => [graph.at(id), value]));
  const states = byNumber(recordStates(db, ids));
  yield;
  addUnreadable(workspace, graph.kinds, nodes, rows, states);
  const ofKind = (kind: number) => nodes.filter((node) => graph.kinds[node] === kind).map(idOf);
  const carriers = nodes.filter((node) => isTask(graph, node));
  const uses: HistoryFacts['uses'] = new Map();
  const use = (node: number, user: number, checksum: RecordedChecksum | null) => {
    const known = uses.get(node);
    if (known === undefined) uses.set(node, new Map([[user, checksum]]));
    else known.set(user, checksum);
  };
  if (outside.length > 0) {
    for (const found of outsideUses(db, [...carriers, ...runs].map(idOf))) {
      const node = graph.at(found.node);
      if ((place[node] ?? -1) >= 0 && node !== start) use(node, graph.at(found.user), found.checksum);
    }
  }
  const isOutside = graph.kinds[start] === kindNumbers.External;
  const readings: Reading[] = [];
  if (isOutside) {
    for (const { checksum, users, runs: readBy } of readingsOfPath(db, idOf(start))) {
      for (const user of users) use(start, graph.at(user), checksum);
      if (checksum !== null) readings.push({ checksum, tasks: users.length, runs: readBy.map((run) => graph.at(run)) });
    }
  }
  const readers = readings.flatMap((reading) => reading.runs).filter((run) => !rows.has(run));
  for (const [run, row] of rowsOf(workspace, graph, readers)) rows.set(run, row);
  const namedRuns = new Set([...runs, ...readings.flatMap((reading) => reading.runs)]);
  yield;
  const files = byNumber(filesOfHistory(db, ofKind(kindNumbers.FileOutput)));
  yield;
  const tasks = byNumber(indexedTasks(db, carriers.map(idOf)));
  yield;
  const checks = byNumber(checksOfNodes(db, ids));
  yield;
  return {
    rows,
    states,
    files,
    tasks,
    checks,
    uses,
    contents: byNumber(contentsOfPaths(db, outside.map(idOf))),
    readings,
    named: namedAlone(workspace, chain, rows),
    noRun: new Set([...namingNoRun(db, ids)].map((id) => graph.at(id))),
    nameOfRun: byNumber(namesOfRuns(db, [...namedRuns].map(idOf))),
  };
}

/** What lies in the store and could never be read stands for no node: a LID without record may be such a one. */
function addUnreadable(workspace: OpenWorkspace, kinds: Uint8Array, nodes: readonly number[], rows: Map<number, NodeRow>, states: Map<number, RecordState>): void {
  const missing = nodes.filter((node) => kinds[node] === kindNumbers.Missing && !states.has(node));
  if (missing.length === 0) return;
  const pathOf = (node: number) => `${keyOfLid(rows.get(node)?.lid ?? '')}/.data.json`;
  const reasons = unreadableAt(workspace.db, missing.map(pathOf));
  for (const node of missing) {
    const unreadable = reasons.get(pathOf(node));
    if (unreadable !== undefined) states.set(node, { vanished: false, unreadable, contents: 0, firstSeen: null });
  }
}

/** Different checksums that steps of this history recorded for an outside file. */
export function checksumsOf({ uses }: HistoryFacts, node: number): { value: string; algorithm: string | null; mode: string | null }[] {
  const distinct = new Map([...(uses.get(node)?.values() ?? [])].flatMap((checksum) => (checksum === null ? [] : [[checksum.value, checksum] as const])));
  return [...distinct.values()];
}

/** The check of a file as this history names it; null: nobody has looked. */
export function checkOf(facts: HistoryFacts, node: number, checksum: string | null): FileCheck | null {
  const checks = facts.checks.get(node);
  return facts.rows.get(node)?.kind === 'External' ? (checks?.get(checksum ?? '') ?? null) : newestCheck(checks);
}
