/** The columns that the search looks through, in typed arrays by the id of the node: made once for the records as they are. */
import { compareText } from '../../compare-text';
import { portions } from '../../index/queries/adjacency';
import { lastNode, outsidePaths, type SearchableRun, searchableFiles, searchableNodes, searchableOutputs, searchableRuns, searchableTasks } from '../../index/queries/search';
import { kindNumbers } from '../../index/schema';
import { createBlob, fold, type TextBlob } from '../../search/text-blob';
import { byRecordsInTurns } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';

/** Groups of records as numbers; 0 is none. */
export const recordGroups = ['runs', 'tasks', 'files', 'outside', 'records'] as const;
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
  /** Bounds of the recorded time in milliseconds since 1970; NaN where none is known. */
  early: Float64Array;
  late: Float64Array;
  /** Nodes by title. */
  byName: Int32Array;
  names: TextBlob;
  /** Entries of `names` that each group has: from, to. */
  sections: Record<Exclude<RecordGroup, 'records'>, { from: number; to: number }>;
  runs: SearchableRun[];
}

export function searchTable(workspace: OpenWorkspace): SearchTable {
  return searchTableInTurns(workspace).whole();
}

export function searchTableInTurns(workspace: OpenWorkspace): InTurns<SearchTable> {
  return byRecordsInTurns(workspace, 'search table', () => makeTable(workspace));
}

function* makeTable({ db }: OpenWorkspace): Generator<void, SearchTable> {
  const ranges = portions(db);
  const size = lastNode(db) + 1;
  const table = {
    size,
    kind: new Uint8Array(size),
    group: new Uint8Array(size),
    published: new Uint8Array(size),
    run: new Int32Array(size),
    task: new Int32Array(size),
    early: new Float64Array(size).fill(Number.NaN),
    late: new Float64Array(size).fill(Number.NaN),
  };
  const titles: string[] = new Array(size).fill('');
  const nodes: number[] = [];
  for (const range of ranges) {
    for (const [id, kind, title] of searchableNodes(db, range)) {
      table.kind[id] = kind;
      table.group[id] = groupNumber(groupOfKind(kind));
      titles[id] = fold(title);
      nodes.push(id);
    }
    yield;
  }
  const time = (node: number, early: number | null, late = early) => {
    table.early[node] = early ?? Number.NaN;
    table.late[node] = late ?? Number.NaN;
  };
  const names = createBlob();
  function* section(fill: (range: readonly [number, number]) => void, over = ranges): Generator<void, { from: number; to: number }> {
    const from = names.size();
    for (const range of over) {
      fill(range);
      yield;
    }
    return { from, to: names.size() };
  }
  const once: typeof ranges = [[0, size]];
  const runs = searchableRuns(db);
  const sections = {
    runs: yield* section(() => {
      for (const run of runs) {
        table.group[run.node] = groupNumber('runs');
        titles[run.node] ||= fold(run.texts[0] ?? '');
        time(run.node, run.early, run.late);
        names.add(run.node, run.texts);
      }
    }, once),
    tasks: yield* section((range) => {
      for (const [node, run, name, created] of searchableTasks(db, range)) {
        table.run[node] = run ?? 0;
        time(node, created);
        names.add(node, [name]);
      }
    }),
    files: yield* section((range) => {
      for (const [node, run, task, created, name, path, published] of searchableFiles(db, range)) {
        table.published[node] = published;
        table.run[node] = run ?? 0;
        table.task[node] = task ?? 0;
        time(node, created);
        const title = titles[node] ?? '';
        names.add(node, title === fold(name) ? [name, path ?? ''] : [name, title, path ?? '']);
      }
    }),
    outside: yield* section(() => {
      for (const [node, path] of outsidePaths(db)) names.add(node, [titles[node] ?? '', path]);
    }, once),
  };
  for (const [node, run, task, created] of searchableOutputs(db)) {
    table.run[node] = run ?? 0;
    table.task[node] = task ?? 0;
    time(node, created);
  }
  nodes.sort((a, b) => compareText(titles[a] ?? '', titles[b] ?? '') || a - b);
  return { ...table, byName: Int32Array.from(nodes), names: names.done(), sections, runs };
}

function groupOfKind(kind: number): RecordGroup {
  if (kind === kindNumbers.WorkflowRun) return 'runs';
  if (kind === kindNumbers.TaskRun || kind === kindNumbers.AgentRun) return 'tasks';
  if (kind === kindNumbers.FileOutput) return 'files';
  return kind === kindNumbers.External ? 'outside' : 'records';
}
