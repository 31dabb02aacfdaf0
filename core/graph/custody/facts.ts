/** What the index knows of everything on the way: numbers of all of it out of columns, texts of what is shown when it is. */
import type { FileCheck } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { checkedNodes, checksOfNodes, newestCheck } from '../../index/queries/checks';
import { type FileOfHistory, filesOfHistory, namesOfRuns, type RecordState, recordStates, syncBeginnings, unreadableAt } from '../../index/queries/custody';
import type { RecordedChecksum } from '../../index/queries/files';
import { textsById } from '../../index/queries/impact';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { type IndexedTask, indexedTasks } from '../../index/queries/tasks';
import { kindNumbers } from '../../index/schema';
import { keyOfLid } from '../../record/lid';
import type { Graph } from '../adjacency';
import { isTask } from '../effective';
import type { Chain } from './chain';
import type { HistoryColumns } from './columns';
import { type LookedUp, lookedUp } from './looked-up';
import { markBits } from './marks';
import { named } from './named';
import { type NamedAlone, namedAlone } from './named-alone';

export interface Reading {
  checksum: RecordedChecksum;
  tasks: number;
  /** By number of the graph. */
  runs: number[];
}

/** All by number of the graph. */
export interface HistoryFacts {
  graph: Graph;
  columns: HistoryColumns;
  /** A name out of records in a sentence of ours, masked. */
  say(name: string): string;
  rows: LookedUp<NodeRow>;
  states: LookedUp<RecordState>;
  files: LookedUp<FileOfHistory>;
  tasks: LookedUp<IndexedTask>;
  /** Newest check; of an outside file by the checksum that a step recorded. */
  checks: ReadonlyMap<number, ReadonlyMap<string, FileCheck>>;
  /** Those of which the record contradicts itself. */
  contradicting: ReadonlySet<number>;
  /** Without a record, and one that could not be read lies in the store. */
  unreadable: ReadonlyMap<number, RecordState>;
  /** Different checksums that steps of this history recorded for an outside file, as ids of texts, three numbers each. */
  sumsOf(node: number): readonly (readonly [checksum: number, algorithm: number, mode: number])[];
  /** Texts of the index. */
  texts: LookedUp<string>;
  /** Of an outside file that is asked for: what each who named it recorded. */
  usesOfStart: ReadonlyMap<number, RecordedChecksum | null>;
  start: number;
  /** Of an outside file that is asked for: every checksum that anyone recorded, and the runs that read it so. */
  readings: Reading[];
  /** What may have gone in, as paths alone suggest. */
  named: NamedAlone[];
  /** When each sync began. */
  began: ReadonlyMap<number, string>;
  nameOfRun: Map<number, string>;
}

/** Of a task; empty for what is none. */
export function processOf({ columns }: Pick<HistoryFacts, 'columns'>, node: number): string {
  return columns.processes[columns.process[node] ?? -1] ?? '';
}

/** Of a task; null where its record names none. */
export function containerOf({ columns }: Pick<HistoryFacts, 'columns'>, node: number): string | null {
  return columns.containers[columns.container[node] ?? -1] ?? null;
}

export function has({ columns }: Pick<HistoryFacts, 'columns'>, node: number, bit: number): boolean {
  return ((columns.marks[node] ?? 0) & bit) !== 0;
}

