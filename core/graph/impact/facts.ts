/** What the reach needs to know of every node beside the links: its role, its run, the checksums it was read or written with. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { forEachLink, type Graph } from '../adjacency';
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
  /** By outside file, then user. */
  uses: readonly Use[];
  usesOf(outside: number): readonly Use[];
  /** Of `uses` those by tasks that recorded no checksum. */
  pathOnly: readonly Use[];
  /** What `ties` rest on. */
  tied: TiedPaths;
  /** [node, id of the label's text], by label; a label of a #output record is its task's. */
  labels: readonly (readonly [number, number])[];
  ties: PathTies;
  /** 1 for a record of which other bytes were seen at an earlier sync: what they named is in no link. */
  changed: Uint8Array;
}

/** Rows with ids of the index, as core/index/queries/impact.ts reads them. */
export interface ImpactRows {
  files: readonly (readonly [node: number, run: number | null, checksum: number | null, published: number, hasPath: number])[];
  tasks: readonly (readonly [node: number, run: number | null])[];
  outputs: readonly (readonly [node: number, run: number | null, task: number | null])[];
  nullRun: readonly number[];
  /** Nodes that a line of the history speaks of: runs, also where nothing else names them. */
  history: readonly number[];
  uses: readonly (readonly [outside: number, user: number, checksum: number | null])[];
  labels: readonly (readonly [node: number, label: number])[];
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
  const taskOf = new Map<number, number>();
  const number = (id: number | null) => (id === null ? -1 : at(id));
  const bare: Record<keyof ImpactFacts['without'], number[]> = { checksum: [], path: [] };
  for (const [id, run, sum, isPublished, hasPath] of rows.files) {
    const node = at(id);
    if (graph.kinds[node] === kindNumbers.FileOutput) {
      if (sum === null) bare.checksum.push(node);
      if (hasPath === 0) bare.path.push(node);
    }
    runOf[node] = number(run);
    checksum[node] = sum ?? 0;
    published[node] = isPublished;
  }
  yield;
  for (const [id, run] of rows.tasks) runOf[at(id)] = number(run);
  for (const [id, run, task] of rows.outputs) {
    runOf[at(id)] = number(run);
    if (task !== null) taskOf.set(at(id), at(task));
  }
  for (const id of rows.nullRun) nullRun[at(id)] = 1;
  const uses = rows.uses
    .map(([outside, user, sum]): Use => ({ outside: at(outside), user: at(user), checksum: sum ?? 0 }))
    .sort((a, b) => a.outside - b.outside || a.user - b.user);
  yield;
  const labels = rows.labels.map(([id, label]): [number, number] => [taskOf.get(at(id)) ?? at(id), label]);
  const changed = new Uint8Array(count);
  for (const id of rows.changed) if (at(id) >= 0) changed[at(id)] = 1;
  const { named } = rows.paths;
  // A list of outputs is spoken of as the task or run whose it is.
  const owned = named.map(([id, path, listed]) => [graph.ids[taskOf.get(at(id)) ?? (listed === 1 ? (runOf[at(id)] ?? -1) : at(id))] ?? -1, path, listed] as const);
  const tied = yield* tiedPaths({ ...rows.paths, named: owned }, at);
  const role = rolesOf(graph, rows.history);
  yield;
  const without = { checksum: Int32Array.from(bare.checksum), path: Int32Array.from(bare.path) };
  return withLookUps({ graph, role, runOf, published, checksum, without, nullRun, uses, labels, tied, changed }, files);
}

export function withLookUps(facts: Omit<ImpactFacts, 'usesOf' | 'pathOnly' | 'ties'>, files: WrittenFiles): ImpactFacts {
  const { uses, role, graph } = facts;
  const pathOnly = uses.filter((use) => use.checksum === 0 && role[use.user] === roles.task);
  const usesOf = (outside: number) => uses.slice(firstUse(uses, outside), firstUse(uses, outside + 1));
  return { ...facts, usesOf, pathOnly, ties: pathTies(facts.tied, graph, files) };
}

/** Where the uses of this outside file begin, or would. */
function firstUse(uses: readonly Use[], outside: number): number {
  let [low, high] = [0, uses.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[middle]?.outside ?? 0) < outside) low = middle + 1;
    else high = middle;
  }
  return low;
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
