/** A million texts as bytes, each of which is found by itself: a third of what a Map of them takes. */
import { hashOn, noHash } from './graph/byte-names';
import { growingInt32 } from './graph/growing';
import { createNameSlots } from './graph/name-slots';
import { createTextColumn } from './text-column';

export interface TextNames {
  /** The number of this text, from 0 as they come; the one that it has where it is there already. */
  put(text: string): number;
  /** The same for one of ASCII whose bytes `write` writes from a place on, where there is room for so many, returning where they end. Where it returns -1, none is put, and the answer is -1. */
  putWritten(most: number, write: (into: Uint8Array, at: number) => number): number;
  /** -1: it is not there. */
  find(text: string): number;
  text(name: number): string;
  readonly length: number;
}

const decoder = new TextDecoder();

export function createTextNames(): TextNames {
  const texts = createTextColumn();
  const hashes = growingInt32();
  const slots = createNameSlots(hashes);
  const slotOf = (text: string, hash: number) => slots.of(hash, (name) => texts.is(name, text));

  return {
    put(text) {
      const hash = hashOfText(text);
      slots.makeRoom();
      const slot = slotOf(text, hash);
      const known = slots.at(slot);
      if (known >= 0) return known;
      const name = hashes.length;
      texts.add(text);
      hashes.push(hash);
      slots.put(slot, name);
      return name;
    },
    putWritten(most, write) {
      slots.makeRoom();
      let name = -1;
      texts.addWritten(most, (into, at) => {
        const end = write(into, at);
        if (end < 0) return end;
        const hash = hashOfAscii(into, at, end);
        const slot = slots.of(hash, (one) => texts.is(one, decoder.decode(into.subarray(at, end))));
        name = slots.at(slot);
        if (name >= 0) return -1;
        name = hashes.length;
        hashes.push(hash);
        slots.put(slot, name);
        return end;
      });
      return name;
    },
    find: (text) => slots.at(slotOf(text, hashOfText(text))),
    text: texts.text,
    get length() {
      return hashes.length;
    },
  };
}

/** Two letters a step, as each waits for the one before. */
function hashOfText(text: string): number {
  let hash = noHash;
  let i = 0;
  for (; i + 1 < text.length; i += 2) hash = hashOn(hash, text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
  return i < text.length ? hashOn(hash, text.charCodeAt(i)) : hash;
}

/** What `hashOfText` gives for the text of these bytes. */
function hashOfAscii(bytes: Uint8Array, from: number, to: number): number {
  let hash = noHash;
  let i = from;
  for (; i + 1 < to; i += 2) hash = hashOn(hash, (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 16));
  return i < to ? hashOn(hash, bytes[i] ?? 0) : hash;
}