/** In turns. */
export function* loadFacts(workspace: OpenWorkspace, columns: HistoryColumns, chain: Chain): Generator<void, HistoryFacts> {
  const { graph, start, nodes, place, runs } = chain;
  const { db } = workspace;
  const idOf = (node: number) => graph.ids[node] ?? -1;
  const byNumber = <T>(found: Map<number, T>): Map<number, T> => new Map([...found].map(([id, value]) => [graph.at(id), value]));
  const looked = <T>(find: (ids: number[]) => Map<number, T>) => lookedUp((some) => byNumber(find(some.map(idOf))));
  const ofKind = <T>(is: (node: number) => boolean, find: (ids: number[]) => Map<number, T>) => lookedUp((some) => byNumber(find(some.filter(is).map(idOf))));
  const rows = looked((ids) => nodesById(db, ids));
  const unreadable = unreadableOf(workspace, chain, rows);
  const states = lookedUp((some) => new Map([...byNumber(recordStates(db, some.map(idOf))), ...some.flatMap((node): [number, RecordState][] => pair(node, unreadable.get(node)))]));
  const texts = lookedUp((ids) => textsById(db, ids));
  const { readings, usesOfStart } = readingsOf({ graph, columns, texts }, start);
  yield;
  const namedRuns = new Set([...runs, ...readings.flatMap((reading) => reading.runs)]);
  const checked = checkedNodes(db);
  const checks = byNumber(
    checksOfNodes(
      db,
      nodes.map(idOf).filter((id) => checked.has(id)),
    ),
  );
  yield;
  const doubtful = nodes.filter((node) => has({ columns }, node, markBits.doubtful));
  const contradicting = new Set([...filesOfHistory(db, doubtful.map(idOf))].filter(([, { contradicts }]) => contradicts).map(([id]) => graph.at(id)));
  yield;
  const isUser = (user: number) => (place[user] ?? -1) >= 0 && (isTask(graph, user) || graph.isRun[user] === 1);
  const known = new Map<number, ReturnType<HistoryFacts['sumsOf']>>();
  return {
    graph,
    columns,
    start,
    say: (name) => named(workspace.masker, name),
    rows,
    states,
    files: ofKind(
      (node) => graph.kinds[node] === kindNumbers.FileOutput,
      (ids) => filesOfHistory(db, ids),
    ),
    tasks: ofKind(
      (node) => isTask(graph, node),
      (ids) => indexedTasks(db, ids),
    ),
    checks,
    contradicting,
    unreadable,
    sumsOf(node) {
      const sums = known.get(node) ?? distinctSums(columns, node, isUser);
      known.set(node, sums);
      return sums;
    },
    texts,
    usesOfStart,
    readings,
    named: namedAlone(workspace, columns, chain, rows),
    began: syncBeginnings(db),
    nameOfRun: byNumber(namesOfRuns(db, [...namedRuns].map(idOf))),
  };
}

const pair = <T>(node: number, value: T | undefined): [number, T][] => (value === undefined ? [] : [[node, value]]);

/** What lies in the store and could never be read stands for no node: a LID without record may be such a one. */
function unreadableOf(workspace: OpenWorkspace, { graph, nodes }: Chain, rows: LookedUp<NodeRow>): Map<number, RecordState> {
  const missing = nodes.filter((node) => graph.kinds[node] === kindNumbers.Missing);
  if (missing.length === 0) return new Map();
  const idOf = (node: number) => graph.ids[node] ?? -1;
  const stored = recordStates(workspace.db, missing.map(idOf));
  rows.load(missing);
  const pathOf = (node: number) => `${keyOfLid(rows.get(node)?.lid ?? '')}/.data.json`;
  const reasons = unreadableAt(workspace.db, missing.map(pathOf));
  return new Map(
    missing.flatMap((node): [number, RecordState][] => {
      const unreadable = stored.has(idOf(node)) ? undefined : reasons.get(pathOf(node));
      return unreadable === undefined ? [] : [[node, { vanished: false, unreadable, contents: 0, firstSeen: null }]];
    }),
  );
}

/** Each checksum that anyone recorded for an outside file, with the runs under which it was read; a run that names it in a parameter recorded none. */
function readingsOf(facts: Pick<HistoryFacts, 'graph' | 'columns' | 'texts'>, start: number): Pick<HistoryFacts, 'readings' | 'usesOfStart'> {
  const { graph, columns } = facts;
  const { uses, useStart, runOf } = columns;
  const usesOfStart = new Map<number, RecordedChecksum | null>();
  if (graph.kinds[start] !== kindNumbers.External) return { readings: [], usesOfStart };
  const sums = new Set<number>();
  for (let at = useStart[start] ?? 0; at < (useStart[start + 1] ?? 0); at++) for (const text of uses.subarray(at * 4 + 1, at * 4 + 4)) sums.add(text);
  sums.delete(0);
  facts.texts.load([...sums]);
  const byValue = new Map<string, { checksum: RecordedChecksum | null; users: number[]; runs: Set<number> }>();
  for (let at = useStart[start] ?? 0; at < (useStart[start + 1] ?? 0); at++) {
    const user = uses[at * 4] ?? -1;
    const checksum = uses[at * 4 + 1] ?? 0;
    const value = checksum === 0 ? '' : (facts.texts.get(checksum) ?? '');
    const reading = byValue.get(value) ?? { checksum: checksumOf(facts, [checksum, uses[at * 4 + 2] ?? 0, uses[at * 4 + 3] ?? 0]), users: [], runs: new Set() };
    byValue.set(value, reading);
    reading.users.push(user);
    const run = graph.kinds[user] === kindNumbers.WorkflowRun ? user : (runOf[user] ?? -1);
    if (run >= 0) reading.runs.add(run);
  }
  const all = [...byValue.values()];
  for (const { users, checksum } of all) for (const user of users) usesOfStart.set(user, checksum);
  return { readings: all.flatMap(({ checksum, users, runs }) => (checksum === null ? [] : [{ checksum, tasks: users.length, runs: [...runs] }])), usesOfStart };
}

