/** A whole Merkle tree in memory, 64 bytes a leaf: what proofs are cut out of. */
import type { TreeHash } from './hash';

const hashBytes = 32;

export interface MerkleTree {
  readonly size: number;
  /** The root over the first `size` leaves. */
  root(size: number): Uint8Array;
  /** RFC 6962 §2.1.1: from the sibling of leaf `index` up to a child of the root over the first `size` leaves. */
  inclusion(index: number, size: number): Uint8Array[];
  /** RFC 6962 §2.1.2: that the tree over `size` leaves extends that over the first `old`; 0 < old ≤ size. */
  consistency(old: number, size: number): Uint8Array[];
}

/** `leafHashes`: one after the other, 32 bytes each. */
export function createMerkleTree(hash: TreeHash, leafHashes: Uint8Array): MerkleTree {
  const size = leafHashes.length / hashBytes;
  // levels[k] holds the roots of all perfect subtrees of 2^k leaves.
  const levels = [leafHashes];
  for (let count = size; count > 1; ) {
    const below = levels[levels.length - 1] ?? leafHashes;
    count = Math.floor(count / 2);
    const level = new Uint8Array(count * hashBytes);
    for (let i = 0; i < count; i++)
      level.set(hash.node(below.subarray(2 * i * hashBytes, (2 * i + 1) * hashBytes), below.subarray((2 * i + 1) * hashBytes, (2 * i + 2) * hashBytes)), i * hashBytes);
    levels.push(level);
  }

  /** MTH over the leaves [from, to); `from` is a multiple of the largest power of two below the width, as RFC 6962 splits. */
  function over(from: number, to: number): Uint8Array {
    const width = to - from;
    if (width === 0) return hash.empty();
    const level = Math.log2(width);
    if (Number.isInteger(level)) {
      const at = (from / width) * hashBytes;
      return new Uint8Array((levels[level] ?? leafHashes).subarray(at, at + hashBytes)); // a copy, of a Buffer too
    }
    const middle = from + splitOf(width);
    return hash.node(over(from, middle), over(middle, to));
  }
  function path(index: number, from: number, to: number): Uint8Array[] {
    if (to - from <= 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle ? [...path(index, from, middle), over(middle, to)] : [...path(index, middle, to), over(from, middle)];
  }
  /** SUBPROOF of RFC 6962: `whole` while the old tree is all of [from, old). */
  function subproof(old: number, from: number, to: number, whole: boolean): Uint8Array[] {
    if (old === to) return whole ? [] : [over(from, to)];
    const middle = from + splitOf(to - from);
    return old <= middle ? [...subproof(old, from, middle, whole), over(middle, to)] : [...subproof(old, middle, to, false), over(from, middle)];
  }

  return {
    size,
    root: (count) => over(0, count),
    inclusion: (index, count) => path(index, 0, count),
    consistency: (old, count) => subproof(old, 0, count, true),
  };
}

/** The largest power of two smaller than `width` (≥ 2). */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}
