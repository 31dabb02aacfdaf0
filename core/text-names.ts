/** A million texts as bytes, each of which is found by itself: a third of what a Map of them takes. */
import { hashOn, noHash } from './graph/byte-names';
import { growingInt32 } from './graph/growing';
import { createTextColumn } from './text-column';

export interface TextNames {
  /** The number of this text, from 0 as they come; the one that it has where it is there already. */
  put(text: string): number;
  /** -1: it is not there. */
  find(text: string): number;
  text(name: number): string;
  readonly length: number;
}

export function createTextNames(): TextNames {
  const texts = createTextColumn();
  const hashes = growingInt32();
  /** The number of a text + 1 at its place, or 0; a power of two long, at most half full. */
  let slots = new Int32Array(1024);

  function slotOf(text: string, hash: number): number {
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const name = (slots[slot] ?? 0) - 1;
      if (name < 0 || (hashes.memory[name] === hash && texts.is(name, text))) return slot;
    }
  }
  function spread() {
    const old = slots;
    slots = new Int32Array(2 * old.length);
    const mask = slots.length - 1;
    for (const one of old) {
      if (one === 0) continue;
      let slot = (hashes.memory[one - 1] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = one;
    }
  }

  return {
    put(text) {
      const hash = hashOfText(text);
      const known = (slots[slotOf(text, hash)] ?? 0) - 1;
      if (known >= 0) return known;
      if (2 * (hashes.length + 1) >= slots.length) spread();
      texts.add(text);
      hashes.push(hash);
      slots[slotOf(text, hash)] = hashes.length;
      return hashes.length - 1;
    },
    find: (text) => (slots[slotOf(text, hashOfText(text))] ?? 0) - 1,
    text: texts.text,
    get length() {
      return hashes.length;
    },
  };
}

function hashOfText(text: string): number {
  let hash = noHash;
  for (let i = 0; i < text.length; i++) hash = hashOn(hash, text.charCodeAt(i));
  return hash;
}
