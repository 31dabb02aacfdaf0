/** Which outside files the tasks and runs name, with which checksums, in the orders that tables show them in: columns kept beside the image. */
import { compareText } from '../../compare-text';
import { everyOutsideUse, type OutsideSum, outsideByPath, outsideChecksums } from '../../index/queries/outside-uses';
import type { SqlDatabase } from '../../ports';
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
  const uses = everyOutsideUse(db);
  yield;
  const paths = new Map(outsideByPath(db).map(([node, path], place) => [node, { path, place }]));
  yield;
  const texts = new Map(outsideChecksums(db).map(([id, text], at) => [id, { text, rank: text === '' ? 0 : at + 1 }]));
  yield;
  const numbers = new Map<string, number>();
  const sums: { node: number; texts: [number, number, number]; first: number }[] = [];
  const ofUse = uses.map(([node, , checksum, algorithm, mode]) => {
    const id = `${node} ${checksum} ${algorithm} ${mode}`;
    const known = numbers.get(id) ?? sums.push({ node, texts: [checksum ?? 0, algorithm ?? 0, mode ?? 0], first: sums.length }) - 1;
    numbers.set(id, known);
    return known;
  });
  yield;
  const pathOf = (node: number) => paths.get(node) ?? { path: '', place: -1 };
  const rankOf = ([checksum]: [number, number, number]) => texts.get(checksum)?.rank ?? 0;
  const textOf = ([checksum]: [number, number, number]) => texts.get(checksum)?.text ?? '';
  const inBytes = [...sums].sort((a, b) => pathOf(a.node).place - pathOf(b.node).place || rankOf(a.texts) - rankOf(b.texts) || a.first - b.first);
  yield;
  const numberOf = new Int32Array(sums.length);
  for (const [number, { first }] of inBytes.entries()) numberOf[first] = number;
  const inText = [...inBytes].sort((a, b) => compareText(pathOf(a.node).path, pathOf(b.node).path) || compareText(textOf(a.texts), textOf(b.texts)));
  const place = new Int32Array(sums.length);
  for (const [at, { first }] of inText.entries()) place[numberOf[first] ?? 0] = at;
  const column = (of: (sum: (typeof sums)[number]) => number) => Int32Array.from(inBytes, of);
  return {
    sum: {
      node: column(({ node }) => node),
      checksum: column(({ texts: [checksum] }) => checksum),
      algorithm: column(({ texts: [, algorithm] }) => algorithm),
      mode: column(({ texts: [, , mode] }) => mode),
      rank: column((one) => rankOf(one.texts)),
      place,
    },
    use: { sum: Int32Array.from(ofUse, (first) => numberOf[first] ?? 0), user: Int32Array.from(uses, ([, user]) => user) },
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
