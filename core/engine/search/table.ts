/** The columns that the search looks through, in typed arrays by the id of the node: made once for the records as they are. */
import { growingInt32 } from '../../graph/growing';
import { titleOfLid } from '../../index/queries/nodes';
import { toldRuns } from '../../index/queries/outside';
import { nodesOfKeys } from '../../index/queries/references';
import {
  lastNode,
  outsidePaths,
  type SearchableRun,
  searchableFiles,
  searchableNodes,
  searchableOutputs,
  searchableRuns,
  searchableTasks,
  type UnreadRecord,
  unreadRecords,
} from '../../index/queries/search';
import { kindNumbers } from '../../index/schema';
import type { SqlDatabase } from '../../ports';
import { createBlob, fold, type TextBlob } from '../../search/text-blob';
import { createTextColumn, inOrder } from '../../text-column';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { isF64, isI32, isText, isU8, isU32, type Keeping, keptAheadInTurns, part } from '../kept-ahead';

/** Groups of records as numbers; 0 is none. */
export const recordGroups = ['runs', 'tasks', 'files', 'outside', 'told-runs', 'told-data', 'records'] as const;
export type RecordGroup = (typeof recordGroups)[number];
export const groupNumber = (group: RecordGroup): number => recordGroups.indexOf(group) + 1;

export interface SearchTable {
  /** One more than the highest id of a node: the length of every column. */
  size: number;
  kind: Uint8Array;
  group: Uint8Array;
  /** 1 for a published file. */
  published: Uint8Array;
  /** The run that the record names as its own, and the task: of a published file that of its source; 0 for none. */
  run: Int32Array;
  task: Int32Array;
  /** Bounds of the recorded time in milliseconds since 1970; NaN where none is known. `late`: of those nodes alone of which it is another than `early`; see `lateOf`. */
  early: Float64Array;
  late: ReadonlyMap<number, number>;
  /** Nodes by title. */
  byName: Int32Array;
  names: TextBlob;
  /** Entries of `names` that each group has: from, to. */
  sections: Record<Exclude<RecordGroup, 'records'>, { from: number; to: number }>;
  runs: SearchableRun[];
  /** Records that could not be read, `at` their places in the columns. */
  unread: readonly (UnreadRecord & { at: number })[];
  /** Every node in the orders that were asked for. */
  orders: Map<string, Int32Array>;
  /** The places of every node in these. */
  places: Map<string, Int32Array>;
}

export function searchTable(workspace: OpenWorkspace): SearchTable {
  return tableInTurns(workspace).whole();
}

/** Made anew where an object came or went that cannot be read: such a one is no change of records. */
export function tableInTurns(workspace: OpenWorkspace): InTurns<SearchTable> {
  const unread = unreadNow(workspace);
  return keptAheadInTurns(workspace, `search table, unread: ${unread.map(({ object }) => object).join(' ')}`, tableKeeping(workspace), () => makeTable(workspace, unread));
}

function unreadNow(workspace: OpenWorkspace): readonly UnreadRecord[] {
  return workspace.cached('search unread', () => unreadRecords(workspace.db));
}

