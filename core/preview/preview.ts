/** A look into a file: its first megabyte as text, rows, picture or bytes; everything in it is hostile and comes out inert. */
import type { Preview } from '../contract/verify';
import { base64Of } from '../engine/base64';
import type { Ports } from '../ports';
import { lastPart } from '../record/facts';
import { decodeText } from './decode';
import { hexDump } from './hex-dump';
import { isGzip, mediaOf, withoutGzip } from './media';
import { tableRows } from './table';
import { visibleText } from './visible-text';

/** Bytes of a file that are read, and bytes of text that are shown after decompression. */
export const textLimit = 1024 * 1024;
/** Pictures and PDFs are of use whole or not at all. */
export const wholeLimit = 10 * 1024 * 1024;
const hexLimit = 4096;

/** What `bytes` show; what is not set stays as `empty` has it. */
type Shown = Pick<Preview, 'form'> & Partial<Preview>;

const empty: Preview = { name: '', checkedPath: null, size: null, shown: 0, truncated: false, form: 'none', text: null, rows: null, base64: null, mediaType: null, note: null };

/** A preview that shows nothing and says why. */
export function nothingToShow(path: string, checkedPath: string, note: string, form: 'none' | 'folder' = 'none'): Preview {
  return { ...empty, name: visibleText(lastPart(path)), checkedPath, form, note };
}

/** Is it shown whole or not at all: pictures and PDFs, by name and first bytes. */
export function wantsWhole(name: string, start: Uint8Array): boolean {
  const { form } = mediaOf(name, start);
  return form === 'image' || form === 'pdf';
}

/** `bytes`: the start of a file of `size` bytes, or all of it. The end of `path` says what the file should be. Never throws for what a file holds. */
export function previewOf(ports: Pick<Ports, 'gunzipStart'>, path: string, checkedPath: string, bytes: Uint8Array, size: number): Preview {
  const name = lastPart(path);
  const cut = bytes.length < size;
  const base = { ...empty, name: visibleText(name), checkedPath, size, shown: bytes.length, truncated: cut };
  if (!isGzip(name, bytes)) return { ...base, ...show(name, bytes, cut, '') };
  const opened = decompress(ports, bytes);
  if (opened === null) return { ...base, ...binary(bytes, 'Named as gzip, but it cannot be decompressed.') };
  const textCut = cut || opened.more;
  const shown = show(withoutGzip(name), opened.bytes, textCut, 'Decompressed (gzip).');
  return { ...base, truncated: textCut, ...shown };
}

function show(name: string, bytes: Uint8Array, cut: boolean, lead: string): Shown {
  const media = mediaOf(name, bytes);
  if (media.form === 'image' || media.form === 'pdf') {
    if (!cut) return { form: media.form, base64: base64Of(bytes), mediaType: media.mediaType, note: joined(lead) };
    return binary(bytes, joined(lead, `Too large to be shown as ${media.form === 'pdf' ? 'a PDF' : 'an image'}.`));
  }
  const decoded = decodeText(bytes, cut);
  if (decoded === null) return binary(bytes, joined(lead));
  if (bytes.length === 0) return { form: 'text', text: '', mediaType: media.mediaType, note: joined(lead, 'The file is empty.') };
  if (media.form === 'table') {
    const table = tableRows(decoded.text, media.delimiter, cut);
    if (table !== null)
      return { form: 'table', rows: table.rows, mediaType: media.mediaType, note: joined(lead, decoded.note, table.note), ...(table.cut ? { truncated: true } : {}) };
  }
  return { form: 'text', text: visibleText(decoded.text), mediaType: media.mediaType, note: joined(lead, decoded.note) };
}

function binary(bytes: Uint8Array, note: string | null): Shown {
  const start = bytes.subarray(0, hexLimit);
  const first = bytes.length > start.length ? `Not text: its first ${start.length} bytes.` : 'Not text: its bytes.';
  return {
    form: 'binary',
    text: hexDump(start),
    mediaType: 'application/octet-stream',
    note: joined(note, first),
    ...(bytes.length > start.length ? { shown: start.length, truncated: true } : {}),
  };
}

/** Null where it is no gzip after all. */
function decompress(ports: Pick<Ports, 'gunzipStart'>, bytes: Uint8Array): { bytes: Uint8Array; more: boolean } | null {
  try {
    return ports.gunzipStart(bytes, textLimit);
  } catch {
    return null;
  }
}

function joined(...notes: (string | null)[]): string | null {
  return notes.filter((note) => note !== null && note !== '').join(' ') || null;
}
