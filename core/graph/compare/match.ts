/** Which task of one run belongs to which of another: by record, by name, and where a name does not tell, by their inputs. */
import { fileName, type InputFile, type TaskFacts } from './task-facts';

export interface TaskPair {
  left: TaskFacts | null;
  right: TaskFacts | null;
  /** Of a task that stands alone: others of its name are on the other side, and nothing tells which belongs to it. */
  ambiguous: boolean;
}

export interface Matching {
  pairs: TaskPair[];
  /** Node of a task → its number in `pairs`; a record of both runs has one. */
  pairOf: { left: Map<number, number>; right: Map<number, number> };
}

type Side = 'left' | 'right';

/** `PROCESS (3)`: a number as a tag is given in the order of submission, so it names no task. */
const numbered = /^\d+$/;

export function matchTasks(left: readonly TaskFacts[], right: readonly TaskFacts[], forced: readonly [number, number][] = []): Matching {
  const matching: Matching = { pairs: [], pairOf: { left: new Map(), right: new Map() } };
  const { pairOf } = matching;
  const join = (a: TaskFacts, b: TaskFacts) => {
    pairOf.left.set(a.node, matching.pairs.length);
    pairOf.right.set(b.node, matching.pairs.length);
    matching.pairs.push({ left: a, right: b, ambiguous: false });
  };
  const byNode = new Map(right.map((task) => [task.node, task]));
  const chosen = new Map(forced);
  for (const task of left) {
    const other = byNode.get(chosen.get(task.node) ?? task.node);
    if (other !== undefined && !pairOf.right.has(other.node)) join(task, other);
  }
  const groups = groupByName(
    left.filter(({ node }) => !pairOf.left.has(node)),
    right.filter(({ node }) => !pairOf.right.has(node)),
  );
  for (const { left: a, right: b, tellsApart } of groups) if (tellsApart && a.length === 1 && b.length === 1 && a[0] && b[0]) join(a[0], b[0]);
  // A pair made upstream may tell those downstream apart, so this goes on until nothing new is found.
  for (let before = -1; before !== matching.pairs.length; ) {
    before = matching.pairs.length;
    for (const group of groups) matchByInputs(free(group.left, pairOf.left), free(group.right, pairOf.right), matching, join);
  }
  for (const group of groups) {
    const [a, b] = [free(group.left, pairOf.left), free(group.right, pairOf.right)];
    if (a.length === 1 && b.length === 1 && a[0] && b[0]) join(a[0], b[0]);
  }
  for (const group of groups) {
    const [a, b] = [free(group.left, pairOf.left), free(group.right, pairOf.right)];
    const ambiguous = a.length > 0 && b.length > 0;
    for (const task of a) {
      pairOf.left.set(task.node, matching.pairs.length);
      matching.pairs.push({ left: task, right: null, ambiguous });
    }
    for (const task of b) {
      pairOf.right.set(task.node, matching.pairs.length);
      matching.pairs.push({ left: null, right: task, ambiguous });
    }
  }
  return matching;
}

const free = (tasks: readonly TaskFacts[], paired: Map<number, number>) => tasks.filter(({ node }) => !paired.has(node));

interface Group {
  left: TaskFacts[];
  right: TaskFacts[];
  tellsApart: boolean;
}

function groupByName(left: readonly TaskFacts[], right: readonly TaskFacts[]): Group[] {
  const groups = new Map<string, Group>();
  const add = (task: TaskFacts, side: Side) => {
    const isNumbered = task.tag !== null && numbered.test(task.tag);
    const id = isNumbered ? `process ${task.process}` : `name ${task.name}`;
    const group = groups.get(id) ?? { left: [], right: [], tellsApart: !isNumbered };
    group[side].push(task);
    groups.set(id, group);
  };
  for (const task of left) add(task, 'left');
  for (const task of right) add(task, 'right');
  return [...groups.values()];
}

/** Joins tasks whose inputs are all alike, in whatever order; then those that alone share some input that no other of the group has. */
function matchByInputs(left: readonly TaskFacts[], right: readonly TaskFacts[], { pairOf }: Matching, join: (a: TaskFacts, b: TaskFacts) => void): void {
  if (left.length === 0 || right.length === 0) return;
  const tokens = { left: left.map((task) => tokensOf(task, 'left', pairOf)), right: right.map((task) => tokensOf(task, 'right', pairOf)) };
  const whole = new Map<string, number[]>();
  right.forEach((_, i) => {
    const id = wholeOf(tokens.right[i] ?? []);
    whole.set(id, [...(whole.get(id) ?? []), i]);
  });
  const taken = { left: new Set<number>(), right: new Set<number>() };
  const take = (i: number, k: number) => {
    const [a, b] = [left[i], right[k]];
    if (a === undefined || b === undefined) return;
    taken.left.add(i);
    taken.right.add(k);
    join(a, b);
  };
  left.forEach((_, i) => {
    const k = whole.get(wholeOf(tokens.left[i] ?? []))?.shift();
    if (k !== undefined) take(i, k);
  });
  const holders = new Map<string, { left: number[]; right: number[] }>();
  for (const side of ['left', 'right'] as const)
    tokens[side].forEach((list, i) => {
      if (taken[side].has(i)) return;
      for (const token of new Set(list)) {
        const entry = holders.get(token) ?? { left: [], right: [] };
        entry[side].push(i);
        holders.set(token, entry);
      }
    });
  const votes = { left: new Map<number, Set<number>>(), right: new Map<number, Set<number>>() };
  for (const { left: a, right: b } of holders.values()) {
    const [i, k] = [a[0], b[0]];
    if (a.length !== 1 || b.length !== 1 || i === undefined || k === undefined) continue;
    votes.left.set(i, (votes.left.get(i) ?? new Set()).add(k));
    votes.right.set(k, (votes.right.get(k) ?? new Set()).add(i));
  }
  for (const [i, ks] of votes.left) {
    const [k] = ks;
    if (ks.size === 1 && k !== undefined && votes.right.get(k)?.size === 1) take(i, k);
  }
}

const wholeOf = (tokens: readonly string[]) => JSON.stringify([...tokens].sort());

function tokensOf(task: TaskFacts, side: Side, pairOf: Matching['pairOf']): string[] {
  return task.inputs.flatMap(({ name, shape, files }) => [`${name} ${shape}`, ...files.map((file) => `${name} ${fileToken(file, side, pairOf)}`)]);
}

/**
 * Equal texts on both sides mean the same input. An outside file is told by its name and recorded checksum: a value that is
 * the same under another folder cannot be a hash of the path, so it is one of the content.
 */
export function fileToken(file: InputFile, side: Side, pairOf: Matching['pairOf']): string {
  if (file.kind === 'outside') return file.checksum === null ? `path ${file.path}` : `file ${file.checksum} ${fileName(file)}`;
  if (file.kind === 'lid') return `lid ${file.lid}`;
  const pair = pairOf[side].get(file.task);
  return pair === undefined ? `task ${file.task} ${file.name}` : `pair ${pair} ${file.name}`;
}
