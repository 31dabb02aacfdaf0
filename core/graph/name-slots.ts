/** Where names lie by their hashes: numbers alone, two places a name at the most, so that a million are found without a Map. */
import type { Growing } from './growing';

export interface NameSlots {
  /** Before a name is added: places for one more. */
  makeRoom(): void;
  /** The place of the name with this hash that `isIt`, or where it would be. */
  of(hash: number, isIt: (name: number) => boolean): number;
  /** The name at a place; -1: none. */
  at(slot: number): number;
  put(slot: number, name: number): void;
}

/** `hashes`: of each name, by its number. */
export function createNameSlots(hashes: Growing<Int32Array>): NameSlots {
  /** The number of a name + 1 at its place, or 0; a power of two long, at most half full. */
  let slots = new Int32Array(1024);
  return {
    makeRoom() {
      if (2 * (hashes.length + 1) < slots.length) return;
      const old = slots;
      slots = new Int32Array(2 * old.length);
      const mask = slots.length - 1;
      for (const one of old) {
        if (one === 0) continue;
        let slot = (hashes.memory[one - 1] ?? 0) & mask;
        while (slots[slot] !== 0) slot = (slot + 1) & mask;
        slots[slot] = one;
      }
    },
    of(hash, isIt) {
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const name = (slots[slot] ?? 0) - 1;
        if (name < 0 || (hashes.memory[name] === hash && isIt(name))) return slot;
      }
    },
    at: (slot) => (slots[slot] ?? 0) - 1,
    put(slot, name) {
      slots[slot] = name + 1;
    },
  };
}
