/** What the reach needs to know of every node beside the links: its role, its run, the checksums it was read or written with. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { forEachLink, type Graph } from '../adjacency';
import { growingInt32 } from '../growing';
import { type PathRows, type PathTies, pathTies, type TiedPaths, tiedPaths, type WrittenFiles } from './paths';

/** What a node counts as; `none`: #output records, which only lead to their run. */
export const roles = { none: 0, run: 1, task: 2, file: 3, outside: 4, other: 5 } as const;

/** A task, or a run in a parameter, naming an outside file: node numbers; checksum: an id of the table `string`, 0 for none. */
export interface Use {
  outside: number;
  user: number;
  checksum: number;
}

export interface ImpactFacts {
  graph: Graph;
  /** Of `roles`. */
  role: Uint8Array;
  /** Number of the run that the record names; -1 for none. */
  runOf: Int32Array;
  /** 1 for a file that a run published. */
  published: Uint8Array;
  /** Of files: an id of the table `string`, 0 for none. */
  checksum: Int32Array;
  /** 1 for a record that names its run as `lid://` alone. */
  nullRun: Uint8Array;
  /** FileOutputs of which no checksum, or no path, is recorded; numbers of nodes, rising. */
  without: { checksum: Int32Array; path: Int32Array };
  /** Each three numbers, as `Use` has them: by outside file, then user. */
  uses: Int32Array;
  usesOf(outside: number): readonly Use[];
  /** Of `uses` those by tasks that recorded no checksum. */
  pathOnly(): Iterable<Use>;
  /** What `ties` rest on. Both are put together when they are asked for first: hundreds of thousands of small lists, which few questions need. */
  tied(): TiedPaths;
  /** Each two numbers: a node and the id of the label's text, by label; a label of a #output record is its task's. */
  labels: Int32Array;
  ties(): PathTies;
  /** 1 for a record of which other bytes were seen at an earlier sync: what they named is in no link. */
  changed: Uint8Array;
}

/** Gives one row after another, in turns: there are hundreds of thousands, of which none is kept. */
export type Rows<Row> = (visit: (row: Row) => void) => Generator<void, void>;

/** Rows with ids of the index, as core/index/queries/impact.ts reads them. */
export interface ImpactRows {
  files: Rows<readonly [node: number, run: number | null, checksum: number | null, published: number, hasPath: number]>;
  tasks: Rows<readonly [node: number, run: number | null]>;
  outputs: Rows<readonly [node: number, run: number | null, task: number | null]>;
  nullRun: readonly number[];
  /** Nodes that a line of the history speaks of: runs, also where nothing else names them. */
  history: readonly number[];
  uses: Rows<readonly [outside: number, user: number, checksum: number | null]>;
  labels: Rows<readonly [node: number, label: number]>;
  paths: PathRows;
  /** Records of which several contents were seen. */
  changed: readonly number[];
}

/** In turns. */
export function* impactFacts(graph: Graph, rows: ImpactRows, files: WrittenFiles): Generator<void, ImpactFacts> {
  const { count, at } = graph;
  const runOf = new Int32Array(count).fill(-1);
  const checksum = new Int32Array(count);
  const published = new Uint8Array(count);
  const nullRun = new Uint8Array(count);
  const taskOf = new Int32Array(count).fill(none);
  const number = (id: number | null) => (id === null ? -1 : at(id));
  const bare = { checksum: growingInt32(), path: growingInt32() };
  yield* rows.files(([id, run, sum, isPublished, hasPath]) => {
    const node = at(id);
    if (graph.kinds[node] === kindNumbers.FileOutput) {
      if (sum === null) bare.checksum.push(node);
      if (hasPath === 0) bare.path.push(node);
    }
    runOf[node] = number(run);
    checksum[node] = sum ?? 0;
    published[node] = isPublished;
  });
  yield* rows.tasks(([id, run]) => {
    runOf[at(id)] = number(run);
  });
  yield* rows.outputs(([id, run, task]) => {
    runOf[at(id)] = number(run);
    if (task !== null) taskOf[at(id)] = at(task);
  });
  const taskOrItself = (node: number) => (taskOf[node] === none ? node : (taskOf[node] ?? node));
  for (const id of rows.nullRun) nullRun[at(id)] = 1;
  const uses = growingInt32();
  yield* rows.uses(([outside, user, sum]) => {
    uses.push(at(outside));
    uses.push(at(user));
    uses.push(sum ?? 0);
  });
  const labels = growingInt32();
  yield* rows.labels(([id, label]) => {
    labels.push(taskOrItself(at(id)));
    labels.push(label);
  });
  const changed = new Uint8Array(count);
  for (const id of rows.changed) if (at(id) >= 0) changed[at(id)] = 1;
  // A list of outputs is spoken of as the task or run whose it is.
  const ownerOf = (node: number, listed: number) => (taskOf[node] === none && listed === 1 ? (runOf[node] ?? -1) : taskOrItself(node));
  const named: PathRows['named'] = (visit) => rows.paths.named(([id, path, listed]) => visit([graph.ids[ownerOf(at(id), listed)] ?? -1, path, listed]));
  const recorded: PathRows['files'] = (visit) => rows.paths.files((row) => graph.kinds[at(row[0])] === kindNumbers.FileOutput && visit(row));
  const tied = yield* tiedPaths({ ...rows.paths, files: recorded, named }, at);
  const role = rolesOf(graph, rows.history);
  yield;
  const without = { checksum: bare.checksum.values(), path: bare.path.values() };
  return withLookUps({ graph, role, runOf, published, checksum, without, nullRun, uses: inOrder(uses.values()), labels: labels.values(), tied: () => tied, changed }, files);
}

