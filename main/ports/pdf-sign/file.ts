/** A PDF with classic cross-reference tables (ISO 32000-1, 7.5), as reports are: its objects by number, and an update appended to it. */
import { createHash } from 'node:crypto';
import { BadPdf, type Dict, Name, Reader, Ref, Stream, Text, type Value, written } from './objects';

const longestChain = 200;

export class PdfFile {
  readonly bytes: Buffer;
  readonly trailer: Dict;
  /** Where the newest cross-reference table begins. */
  readonly startxref: number;
  /** Where each object begins; -1: it is free. */
  readonly #places = new Map<number, number>();
  /** Of those that are not of generation 0. */
  readonly #generations = new Map<number, number>();
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
    for (let tables = 0; next !== null; tables++) {
      if (tables > longestChain) throw new BadPdf('it has too many cross-reference tables');
      const trailer = this.#table(next);
      newest ??= trailer;
      const previous = trailer.get('Prev');
      if (previous !== undefined && (typeof previous !== 'number' || previous >= next)) throw new BadPdf('its cross-reference tables do not follow one another');
      next = previous ?? null;
    }
    this.trailer = newest as Dict;
    if (this.trailer.has('Encrypt')) throw new BadPdf('it is encrypted');
  }

  get numbers(): number[] {
    return [...this.#places.keys()];
  }
  get size(): number {
    return this.#number(this.trailer.get('Size'));
  }
  get root(): Dict {
    return this.dict(this.trailer.get('Root'));
  }

  /** Where an object begins; null where there is none. */
  place(number: number): number | null {
    const at = this.#places.get(number) ?? -1;
    return at < 0 ? null : at;
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
    const reader = new Reader(this.bytes, place);
    if (reader.integer() !== number || reader.integer() !== (this.#generations.get(number) ?? 0)) throw new BadPdf(`object ${number} is not where the table says`);
    reader.expect('obj');
    let value = reader.value();
    const after = reader.word();
    if (after === 'stream') value = this.#stream(value, reader);
    else if (after !== 'endobj') throw new BadPdf(`object ${number} has no end`);
    this.#read.set(number, value);
    return value;
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

  #table(at: number): Dict {
    const reader = new Reader(this.bytes, at);
    if (reader.word() !== 'xref') throw new BadPdf('its cross-reference table is not of the kind that reports are written with');
    for (;;) {
      const before = reader.at;
      if (reader.word() === 'trailer') break;
      reader.at = before;
      const first = reader.integer();
      const count = reader.integer();
      if (count > this.bytes.length) throw new BadPdf('its cross-reference table is longer than it is');
      for (let number = first; number < first + count; number++) {
        const line = usualLine(reader);
        const offset = line ?? reader.integer();
        const generation = line === null ? reader.integer() : 0;
        const kind = line === null ? reader.word() : 'n';
        if (kind !== 'n' && kind !== 'f') throw new BadPdf(`a line of the cross-reference table is wrong before byte ${reader.at}`);
        if (this.#places.has(number)) continue;
        this.#places.set(number, kind === 'n' ? offset : -1);
        if (generation !== 0) this.#generations.set(number, generation);
      }
    }
    const trailer = reader.value();
    if (!(trailer instanceof Map)) throw new BadPdf('it has no trailer');
    if (trailer.has('XRefStm')) throw new BadPdf('it has a cross-reference stream beside its table');
    return trailer;
  }

  #number(value: Value | undefined): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new BadPdf('a number is missing');
    return value;
  }
}

const zero = 0x30;
/** After the ten digits of a line of a table (7.5.4). */
const usualEnd = Buffer.from(' 00000 n', 'latin1');

/** The number of a line as reports have hundreds of thousands, read without making its words; null, and nothing is read, where it is written otherwise. */
function usualLine(reader: Reader): number | null {
  const { bytes } = reader;
  let { at } = reader;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d) at++;
  let offset = 0;
  for (let end = at + 10; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return null;
    offset = offset * 10 + digit;
  }
  for (const byte of usualEnd) if (bytes[at++] !== byte) return null;
  if (bytes[at] !== 0x20 && bytes[at] !== 0x0a && bytes[at] !== 0x0d) return null;
  reader.at = at;
  return offset;
}

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
    const lines: [number, string][] = [];
    for (const [number, value] of places) {
      lines.push([number, `${String(at).padStart(10, '0')} 00000 n \n`]);
      put(`${number} 0 obj\n`);
      if (value instanceof Stream) {
        put(`${written(new Map([...value.dict, ['Length', value.data.length]]))}\nstream\n`);
        put(Buffer.from(value.data));
        put('\nendstream');
      } else put(written(value));
      put('\nendobj\n');
    }
    const start = at;
    put('xref\n');
    for (let from = 0; from < lines.length; ) {
      let to = from + 1;
      while (lines[to]?.[0] === (lines[from]?.[0] ?? 0) + to - from) to++;
      const run = lines.slice(from, to);
      put(`${run[0]?.[0]} ${run.length}\n${run.map(([, line]) => line).join('')}`);
      from = to;
    }
    const trailer: Dict = new Map(this.file.trailer);
    trailer.set('Size', this.#next);
    trailer.set('Prev', this.file.startxref);
    const [first] = this.file.array(trailer.get('ID'));
    // The second half tells updates apart (14.4); made of what is updated, so that nothing in it is by chance.
    if (first instanceof Text) trailer.set('ID', [first, new Text(createHash('sha256').update(this.file.bytes).digest().subarray(0, 16))]);
    put(`trailer\n${written(trailer)}\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(parts);
  }
}

export function isName(value: Value | undefined, text: string): boolean {
  return value instanceof Name && value.name === text;
}
