/**
 * DEFLATE in a zlib envelope (RFC 1950, 1951), fast rather than small: a report holds a hundred million characters that repeat. In JavaScript, as what
 * zlib of a platform writes changes with its version, and a report has to be the same bytes everywhere.
 */
import { codesOf, lengthsOf } from './huffman';

const window = 32_768;
/** Of a short text fewer places are remembered: making room for all takes longer than packing it. */
const slotBits = (length: number) => (length < 1 << 16 ? 12 : 15);
const [shortest, longest] = [4, 258];
/** Literals and matches of one block. */
const blockTokens = 30_000;
const endOfBlock = 256;
/** In the order in which their lengths are written (RFC 1951, 3.2.7). */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** By the number less one (of lengths less three): the symbol of the range it lies in, the first of the range, the extra bits. */
const lengthRange = ranges(29, 3, 2, 256);
const distanceRange = ranges(30, 1, 1, window);

interface Ranges {
  symbol: Uint8Array;
  first: Uint16Array;
  extra: Uint8Array;
}

/** The tables of 3.2.5: `of` symbols, two (or four) of them a power of two. */
function ranges(of: number, least: number, log: number, most: number): Ranges {
  const symbol = new Uint8Array(most);
  const first = new Uint16Array(of);
  const extra = new Uint8Array(of);
  let next = least;
  for (let at = 0; at < of; at++) {
    const bits = Math.max(0, (at >> log) - 1);
    extra[at] = bits;
    first[at] = next;
    for (let value = next; value < next + (1 << bits) && value - least < most; value++) symbol[value - least] = at;
    next += 1 << bits;
  }
  return { symbol, first, extra };
}
// The greatest length has a symbol of its own.
lengthRange.symbol[longest - 3] = 28;
lengthRange.first[28] = longest;
lengthRange.extra[28] = 0;

