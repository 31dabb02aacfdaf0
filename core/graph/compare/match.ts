/** Which task of one run belongs to which of another: by record, by name, and where a name does not tell, by their inputs. */
import { addTo } from '../../add-to';
import { atOnce } from '../../pause';
import { canonical, fileName, type InputFile, type TaskFacts } from './task-facts';

export interface TaskPair {
  left: TaskFacts | null;
  right: TaskFacts | null;
  /** Of a task that stands alone: others of its name are on the other side, and nothing tells which belongs to it. */
  ambiguous: boolean;
}

export interface Matching {
  pairs: TaskPair[];
  /** Node of a task → its number in `pairs`; a record of both runs has one. */
  pairOf: BySide;
  /** The same, with one number for all pairs of twins: tasks that nothing recorded tells apart, joined in no particular way. */
  twinsOf: BySide;
}

export interface BySide {
  left: Map<number, number>;
  right: Map<number, number>;
}

type Side = 'left' | 'right';

/** `PROCESS (3)`: a number as a tag is given in the order of submission, so it names no task. */
const numbered = /^\d+$/;

export function matchTasks(left: readonly TaskFacts[], right: readonly TaskFacts[], forced: readonly [number, number][] = []): Matching {
  return atOnce(matchingTasks(left, right, forced));
}

/** The same, a step for each way and group of one name. */
export function* matchingTasks(left: readonly TaskFacts[], right: readonly TaskFacts[], forced: readonly [number, number][] = []): Generator<void, Matching> {
  const bySide = (): BySide => ({ left: new Map(), right: new Map() });
  const matching: Matching = { pairs: [], pairOf: bySide(), twinsOf: bySide() };
  const { pairOf, twinsOf } = matching;
  const join = (a: TaskFacts, b: TaskFacts, twins = matching.pairs.length) => {
    pairOf.left.set(a.node, matching.pairs.length);
    pairOf.right.set(b.node, matching.pairs.length);
    twinsOf.left.set(a.node, twins);
    twinsOf.right.set(b.node, twins);
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
  // A pair made upstream may tell those downstream apart, so this goes on until nothing new is found. Each way sees the pairs
  // made before it alone, and the surest goes first: the answer does not hang on the order of the tasks.
  for (let found = true; found; ) {
    found = false;
    for (const way of [alike(exactly), alike(butOrder), alike(inInputs), sharedInputs, lastOfName]) {
      const joins: [TaskFacts, TaskFacts][][] = [];
      for (const group of groups) {
        joins.push(...way(free(group.left, pairOf.left), free(group.right, pairOf.right), twinsOf));
        yield;
      }
      for (const twins of joins) {
        const first = matching.pairs.length;
        for (const [one, other] of twins) join(one, other, first);
      }
      found = joins.length > 0;
      if (found) break;
    }
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

/** Pairs found, twins together. */
type Way = (left: readonly TaskFacts[], right: readonly TaskFacts[], twinsOf: BySide) => [TaskFacts, TaskFacts][][];

type Likeness = (task: TaskFacts, tokens: string[]) => unknown;

const made = ({ spec }: TaskFacts) => [spec?.codeChecksum ?? null, spec?.container ?? null];
const exactly: Likeness = (task, tokens) => [tokens, canonical([...made(task), task.spec?.script ?? null])];
const butOrder: Likeness = (task, tokens) => [tokens.sort(), canonical(made(task))];
const inInputs: Likeness = (_, tokens) => tokens.sort();

/** Tasks that are alike in this way; those of a run that are so among themselves are twins. */
function alike(likeness: Likeness): Way {
  return (left, right, twinsOf) => {
    if (left.length === 0 || right.length === 0) return [];
    const idOf = (task: TaskFacts, side: Side) => JSON.stringify(likeness(task, tokensOf(task, side, twinsOf)));
    const others = new Map<string, TaskFacts[]>();
    for (const task of right) {
      const id = idOf(task, 'right');
      addTo(others, id, task);
    }
    const found = new Map<string, [TaskFacts, TaskFacts][]>();
    for (const task of left) {
      const id = idOf(task, 'left');
      const other = others.get(id)?.shift();
      if (other !== undefined) addTo(found, id, [task, other]);
    }
    return [...found.values()];
  };
}

/** Tasks that alone share some input that no other of their name has. */
const sharedInputs: Way = (left, right, twinsOf) => {
  if (left.length === 0 || right.length === 0) return [];
  const holders = new Map<string, Record<Side, TaskFacts[]>>();
  const note = (task: TaskFacts, side: Side) => {
    for (const token of new Set(tokensOf(task, side, twinsOf))) {
      const entry = holders.get(token) ?? { left: [], right: [] };
      entry[side].push(task);
      holders.set(token, entry);
    }
  };
  for (const task of left) note(task, 'left');
  for (const task of right) note(task, 'right');
  const votes = { left: new Map<TaskFacts, Set<TaskFacts>>(), right: new Map<TaskFacts, Set<TaskFacts>>() };
  for (const { left: a, right: b } of holders.values()) {
    const [one, other] = [a[0], b[0]];
    if (a.length !== 1 || b.length !== 1 || one === undefined || other === undefined) continue;
    votes.left.set(one, (votes.left.get(one) ?? new Set()).add(other));
    votes.right.set(other, (votes.right.get(other) ?? new Set()).add(one));
  }
  return [...votes.left].flatMap(([task, others]): [TaskFacts, TaskFacts][][] => {
    const [other] = others;
    return others.size === 1 && other !== undefined && votes.right.get(other)?.size === 1 ? [[[task, other]]] : [];
  });
};

const lastOfName: Way = ([one, ...more], [other, ...others]) => (one !== undefined && other !== undefined && more.length === 0 && others.length === 0 ? [[[one, other]]] : []);

function tokensOf(task: TaskFacts, side: Side, twinsOf: BySide): string[] {
  return task.inputs.flatMap(({ name, shape, files }) => [`${name} ${shape}`, ...files.map((file) => `${name} ${fileToken(file, side, twinsOf)}`)]);
}

/**
 * Equal texts on both sides mean the same input. An outside file is told by its name and recorded checksum: a value that is
 * the same under another folder cannot be a hash of the path, so it is one of the content.
 */
export function fileToken(file: InputFile, side: Side, twinsOf: BySide): string {
  if (file.kind === 'outside') return file.checksum === null ? `path ${file.path}` : `file ${file.checksum} ${fileName(file)}`;
  if (file.kind === 'lid') return `lid ${file.lid}`;
  const pair = twinsOf[side].get(file.task);
  return pair === undefined ? `task ${file.task} ${file.name}` : `pair ${pair} ${file.name}`;
}
