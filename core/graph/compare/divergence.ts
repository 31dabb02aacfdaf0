/** Where two runs part: the tasks that differ by themselves while nothing upstream of them does. */
import type { ComparedTask, Difference } from '../../contract/compare';
import { atOnce } from '../../pause';
import { diffTasks } from './diff-task';
import type { Matching, TaskPair } from './match';
import type { TaskFacts } from './task-facts';
import { differenceOf, words } from './words';

/** Contents of the files that both tasks of a pair wrote, by pair number. */
export interface WrittenFiles {
  identical: number;
  different: string[];
  unknown: number;
}

/** Every file recorded of both is the same by content: what differs at such a task reaches nothing downstream by them. */
export function wroteTheSame(files: (Pick<WrittenFiles, 'identical' | 'unknown'> & { different: { length: number } }) | undefined): boolean {
  return files !== undefined && files.identical > 0 && files.different.length === 0 && files.unknown === 0;
}

interface Options {
  /** Tasks behind such that differ and wrote the same are not taken for tasks after a difference. */
  passEqual?: boolean;
}

/** Upstream first; of those that differ first, `first` is set. */
export function compareTasks(matching: Matching, written: ReadonlyMap<number, WrittenFiles>, options: Options = {}): ComparedTask[] {
  return atOnce(comparingTasks(matching, written, options));
}

/** The same, a step for every pair. */
export function* comparingTasks(matching: Matching, written: ReadonlyMap<number, WrittenFiles>, { passEqual = false }: Options = {}): Generator<void, ComparedTask[]> {
  const { pairs, pairOf } = matching;
  const upstream: number[][] = [];
  for (const { left, right } of pairs) {
    upstream.push([...new Set([...above(left, pairOf.left), ...above(right, pairOf.right)])]);
    yield;
  }
  const isTainted = new Array<boolean>(pairs.length).fill(false);
  const rows: ComparedTask[] = [];
  for (const ring of ringsUpstreamFirst(upstream)) {
    yield;
    const members = new Set(ring);
    const isAfter = ring.some((at) => (upstream[at] ?? []).some((before) => isTainted[before] && !members.has(before)));
    const found = ring.map((at) => rowOf(pairs[at] as TaskPair, written.get(at), isAfter, matching));
    const parts = isAfter || found.some(({ first }) => first);
    const isEqual = passEqual && ring.every((at) => wroteTheSame(written.get(at)));
    for (const at of ring) isTainted[at] = parts && !isEqual;
    rows.push(...found);
  }
  return rows;
}

const parting: readonly ComparedTask['status'][] = ['differs', 'other-outputs', 'only-left', 'only-right', 'ambiguous'];

function rowOf(pair: TaskPair, files: WrittenFiles | undefined, isAfter: boolean, matching: Matching): ComparedTask {
  const { status, differs } = judgePair(pair, files, isAfter, matching);
  return {
    name: (pair.left ?? pair.right)?.name ?? '',
    left: linkTo(pair.left),
    right: linkTo(pair.right),
    status,
    first: parting.includes(status) && !isAfter,
    differs,
    differCount: differs.length,
    outputs: { identical: files?.identical ?? 0, different: files?.different.length ?? 0, unknown: files?.unknown ?? 0 },
  };
}

function judgePair(
  { left, right, ambiguous }: TaskPair,
  files: WrittenFiles | undefined,
  isAfter: boolean,
  { twinsOf }: Matching,
): { status: ComparedTask['status']; differs: Difference[] } {
  if (left === null || right === null) {
    const side = left === null ? 'second' : 'first';
    const missing = differenceOf(
      'missing',
      { name: null, left: left?.name ?? null, right: right?.name ?? null, standing: ambiguous ? 'unknown' : 'shown' },
      ambiguous ? words.ambiguous : words.onlyIn(side),
    );
    return { status: ambiguous ? 'ambiguous' : left === null ? 'only-right' : 'only-left', differs: [missing] };
  }
  if (left.node === right.node) return { status: 'same-record', differs: [] };
  const differs = diffTasks(left, right, { twinsOf, elsewhere: false });
  const own = differs.filter(({ derived, what }) => !derived && what !== 'order');
  if (own.length > 0) return { status: 'differs', differs };
  if (isAfter) return { status: 'downstream', differs };
  const isReordered = differs.some(({ what }) => what === 'order');
  if (files !== undefined && files.different.length > 0) {
    const names = files.different.join(', ');
    // The order of the inputs is a recorded difference: it may be the cause, which is then not unrecorded.
    return isReordered
      ? { status: 'differs', differs: [...differs, differenceOf('outputs', { name: null, left: names, right: names }, words.otherOutputsAfterOrder(names))] }
      : { status: 'other-outputs', differs: [...differs, differenceOf('outputs', { name: null, left: names, right: names }, words.otherOutputs(names))] };
  }
  return { status: isReordered ? 'order' : 'alike', differs };
}

function above(task: TaskFacts | null, pairOf: Map<number, number>): number[] {
  return task === null ? [] : [...task.upstream].flatMap((node) => pairOf.get(node) ?? []);
}

const linkTo = (task: TaskFacts | null) => task && { lid: task.lid, title: task.name };

/**
 * Numbers of pairs, each behind all that is upstream of it. Two runs whose tasks feed one another the other way round make a
 * ring of pairs: such come together, as none of them is upstream of the others (Tarjan's strongly connected components).
 */
function ringsUpstreamFirst(upstream: readonly (readonly number[])[]): number[][] {
  const rings: number[][] = [];
  const found = new Int32Array(upstream.length).fill(-1);
  const lowest = new Int32Array(upstream.length);
  const isOpen = new Uint8Array(upstream.length);
  const open: number[] = [];
  let count = 0;
  for (let start = 0; start < upstream.length; start++) {
    if (found[start] !== -1) continue;
    const stack = [{ at: start, next: 0 }];
    while (stack.length > 0) {
      const top = stack.at(-1) as { at: number; next: number };
      const { at } = top;
      if (top.next === 0) {
        found[at] = lowest[at] = count++;
        isOpen[at] = 1;
        open.push(at);
      }
      const before = upstream[at]?.[top.next++];
      if (before !== undefined) {
        if (found[before] === -1) stack.push({ at: before, next: 0 });
        else if (isOpen[before] === 1) lowest[at] = Math.min(lowest[at] ?? 0, found[before] ?? 0);
        continue;
      }
      stack.pop();
      const below = stack.at(-1);
      if (below !== undefined) lowest[below.at] = Math.min(lowest[below.at] ?? 0, lowest[at] ?? 0);
      if (lowest[at] !== found[at]) continue;
      const ring = open.splice(open.lastIndexOf(at));
      for (const one of ring) isOpen[one] = 0;
      rings.push(ring);
    }
  }
  return rings;
}
