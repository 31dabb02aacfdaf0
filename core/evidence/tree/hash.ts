/** The three hashes of an RFC 6962 Merkle tree (§2.1): of a leaf, of a node over two others, of no leaf at all. */
import { bytesOfHex } from '../../index/key-bytes';
import type { Ports } from '../../ports';
import { sha256Of } from '../mirror';

export interface TreeHash {
  /** SHA-256(0x00 ‖ leaf): 32 bytes. */
  leaf(bytes: Uint8Array): Uint8Array;
  /** SHA-256(0x01 ‖ left ‖ right): 32 bytes. */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** SHA-256 of nothing: the root over no leaf. */
  empty(): Uint8Array;
}

const leafPrefix = 0;
const nodePrefix = 1;
const hashBytes = 32;
/** In bytes. */
const shortLeaf = 4096;

export function createTreeHash(ports: Pick<Ports, 'sha256'>): TreeHash {
  const hash = (bytes: Uint8Array) => bytesOfHex(sha256Of(ports, bytes));
  /** Of one node after another: there are as many as leaves. */
  const both = new Uint8Array(1 + 2 * hashBytes);
  /** The same of leaves, but for long ones. */
  const room = new Uint8Array(1 + shortLeaf);
  return {
    leaf(bytes) {
      const whole = bytes.length <= shortLeaf ? room : new Uint8Array(1 + bytes.length);
      whole[0] = leafPrefix;
      whole.set(bytes, 1);
      return hash(whole.subarray(0, 1 + bytes.length));
    },
    node(left, right) {
      const whole = left.length + right.length === 2 * hashBytes ? both : new Uint8Array(1 + left.length + right.length);
      whole[0] = nodePrefix;
      whole.set(left, 1);
      whole.set(right, 1 + left.length);
      return hash(whole);
    },
    empty: () => hash(new Uint8Array()),
  };
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
