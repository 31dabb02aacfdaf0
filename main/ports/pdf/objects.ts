/** The bytes of the file as they come: those that pdfkit writes, and objects written past it, of which a long report has hundreds of thousands. */
import type { Internals } from './internals';

/** Characters put together before they become bytes. */
const portion = 1 << 16;

export class FileObjects {
  readonly #parts: Uint8Array[] = [];
  readonly #raw: Internals;
  #text = '';

  /** Takes over from the stream that pdfkit's document is: what it wrote so far, and all that it will. */
  constructor(raw: Internals) {
    this.#raw = raw;
    const begun = raw.read();
    if (begun !== null) this.#parts.push(begun);
    raw._write = (data) => {
      if (typeof data === 'string') this.#write(`${data}\n`);
      else {
        this.#flush();
        this.#parts.push(data);
        raw._offset += data.length;
      }
    };
  }

  /** The number of an object that is written later. */
  reserve(): number {
    this.#raw._offsets.push(null);
    this.#raw._waiting++;
    return this.#raw._offsets.length;
  }

  /** `text`: the object as it stands in a file, of characters up to U+00FF. */
  put(number: number, text: string): void {
    this.#raw._refEnd({ id: number, offset: this.#raw._offset });
    this.#write(`${number} 0 obj\n${text}\nendobj\n`);
  }

  /** The whole file. Throws where an object was promised and never written. */
  bytes(): Uint8Array {
    if (this.#raw._waiting > 0) throw new Error(`${this.#raw._waiting} objects of the report were not written`);
    this.#flush();
    return Buffer.concat(this.#parts);
  }

  #write(text: string): void {
    this.#text += text;
    this.#raw._offset += text.length;
    if (this.#text.length >= portion) this.#flush();
  }

  #flush(): void {
    if (this.#text === '') return;
    this.#parts.push(Buffer.from(this.#text, 'latin1'));
    this.#text = '';
  }
}
