/** The right edge of a Merkle tree: all that appending a leaf and knowing the root need, at most one hash for each bit of the size. */
import type { TreeHash } from './hash';

export interface Frontier {
  /** Leaves so far. */
  readonly size: number;
  /** Roots of the perfect subtrees that the leaves fall into, the largest first: one for each bit set in `size`. */
  readonly roots: readonly Uint8Array[];
}

export const noLeaves: Frontier = { size: 0, roots: [] };

/** Amortised one node hash a leaf. */
export function addLeaf(hash: TreeHash, frontier: Frontier, leafHash: Uint8Array): Frontier {
  const growing = growingFrontier(hash, frontier);
  growing.add(leafHash);
  return growing.now();
}

/** The same for many leaves, one after another: the edge is copied when it is asked for, and not for each of them. */
export function growingFrontier(hash: TreeHash, from: Frontier): { size(): number; add(leafHash: Uint8Array): void; now(): Frontier } {
  let { size } = from;
  const roots = from.roots.slice();
  return {
    size: () => size,
    add(leafHash) {
      let carried = leafHash;
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) carried = hash.node(roots.pop() ?? carried, carried);
      roots.push(carried);
      size++;
    },
    now: () => ({ size, roots: roots.slice() }),
  };
}

/** The RFC 6962 root over all leaves so far: 32 bytes. */
export function rootOf(hash: TreeHash, { roots }: Frontier): Uint8Array {
  return roots.reduceRight<Uint8Array | null>((right, left) => (right === null ? left : hash.node(left, right)), null) ?? hash.empty();
}
