/** Text of a PDF put together as bytes from the start: of hundreds of thousands of short objects, strings would be made, joined and copied before they become bytes. */

/** Digits that a number of an object, a mark or a place has at the most. */
const mostDigits = 10;

export class ByteText {
  #bytes: Uint8Array;
  length = 0;

  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  /** Of characters up to U+00FF. */
  text(value: string): void {
    this.#room(value.length);
    const bytes = this.#bytes;
    let at = this.length;
    for (let from = 0; from < value.length; from++) bytes[at++] = value.charCodeAt(from);
    this.length = at;
  }

  /** A whole number from 0. */
  number(value: number): void {
    this.#room(mostDigits);
    let digits = 1;
    for (let least = 10; value >= least; least *= 10) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.length += digits;
  }

  /** `12 0 R` (ISO 32000-1, 7.3.10). */
  reference(number: number): void {
    this.number(number);
    this.text(' 0 R');
  }

  /** Puts what it holds into other bytes, and begins anew. */
  moveTo(bytes: Uint8Array, at: number): void {
    bytes.set(this.#bytes.subarray(0, this.length), at);
    this.length = 0;
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }
}
