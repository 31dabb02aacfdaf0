/** The three hashes of an RFC 6962 Merkle tree (§2.1): of a leaf, of a node over two others, of no leaf at all. */
import { bytesOfHex } from '../../index/key-bytes';
import type { Ports } from '../../ports';

export interface TreeHash {
  /** SHA-256(0x00 ‖ leaf): 32 bytes. */
  leaf(bytes: Uint8Array): Uint8Array;
  /** SHA-256(0x01 ‖ left ‖ right): 32 bytes. */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** SHA-256 of nothing: the root over no leaf. */
  empty(): Uint8Array;
}

const leafPrefix = new Uint8Array([0]);
const nodePrefix = new Uint8Array([1]);

export function createTreeHash(ports: Pick<Ports, 'sha256'>): TreeHash {
  const hash = (...parts: Uint8Array[]) => {
    const one = ports.sha256();
    for (const part of parts) one.update(part);
    return bytesOfHex(one.hex());
  };
  return {
    leaf: (bytes) => hash(leafPrefix, bytes),
    node: (left, right) => hash(nodePrefix, left, right),
    empty: () => hash(),
  };
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
