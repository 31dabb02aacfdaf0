/** The objects a PDF is made of (ISO 32000-1, 7.3): read from bytes, and written. */

/** Object number and generation. */
export class Ref {
  constructor(
    readonly number: number,
    readonly generation: number,
  ) {}
}
export class Name {
  constructor(readonly name: string) {}
}
/** A string as bytes. `at` and `end` are where it stood, its brackets included, when it was read. */
export class Text {
  constructor(
    readonly bytes: Uint8Array,
    readonly at = -1,
    readonly end = -1,
  ) {}
}
/** Bytes that go into the file as they are: for what is filled in later. */
export class Raw {
  constructor(readonly text: string) {}
}
export type Dict = Map<string, Value>;
export class Stream {
  constructor(
    readonly dict: Dict,
    readonly data: Uint8Array,
  ) {}
}
export type Value = null | boolean | number | Ref | Name | Text | Raw | Stream | Dict | Value[];

export class BadPdf extends Error {}

export const dict = (entries: Record<string, Value>): Dict => new Map(Object.entries(entries));
export const name = (text: string): Name => new Name(text);
/** A text string: ASCII as it is, all else as UTF-16 with its mark (7.9.2.2). */
export function text(value: string): Text {
  if (/^[\x20-\x7e]*$/.test(value)) return new Text(Buffer.from(value, 'latin1'));
  return new Text(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(value, 'utf16le').swap16()]));
}
export function textOf(value: Value | undefined): string | null {
  if (!(value instanceof Text)) return null;
  const bytes = Buffer.from(value.bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

/** How an object stands in a file; strings always in hexadecimal. */
export function written(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4).replace(/\.?0+$/, '');
  if (value instanceof Ref) return `${value.number} ${value.generation} R`;
  if (value instanceof Name) return `/${value.name.replace(/[^A-Za-z0-9_.+-]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
  if (value instanceof Text) return `<${Buffer.from(value.bytes).toString('hex')}>`;
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (value instanceof Stream) throw new BadPdf('a stream cannot stand inside of another object');
  return `<<${[...value].map(([key, one]) => `${written(new Name(key))} ${written(one)}`).join(' ')}>>`;
}

const space = new Set([0, 9, 10, 12, 13, 32]);
const delimiter = new Set([...'()<>[]{}/%'].map((one) => one.charCodeAt(0)));
const deepest = 60;

/** Reads objects one after the other. Throws BadPdf on what is none. */
export class Reader {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return;
      if (byte === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      else if (space.has(byte)) this.at++;
      else return;
    }
  }

  /** The next word: all up to white space or a delimiter. */
  word(): string {
    this.skip();
    const start = this.at;
    while (this.at < this.bytes.length && !space.has(this.bytes[this.at] as number) && !delimiter.has(this.bytes[this.at] as number)) this.at++;
    return this.bytes.toString('latin1', start, this.at);
  }

  expect(word: string): void {
    const at = this.at;
    if (this.word() !== word) throw new BadPdf(`no "${word}" at byte ${at}`);
  }

  integer(): number {
    const at = this.at;
    const word = this.word();
    if (!/^\d{1,15}$/.test(word)) throw new BadPdf(`no number at byte ${at}`);
    return Number(word);
  }

  value(depth = 0): Value {
    if (depth > deepest) throw new BadPdf(`objects nested too deep at byte ${this.at}`);
    this.skip();
    const at = this.at;
    const byte = this.bytes[at];
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#literal();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x3c) return this.bytes[at + 1] === 0x3c ? this.#dict(depth) : this.#hex();
    const word = this.word();
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new BadPdf(`no object at byte ${at}`);
    if (/^\d+$/.test(word)) {
      const after = this.at;
      const generation = this.word();
      if (/^\d{1,5}$/.test(generation) && this.word() === 'R') return new Ref(Number(word), Number(generation));
      this.at = after;
    }
    return Number(word);
  }

  #name(): Name {
    this.at++;
    const start = this.at;
    while (this.at < this.bytes.length && !space.has(this.bytes[this.at] as number) && !delimiter.has(this.bytes[this.at] as number)) this.at++;
    return new Name(this.bytes.toString('latin1', start, this.at).replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
  }

  #array(depth: number): Value[] {
    this.at++;
    const values: Value[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return values;
      }
      values.push(this.value(depth + 1));
    }
  }

  #dict(depth: number): Dict {
    this.at += 2;
    const entries: Dict = new Map();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return entries;
      }
      if (this.bytes[this.at] !== 0x2f) throw new BadPdf(`no name at byte ${this.at}`);
      const { name: key } = this.#name();
      // Which of two would count differs from reader to reader.
      if (entries.has(key)) throw new BadPdf(`/${key} stands twice in one dictionary, before byte ${this.at}`);
      entries.set(key, this.value(depth + 1));
    }
  }

  #hex(): Text {
    const at = this.at;
    const end = this.bytes.indexOf(0x3e, at);
    const digits = end < 0 ? '!' : this.bytes.toString('latin1', at + 1, end).replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new BadPdf(`no string at byte ${at}`);
    this.at = end + 1;
    return new Text(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'), at, this.at);
  }

  #literal(): Text {
    const start = this.at;
    const out = Buffer.alloc(this.#literalEnd() - start);
    let length = 0;
    const put = (byte: number) => {
      out[length++] = byte;
    };
    let open = 0;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new BadPdf(`a string that begins at byte ${start} has no end`);
      if (byte === 0x28 && open++ === 0) continue;
      if (byte === 0x29 && --open === 0) return new Text(out.subarray(0, length), start, this.at);
      if (byte === 0x5c) this.#escape(put);
      else put(byte);
    }
  }

  /** Where it ends, or the file: what it says is no longer than what stands there. */
  #literalEnd(): number {
    let open = 0;
    for (let at = this.at; at < this.bytes.length; at++) {
      const byte = this.bytes[at];
      if (byte === 0x5c) at++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) return at;
    }
    throw new BadPdf(`a string that begins at byte ${this.at} has no end`);
  }

  #escape(put: (byte: number) => void): void {
    const byte = this.bytes[this.at++];
    const char = String.fromCharCode(byte ?? 0);
    const plain = { n: 10, r: 13, t: 9, b: 8, f: 12 }[char];
    if (plain !== undefined) put(plain);
    else if (/[0-7]/.test(char)) {
      const digits = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at - 1, this.at + 2))?.[0] ?? char;
      put(Number.parseInt(digits, 8) & 255);
      this.at += digits.length - 1;
    } else if (byte === 13) {
      if (this.bytes[this.at] === 10) this.at++;
    } else if (byte !== 10 && byte !== undefined) put(byte);
  }
}
