/** Rows of a few texts in small blocks: of each text stands only what the row before, and the first text of its own row, do not have. A fifth of their bytes, and read again in microseconds. */

/** By rising `id`. Every row has as many texts. */
export interface TextRow {
  id: number;
  texts: readonly (string | null)[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Of each row: how far its id lies behind that of the row before (the first: behind 0), then its texts; of each, as numbers of seven bits a byte, the lowest first: 0 for none, or one more than the bytes that it
 * begins with as that text of the row before did, how many it ends with as the first text of its row does (the first text: as that of the row before did), how many are its own; then those.
 */
export function rowBlock(rows: readonly TextRow[]): Uint8Array {
  const block = growing();
  const before: Uint8Array[] = [];
  let id = 0;
  for (const row of rows) {
    block.number(row.id - id);
    id = row.id;
    const [last = none] = before;
    for (const [at, text] of row.texts.entries()) {
      if (text === null) {
        block.number(0);
        continue;
      }
      const bytes = encoder.encode(text);
      const begins = sharedBegin(bytes, before[at] ?? none);
      const ends = sharedEnd(bytes, at === 0 ? last : (before[0] ?? none), bytes.length - begins);
      block.number(begins + 1);
      block.number(ends);
      block.number(bytes.length - begins - ends);
      block.bytes(bytes.subarray(begins, bytes.length - ends));
      before[at] = bytes;
    }
  }
  return block.done();
}

/** Of a block whose rows have `width` texts: tells of those with these ids, which rise; ids that it does not have are passed over. Throws where it is no such block. */
export function readRowBlock(block: Uint8Array, width: number, ids: ArrayLike<number>, found: (row: TextRow) => void): void {
  const texts: Held[] = Array.from({ length: width }, () => ({ bytes: new Uint8Array(256), length: 0, isNone: false }));
  const first = texts[0];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = block[at++];
      if (byte === undefined || scale > 2 ** 42) throw new Error('no row');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  let id = 0;
  let next = 0;
  while (at < block.length && next < ids.length) {
    id += number();
    for (const text of texts) {
      const begins = number() - 1;
      text.isNone = begins < 0;
      if (text.isNone || first === undefined) continue;
      const [ends, own] = [number(), number()];
      if (begins > text.length || ends > first.length || at + own > block.length) throw new Error('no text');
      const from = first.length - ends;
      const length = begins + own + ends;
      if (length > text.bytes.length) text.bytes = larger(text.bytes, length);
      // Of the first text its own end of before: where it goes to may lie over where it comes from.
      if (text === first) text.bytes.copyWithin(begins + own, from, from + ends);
      else for (let i = 0; i < ends; i++) text.bytes[begins + own + i] = first.bytes[from + i] ?? 0;
      for (let i = 0; i < own; i++) text.bytes[begins + i] = block[at++] ?? 0;
      text.length = length;
    }
    while ((ids[next] ?? id) < id) next++;
    if (ids[next] === id) found({ id, texts: said(texts) });
  }
}

interface Held {
  bytes: Uint8Array;
  length: number;
  isNone: boolean;
}

const none = new Uint8Array(0);

/** Decoded as one, of which each is a part, unless a character takes more than a byte. */
function said(texts: readonly Held[]): (string | null)[] {
  let length = 0;
  for (const text of texts) length += text.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const text of texts) {
    bytes.set(text.length === text.bytes.length ? text.bytes : text.bytes.subarray(0, text.length), at);
    at += text.length;
  }
  const all = decoder.decode(bytes);
  at = 0;
  return texts.map((text) => {
    const from = at;
    at += text.length;
    if (text.isNone) return null;
    return all.length === length ? all.slice(from, at) : decoder.decode(bytes.subarray(from, at));
  });
}

function sharedBegin(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared++;
  return shared;
}

function sharedEnd(a: Uint8Array, b: Uint8Array, limit: number): number {
  const most = Math.min(limit, b.length);
  let shared = 0;
  while (shared < most && a[a.length - 1 - shared] === b[b.length - 1 - shared]) shared++;
  return shared;
}

function growing() {
  let all: Uint8Array = new Uint8Array(4096);
  let length = 0;
  const room = (more: number) => {
    if (length + more > all.length) all = larger(all, length + more);
  };
  return {
    number(value: number) {
      room(8);
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) all[length++] = (rest & 127) | 128;
      all[length++] = rest;
    },
    bytes(more: Uint8Array) {
      room(more.length);
      all.set(more, length);
      length += more.length;
    },
    done: () => all.slice(0, length),
  };
}

function larger(bytes: Uint8Array, least: number): Uint8Array {
  const grown = new Uint8Array(2 * least);
  grown.set(bytes);
  return grown;
}
