/** The Merkle tree: the known answers of RFC 6962, and every proof against the definitions written down as they stand there. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConsistent, rootFromInclusion } from '../../../core/evidence/tree/check-proof';
import { addLeaf, type Frontier, noLeaves, rootOf } from '../../../core/evidence/tree/frontier';
import { createTreeHash } from '../../../core/evidence/tree/hash';
import { createMerkleTree } from '../../../core/evidence/tree/merkle-tree';
import { sha256 } from '../../../main/ports/hashes';

const hash = createTreeHash({ sha256 });
const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
const digest = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH, PATH and PROOF of RFC 6962 §2.1, word for word. */
const k = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
const mth = (d: Uint8Array[]): Buffer =>
  d.length === 0 ? digest() : d.length === 1 ? digest(Buffer.from([0]), d[0] as Uint8Array) : digest(Buffer.from([1]), mth(d.slice(0, k(d.length))), mth(d.slice(k(d.length))));
const path = (m: number, d: Uint8Array[]): Buffer[] =>
  d.length <= 1
    ? []
    : m < k(d.length)
      ? [...path(m, d.slice(0, k(d.length))), mth(d.slice(k(d.length)))]
      : [...path(m - k(d.length), d.slice(k(d.length))), mth(d.slice(0, k(d.length)))];
const subproof = (m: number, d: Uint8Array[], b: boolean): Buffer[] =>
  m === d.length
    ? b
      ? []
      : [mth(d)]
    : m <= k(d.length)
      ? [...subproof(m, d.slice(0, k(d.length)), b), mth(d.slice(k(d.length)))]
      : [...subproof(m - k(d.length), d.slice(k(d.length)), false), mth(d.slice(0, k(d.length)))];

function treeOf(leaves: Uint8Array[]) {
  return createMerkleTree(hash, Buffer.concat(leaves.map((leaf) => hash.leaf(leaf))));
}
function frontierOf(leaves: Uint8Array[]): Frontier {
  return leaves.reduce((frontier, leaf) => addLeaf(hash, frontier, hash.leaf(leaf)), noLeaves);
}

describe('the vectors of certificate-transparency (merkletree/merkle_tree_test.cc)', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((one) => Buffer.from(one, 'hex'));
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  it('roots', () => {
    expect(roots.map((_, size) => hex(treeOf(leaves).root(size)))).toEqual(roots);
    expect(roots.map((_, size) => hex(rootOf(hash, frontierOf(leaves.slice(0, size)))))).toEqual(roots);
  });
  it('paths and proofs', () => {
    const tree = treeOf(leaves);
    expect(tree.inclusion(0, 8).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(tree.inclusion(5, 8).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(tree.consistency(6, 8).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });
});

const someLeaves = fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 70 });

it('roots, paths and proofs are those of the definitions, and are accepted', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), fc.nat(), fc.nat(), (leaves, a, b, c) => {
      const tree = treeOf(leaves);
      const size = 1 + (a % leaves.length);
      const index = b % size;
      const old = 1 + (c % size);
      const now = leaves.slice(0, size);
      expect(hex(tree.root(size))).toBe(hex(mth(now)));
      expect(hex(rootOf(hash, frontierOf(now)))).toBe(hex(mth(now)));
      expect(tree.inclusion(index, size).map(hex)).toEqual(path(index, now).map(hex));
      expect(tree.consistency(old, size).map(hex)).toEqual(subproof(old, now, true).map(hex));
      expect(hex(rootFromInclusion(hash, hash.leaf(now[index] as Uint8Array), index, size, tree.inclusion(index, size)))).toBe(hex(mth(now)));
      expect(isConsistent(hash, { size: old, root: mth(leaves.slice(0, old)) }, { size, root: mth(now) }, tree.consistency(old, size))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('a proof with anything changed is refused', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (leaves, a, b, c, bit) => {
      const tree = treeOf(leaves);
      const { size } = tree;
      const index = a % size;
      const old = 1 + (b % size);
      const root = tree.root(size);
      const flipped = (hashes: Uint8Array[]) => {
        const copy = hashes.map((one) => new Uint8Array(one));
        const one = copy[c % Math.max(1, copy.length)];
        if (one) one[bit % 32] = (one[bit % 32] ?? 0) ^ (1 << (bit % 8));
        return copy;
      };
      const leaf = hash.leaf(leaves[index] as Uint8Array);
      const inclusion = tree.inclusion(index, size);
      const reaches = (at: number, of: number, hashes: Uint8Array[]) => hex(rootFromInclusion(hash, leaf, at, of, hashes)) === hex(root);
      if (inclusion.length > 0) expect(reaches(index, size, flipped(inclusion))).toBe(false);
      expect(reaches(index, size, [...inclusion, root])).toBe(false);
      expect(reaches(index, size, inclusion.slice(1))).toBe(inclusion.length === 0);
      const older = { size: old, root: tree.root(old) };
      const consistency = tree.consistency(old, size);
      if (consistency.length > 0) expect(isConsistent(hash, older, { size, root }, flipped(consistency))).toBe(false);
      expect(isConsistent(hash, { size: old, root: digest(root) }, { size, root }, consistency)).toBe(false);
      expect(isConsistent(hash, older, { size, root: digest(root) }, consistency)).toBe(false);
      expect(isConsistent(hash, older, { size, root }, [...consistency, root])).toBe(false);
    }),
    { numRuns: 300 },
  );
});

it('a leaf costs one node hash on average, whatever the size', () => {
  let hashes = 0;
  const counting = {
    ...hash,
    node(left: Uint8Array, right: Uint8Array) {
      hashes++;
      return hash.node(left, right);
    },
  };
  let frontier = noLeaves;
  for (let i = 0; i < 50_000; i++) frontier = addLeaf(counting, frontier, hash.empty());
  expect(hashes).toBeLessThan(50_000);
  expect(frontier.roots.length).toBeLessThanOrEqual(16);
});
