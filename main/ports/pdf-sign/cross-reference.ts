/** Where the objects of a PDF are: its cross-reference tables (ISO 32000-1, 7.5.4) and streams (7.5.8), one for each update. */
import { inflateSync } from 'node:zlib';
import { BadPdf, type Dict, Name, type Reader, type Value } from './objects';

/** Where an object begins; or which of those in a stream it is (7.5.7). */
export type Place = { at: number; generation: number } | { stream: number; which: number };

/** What one update tells. */
export interface Section {
  /** undefined: it tells nothing of it; null: it is free. */
  place(number: number): Place | null | undefined;
  /** Of which it tells. */
  numbers(): Iterable<number>;
}

/** The highest number an object may have (ISO 32000-1, annex C). */
export const mostObjects = 8_388_607;

/** Reads a table, with the trailer after it. Throws BadPdf. */
export function readTable(reader: Reader): { section: Section; trailer: Dict } {
  const offsets = new Map<number, number>();
  const generations = new Map<number, number>();
  for (;;) {
    const before = reader.at;
    if (reader.word() === 'trailer') break;
    reader.at = before;
    const first = reader.integer();
    const count = reader.integer();
    if (first + count > mostObjects) throw new BadPdf(`its cross-reference table is of more objects than the ${mostObjects} that a PDF may have`);
    for (let number = first; number < first + count; number++) {
      const offset = reader.integer();
      const generation = reader.integer();
      const kind = reader.word();
      if (kind !== 'n' && kind !== 'f') throw new BadPdf(`a line of the cross-reference table is wrong before byte ${reader.at}`);
      if (offsets.has(number)) continue;
      offsets.set(number, kind === 'n' ? offset : -1);
      if (generation !== 0) generations.set(number, generation);
    }
  }
  const trailer = reader.value();
  if (!(trailer instanceof Map)) throw new BadPdf('it has no trailer');
  if (trailer.has('XRefStm')) throw new BadPdf('it has a cross-reference stream beside its table');
  return {
    section: {
      place(number) {
        const at = offsets.get(number);
        return at === undefined ? undefined : at < 0 ? null : { at, generation: generations.get(number) ?? 0 };
      },
      numbers: () => offsets.keys(),
    },
    trailer,
  };
}

/** A stream as it is, or packed as reports are; `most`: bytes that it is unpacked to at the most. Throws BadPdf. */
export function unpackedStream(dict: Dict, data: Uint8Array, most: number): Buffer {
  const filter = dict.get('Filter') ?? null;
  if (filter === null) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (!(filter instanceof Name) || filter.name !== 'FlateDecode') throw new BadPdf('a stream that its objects are found by is packed in a way that reports are not');
  const parameters = dict.get('DecodeParms') ?? null;
  let bytes: Buffer;
  try {
    bytes = inflateSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new BadPdf('the streams that its objects are found by are larger, unpacked, than those of any report');
    throw new BadPdf(`a stream that its objects are found by cannot be unpacked (${(error as Error).message})`);
  }
  return parameters === null ? bytes : unpredicted(bytes, parameters);
}

/** PNG filters 0 and 2, one byte a column (7.4.4.4): as it is, or as what it is above the row before. */
function unpredicted(bytes: Buffer, parameters: Value): Buffer {
  const of = (key: string, unless: number) => (parameters instanceof Map ? (parameters.get(key) ?? unless) : null);
  const [predictor, columns] = [of('Predictor', 1), of('Columns', 1)];
  if (predictor === 1) return bytes;
  if (typeof predictor !== 'number' || predictor < 10 || !isCount(columns) || columns < 1 || columns > 64 || of('Colors', 1) !== 1 || of('BitsPerComponent', 8) !== 8)
    throw new BadPdf('a cross-reference stream is written in a way that reports are not');
  const rows = Math.floor(bytes.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * (columns + 1);
    const to = row * columns;
    const filter = bytes[from];
    if (filter !== 0 && filter !== 2) throw new BadPdf('a cross-reference stream is written in a way that reports are not');
    for (let column = 0; column < columns; column++) {
      const above = filter === 0 || row === 0 ? 0 : (out[to - columns + column] as number);
      out[to + column] = (bytes[from + 1 + column] as number) + above;
    }
  }
  return out;
}

const isCount = (value: Value | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** `bytes`: of the stream, unpacked. Reads nothing of it before it is asked: a long report has half a million objects. Throws BadPdf. */
export function readStream(dict: Dict, bytes: Buffer): Section {
  const widths = dict.get('W');
  const size = dict.get('Size');
  if (!Array.isArray(widths) || widths.length !== 3 || !widths.every((width) => isCount(width) && width <= 6) || !isCount(size))
    throw new BadPdf('its cross-reference stream does not say how it is written');
  const [a, b, c] = widths as [number, number, number];
  const length = a + b + c;
  const index = dict.get('Index') ?? [0, size];
  if (!Array.isArray(index) || index.length % 2 !== 0 || !index.every(isCount) || length === 0) throw new BadPdf('its cross-reference stream does not say which objects it is of');
  const runs: { first: number; count: number; from: number }[] = [];
  let from = 0;
  let next = 0;
  for (let at = 0; at < index.length; at += 2) {
    const [first, count] = index.slice(at, at + 2) as [number, number];
    if (from + count > bytes.length / length) throw new BadPdf('its cross-reference stream is shorter than it says');
    if (first < next) throw new BadPdf('its cross-reference stream tells of objects twice, or not in the order of their numbers');
    next = first + count;
    if (next > mostObjects) throw new BadPdf(`its cross-reference stream is of more objects than the ${mostObjects} that a PDF may have`);
    runs.push({ first, count, from });
    from += count;
  }
  const field = (at: number, width: number, unless: number) => (width === 0 ? unless : bytes.readUIntBE(at, width));
  return {
    place(number) {
      const run = runOf(runs, number);
      if (run === undefined) return undefined;
      const at = (run.from + number - run.first) * length;
      const [kind, second, third] = [field(at, a, 1), field(at + a, b, 0), field(at + a + b, c, 0)];
      if (kind === 0) return null;
      if (kind === 1) return { at: second, generation: third };
      if (kind === 2) return { stream: second, which: third };
      throw new BadPdf(`object ${number} is kept in a way that reports do not know`);
    },
    *numbers() {
      for (const { first, count } of runs) for (let number = first; number < first + count; number++) yield number;
    },
  };
}

/** The last run that begins at the number or before it, where it reaches so far. */
function runOf<Run extends { first: number; count: number }>(runs: readonly Run[], number: number): Run | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] as Run).first <= number) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run !== undefined && number < run.first + run.count ? run : undefined;
}

/** Of an update, for one that follows a stream: where each object begins, in the order of their numbers, itself the last. Not packed. */
export function writtenStream(places: readonly (readonly [number: number, at: number])[]): { entries: Dict; bytes: Buffer } {
  const index: number[] = [];
  const bytes = Buffer.alloc(places.length * 7);
  for (const [row, [number, at]] of places.entries()) {
    const [first = 0, count = 0] = index.slice(-2);
    if (row > 0 && first + count === number) index[index.length - 1] = count + 1;
    else index.push(number, 1);
    bytes.writeUInt8(1, row * 7);
    bytes.writeUInt32BE(at, row * 7 + 1);
  }
  return {
    entries: new Map<string, Value>([
      ['Type', new Name('XRef')],
      ['Index', index],
      ['W', [1, 4, 2]],
    ]),
    bytes,
  };
}