/** That of a node which is no list of outputs of a task. */
const none = -2;

export function withLookUps(facts: Omit<ImpactFacts, 'usesOf' | 'pathOnly' | 'ties'>, files: WrittenFiles): ImpactFacts {
  const { uses, role, graph } = facts;
  const use = (at: number): Use => ({ outside: uses[3 * at] ?? -1, user: uses[3 * at + 1] ?? -1, checksum: uses[3 * at + 2] ?? 0 });
  function* pathOnly() {
    for (let at = 0; 3 * at < uses.length; at++) if (uses[3 * at + 2] === 0 && role[uses[3 * at + 1] ?? -1] === roles.task) yield use(at);
  }
  const usesOf = (outside: number) => {
    const from = firstUse(uses, outside);
    return Array.from({ length: firstUse(uses, outside + 1) - from }, (_, i) => use(from + i));
  };
  return { ...facts, usesOf, pathOnly, ties: once(() => pathTies(facts.tied(), graph, files)) };
}

/** Made when it is asked for first. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Where the uses of this outside file begin, or would. */
function firstUse(uses: Int32Array, outside: number): number {
  let [low, high] = [0, uses.length / 3];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[3 * middle] ?? 0) < outside) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By outside file, then user: so they come, but for those of nodes that are none any more. */
function inOrder(uses: Int32Array): Int32Array {
  const compare = (a: number, b: number) => (uses[3 * a] ?? 0) - (uses[3 * b] ?? 0) || (uses[3 * a + 1] ?? 0) - (uses[3 * b + 1] ?? 0);
  let sorted = true;
  for (let at = 1; 3 * at < uses.length && sorted; at++) sorted = compare(at - 1, at) <= 0;
  if (sorted) return uses;
  const all = new Int32Array(uses.length);
  const order = Array.from({ length: uses.length / 3 }, (_, at) => at).sort(compare);
  for (const [to, from] of order.entries()) all.set(uses.subarray(3 * from, 3 * from + 3), 3 * to);
  return all;
}

function rolesOf(graph: Graph, history: readonly number[]): Uint8Array {
  const role = new Uint8Array(graph.count);
  for (let node = 0; node < graph.count; node++) role[node] = graph.isRun[node] === 1 ? roles.run : roleOf(graph, node);
  for (const id of history) {
    const node = graph.at(id);
    if (node >= 0 && graph.kinds[node] === kindNumbers.Missing) role[node] = roles.run;
  }
  return role;
}

function roleOf(graph: Graph, node: number): number {
  switch (graph.kinds[node]) {
    case kindNumbers.TaskRun:
    case kindNumbers.AgentRun:
      return roles.task;
    case kindNumbers.FileOutput:
      return roles.file;
    case kindNumbers.External:
      return roles.outside;
    case kindNumbers.WorkflowOutput:
    case kindNumbers.TaskOutput:
      return roles.none;
    case kindNumbers.Missing: {
      let named = false;
      forEachLink(graph.down, node, (_, relation) => (named ||= relation === relationNumbers.produced || relation === relationNumbers.reported));
      return named ? roles.task : roles.file;
    }
    default:
      return roles.other;
  }
}
