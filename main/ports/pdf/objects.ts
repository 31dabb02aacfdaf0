/** The bytes of the file as they come: those that pdfkit writes, and objects written past it, of which a long report has hundreds of thousands and which lie packed in streams. */

import { ByteText } from './byte-text';
import type { Internals } from './internals';
import { latin1 } from './latin1';
import type { Packer } from './packer';

/** Objects of one stream (ISO 32000-1, 7.5.7): so many are unpacked for one of them. */
const together = 500;
/** Bytes of an entry of the cross-reference stream (7.5.8): its kind, where it is, and which of a stream it is. */
const entryWidths = [1, 4, 2] as const;
const entryLength = entryWidths[0] + entryWidths[1] + entryWidths[2];

/** Characters put together before they become bytes. */
const portion = 1 << 16;

/** Bytes that the objects of a stream take, nearly always. */
const room = 1 << 16;

export class FileObjects {
  readonly #parts: Uint8Array[] = [];
  readonly #raw: Internals;
  readonly #packer: Packer;
  #text = '';
  /** Of the objects that go into one stream: their numbers and places, and what they say. */
  readonly #head = new ByteText(room >> 2);
  readonly #body = new ByteText(room);
  #count = 0;
  readonly #streams: { packed: Promise<Uint8Array>; count: number; first: number }[] = [];
  /** Their numbers, once they are in the file. */
  readonly #numbers: number[] = [];
  /** By number: which object of which stream, as `stream * together + which`. */
  readonly #places: number[] = [];

  /** Takes over from the stream that pdfkit's document is: what it wrote so far, and all that it will. */
  constructor(raw: Internals, packer: Packer) {
    this.#raw = raw;
    this.#packer = packer;
    const begun = raw.read();
    if (begun !== null) this.#parts.push(begun);
    raw._write = (data) => (typeof data === 'string' ? this.#writeText(`${data}\n`) : this.#write(data));
    // The table of pdfkit has no place for objects in streams.
    raw._finalize = () => undefined;
  }

  /** The number of an object that is written later. */
  reserve(): number {
    this.#raw._offsets.push(null);
    this.#raw._waiting++;
    return this.#raw._offsets.length;
  }

  /** Begins an object, which is no stream; what is written until `ended` is called is what it says. */
  begin(number: number): ByteText {
    this.#raw._waiting--;
    this.#places[number] = this.#streams.length * together + this.#count;
    this.#head.number(number);
    this.#head.text(' ');
    this.#head.number(this.#body.length);
    this.#head.text(' ');
    return this.#body;
  }

  ended(): void {
    this.#body.text('\n');
    this.#count++;
    if (this.#count === together) this.#close();
  }

  /** What is put goes into the file; to be called before pdfkit ends. Throws where an object was promised and never put. */
  async flush(): Promise<void> {
    if (this.#count > 0) this.#close();
    const streams = this.#streams;
    // Each is let go once it is in the file.
    for (let next = streams.shift(); next !== undefined; next = streams.shift()) {
      const { packed, count, first } = next;
      const stream = this.#raw.ref({ Type: 'ObjStm', N: count, First: first, Filter: 'FlateDecode' });
      stream.compress = false;
      stream.write(await packed);
      stream.end();
      this.#numbers.push(stream.id);
    }
  }

  /** The whole file, once pdfkit has ended. Throws where an object was promised and never written. */
  async bytes(): Promise<Uint8Array> {
    const { _offsets: offsets, _waiting: waiting, _offset: at } = this.#raw;
    if (waiting > 0) throw new Error(`${waiting} objects of the report were not written`);
    const size = offsets.length + 2;
    const packed = await this.#packer.stream(this.#entries(size, at));
    const id = `<${Buffer.from(this.#raw._id).toString('hex')}>`;
    const roots = `/Root ${this.#raw._root.id} 0 R/Info ${this.#raw._info.id} 0 R/ID[${id} ${id}]`;
    const reading = `/W[${entryWidths.join(' ')}]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${entryLength}>>`;
    this.#writeText(`${size - 1} 0 obj\n<</Type/XRef/Size ${size}${roots}${reading}/Length ${packed.length}>>\nstream\n`);
    this.#write(packed);
    this.#writeText(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`);
    this.#flushText();
    return Buffer.concat(this.#parts.splice(0));
  }

  #close(): void {
    const first = this.#head.length;
    const bytes = new Uint8Array(first + this.#body.length);
    this.#head.moveTo(bytes, 0);
    this.#body.moveTo(bytes, first);
    this.#streams.push({ packed: this.#packer.stream(bytes), count: this.#count, first });
    this.#count = 0;
  }

  /** One row an object, from 0, each as what it is above the one before (PNG, filter 2), which packs to next to nothing. `at`: of the last, these themselves. */
  #entries(size: number, at: number): Uint8Array<ArrayBuffer> {
    const rows = new Uint8Array(size * (entryLength + 1));
    const row = new Uint8Array(entryLength);
    const before = new Uint8Array(entryLength);
    for (let number = 0; number < size; number++) {
      const place = this.#places[number];
      const [kind, where, which] =
        number === 0
          ? [0, 0, 0xffff]
          : place === undefined
            ? [1, number === size - 1 ? at : (this.#raw._offsets[number - 1] ?? 0), 0]
            : [2, this.#numbers[Math.floor(place / together)] ?? 0, place % together];
      row[0] = kind;
      // Of 32 bits: a file is no longer than a buffer can be.
      for (let byte = 0; byte < 4; byte++) row[1 + byte] = where >>> (24 - 8 * byte);
      row[5] = which >> 8;
      row[6] = which & 0xff;
      const to = number * (entryLength + 1);
      rows[to] = 2;
      for (let byte = 0; byte < entryLength; byte++) rows[to + 1 + byte] = (row[byte] ?? 0) - (before[byte] ?? 0);
      before.set(row);
    }
    return rows;
  }

  #writeText(text: string): void {
    this.#text += text;
    this.#raw._offset += text.length;
    if (this.#text.length >= portion) this.#flushText();
  }

  #flushText(): void {
    if (this.#text !== '') this.#parts.push(latin1(this.#text));
    this.#text = '';
  }

  #write(bytes: Uint8Array): void {
    this.#flushText();
    this.#parts.push(bytes);
    this.#raw._offset += bytes.length;
  }
}
