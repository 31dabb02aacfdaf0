/** Names as the bytes of the index, found by their hash: hundreds of thousands of texts need not be made for what is inferred from names. */
import { growingInt32, growingUint8 } from './growing';
import { createNameSlots } from './name-slots';

export interface ByteNames {
  /** Takes a name in; names are numbered from 0 as they come. */
  add(name: Uint8Array): void;
  bytes(name: number): Uint8Array;
  /** The last of the names that are the first `length` of these bytes, which have this hash; -1: none. */
  find(bytes: Uint8Array, length: number, hash: number): number;
  /** The one before it of the same bytes; -1: none. */
  before(name: number): number;
}

/** Of no bytes. Another one in each process: no store can be made so that its names fall together. */
export const noHash = (Math.random() * 2 ** 32) | 0;

/** The hash of some bytes and one more. */
export function hashOn(hash: number, byte: number): number {
  const mixed = Math.imul(hash ^ byte, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

export function hashOf(bytes: Uint8Array): number {
  let hash = noHash;
  for (let i = 0; i < bytes.length; i++) hash = hashOn(hash, bytes[i] ?? 0);
  return hash;
}

export interface HashSet {
  add(hash: number): void;
  has(hash: number): boolean;
}

/** Of hashes alone: what is not in it was not added. */
export function createHashSet(): HashSet {
  /** 0: none; a power of two long, at most half full. */
  let slots = new Int32Array(1024);
  let count = 0;
  const slotOf = (one: number) => {
    const mask = slots.length - 1;
    let slot = one & mask;
    while (slots[slot] !== 0 && slots[slot] !== one) slot = (slot + 1) & mask;
    return slot;
  };
  const put = (one: number) => {
    slots[slotOf(one)] = one;
  };
  return {
    add(hash) {
      const one = hash || 1;
      if (slots[slotOf(one)] === one) return;
      if (2 * ++count >= slots.length) {
        const old = slots;
        slots = new Int32Array(2 * old.length);
        for (const known of old) if (known !== 0) put(known);
      }
      put(one);
    },
    has: (hash) => slots[slotOf(hash || 1)] !== 0,
  };
}

export function createByteNames(): ByteNames {
  const text = growingUint8();
  /** Where each name begins in `text`, and where the next one will. */
  const starts = growingInt32();
  const hashes = growingInt32();
  const earlier = growingInt32();
  starts.push(0);
  const slots = createNameSlots(hashes);

  /** The slot where these bytes are, or would be. */
  const slotOf = (bytes: Uint8Array, length: number, hash: number) => slots.of(hash, (name) => isSame(name, bytes, length));
  function isSame(name: number, bytes: Uint8Array, length: number): boolean {
    const from = starts.memory[name] ?? 0;
    if ((starts.memory[name + 1] ?? 0) - from !== length) return false;
    const { memory } = text;
    for (let i = 0; i < length; i++) if (memory[from + i] !== bytes[i]) return false;
    return true;
  }

  return {
    add(name) {
      slots.makeRoom();
      const hash = hashOf(name);
      const slot = slotOf(name, name.length, hash);
      text.pushAll(name);
      starts.push(text.length);
      hashes.push(hash);
      earlier.push(slots.at(slot));
      slots.put(slot, hashes.length - 1);
    },
    bytes: (name) => text.memory.subarray(starts.memory[name] ?? 0, starts.memory[name + 1] ?? 0),
    find: (bytes, length, hash) => slots.at(slotOf(bytes, length, hash)),
    before: (name) => earlier.memory[name] ?? -1,
  };
}
