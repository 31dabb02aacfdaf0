/** A file of columns beside the image of the index: what questions rest on and what takes long to make, read again as it lies there. A cache, sealed like the image. */
import type { FramePosition } from '../evidence/frame';
import { sha256Of } from '../evidence/mirror';
import { sameBytes } from '../evidence/tree/hash';
import type { Ports } from '../ports';
import { readUnlessDamaged } from './read-unless-damaged';

export type Column = Uint8Array | Int32Array | Uint32Array | Float64Array;
/** By name, in an order that is always the same. */
export type Parts = Readonly<Record<string, Column | string>>;

/** What a file was made from; it is of use where all of this is so again. */
export interface MadeFrom {
  /** Of this, by this version of the program, in this form. */
  what: string;
  program: string;
  schema: number;
  /** The key of the masks in the index. */
  mask: string;
  form: string;
  /** The records: see `recordsStamp`. */
  stamp: string;
  /** How far the ledger went, and the edge of its tree there, roots in base64: no other ledger has it. */
  ledger: FramePosition;
  leaves: number;
  roots: readonly string[];
}

const mark = new TextEncoder().encode('LAWAHD1\n');
const digestLength = 64;
const align = 8;

const types = { u8: Uint8Array, i32: Int32Array, u32: Uint32Array, f64: Float64Array } as const;
type TypeName = keyof typeof types | 'text';
export interface PartAt {
  name: string;
  type: TypeName;
  /** Where its bytes begin behind the header, and how many there are. */
  at: number;
  bytes: number;
}

/** Columns are written as this computer holds them; where that is another order of bytes nothing is kept. */
export const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const bytesOf = (part: Column | string): Uint8Array => (typeof part === 'string' ? new TextEncoder().encode(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const up = (length: number) => Math.ceil(length / align) * align;

function typeOf(part: Column | string): TypeName {
  if (typeof part === 'string') return 'text';
  if (part instanceof Int32Array) return 'i32';
  if (part instanceof Uint32Array) return 'u32';
  return part instanceof Float64Array ? 'f64' : 'u8';
}

/** Half of a pair of UTF-16. */
const unpaired = /\p{Surrogate}/u;

/** The pieces of the file one after another: columns as they lie in memory, none copied. Null where a text holds what UTF-8 cannot. */
export function encodeAhead(ports: Ports, from: MadeFrom, parts: Parts): Iterable<Uint8Array> | null {
  const contents: Uint8Array[] = [];
  const index: PartAt[] = [];
  let end = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string' && unpaired.test(part)) return null;
    const bytes = bytesOf(part);
    index.push({ name, type: typeOf(part), at: end, bytes: bytes.length });
    contents.push(bytes);
    end += up(bytes.length);
  }
  const header = new TextEncoder().encode(JSON.stringify({ from, parts: index }));
  const begin = new Uint8Array(up(mark.length + 4 + header.length));
  begin.set(mark);
  new DataView(begin.buffer).setUint32(mark.length, header.length, true);
  begin.set(header, mark.length + 4);
  return sealedPieces(ports, begin, contents);
}

function* sealedPieces(ports: Ports, begin: Uint8Array, contents: readonly Uint8Array[]): Generator<Uint8Array> {
  const hash = ports.sha256();
  for (const bytes of [begin, ...contents]) {
    for (const piece of [bytes, new Uint8Array(up(bytes.length) - bytes.length)]) {
      if (piece.length === 0) continue;
      hash.update(piece);
      yield piece;
    }
  }
  yield new TextEncoder().encode(hash.hex());
}

/** What such a file begins with: a mark, and how long its header is; then come the header and, at the next place that suits every type, the contents. */
export const headOf = {
  length: mark.length + 4,
  /** Null where it is no such file. */
  headerLength: (file: Uint8Array): number | null =>
    file.length < mark.length + 4 || mark.some((byte, i) => file[i] !== byte) ? null : new DataView(file.buffer, file.byteOffset).getUint32(mark.length, true),
  contentsAt: (headerLength: number): number => up(mark.length + 4 + headerLength),
};

/** Null where it is none. */
export function aheadHeader(bytes: Uint8Array): { from: MadeFrom; parts: PartAt[] } | null {
  try {
    const header = JSON.parse(decoder.decode(bytes)) as { from: MadeFrom; parts: PartAt[] };
    return typeof header.from === 'object' && Array.isArray(header.parts) ? header : null;
  } catch {
    return null;
  }
}

export interface AheadFile {
  from: MadeFrom;
  parts: Parts;
}

/** `wanted` looks at what the file says it was made from before the rest is read. Null where that is not wanted; `broken` where it is not what was written. */
export function readAhead(ports: Pick<Ports, 'home' | 'sha256'>, path: string, wanted: (from: MadeFrom) => boolean): AheadFile | 'broken' | null {
  const file = readUnlessDamaged(ports, path);
  if (file === null) return 'broken';
  const sealed = file.length - digestLength;
  if (sealed < headOf.length) return 'broken';
  const headerLength = headOf.headerLength(file) ?? Number.POSITIVE_INFINITY;
  if (headOf.length + headerLength > sealed) return 'broken';
  const header = aheadHeader(file.subarray(headOf.length, headOf.length + headerLength));
  if (header === null) return 'broken';
  try {
    if (!wanted(header.from)) return null;
    if (sha256Of(ports, file.subarray(0, sealed)) !== decoder.decode(file.subarray(sealed))) return 'broken';
    const begin = headOf.contentsAt(headerLength);
    return { from: header.from, parts: Object.fromEntries(header.parts.map((part) => [part.name, partOf(file.subarray(begin, sealed), part)])) };
  } catch {
    return 'broken';
  }
}

/** The memory of the file itself where that lies as the type needs it. Throws where it is not within it. */
export function partOf(contents: Uint8Array, { type, at, bytes }: PartAt): Column | string {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(bytes) || at < 0 || bytes < 0 || at + bytes > contents.length) throw new Error('outside the file');
  const part = contents.subarray(at, at + bytes);
  if (type === 'text') return decoder.decode(part);
  const of = types[type];
  const whole = part.byteOffset % of.BYTES_PER_ELEMENT === 0 ? part : part.slice();
  return new of(whole.buffer as ArrayBuffer, whole.byteOffset, bytes / of.BYTES_PER_ELEMENT);
}

/** In words where two differ. */
export function partsDiffer(found: Parts, expected: Parts): string | null {
  for (const [name, part] of Object.entries(expected)) {
    const its = found[name];
    if (its === undefined || typeOf(its) !== typeOf(part)) return `it has no ${name}`;
    if (typeof part === 'string' || typeof its === 'string') {
      if (its !== part) return `its ${name} is not what the index gives`;
    } else if (!sameBytes(bytesOf(its), bytesOf(part))) return `its ${name} is not what the index gives`;
  }
  const more = Object.keys(found).find((name) => !(name in expected));
  return more === undefined ? null : `it has a ${more}, which it should not`;
}
