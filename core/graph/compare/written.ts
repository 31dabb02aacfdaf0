/** The files that matched tasks wrote, by content where it is known: of the work folder, or of the copy that was published. */
import type { OpenWorkspace } from '../../engine/context';
import { filesOfTasks } from '../../index/queries/compare';
import type { Hash } from '../../ports';
import { type FileSide, fileSides } from './content';
import type { WrittenFiles } from './divergence';
import { judgeFiles } from './judge-files';
import type { Matching } from './match';
import type { OutputPair } from './outputs';

type Known = 'identical' | 'different' | 'unknown' | 'ignored';

/** Pairs of tasks whose files are read between two turns. */
const portion = 50;

/** By pair number; one task record beside itself has no entry. */
export function* readWrittenFiles(
  workspace: OpenWorkspace,
  { pairs, pairOf }: Matching,
  outputs: readonly OutputPair[],
  murmur3: () => Hash,
): Generator<void, Map<number, WrittenFiles>> {
  const found = new Map<number, Map<string, Known>>();
  const tell = (pair: number, name: string, known: Known) => {
    const ofPair = found.get(pair) ?? new Map<string, Known>();
    const before = ofPair.get(name);
    if (before === undefined || before === 'unknown' || known === 'ignored') ofPair.set(name, known);
    found.set(pair, ofPair);
  };
  for (const { row, left, right } of outputs) {
    const [a, b] = [left?.origin, right?.origin];
    if (!a || !b || a.name !== b.name) continue;
    const pair = pairOf.left.get(a.task);
    if (pair === undefined || pair !== pairOf.right.get(b.task) || a.task === b.task) continue;
    tell(pair, a.name, row.ignored !== null ? 'ignored' : row.status === 'identical' || row.status === 'different' ? row.status : 'unknown');
  }
  const twos = pairs.flatMap(({ left, right }, at) => (left === null || right === null || left.node === right.node ? [] : [{ at, left: left.node, right: right.node }]));
  for (let from = 0; from < twos.length; from += portion) {
    yield;
    const some = twos.slice(from, from + portion);
    const sides = sidesByTask(
      workspace,
      filesOfTasks(
        workspace.db,
        some.flatMap(({ left, right }) => [left, right]),
      ),
    );
    for (const { at, left, right } of some) {
      const [a, b] = [sides.get(left), sides.get(right)];
      for (const name of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
        const [one, other] = [a?.get(name), b?.get(name)];
        if (one === undefined || other === undefined) tell(at, name, 'different');
        else {
          const { status } = judgeFiles(one, other, murmur3);
          tell(at, name, status === 'identical' || status === 'different' ? status : 'unknown');
        }
      }
    }
  }
  return new Map(
    [...found].map(([pair, names]) => {
      const of = (known: Known) => [...names].filter(([, one]) => one === known).map(([name]) => name);
      return [pair, { identical: of('identical').length, different: of('different'), unknown: of('unknown').length }];
    }),
  );
}

/** Task → path below its work folder → the file. */
function sidesByTask(workspace: OpenWorkspace, files: Map<number, number[]>): Map<number, Map<string, FileSide>> {
  const all = [...files].flatMap(([task, nodes]) => nodes.map((node) => ({ task, node })));
  const byTask = new Map<number, Map<string, FileSide>>();
  fileSides(workspace, all).forEach((side, i) => {
    const task = all[i]?.task;
    if (task === undefined || side.origin === null) return;
    const ofTask = byTask.get(task) ?? new Map<string, FileSide>();
    ofTask.set(side.origin.name, side);
    byTask.set(task, ofTask);
  });
  return byTask;
}