/** Of one value the mode that the last to record it gave. */
function distinctSums({ uses, useStart }: HistoryColumns, node: number, isUser: (user: number) => boolean): ReturnType<HistoryFacts['sumsOf']> {
  const end = useStart[node + 1] ?? 0;
  const sums = new Map<number, [number, number, number]>();
  for (let at = useStart[node] ?? 0; at < end; at++) {
    const checksum = uses[at * 4 + 1] ?? 0;
    if (checksum !== 0 && isUser(uses[at * 4] ?? -1)) sums.set(checksum, [checksum, uses[at * 4 + 2] ?? 0, uses[at * 4 + 3] ?? 0]);
  }
  return [...sums.values()];
}

/** Checksums that anyone in the workspace recorded for an outside file. */
export function contentsKnown({ columns: { uses, useStart } }: HistoryFacts, node: number): number {
  const sums = new Set<number>();
  for (let at = useStart[node] ?? 0; at < (useStart[node + 1] ?? 0); at++) sums.add(uses[at * 4 + 1] ?? 0);
  sums.delete(0);
  return sums.size;
}

/** What a step of this history recorded for an outside file; null: nothing. */
export function usedBy(facts: HistoryFacts, node: number, user: number): RecordedChecksum | null | undefined {
  if (node === facts.start) return facts.usesOfStart.get(user);
  const { uses, useStart } = facts.columns;
  let [low, high] = [useStart[node] ?? 0, useStart[node + 1] ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[middle * 4] ?? 0) < user) low = middle + 1;
    else high = middle;
  }
  if (low === useStart[node + 1] || uses[low * 4] !== user) return undefined;
  return checksumOf(facts, [uses[low * 4 + 1] ?? 0, uses[low * 4 + 2] ?? 0, uses[low * 4 + 3] ?? 0]);
}

function checksumOf({ texts }: Pick<HistoryFacts, 'texts'>, sum: readonly [number, number, number]): RecordedChecksum | null {
  const [value = null, algorithm = null, mode = null] = sum.map((id) => (id === 0 ? null : (texts.get(id) ?? null)));
  return value === null ? null : { value, algorithm, mode };
}

/** How many different checksums steps of this history recorded for an outside file. */
export function countOfSums(facts: HistoryFacts, node: number): number {
  return node === facts.start ? facts.readings.length : facts.sumsOf(node).length;
}

/** Different checksums that steps of this history recorded for an outside file. */
export function checksumsOf(facts: HistoryFacts, node: number): RecordedChecksum[] {
  return node === facts.start ? facts.readings.map(({ checksum }) => checksum) : facts.sumsOf(node).flatMap((sum) => checksumOf(facts, sum) ?? []);
}

/** The check of a file as this history names it; null: nobody has looked. */
export function checkOf(facts: HistoryFacts, node: number, checksum: string | null): FileCheck | null {
  const checks = facts.checks.get(node);
  if (checks === undefined) return null;
  return facts.graph.kinds[node] === kindNumbers.External ? (checks.get(checksum ?? '') ?? null) : newestCheck(checks);
}

/** Everything of every node, for what tells all of it as it is now. */
export function loadAll({ rows, states, files, tasks }: HistoryFacts, nodes: readonly number[]): void {
  for (const each of [rows, states, files, tasks]) each.load(nodes);
}
