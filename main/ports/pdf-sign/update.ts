/** An update appended to a PDF: what a seal or a signature adds. */
import { createHash } from 'node:crypto';
import { writtenStream } from './cross-reference';
import type { PdfFile } from './file';
import { BadPdf, type Dict, Ref, Stream, Text, type Value, written } from './objects';

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
