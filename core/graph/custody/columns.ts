/** What processing histories need to know of every node, in typed columns: a history of 20,000 tasks is then told without a row for each of its records. */
import type { OpenWorkspace } from '../../engine/context';
import { columnsKeeping } from '../../engine/custody/columns-keeping';
import { cachedInTurns, type InTurns } from '../../engine/in-turns';
import { readOrMade } from '../../engine/kept-ahead';
import { toEnd } from '../../engine/prepared';
import { portions } from '../../index/queries/adjacency';
import { eachFile, eachName, eachState, eachTask, eachUse, nodesNamingNoRun, tasksGivenPaths } from '../../index/queries/custody-columns';
import { kindNumbers } from '../../index/schema';
import type { SqlDatabase } from '../../ports';
import { splitTaskName } from '../../record/facts';
import { createTextColumn, inOrderOfTexts } from '../../text-column';
import { type Graph, startsOf } from '../adjacency';
import { isTask } from '../effective';
import { growingInt32 } from '../growing';
import { graphInTurns, graphOf } from '../load';
import { markBits } from './marks';
import { suggestingPaths } from './named-alone';
import { type Shapes, shapesOf } from './shapes';

/** By number of the graph, where nothing else is said. */
export interface HistoryColumns extends Shapes {
  /** Of `markBits`. */
  marks: Uint8Array;
  /** Place in the order of title, then LID. */
  rank: Int32Array;
  /** Different contents that were seen of its record. */
  contents: Int32Array;
  /** The sync that saw it first; 0: none did. */
  firstSync: Int32Array;
  /** Of a task or file, the number of the run that its record names; -1 for none. */
  runOf: Int32Array;
  /** Of a task, index of `processes`; -1 for what is none. */
  process: Int32Array;
  /** Of a task, index of `containers`; -1 for none. */
  container: Int32Array;
  processes: readonly string[];
  containers: readonly string[];
  /** Outside files, by their paths. */
  byPath: Int32Array;
  /** How outside files are named, by file, then user: the user, and ids of `string` for checksum, algorithm and mode, 0 for none; four numbers each. */
  uses: Int32Array;
  /** Where the uses of a node begin in `uses`, counted in uses; one more than nodes. */
  useStart: Int32Array;
}

export function columnsOf(workspace: OpenWorkspace): HistoryColumns {
  return columnsInTurns(workspace).whole();
}

export function columnsInTurns(workspace: OpenWorkspace): InTurns<HistoryColumns> {
  return cachedInTurns(workspace, 'columns of histories', function* () {
    yield* toEnd(graphInTurns(workspace));
    return yield* readOrMade(workspace, columnsKeeping, () => makeColumns(workspace, graphOf(workspace)));
  });
}

/** Names of files that as a rule list others: sample sheets, manifests, file lists. */
const listName = /\.(csv|tsv|txt|list|json|ya?ml|xlsx?|fofn)(\.gz)?$/i;

export function* makeColumns({ db }: Pick<OpenWorkspace, 'db'>, graph: Graph): Generator<void, HistoryColumns> {
  const { count, at, kinds } = graph;
  const ranges = portions(db);
  const marks = new Uint8Array(count);
  const mark = (node: number, bit: number) => {
    marks[node] = (marks[node] ?? 0) | bit;
  };
  const outside: { node: number; path: string }[] = [];
  const rank = yield* ranked(db, graph, ranges, (node, lid) => {
    if (kinds[node] !== kindNumbers.External) return;
    outside.push({ node, path: lid });
    if (listName.test(lid)) mark(node, markBits.list);
  });
  const paths = createTextColumn();
  for (const { path } of outside) paths.add(path);
  const byPath = (yield* inOrderOfTexts(paths)).map((one) => outside[one]?.node ?? 0);
  const contents = new Int32Array(count);
  const firstSync = new Int32Array(count);
  yield* eachState(db, (row) => {
    const node = at(row.node);
    if (node < 0) return;
    contents[node] = row.contents;
    firstSync[node] = row.firstSync;
    if (row.vanished) mark(node, markBits.vanished);
    if (row.unreadable) mark(node, markBits.unreadable);
  });
  const runOf = new Int32Array(count).fill(-1);
  for (const [from, to] of ranges) {
    eachFile(db, from, to, (id, run, doubtful) => {
      const node = at(id);
      if (kinds[node] !== kindNumbers.FileOutput) return;
      mark(node, doubtful ? markBits.file | markBits.doubtful : markBits.file);
      if (run !== null) runOf[node] = at(run);
    });
    yield;
  }
  const process = new Int32Array(count).fill(-1);
  const container = new Int32Array(count).fill(-1);
  const [processes, containers] = [numbered(), numbered()];
  for (const [from, to] of ranges) {
    eachTask(db, from, to, (id, run, name, image) => {
      const node = at(id);
      if (node < 0 || !isTask(graph, node)) return;
      if (run !== null) runOf[node] = at(run);
      process[node] = processes.of(splitTaskName(name).process);
      if (image !== null) container[node] = containers.of(image);
    });
    yield;
  }
  const of = growingInt32();
  const uses = growingInt32();
  for (const [from, to] of ranges) {
    eachUse(db, from, to, ([file, user, ...sum]) => {
      if (at(file) < 0) return;
      of.push(at(file));
      for (const number of [at(user), ...sum]) uses.push(number);
    });
    yield;
  }
  for (const id of nodesNamingNoRun(db)) if (at(id) >= 0) mark(at(id), markBits.noRun);
  for (const id of tasksGivenPaths(db)) if (at(id) >= 0) mark(at(id), markBits.namedAlone);
  yield;
  for (const node of yield* suggestingPaths(db, outside)) mark(node, markBits.namedAlone);
  return {
    marks,
    rank,
    contents,
    firstSync,
    runOf,
    process,
    container,
    processes: processes.texts,
    containers: containers.texts,
    byPath,
    uses: uses.values(),
    useStart: startsOf(of.values(), count),
    ...shapesOf(graph, Int32Array.from(graph.ids.keys())),
  };
}

/** The place of each node in the order of title, then LID; `visit` is told of each on the way. */
function* ranked(db: SqlDatabase, { count, at }: Graph, ranges: ReturnType<typeof portions>, visit: (node: number, lid: string) => void): Generator<void, Int32Array> {
  const names = createTextColumn();
  for (const [from, to] of ranges) {
    // Of all nodes, in the order of their numbers.
    eachName(db, from, to, (id, { lid, title }) => {
      names.add(`${title} ${lid}`);
      visit(at(id), lid);
    });
    yield;
  }
  const rank = new Int32Array(count);
  for (const [place, node] of (yield* inOrderOfTexts(names)).entries()) rank[node] = place;
  return rank;
}

function numbered(): { texts: string[]; of(text: string): number } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    of(text) {
      const known = numbers.get(text) ?? texts.push(text) - 1;
      numbers.set(text, known);
      return known;
    },
  };
}
