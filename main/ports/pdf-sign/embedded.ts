/** Files embedded in a PDF, by name (ISO 32000-1, 7.11.4): read, and given other bytes by an update. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createInflate, inflateSync } from 'node:zlib';
import { isName, type PdfFile } from './file';
import { namesIn } from './names';
import { BadPdf, Ref, Stream, textOf, type Value } from './objects';
import type { Update } from './update';

const largest = 1 << 30;
/** Bytes that one packed byte is unpacked to at the most: reports have a tenth of it, and a file made to fill the memory ten times as much. */
const thinnest = 100;
const mostOf = (packed: number) => Math.min(largest, (1 << 23) + thinnest * packed);

/** What leads to the stream of that name; null where there is none; throws BadPdf where there are two. */
function placeOf(file: PdfFile, wanted: string): Value {
  const found: Value[] = [];
  const names = file.get(file.root.get('Names'));
  for (const [, value] of names instanceof Map ? namesIn(file, names.get('EmbeddedFiles')) : []) {
    const spec = file.dict(value);
    if (textOf(file.get(spec.get('UF') ?? spec.get('F'))) === wanted) found.push(file.dict(spec.get('EF')).get('F') ?? null);
  }
  if (found.length > 1) throw new BadPdf(`it holds ${found.length} files named ${wanted}`);
  return found[0] ?? null;
}

/** As it lies in the file, and whether it is packed; null where there is none of that name. Throws BadPdf where there are two. */
function lying(file: PdfFile, wanted: string): { data: Uint8Array; packed: boolean } | null {
  const stream = file.get(placeOf(file, wanted));
  if (!(stream instanceof Stream)) return null;
  const filter = file.get(stream.dict.get('Filter'));
  if (filter === null) return { data: stream.data, packed: false };
  const only = Array.isArray(filter) && filter.length === 1 ? filter[0] : filter;
  if (!isName(only, 'FlateDecode') || stream.dict.has('DecodeParms')) throw new BadPdf(`${wanted} is packed in a way that reports are not`);
  return { data: stream.data, packed: true };
}

const tooLarge = Object.assign(new Error('it is far larger than what it is packed to'), { code: 'ERR_BUFFER_TOO_LARGE' });
const notUnpacked = (wanted: string, error: unknown) =>
  new BadPdf(`${wanted} cannot be unpacked (${((error as NodeJS.ErrnoException).code === tooLarge.code ? tooLarge : (error as Error)).message})`);

/** null where there is none of that name; throws BadPdf where there are two. */
export function embeddedFile(file: PdfFile, wanted: string): Uint8Array | null {
  const found = lying(file, wanted);
  if (found === null || !found.packed) return found?.data ?? null;
  try {
    return inflateSync(found.data, { maxOutputLength: mostOf(found.data.length) });
  } catch (error) {
    throw notUnpacked(wanted, error);
  }
}

/** Its SHA-256 in hex, and no more of it in memory than a part; null and throws as above. */
export async function embeddedDigest(file: PdfFile, wanted: string): Promise<string | null> {
  const found = lying(file, wanted);
  if (found === null) return null;
  const hash = createHash('sha256');
  if (!found.packed) return hash.update(found.data).digest('hex');
  try {
    let size = 0;
    for await (const part of Readable.from([found.data]).pipe(createInflate())) {
      size += part.length;
      if (size > mostOf(found.data.length)) throw tooLarge;
      hash.update(part);
    }
    return hash.digest('hex');
  } catch (error) {
    throw notUnpacked(wanted, error);
  }
}

/** The file under that name holds `bytes` from this update on. Throws BadPdf where there is none. */
export function replaceEmbedded(update: Update, wanted: string, bytes: Uint8Array): void {
  const { file } = update;
  const place = placeOf(file, wanted);
  const stream = file.get(place);
  if (!(place instanceof Ref) || !(stream instanceof Stream)) throw new BadPdf(`it holds no file named ${wanted}`);
  const entries = new Map(stream.dict);
  entries.delete('Filter');
  entries.set('Params', new Map([...file.dict(entries.get('Params')), ['Size', bytes.length]]));
  update.set(place, new Stream(entries, bytes));
}