export function deflated(bytes: Uint8Array): Uint8Array {
  const out = new BitsOut(bytes.length);
  out.put(0x78, 8);
  out.put(0x01, 8);
  const { length } = bytes;
  const block = new Block(out, Math.min(blockTokens, length + 1));
  const bits = slotBits(length);
  const last = new Int32Array(1 << bits).fill(-1);
  const wordAt = (at: number) => (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
  const slotOf = (word: number) => Math.imul(word, 0x9e3779b1) >>> (32 - bits);
  let at = 0;
  while (at + shortest <= length) {
    const word = wordAt(at);
    const slot = slotOf(word);
    const before = last[slot] as number;
    last[slot] = at;
    if (before < 0 || at - before > window || wordAt(before) !== word) {
      block.literal(bytes[at++] as number);
      continue;
    }
    const most = Math.min(longest, length - at);
    let same = shortest;
    while (same < most && bytes[before + same] === bytes[at + same]) same++;
    block.match(same, at - before);
    // Every place in a short match, some in a long one.
    const step = same > 32 ? 7 : 1;
    const end = Math.min(at + same, length - shortest + 1);
    for (let inner = at + 1; inner < end; inner += step) last[slotOf(wordAt(inner))] = inner;
    at += same;
  }
  while (at < length) block.literal(bytes[at++] as number);
  block.end(true);
  out.toByte();
  const sum = adler32(bytes);
  for (const shift of [24, 16, 8, 0]) out.put((sum >>> shift) & 255, 8);
  return out.bytes();
}

/** What was found since the last block was written. */
class Block {
  readonly #tokens: Uint32Array;
  #count = 0;
  readonly #symbols = new Uint32Array(286);
  readonly #distances = new Uint32Array(30);

  constructor(
    readonly out: BitsOut,
    readonly most: number,
  ) {
    this.#tokens = new Uint32Array(most);
  }

  literal(byte: number): void {
    this.#tokens[this.#count++] = byte;
    (this.#symbols[byte] as number)++;
    if (this.#count === this.most) this.end(false);
  }

  match(length: number, distance: number): void {
    this.#tokens[this.#count++] = (length << 16) | distance;
    (this.#symbols[257 + (lengthRange.symbol[length - 3] as number)] as number)++;
    (this.#distances[distanceRange.symbol[distance - 1] as number] as number)++;
    if (this.#count === this.most) this.end(false);
  }

  end(isLast: boolean): void {
    const { out } = this;
    this.#symbols[endOfBlock] = 1;
    const used = this.#distances.some((count) => count > 0);
    if (!used) this.#distances[0] = 1;
    const [symbolLengths, distanceLengths] = [lengthsOf(this.#symbols, 15), lengthsOf(this.#distances, 15)];
    out.need(this.#count * 6 + 1000);
    out.put(isLast ? 1 : 0, 1);
    out.put(2, 2);
    writeLengths(out, symbolLengths, distanceLengths);
    this.#write(symbolLengths, codesOf(symbolLengths), distanceLengths, codesOf(distanceLengths));
    this.#symbols.fill(0);
    this.#distances.fill(0);
    this.#count = 0;
  }

  #write(symbolLengths: Uint8Array, symbolCodes: Uint16Array, distanceLengths: Uint8Array, distanceCodes: Uint16Array): void {
    const { out } = this;
    for (let at = 0; at < this.#count; at++) {
      const token = this.#tokens[at] as number;
      const length = token >>> 16;
      if (length === 0) {
        out.put(symbolCodes[token] as number, symbolLengths[token] as number);
        continue;
      }
      const distance = token & 0xffff;
      const one = lengthRange.symbol[length - 3] as number;
      out.put(symbolCodes[257 + one] as number, symbolLengths[257 + one] as number);
      out.put(length - (lengthRange.first[one] as number), lengthRange.extra[one] as number);
      const two = distanceRange.symbol[distance - 1] as number;
      out.put(distanceCodes[two] as number, distanceLengths[two] as number);
      out.put(distance - (distanceRange.first[two] as number), distanceRange.extra[two] as number);
    }
    out.put(symbolCodes[endOfBlock] as number, symbolLengths[endOfBlock] as number);
  }
}

/** The lengths of the codes of a block, themselves in codes (3.2.7); of repeats those of zero alone. */
function writeLengths(out: BitsOut, symbols: Uint8Array, distances: Uint8Array): void {
  const all = [...symbols, ...distances];
  const told: { symbol: number; more: number; bits: number }[] = [];
  for (let at = 0; at < all.length; ) {
    const symbol = all[at] as number;
    let run = 1;
    while (symbol === 0 && run < 138 && all[at + run] === 0) run++;
    if (run >= 11) told.push({ symbol: 18, more: run - 11, bits: 7 });
    else if (run >= 3) told.push({ symbol: 17, more: run - 3, bits: 3 });
    else {
      run = 1;
      told.push({ symbol, more: 0, bits: 0 });
    }
    at += run;
  }
  const counts = new Uint32Array(19);
  for (const { symbol } of told) (counts[symbol] as number)++;
  const lengths = lengthsOf(counts, 7);
  const codes = codesOf(lengths);
  out.put(symbols.length - 257, 5);
  out.put(distances.length - 1, 5);
  out.put(lengthOrder.length - 4, 4);
  for (const symbol of lengthOrder) out.put(lengths[symbol] as number, 3);
  for (const { symbol, more, bits } of told) {
    out.put(codes[symbol] as number, lengths[symbol] as number);
    out.put(more, bits);
  }
}

/** Bits, the lowest first. */
class BitsOut {
  #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(of: number) {
    this.#bytes = new Uint8Array((of >> 2) + 1100);
  }

  need(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + more);
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }

  /** At most 16 bits. */
  put(value: number, count: number): void {
    this.#held |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#bytes[this.#at++] = this.#held & 255;
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  toByte(): void {
    this.need(16);
    if (this.#count > 0) this.put(0, 8 - this.#count);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }
}

/** RFC 1950, 8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length; ) {
    // As many as cannot make the sums too large.
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) {
      a += bytes[at] as number;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
