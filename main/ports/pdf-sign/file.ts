/** A PDF (ISO 32000-1, 7.5): its objects by number, in streams too, and an update appended to it. */
import { createHash } from 'node:crypto';
import { type Place, readStream, readTable, type Section, unpackedStream, writtenStream } from './cross-reference';
import { BadPdf, type Dict, Name, Reader, Ref, Stream, Text, type Value, written } from './objects';

const longestChain = 200;

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
      if (this.#sections.length > longestChain) throw new BadPdf('it has too many cross-reference tables');
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
    return [...new Set(this.#sections.flatMap((section) => [...section.numbers()]))];
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
    if (after === 'stream') return this.#stream(value, reader);
    if (after !== 'endobj') throw new BadPdf(`object ${number} has no end`);
    return value;
  }

  #objectStream(number: number): ObjectStream {
    const known = this.#streams.get(number);
    if (known !== undefined) return known;
    const place = this.place(number);
    // One in another would lead nowhere (7.5.7).
    const stream = place === null || 'stream' in place ? null : this.#whole(number, place);
    if (!(stream instanceof Stream) || !isName(stream.dict.get('Type'), 'ObjStm')) throw new BadPdf(`object ${number} is no stream of objects`);
    const made = new ObjectStream(unpackedStream(stream.dict, stream.data), this.#number(stream.dict.get('N')), this.#number(stream.dict.get('First')));
    this.#streams.set(number, made);
    return made;
  }

  #stream(dict: Value, reader: Reader): Stream {
    if (!(dict instanceof Map)) throw new BadPdf(`a stream without a dictionary at byte ${reader.at}`);
    if (this.bytes[reader.at] === 13) reader.at++;
    if (this.bytes[reader.at] === 10) reader.at++;
    const start = reader.at;
    const length = this.#number(this.get(dict.get('Length')));
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
    return { section: readStream(stream.dict, stream.data), trailer: stream.dict, stream: true };
  }

  #number(value: Value | undefined): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new BadPdf('a number is missing');
    return value;
  }
}

/** Objects that lie together in one stream (7.5.7): a head of numbers and places, then themselves. */
class ObjectStream {
  readonly #numbers: number[] = [];
  readonly #offsets: number[] = [];

  constructor(
    readonly bytes: Buffer,
    count: number,
    readonly first: number,
  ) {
    if (first > bytes.length || count > bytes.length) throw new BadPdf('a stream of objects is shorter than it says');
    const reader = new Reader(bytes.subarray(0, first));
    for (let at = 0; at < count; at++) {
      this.#numbers.push(reader.integer());
      this.#offsets.push(reader.integer());
    }
  }

  value(number: number, which: number): Value {
    const offset = this.#offsets[which];
    if (offset === undefined || this.#numbers[which] !== number) throw new BadPdf(`object ${number} is not where the table says`);
    return new Reader(this.bytes, this.first + offset).value();
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

export function isName(value: Value | undefined, text: string): boolean {
  return value instanceof Name && value.name === text;
}
