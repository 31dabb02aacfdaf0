/** Which outside files the tasks and runs name, with which checksums, in the orders that tables show them in: columns kept beside the image. */
import { growingInt32 } from '../../graph/growing';
import { eachOutsideByPath, eachOutsideChecksum, eachOutsideUse, type OutsideSum } from '../../index/queries/outside-uses';
import type { SqlDatabase } from '../../ports';
import { createTextColumn, inOrder } from '../../text-column';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { isI32, type Keeping, keptAheadInTurns, part } from '../kept-ahead';

/** "Sums" are paths, each with one checksum that was recorded for it, or with none: numbers from 0, by the bytes of the path, then of the checksum. */
export interface AllUses {
  sum: {
    node: Int32Array;
    /** Ids of texts, 0 for none. */
    checksum: Int32Array;
    algorithm: Int32Array;
    mode: Int32Array;
    /** The place of the checksum's text among all; 0 for none and for an empty one. */
    rank: Int32Array;
    /** The place of the sum where texts are compared as tables do. */
    place: Int32Array;
  };
  /** One for each use, by the id of the file, then of who names it. */
  use: { sum: Int32Array; user: Int32Array };
}

export function allUses(workspace: OpenWorkspace): AllUses {
  return allUsesInTurns(workspace).whole();
}

export function allUsesInTurns(workspace: OpenWorkspace): InTurns<AllUses> {
  return keptAheadInTurns(workspace, 'all outside uses', allUsesKeeping, () => makeAllUses(workspace.db));
}

export function outsideSum({ sum }: AllUses, at: number): OutsideSum {
  const text = (column: Int32Array) => column[at] || null;
  return { node: sum.node[at] ?? -1, checksum: text(sum.checksum), algorithm: text(sum.algorithm), mode: text(sum.mode) };
}

/** The sums with a checksum that these tasks recorded, one for each path and checksum. */
export function sumsOf({ sum, use }: AllUses, users: ReadonlySet<number>): number[] {
  const found = new Set<number>();
  for (let i = 0; i < use.user.length; i++) if (users.has(use.user[i] ?? -1)) found.add(use.sum[i] ?? -1);
  const sums = Int32Array.from(found).sort();
  const same = (a: number | undefined, b: number) => a !== undefined && sum.node[a] === sum.node[b] && sum.checksum[a] === sum.checksum[b];
  return Array.from(sums).filter((one, i) => sum.checksum[one] !== 0 && !same(sums[i - 1], one));
}

/** Ids of outside files that were recorded with several checksums: of all, or of those that one of these recorded a checksum of. */
export function withSeveralChecksums({ sum, use }: AllUses, users: ReadonlySet<number> | null): Set<number> {
  const several = new Set<number>();
  let last = { node: -1, checksum: 0 };
  for (const [at, node] of sum.node.entries()) {
    const checksum = sum.checksum[at] ?? 0;
    if (checksum === 0) continue;
    if (last.node === node && last.checksum !== checksum) several.add(node);
    last = { node, checksum };
  }
  if (users === null || several.size === 0) return several;
  const found = new Set<number>();
  for (const [i, at] of use.sum.entries()) {
    const node = sum.node[at] ?? -1;
    if (several.has(node) && sum.checksum[at] !== 0 && users.has(use.user[i] ?? -1)) found.add(node);
  }
  return found;
}

export function* makeAllUses(db: SqlDatabase): Generator<void, AllUses> {
  /** By sum, in the order in which they are found; and by use. */
  const found = { node: growingInt32(), checksum: growingInt32(), algorithm: growingInt32(), mode: growingInt32() };
  const use = { sum: growingInt32(), user: growingInt32() };
  let ofNode = { node: -1, sums: new Map<string, number>() };
  eachOutsideUse(db, ([node, user, checksum, algorithm, mode]) => {
    if (ofNode.node !== node) ofNode = { node, sums: new Map() };
    const id = `${checksum} ${algorithm} ${mode}`;
    let sum = ofNode.sums.get(id);
    if (sum === undefined) {
      sum = found.node.length;
      ofNode.sums.set(id, sum);
      found.node.push(node);
      found.checksum.push(checksum ?? 0);
      found.algorithm.push(algorithm ?? 0);
      found.mode.push(mode ?? 0);
    }
    use.sum.push(sum);
    use.user.push(user);
  });
  yield;
  const paths = createTextColumn();
  const pathPlaces = new Map<number, number>();
  eachOutsideByPath(db, (node, path) => {
    pathPlaces.set(node, paths.length);
    paths.add(path);
  });
  yield;
  const texts = createTextColumn();
  const textPlaces = new Map<number, number>();
  eachOutsideChecksum(db, (id, text) => {
    textPlaces.set(id, texts.length);
    texts.add(text);
  });
  yield;
  const [node, checksum] = [found.node.values(), found.checksum.values()];
  /** -1: of none, which comes before all. */
  const pathOf = node.map((one) => pathPlaces.get(one) ?? -1);
  const textOf = checksum.map((one) => textPlaces.get(one) ?? -1);
  const rankOf = textOf.map((place) => (place < 0 || texts.text(place) === '' ? 0 : place + 1));
  const of = (column: Int32Array, one: number) => column[one] ?? 0;
  const inBytes = yield* inOrder(Int32Array.from(node.keys()), (a, b) => of(pathOf, a) - of(pathOf, b) || of(rankOf, a) - of(rankOf, b));
  const inText = yield* inOrder(inBytes, (a, b) => paths.compare(of(pathOf, a), of(pathOf, b)) || texts.compare(of(textOf, a), of(textOf, b)));
  const numberOf = new Int32Array(inBytes.length);
  for (const [number, one] of inBytes.entries()) numberOf[one] = number;
  const place = new Int32Array(inBytes.length);
  for (const [at, one] of inText.entries()) place[of(numberOf, one)] = at;
  const column = (values: Int32Array) => inBytes.map((one) => of(values, one));
  return {
    sum: { node: column(node), checksum: column(checksum), algorithm: column(found.algorithm.values()), mode: column(found.mode.values()), rank: column(rankOf), place },
    use: { sum: use.sum.values().map((one) => of(numberOf, one)), user: use.user.values() },
  };
}

export const allUsesKeeping: Keeping<AllUses> = {
  what: 'uses',
  form: '1',
  parts: ({ sum, use }) => ({ ...sum, 'use.sum': use.sum, 'use.user': use.user }),
  value(parts) {
    const i32 = (name: string) => part(parts, name, isI32);
    return {
      sum: { node: i32('node'), checksum: i32('checksum'), algorithm: i32('algorithm'), mode: i32('mode'), rank: i32('rank'), place: i32('place') },
      use: { sum: i32('use.sum'), user: i32('use.user') },
    };
  },
};