/** Of other records that cannot be read, and of a runtime that folds letters by another edition of Unicode, it is another one. */
export function tableKeeping(workspace: OpenWorkspace): Keeping<SearchTable> {
  return {
    what: 'search',
    form: `2, Unicode ${workspace.unicode}, unread: ${JSON.stringify(unreadNow(workspace))}`,
    parts: ({ kind, group, published, run, task, early, late, byName, names, size, sections, runs, unread }) => ({
      kind,
      group,
      published,
      run,
      task,
      early,
      late: Int32Array.from(late.keys()),
      lates: Float64Array.from(late.values()),
      byName,
      names: names.bytes,
      starts: names.starts,
      of: names.ids,
      inFolder: names.inFolder,
      folders: names.folders.bytes,
      folderStarts: names.folders.starts,
      others: JSON.stringify({ size, sections, runs, unread }),
    }),
    value: (parts) => ({
      kind: part(parts, 'kind', isU8),
      group: part(parts, 'group', isU8),
      published: part(parts, 'published', isU8),
      run: part(parts, 'run', isI32),
      task: part(parts, 'task', isI32),
      early: part(parts, 'early', isF64),
      late: lateFrom(part(parts, 'late', isI32), part(parts, 'lates', isF64)),
      byName: part(parts, 'byName', isI32),
      names: {
        bytes: part(parts, 'names', isU8),
        starts: part(parts, 'starts', isU32),
        ids: part(parts, 'of', isI32),
        inFolder: part(parts, 'inFolder', isU32),
        folders: { bytes: part(parts, 'folders', isU8), starts: part(parts, 'folderStarts', isU32) },
      },
      ...(JSON.parse(part(parts, 'others', isText)) as Pick<SearchTable, 'size' | 'sections' | 'runs' | 'unread'>),
      orders: new Map(),
      places: new Map(),
    }),
  };
}

function lateFrom(nodes: Int32Array, times: Float64Array): Map<number, number> {
  return new Map(Array.from(nodes, (node, i) => [node, times[i] ?? Number.NaN]));
}

/** The later bound of the recorded time of a node; NaN where none is known. */
export function lateOf({ early, late }: Pick<SearchTable, 'early' | 'late'>): (node: number) => number {
  const same = (node: number) => early[node] ?? Number.NaN;
  return late.size === 0 ? same : (node) => late.get(node) ?? same(node);
}

/** Ids that are read in one turn: some 20 ms. */
const portion = 10_000;

