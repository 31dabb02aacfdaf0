/** Objects of a PDF that lie packed in one stream. */
import { mostObjects } from './cross-reference';
import { BadPdf, Reader, type Value } from './objects';

/** Objects that lie together in one stream (7.5.7): a head of numbers and places, then themselves. */
export class ObjectStream {
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
