/** Where two runs part: the tasks that differ by themselves while nothing upstream of them does. */
import type { ComparedTask, Difference } from '../../contract/compare';
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

/** Upstream first; of those that differ first, `first` is set. */
export function compareTasks(matching: Matching, written: ReadonlyMap<number, WrittenFiles>): ComparedTask[] {
  const { pairs, pairOf } = matching;
  const upstream = pairs.map(({ left, right }) => [...new Set([...above(left, pairOf.left), ...above(right, pairOf.right)])]);
  const order = upstreamFirst(upstream);
  const isTainted = new Array<boolean>(pairs.length).fill(false);
  return order.map((at): ComparedTask => {
    const pair = pairs[at] as TaskPair;
    const files = written.get(at);
    const isAfter = (upstream[at] ?? []).some((before) => isTainted[before]);
    const { status, differs } = judgePair(pair, files, isAfter, matching);
    const parts = status === 'differs' || status === 'other-outputs' || status === 'only-left' || status === 'only-right' || status === 'ambiguous';
    isTainted[at] = isAfter || parts;
    return {
      name: (pair.left ?? pair.right)?.name ?? '',
      left: linkTo(pair.left),
      right: linkTo(pair.right),
      status,
      first: parts && !isAfter,
      differs,
      outputs: { identical: files?.identical ?? 0, different: files?.different.length ?? 0, unknown: files?.unknown ?? 0 },
    };
  });
}

function judgePair(
  { left, right, ambiguous }: TaskPair,
  files: WrittenFiles | undefined,
  isAfter: boolean,
  { pairOf }: Matching,
): { status: ComparedTask['status']; differs: Difference[] } {
  if (left === null || right === null) {
    const side = left === null ? 'second' : 'first';
    const missing = differenceOf('missing', { name: null, left: left?.name ?? null, right: right?.name ?? null }, ambiguous ? words.ambiguous : words.onlyIn(side));
    return { status: ambiguous ? 'ambiguous' : left === null ? 'only-right' : 'only-left', differs: [missing] };
  }
  if (left.node === right.node) return { status: 'same-record', differs: [] };
  const differs = diffTasks(left, right, { pairOf, elsewhere: false });
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

/** Numbers of pairs, each behind all that is upstream of it; a ring, which only a forged store has, ends where it began. */
function upstreamFirst(upstream: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const state = new Uint8Array(upstream.length);
  for (let start = 0; start < upstream.length; start++) {
    const stack = [{ at: start, next: 0 }];
    while (stack.length > 0) {
      const top = stack.at(-1);
      if (top === undefined) break;
      if (top.next === 0 && state[top.at] !== 0) {
        stack.pop();
        continue;
      }
      state[top.at] = 1;
      const before = upstream[top.at]?.[top.next++];
      if (before === undefined) {
        order.push(top.at);
        stack.pop();
      } else if (state[before] === 0) stack.push({ at: before, next: 0 });
    }
  }
  return order;
}
