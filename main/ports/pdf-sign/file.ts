/** A PDF (ISO 32000-1, 7.5): its objects by number, in streams too. */
import { mostObjects, type Place, readStream, readTable, type Section, unpackedStream } from './cross-reference';
import { ObjectStream } from './object-stream';
import { BadPdf, type Dict, Name, Reader, Ref, Stream, type Value } from './objects';

/** Updates of a file: a report has one for its seal and one for each signature. */
const longestChain = 64;
/** Bytes of unpacked streams that a file is read by: kept, and passed through in all. */
const roomKept = 1 << 27;
const roomPassed = 2 ** 31;

export class PdfFile {
  readonly bytes: Buffer;
  readonly trailer: Dict;
  /** Where the newest cross-reference table or stream begins. */
  readonly startxref: number;
  /** Whether that is a stream: then what follows it is one as well. */
  readonly byStream: boolean;
  /** Newest first. */
  readonly #sections: Section[] = [];
  readonly #streams = new Map<number, ObjectStream>();
  readonly #read = new Map<number, Value>();
  #room = roomKept;
  /** Bytes that objects were read from so far: many more than there are where one lies within another. */
  #parsed = 0;
  /** Streams whose length is being looked up. */
  #lengths = 0;

  /** Throws BadPdf where it is no such file. */
  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.bytes.toString('latin1', 0, 5) !== '%PDF-') throw new BadPdf('it does not begin as a PDF does');
    const tail = /startxref\s+(\d{1,15})\s+%%EOF\s*$/.exec(this.bytes.toString('latin1', Math.max(0, this.bytes.length - 100)));
    if (tail === null) throw new BadPdf('it does not end as a PDF does');
    this.startxref = Number(tail[1]);
    let next: number | null = this.startxref;
    let newest: Dict | undefined;
    let byStream: boolean | undefined;
    while (next !== null) {
      if (this.#sections.length > longestChain) throw new BadPdf(`it was updated more than ${longestChain} times`);
      const { section, trailer, stream } = this.#section(next);
      this.#sections.push(section);
      byStream ??= stream;
      newest ??= trailer;
      const previous = trailer.get('Prev');
      if (previous !== undefined && (typeof previous !== 'number' || previous >= next)) throw new BadPdf('its cross-reference tables do not follow one another');
      next = previous ?? null;
    }
    this.trailer = newest as Dict;
    this.byStream = byStream ?? false;
    if (this.trailer.has('Encrypt')) throw new BadPdf('it is encrypted');
  }

  get numbers(): number[] {
    const seen = new Uint8Array(mostObjects);
    const found: number[] = [];
    for (const section of this.#sections) {
      for (const number of section.numbers()) {
        if (seen[number] === 1) continue;
        seen[number] = 1;
        found.push(number);
      }
    }
    return found;
  }
  get size(): number {
    return this.#number(this.trailer.get('Size'));
  }
  get root(): Dict {
    return this.dict(this.trailer.get('Root'));
  }

  /** Where an object is; null where there is none. */
  place(number: number): Place | null {
    for (const section of this.#sections) {
      const place = section.place(number);
      if (place !== undefined) return place;
    }
    return null;
  }

  get(value: Value | undefined): Value {
    let seen = 0;
    let found = value ?? null;
    while (found instanceof Ref) {
      if (seen++ > 20) throw new BadPdf(`object ${found.number} leads back to itself`);
      found = this.object(found.number);
    }
    return found;
  }
  dict(value: Value | undefined): Dict {
    const found = this.get(value);
    const entries = found instanceof Stream ? found.dict : found;
    if (!(entries instanceof Map)) throw new BadPdf('a dictionary is missing');
    return entries;
  }
  /** An empty one where there is none. */
  array(value: Value | undefined): Value[] {
    const found = this.get(value);
    return Array.isArray(found) ? found : [];
  }

  object(number: number): Value {
    const known = this.#read.get(number);
    if (known !== undefined) return known;
    const place = this.place(number);
    if (place === null) return null;
    const value = 'stream' in place ? this.#objectStream(place.stream).value(number, place.which) : this.#whole(number, place);
    this.#read.set(number, value);
    return value;
  }

  #whole(number: number, { at, generation }: { at: number; generation: number }): Value {
    const reader = new Reader(this.bytes, at);
    if (reader.integer() !== number || reader.integer() !== generation) throw new BadPdf(`object ${number} is not where the table says`);
    reader.expect('obj');
    const value = reader.value();
    const after = reader.word();
    this.#parsed += reader.at - at;
    if (this.#parsed > 6 * this.bytes.length + 1_000_000) throw new BadPdf('its objects lie within one another');
    if (after === 'stream') return this.#stream(value, reader);
    if (after !== 'endobj') throw new BadPdf(`object ${number} has no end`);
    return value;
  }

  #objectStream(number: number): ObjectStream {
    const known = this.#streams.get(number);
    if (known !== undefined) return known;
    const made = this.#unpackedObjects(number, this.#room);
    this.#room -= made.bytes.length;
    this.#streams.set(number, made);
    return made;
  }

  #unpackedObjects(number: number, most: number): ObjectStream {
    const place = this.place(number);
    // One in another would lead nowhere (7.5.7).
    const stream = place === null || 'stream' in place ? null : this.#whole(number, place);
    if (!(stream instanceof Stream) || !isName(stream.dict.get('Type'), 'ObjStm')) throw new BadPdf(`object ${number} is no stream of objects`);
    return new ObjectStream(unpackedStream(stream.dict, stream.data, most), this.#number(stream.dict.get('N')), this.#number(stream.dict.get('First')));
  }

  /** Every object as it is now, and none of them kept; those of one stream after one another. */
  *objects(): Generator<[number: number, Value]> {
    const inStreams: { number: number; stream: number; which: number }[] = [];
    for (const number of this.numbers) {
      const place = this.place(number);
      if (place === null) continue;
      if ('stream' in place) inStreams.push({ number, ...place });
      else yield [number, this.#whole(number, place)];
    }
    inStreams.sort((a, b) => a.stream - b.stream || a.which - b.which);
    let open: { number: number; objects: ObjectStream } | undefined;
    let room = roomPassed;
    for (const { number, stream, which } of inStreams) {
      if (open?.number !== stream) {
        open = { number: stream, objects: this.#unpackedObjects(stream, Math.min(room, roomKept)) };
        room -= open.objects.bytes.length;
      }
      yield [number, open.objects.value(number, which)];
    }
  }

  #stream(dict: Value, reader: Reader): Stream {
    if (!(dict instanceof Map)) throw new BadPdf(`a stream without a dictionary at byte ${reader.at}`);
    if (this.bytes[reader.at] === 13) reader.at++;
    if (this.bytes[reader.at] === 10) reader.at++;
    const start = reader.at;
    // Kept in an object of its own it is a number; a file that makes more of it never ends to be read.
    if (++this.#lengths > 3) throw new BadPdf(`the length of a stream before byte ${start} leads to ever more streams`);
    let length: number;
    try {
      length = this.#number(this.get(dict.get('Length')));
    } finally {
      this.#lengths--;
    }
    if (length > this.bytes.length - start) throw new BadPdf(`a stream at byte ${start} is longer than the file`);
    reader.at = start + length;
    reader.expect('endstream');
    return new Stream(dict, this.bytes.subarray(start, start + length));
  }

  #section(at: number): { section: Section; trailer: Dict; stream: boolean } {
    const reader = new Reader(this.bytes, at);
    if (reader.word() === 'xref') return { ...readTable(reader), stream: false };
    reader.at = at;
    const number = reader.integer();
    const stream = this.#whole(number, { at, generation: 0 });
    if (!(stream instanceof Stream) || !isName(stream.dict.get('Type'), 'XRef')) throw new BadPdf('it has no cross-reference table where it says');
    const bytes = unpackedStream(stream.dict, stream.data, this.#room);
    this.#room -= bytes.length;
    return { section: readStream(stream.dict, bytes), trailer: stream.dict, stream: true };
  }

  #number(value: Value | undefined): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new BadPdf('a number is missing');
    return value;
  }
}

export function isName(value: Value | undefined, text: string): boolean {
  return value instanceof Name && value.name === text;
}
