/** The files that matched tasks wrote, by content where it is known: of the work folder, or of the copy that was published. */
import type { OpenWorkspace } from '../../engine/context';
import { type WrittenFile, writtenByTasks } from '../../index/queries/compare';
import type { Hash } from '../../ports';
import { fileSides } from './content';
import type { WrittenFiles } from './divergence';
import { contentLabels, judgeFiles } from './judge-files';
import type { Matching } from './match';
import type { OutputPair } from './outputs';
import { nameBelow } from './task-facts';

type Known = 'identical' | 'different' | 'unknown' | 'ignored';

/** Pairs of tasks whose files are read between two turns. */
const portion = 200;

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
    const files = writtenByTasks(
      workspace.db,
      some.flatMap(({ left, right }) => [left, right]),
    );
    const couples = some.flatMap(({ at, left, right }) => couplesOf(files.get(left) ?? [], files.get(right) ?? []).map((couple) => ({ at, ...couple })));
    const closer = couples.flatMap(({ one, other }) => (one !== undefined && other !== undefined && !cannotBeKnown(one, other) ? [one, other] : []));
    const sides = new Map(fileSides(workspace, closer).map((side) => [side.node, side]));
    for (const { at, name, one, other } of couples) {
      const [a, b] = [sides.get(one?.node ?? null), sides.get(other?.node ?? null)];
      if (one === undefined || other === undefined) tell(at, name, 'different');
      else if (a === undefined || b === undefined) tell(at, name, 'unknown');
      else {
        const { status } = judgeFiles(a, b, murmur3);
        tell(at, name, status === 'identical' || status === 'different' ? status : 'unknown');
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

/** Files of two tasks by their path below the work folder. */
function couplesOf(left: readonly WrittenFile[], right: readonly WrittenFile[]): { name: string; one: WrittenFile | undefined; other: WrittenFile | undefined }[] {
  const [a, b] = [left, right].map((files) => new Map(files.map((file) => [nameBelow(file.key), file])));
  return [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].map((name) => ({ name, one: a?.get(name), other: b?.get(name) }));
}

/**
 * Nothing but their records' sizes could tell, and those are no different: as `judgeFiles` would find, at the cost of a row. Neither was
 * looked at here, and one of the two has no checksum that claims to be of the content.
 */
function cannotBeKnown(one: WrittenFile, other: WrittenFile): boolean {
  const saysContent = ({ mode }: WrittenFile) => mode !== null && contentLabels.includes(mode.toLowerCase());
  return !one.more && !other.more && (one.size === null || other.size === null || one.size === other.size) && !(saysContent(one) && saysContent(other));
}