export function* makeTable({ db }: Pick<OpenWorkspace, 'db'>, unread: readonly UnreadRecord[]): Generator<void, SearchTable> {
  const last = lastNode(db);
  const size = last + 1 + unread.length;
  const table = {
    size,
    kind: new Uint8Array(size),
    group: new Uint8Array(size),
    published: new Uint8Array(size),
    run: new Int32Array(size),
    task: new Int32Array(size),
    early: new Float64Array(size).fill(Number.NaN),
    late: new Map<number, number>(),
  };
  /** Of each node its folded title: where that stands in `texts`, and one more; 0 for none. */
  const texts = createTextColumn();
  const titleAt = new Int32Array(size);
  const nodes = growingInt32();
  const titleOf = (node: number) => (titleAt[node] === 0 ? '' : texts.text((titleAt[node] ?? 0) - 1));
  const putTitle = (node: number, title: string) => {
    texts.add(title);
    titleAt[node] = texts.length;
  };
  function* inPortions<Row>(read: (db: SqlDatabase, from: number, to: number) => Row[], take: (row: Row) => void): Generator<void, void> {
    for (let from = 0; from <= last; from += portion) {
      for (const row of read(db, from, from + portion)) take(row);
      yield;
    }
  }
  yield* inPortions(searchableNodes, ([id, kind, title]) => {
    table.kind[id] = kind;
    table.group[id] = groupNumber(groupOfKind(kind));
    putTitle(id, fold(title));
    nodes.push(id);
  });
  const time = (node: number, early: number | null, late = early) => {
    table.early[node] = early ?? Number.NaN;
    if (late === early) table.late.delete(node);
    else table.late.set(node, late ?? Number.NaN);
  };
  const isTask = new Uint8Array(size);
  const names = createBlob();
  function* section(fill: () => Generator<void, void>): Generator<void, { from: number; to: number }> {
    const from = names.size();
    yield* fill();
    return { from, to: names.size() };
  }
  const runs = searchableRuns(db);
  yield;
  const sections = {
    runs: yield* section(function* () {
      for (const run of runs) {
        table.group[run.node] = groupNumber('runs');
        if (titleOf(run.node) === '') putTitle(run.node, fold(run.texts[0] ?? ''));
        time(run.node, run.early, run.late);
        names.add(run.node, run.texts);
      }
      yield;
    }),
    tasks: yield* section(() =>
      inPortions(searchableTasks, ([node, run, name, created]) => {
        isTask[node] = 1;
        table.run[node] = run ?? 0;
        time(node, created);
        names.add(node, [name]);
      }),
    ),
    files: yield* section(function* () {
      const sources = new Map<number, number>();
      yield* inPortions(searchableFiles, ([node, run, task, created, name, path, source]) => {
        if (task === null && source !== null) sources.set(node, source);
        table.published[node] = task === null ? 1 : 0;
        table.run[node] = run ?? 0;
        table.task[node] = task ?? 0;
        time(node, created);
        const title = titleOf(node);
        names.add(node, title === fold(name) ? [name, path ?? ''] : [name, title, path ?? '']);
      });
      followCopies(table.task, isTask, sources);
      yield;
    }),
    outside: yield* section(() => inPortions(outsidePaths, ([node, path]) => names.add(node, [titleOf(node), path]))),
    'told-runs': yield* section(function* () {
      for (const { node, early, texts } of toldRuns(db)) {
        time(node, early);
        names.add(node, texts);
      }
      yield;
    }),
    'told-data': yield* section(() =>
      inPortions(
        (of, from, to) => outsidePaths(of, from, to, 'OutsideData'),
        ([node, path]) => names.add(node, [titleOf(node), path]),
      ),
    ),
  };
  yield* inPortions(searchableOutputs, ([node, run, task, created]) => {
    table.run[node] = run ?? 0;
    table.task[node] = task ?? 0;
    time(node, created);
  });
  // Those that nothing names have places of their own behind the nodes.
  let next = last;
  const named = nodesOfKeys(
    db,
    unread.flatMap(({ node, key }) => (node === null ? [key] : [])),
  );
  const placed = unread.map((one) => ({ ...one, at: one.node ?? named.get(one.key) ?? ++next }));
  for (const { at, key } of placed) {
    if (at <= last) continue;
    table.kind[at] = kindNumbers.Unknown;
    table.group[at] = groupNumber('records');
    putTitle(at, fold(titleOfLid(key)));
    nodes.push(at);
    names.add(at, [titleOfLid(key), key]);
  }
  // A node without a title comes first, as one whose title is empty.
  const compared = (a: number, b: number) => texts.compare((titleAt[a] ?? 0) - 1, (titleAt[b] ?? 0) - 1) || a - b;
  const byName = yield* inOrder(nodes.values(), compared);
  return { ...table, byName, names: names.done(), sections, runs, unread: placed, orders: new Map(), places: new Map() };
}

/** A file that names no task is of its source where that is a task; a copy of a file, and a copy of that, are of the task that wrote the first. Circles end. */
function followCopies(task: Int32Array, isTask: Uint8Array, sources: ReadonlyMap<number, number>): void {
  for (const [node, source] of sources) if (isTask[source] === 1) task[node] = source;
  for (const [node] of sources) {
    if (task[node] !== 0) continue;
    const way = [node];
    const seen = new Set(way);
    let at = sources.get(node);
    while (at !== undefined && (task[at] ?? 0) === 0 && !seen.has(at)) {
      way.push(at);
      seen.add(at);
      at = sources.get(at);
    }
    const found = at === undefined ? 0 : (task[at] ?? 0);
    if (found !== 0) for (const one of way) task[one] = found;
  }
}

function groupOfKind(kind: number): RecordGroup {
  if (kind === kindNumbers.WorkflowRun) return 'runs';
  if (kind === kindNumbers.TaskRun || kind === kindNumbers.AgentRun) return 'tasks';
  if (kind === kindNumbers.FileOutput) return 'files';
  if (kind === kindNumbers.OutsideRun) return 'told-runs';
  if (kind === kindNumbers.OutsideData) return 'told-data';
  return kind === kindNumbers.External ? 'outside' : 'records';
}
