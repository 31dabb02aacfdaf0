/** A million texts as bytes, none an object of its own, and the order in which JavaScript compares them: the same on every computer. */
import { growingInt32 } from './graph/growing';

export interface ByteColumn {
  /** Entries are numbered from 0 as they come. */
  add(bytes: Uint8Array): void;
  readonly length: number;
  bytes(at: number): Uint8Array;
  /** By bytes, one that the other begins with first. */
  compare(a: number, b: number): number;
}

export interface TextColumn extends Pick<ByteColumn, 'length'> {
  add(text: string): void;
  /** One whose UTF-8 `write` writes from a place on, where there is room for so many bytes, and returns where it ends. Where it returns -1, none is added, and the answer is false. */
  addWritten(most: number, write: (into: Uint8Array, at: number) => number): boolean;
  text(at: number): string;
  is(at: number, text: string): boolean;
  /** By code units, as `<` has it. */
  compare: ByteColumn['compare'];
}

/** Bytes taken at once, a power of two: nothing is copied when there are more. */
const shift = 20;
const chunkSize = 1 << shift;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const surrogate = /[\uD800-\uDFFF]/;

export function createByteColumn(): ByteColumn {
  const { append, ...column } = createChunks();
  return {
    ...column,
    get length() {
      return column.count();
    },
    add: (bytes) =>
      append(bytes.length, (into, at) => {
        into.set(bytes, at);
        return at + bytes.length;
      }),
  };
}

export function createTextColumn(): TextColumn {
  const { append, bytes, compare, count, isAscii } = createChunks();
  let odd = false;
  const text = (at: number) => (odd ? decodeUnits(bytes(at)) : decoder.decode(bytes(at)));
  return {
    get length() {
      return count();
    },
    add(text) {
      const isOdd = surrogate.test(text);
      odd ||= isOdd;
      append(3 * text.length, (into, at) => at + (isOdd ? encodeUnits(text, into.subarray(at)) : encoder.encodeInto(text, into.subarray(at)).written));
    },
    addWritten: append,
    text,
    is: (at, wanted) => isAscii(at, wanted) ?? text(at) === wanted,
    compare,
  };
}

function createChunks() {
  const chunks: Uint8Array[] = [];
  /** Where the free part of the last chunk begins. */
  let free = chunkSize;
  /** The number of the chunk, shifted, and the place in it. */
  const starts = growingInt32();
  const lengths = growingInt32();
  return {
    count: () => lengths.length,
    /** `write` is given room for so many bytes, and returns where those that it wrote end; -1: there are none. */
    append(most: number, write: (into: Uint8Array, at: number) => number): boolean {
      // An empty one as well lies within a chunk.
      if (free + Math.max(1, most) > chunkSize) {
        chunks.push(new Uint8Array(Math.max(chunkSize, most)));
        free = 0;
      }
      const end = write(chunks[chunks.length - 1] ?? none, free);
      if (end < 0) return false;
      starts.push(((chunks.length - 1) << shift) | free);
      lengths.push(end - free);
      free = end;
      return true;
    },
    bytes(at: number): Uint8Array {
      const start = starts.memory[at] ?? 0;
      const from = start & (chunkSize - 1);
      return (chunks[start >>> shift] ?? none).subarray(from, from + (lengths.memory[at] ?? 0));
    },
    /** Whether these are the letters of a text; null where it has others than ASCII. */
    isAscii(at: number, text: string): boolean | null {
      const start = starts.memory[at] ?? 0;
      const chunk = chunks[start >>> shift] ?? none;
      const from = start & (chunkSize - 1);
      const isAsLong = lengths.memory[at] === text.length;
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 127) return null;
        if (isAsLong && chunk[from + i] !== unit) return false;
      }
      return isAsLong;
    },
    compare(a: number, b: number): number {
      const [x, y] = [starts.memory[a] ?? 0, starts.memory[b] ?? 0];
      const [ofA, ofB] = [chunks[x >>> shift] ?? none, chunks[y >>> shift] ?? none];
      const [i, j] = [x & (chunkSize - 1), y & (chunkSize - 1)];
      const [lengthA, lengthB] = [lengths.memory[a] ?? 0, lengths.memory[b] ?? 0];
      const length = Math.min(lengthA, lengthB);
      for (let at = 0; at < length; at++) {
        const differs = (ofA[i + at] ?? 0) - (ofB[j + at] ?? 0);
        if (differs !== 0) return differs;
      }
      return lengthA - lengthB;
    },
  };
}

const none = new Uint8Array(0);

/** Each code unit by itself, as UTF-8 would have it: in their order, as pairs in UTF-8 are not. */
function encodeUnits(text: string, into: Uint8Array): number {
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) into[at++] = unit;
    else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >> 6);
      into[at++] = 0x80 | (unit & 63);
    } else {
      into[at++] = 0xe0 | (unit >> 12);
      into[at++] = 0x80 | ((unit >> 6) & 63);
      into[at++] = 0x80 | (unit & 63);
    }
  }
  return at;
}

function decodeUnits(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : 3;
    text += String.fromCharCode(length === 1 ? first : length === 2 ? ((first & 31) << 6) | (second & 63) : ((first & 15) << 12) | ((second & 63) << 6) | (third & 63));
    at += length;
  }
  return text;
}

/** Items that are sorted at once; places that are filled in one turn. */
const portion = 20_000;

/** These in their order; of equal ones the first stays first. In turns. */
export function* inOrder(items: Int32Array, compare: (a: number, b: number) => number): Generator<void, Int32Array> {
  let runs: Int32Array[] = [];
  for (let from = 0; from < items.length; from += portion) {
    runs.push(items.slice(from, from + portion).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: Int32Array[] = [];
    for (let i = 0; i < runs.length; i += 2) longer.push(yield* merged(runs[i] ?? noItems, runs[i + 1] ?? noItems, compare));
    runs = longer;
  }
  return runs[0] ?? noItems;
}

const noItems = new Int32Array(0);

/** The places of a column in the order of its texts; of equal ones the first comes first. In turns. */
export function inOrderOfTexts(texts: Pick<TextColumn, 'length' | 'compare'>): Generator<void, Int32Array> {
  return inOrder(
    Int32Array.from({ length: texts.length }, (_, at) => at),
    texts.compare,
  );
}

function* merged(a: Int32Array, b: Int32Array, compare: (a: number, b: number) => number): Generator<void, Int32Array> {
  if (b.length === 0) return a;
  const all = new Int32Array(a.length + b.length);
  for (let at = 0, i = 0, j = 0; at < all.length; at++) {
    const first = j >= b.length || (i < a.length && compare(a[i] ?? 0, b[j] ?? 0) <= 0);
    all[at] = (first ? a[i++] : b[j++]) ?? 0;
    if (at % portion === portion - 1) yield;
  }
  return all;
}
