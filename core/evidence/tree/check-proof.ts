/** Checks Merkle proofs from their hashes alone, as RFC 9162 §2.1.3.2 and §2.1.4.2 spell out for the trees of RFC 6962. */
import { sameBytes, type TreeHash } from './hash';

/** The root that a leaf and its path lead to in a tree of `size` leaves; null where the path has the wrong length. */
export function rootFromInclusion(hash: TreeHash, leafHash: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Uint8Array | null {
  if (index < 0 || index >= size) return null;
  let node = index;
  let last = size - 1;
  let root = leafHash;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = hash.node(sibling, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else root = hash.node(root, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? root : null;
}

/** Whether `path` proves that the tree `newer` extends the tree `older`. A tree of no leaf is extended by any, with an empty path. */
export function isConsistent(hash: TreeHash, older: { size: number; root: Uint8Array }, newer: { size: number; root: Uint8Array }, path: readonly Uint8Array[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && sameBytes(older.root, newer.root);
  if (older.size === 0) return path.length === 0 && sameBytes(older.root, hash.empty());
  // A perfect older tree is itself the first node of the path.
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...path] : path;
  if (first === undefined) return false;
  let node = older.size - 1;
  let last = newer.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let olderRoot = first;
  let newerRoot = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      olderRoot = hash.node(sibling, olderRoot);
      newerRoot = hash.node(sibling, newerRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else newerRoot = hash.node(newerRoot, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(olderRoot, older.root) && sameBytes(newerRoot, newer.root);
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size));
}
