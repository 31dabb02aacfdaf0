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
export function addLeaf(hash: TreeHash, { size, roots }: Frontier, leafHash: Uint8Array): Frontier {
  const kept = roots.slice();
  let carried = leafHash;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) carried = hash.node(kept.pop() ?? carried, carried);
  return { size: size + 1, roots: [...kept, carried] };
}

/** The RFC 6962 root over all leaves so far: 32 bytes. */
export function rootOf(hash: TreeHash, { roots }: Frontier): Uint8Array {
  return roots.reduceRight<Uint8Array | null>((right, left) => (right === null ? left : hash.node(left, right)), null) ?? hash.empty();
}
