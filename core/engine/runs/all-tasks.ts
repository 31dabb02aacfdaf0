/** The tasks of every run, in the orders that tables show them in, and the software they name: columns kept beside the image, so that a page of a run reads its own rows alone. */
import { growingInt32 } from '../../graph/growing';
import { nodesById } from '../../index/queries/nodes';
import type { IndexedRun } from '../../index/queries/runs';
import { eachSoftware, indexedTasks } from '../../index/queries/tasks';
import { instantOf } from '../../record/instant';
import { createTextColumn, inOrder } from '../../text-column';
import { byRecords, byRecordsInTurns } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { isI32, isText, type Keeping, part, readAhead, readOrMade } from '../kept-ahead';
import { placesOf } from '../places';

/** Ids in the index, in the order in which they are found. */
export interface FoundTasks {
  executed: Int32Array;
  reliedOn: Int32Array;
}

export interface AllTasks {
  /** By key of the run. A run can be missing: where runs rest on millions of tasks between them, the later ones are not kept. */
  byRun: ReadonlyMap<string, FoundTasks>;
  /** Ids by the time of their #output records (those without one last), then by name, then by LID. */
  inTime: Int32Array;
  /** The same ids by title, then by LID. */
  byTitle: Int32Array;
  /** In the order of `inTime`: ids of `string`, 0 for none. */
  software: Record<Software, Int32Array>;
  /** Places in `inTime` and in `byTitle`; -1 for what is none of these tasks. */
  timePlace(id: number): number;
  titlePlace(id: number): number;
}

type Software = 'container' | 'conda' | 'spack' | 'architecture';

/** Tasks that are kept, those that several runs rest on counted for each. */
const most = 2_000_000;
/** Tasks read in one turn. */
const portion = 2000;

/** Null where none are kept: then those of one run are found by themselves. */
export function allTasksAtHand(workspace: OpenWorkspace): AllTasks | null {
  return atHand(workspace).tasks;
}

const atHand = (workspace: OpenWorkspace) => byRecords(workspace, 'all tasks at hand', () => ({ tasks: readAhead(workspace, allTasksKeeping) }));

export function allTasksInTurns(workspace: OpenWorkspace, making: () => Generator<void, AllTasks>): InTurns<void> {
  return byRecordsInTurns(workspace, 'all tasks', function* () {
    const hand = atHand(workspace);
    if (hand.tasks === null && workspace.ahead?.keeps()) hand.tasks = yield* readOrMade(workspace, allTasksKeeping, making);
  });
}

/** `find`: the tasks of one run. */
export function* makeAllTasks({ db }: OpenWorkspace, runs: readonly IndexedRun[], find: (run: IndexedRun) => FoundTasks): Generator<void, AllTasks> {
  const byRun = new Map<string, FoundTasks>();
  const ids = new Set<number>();
  let kept = 0;
  for (const run of runs) {
    const found = find(run);
    kept += found.executed.length + found.reliedOn.length;
    if (kept > most) break;
    byRun.set(run.key, found);
    for (const id of found.executed) ids.add(id);
    for (const id of found.reliedOn) ids.add(id);
    yield;
  }
  const all = Int32Array.from(ids).sort();
  /** One beside the other; software by the ids of texts. */
  const found = { ids: growingInt32(), at: [] as number[], names: createTextColumn(), titles: createTextColumn(), lids: createTextColumn() };
  for (let from = 0; from < all.length; from += portion) {
    const some = all.subarray(from, from + portion);
    const tasks = indexedTasks(db, some);
    for (const [id, { lid, title }] of nodesById(db, some)) {
      const task = tasks.get(id);
      found.ids.push(id);
      found.at.push(instantOf(task?.output?.created ?? null));
      found.names.add(task?.name ?? title);
      found.titles.add(title);
      found.lids.add(lid);
    }
    yield;
  }
  const { at, names, titles, lids } = found;
  const time = (one: number) => at[one] ?? Number.NaN;
  const idOf = (one: number) => found.ids.memory[one] ?? -1;
  const places = Int32Array.from(at.keys());
  const inTime = (yield* inOrder(places, (a, b) => time(a) - time(b) || names.compare(a, b) || lids.compare(a, b))).map(idOf);
  const byTitle = (yield* inOrder(places, (a, b) => titles.compare(a, b) || lids.compare(a, b))).map(idOf);
  const placeOf = placesOf(inTime);
  const column = () => new Int32Array(inTime.length);
  const software = { container: column(), conda: column(), spack: column(), architecture: column() };
  eachSoftware(db, ([id, container, conda, spack, architecture]) => {
    const place = placeOf(id);
    if (place < 0) return;
    software.container[place] = container ?? 0;
    software.conda[place] = conda ?? 0;
    software.spack[place] = spack ?? 0;
    software.architecture[place] = architecture ?? 0;
  });
  yield;
  return withPlaces({ byRun, inTime, byTitle, software });
}

export const allTasksKeeping: Keeping<AllTasks> = {
  what: 'tasks',
  form: '1',
  parts({ byRun, inTime, byTitle, software }) {
    const runs = [...byRun.keys()];
    const found = runs.flatMap((key) => byRun.get(key) ?? []);
    return {
      runs: JSON.stringify(runs),
      'executed.counts': Int32Array.from(found, ({ executed }) => executed.length),
      'reliedOn.counts': Int32Array.from(found, ({ reliedOn }) => reliedOn.length),
      executed: joined(found.map(({ executed }) => executed)),
      reliedOn: joined(found.map(({ reliedOn }) => reliedOn)),
      inTime,
      byTitle,
      ...software,
    };
  },
  value(parts) {
    const i32 = (name: string) => part(parts, name, isI32);
    const runs = JSON.parse(part(parts, 'runs', isText)) as string[];
    const [executed, reliedOn] = [cut(i32('executed'), i32('executed.counts')), cut(i32('reliedOn'), i32('reliedOn.counts'))];
    const none = new Int32Array();
    return withPlaces({
      byRun: new Map(runs.map((key, at) => [key, { executed: executed[at] ?? none, reliedOn: reliedOn[at] ?? none }])),
      inTime: i32('inTime'),
      byTitle: i32('byTitle'),
      software: { container: i32('container'), conda: i32('conda'), spack: i32('spack'), architecture: i32('architecture') },
    });
  },
};

function joined(columns: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}

function cut(all: Int32Array, counts: Int32Array): Int32Array[] {
  let end = 0;
  return Array.from(counts, (count) => {
    end += count;
    return all.subarray(end - count, end);
  });
}

const withPlaces = (columns: Omit<AllTasks, 'timePlace' | 'titlePlace'>): AllTasks => ({
  ...columns,
  timePlace: placesOf(columns.inTime),
  titlePlace: placesOf(columns.byTitle),
});
