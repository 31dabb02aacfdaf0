/** A million texts as bytes, each of which is found by itself: a third of what a Map of them takes. */
import { hashOn, noHash } from './graph/byte-names';
import { growingInt32 } from './graph/growing';
import { createNameSlots } from './graph/name-slots';
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
    find: (text) => slots.at(slotOf(text, hashOfText(text))),
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
