/** A PDF (ISO 32000-1, 7.5): its objects by number, in streams too, and an update appended to it. */
import { createHash } from 'node:crypto';
import { mostObjects, type Place, readStream, readTable, type Section, unpackedStream, writtenStream } from './cross-reference';
import { BadPdf, type Dict, Name, Reader, Ref, Stream, Text, textOf, type Value, written } from './objects';

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

/** Objects that lie together in one stream (7.5.7): a head of numbers and places, then themselves. */
class ObjectStream {
  readonly #numbers: Uint32Array;
  readonly #offsets: Uint32Array;

  constructor(
    readonly bytes: Buffer,
    count: number,
    readonly first: number,
  ) {
    // Each takes four bytes of the head: its number, its place, what parts them.
    if (first > bytes.length || count * 4 > first + 1) throw new BadPdf('a stream of objects is shorter than it says');
    this.#numbers = new Uint32Array(count);
    this.#offsets = new Uint32Array(count);
    const reader = new Reader(bytes.subarray(0, first));
    for (let at = 0; at < count; at++) {
      const [number, offset] = [reader.integer(), reader.integer()];
      if (number > mostObjects || first + offset > bytes.length || (at > 0 && offset <= (this.#offsets[at - 1] as number)))
        throw new BadPdf('the objects of a stream do not lie one after another');
      this.#numbers[at] = number;
      this.#offsets[at] = offset;
    }
  }

  value(number: number, which: number): Value {
    const offset = this.#offsets[which];
    if (offset === undefined || this.#numbers[which] !== number) throw new BadPdf(`object ${number} is not where the table says`);
    const next = this.#offsets[which + 1];
    return new Reader(next === undefined ? this.bytes : this.bytes.subarray(0, this.first + next), this.first + offset).value();
  }
}

/** What is in the stream's own dictionary, and no trailer of an update that follows it. */
const ofStream = ['Type', 'Index', 'W', 'Length', 'Filter', 'DecodeParms'];

/** Objects changed or added, appended to a file as one update (7.5.6); nothing before it is touched. */
export class Update {
  readonly #objects = new Map<number, Value>();
  #next: number;

  constructor(readonly file: PdfFile) {
    this.#next = file.size;
  }

  add(value: Value): Ref {
    const ref = new Ref(this.#next++, 0);
    this.#objects.set(ref.number, value);
    return ref;
  }
  set(ref: Ref, value: Value): void {
    this.#objects.set(ref.number, value);
  }
  /** As it is in this update, else in the file. */
  get(ref: Ref): Value {
    return this.#objects.get(ref.number) ?? this.file.get(ref);
  }
  /** A copy of a dictionary object, to be changed. */
  edit(value: Value | undefined): Dict {
    if (!(value instanceof Ref)) throw new BadPdf('an object that is to be changed has no number');
    const known = this.#objects.get(value.number);
    if (known instanceof Map) return known;
    const copy = new Map(this.file.dict(value));
    this.#objects.set(value.number, copy);
    return copy;
  }

  bytes(): Buffer {
    const parts: Buffer[] = [this.file.bytes];
    let at = this.file.bytes.length;
    const put = (part: Buffer | string) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
      parts.push(bytes);
      at += bytes.length;
    };
    if (this.file.bytes.at(-1) !== 10) put('\n');
    const places = [...this.#objects].sort(([a], [b]) => a - b);
    const lines: [number, number][] = [];
    for (const [number, value] of places) {
      lines.push([number, at]);
      put(`${number} 0 obj\n`);
      if (value instanceof Stream) {
        put(`${written(new Map([...value.dict, ['Length', value.data.length]]))}\nstream\n`);
        put(Buffer.from(value.data));
        put('\nendstream');
      } else put(written(value));
      put('\nendobj\n');
    }
    const start = at;
    const trailer: Dict = new Map(this.file.trailer);
    for (const key of ofStream) trailer.delete(key);
    trailer.set('Size', this.#next);
    trailer.set('Prev', this.file.startxref);
    const [first] = this.file.array(trailer.get('ID'));
    // The second half tells updates apart (14.4); made of what is updated, so that nothing in it is by chance.
    if (first instanceof Text) trailer.set('ID', [first, new Text(createHash('sha256').update(this.file.bytes).digest().subarray(0, 16))]);
    if (this.file.byStream) {
      const number = this.#next;
      trailer.set('Size', number + 1);
      const { entries, bytes } = writtenStream([...lines, [number, start]]);
      put(`${number} 0 obj\n${written(new Map([...entries, ...trailer, ['Length', bytes.length]]))}\nstream\n`);
      put(bytes);
      put('\nendstream\nendobj\n');
    } else {
      put(`xref\n${tableOf(lines)}trailer\n${written(trailer)}\n`);
    }
    put(`startxref\n${start}\n%%EOF\n`);
    return Buffer.concat(parts);
  }
}

/** Runs of numbers, a line of 20 bytes for each (7.5.4). */
function tableOf(lines: readonly [number: number, at: number][]): string {
  let table = '';
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (lines[to]?.[0] === (lines[from]?.[0] ?? 0) + to - from) to++;
    const run = lines.slice(from, to);
    table += `${run[0]?.[0]} ${run.length}\n${run.map(([, at]) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
    from = to;
  }
  return table;
}

/** Parts of a name tree: a report of 100,000 destinations has some thousand. */
const mostNodes = 100_000;

/** What a name tree leads to (7.9.6). Throws BadPdf where a part of it stands in it twice. */
export function* namesIn(file: PdfFile, root: Value | undefined): Generator<[name: string, Value]> {
  const seen = new Set<number>();
  let nodes = 0;
  const open: { node: Value | undefined; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (node instanceof Ref && seen.size === seen.add(node.number).size) throw new BadPdf('its names lead back to themselves');
    if (++nodes > mostNodes || depth > 20) throw new BadPdf('its names are more, or nested deeper, than those of any report');
    const here = file.get(node);
    if (!(here instanceof Map)) continue;
    const names = file.array(here.get('Names'));
    for (let at = 0; at + 1 < names.length; at += 2) yield [textOf(file.get(names[at])) ?? '', names[at + 1] ?? null];
    for (const kid of [...file.array(here.get('Kids'))].reverse()) open.push({ node: kid, depth: depth + 1 });
  }
}

export function isName(value: Value | undefined, text: string): boolean {
  return value instanceof Name && value.name === text;
}
