/** Reads a zip that a stranger may have made: in memory, within limits, with its faults in words; nothing of it is laid at a path it names. */
import { inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AuditError } from '../../core/errors';
import { crc32 } from '../../core/evidence/crc32';
import type { ZipEntry, ZipLimits } from '../../core/ports';

const stored = 0;
const deflated = 8;
const longestName = 1024;
/** Upper 16 bits of the external attributes of an entry made on Unix: its mode, of which these are the file type (APPNOTE 4.4.15; stat.h). */
const typeOfMode = 0o170000;
const regular = 0o100000;
const folder = 0o040000;

/** Every file once, in the order of the directory. Throws AuditError `bad-input` for whatever no honest zip holds, naming the entry. */
export async function* readZip(bytes: Uint8Array, limits: ZipLimits): AsyncGenerator<ZipEntry> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await attempt('It is no zip', () => fromBufferPromise(buffer, { lazyEntries: true, strictFileNames: true }));
  if (zip.entryCount > limits.entries) throw refused(`It holds ${zip.entryCount} entries, more than the ${limits.entries} that are read`);
  const names = new Set<string>();
  const files: { entry: Entry; start: number; end: number; name: string }[] = [];
  let total = 0;
  for (const entry of await entriesOf(zip)) {
    const name = nameOf(entry, names);
    total += entry.uncompressedSize;
    if (total > limits.bytes) throw refused(`Unpacked it is larger than the ${limits.bytes} bytes that are read`);
    if (name.endsWith('/')) {
      if (entry.uncompressedSize > 0) throw refused(`"${name}" is a folder with content`);
      continue;
    }
    const header = await attempt(`"${name}"`, () => zip.readLocalFileHeaderPromise(entry));
    if (!header.fileName.equals(entry.fileNameRaw)) throw refused(`"${name}" has another name where its content lies`);
    const start = header.fileDataStart;
    const end = start + entry.compressedSize;
    if (end > buffer.length) throw refused(`"${name}" reaches beyond the end of the file`);
    files.push({ entry, start, end, name });
  }
  refuseOverlaps(files);
  for (const { entry, start, end, name } of files) yield { name, bytes: contentOf(entry, name, buffer.subarray(start, end)) };
}

/** A small zip becomes a bomb where many entries unpack the same bytes. */
function refuseOverlaps(files: readonly { start: number; end: number; name: string }[]): void {
  const inOrder = files.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  for (const [at, one] of inOrder.entries()) {
    const next = inOrder[at + 1];
    if (next !== undefined && next.start < one.end) throw refused(`"${one.name}" and "${next.name}" lie in the same place`);
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return attempt('Its directory', async () => {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return entries;
  });
}

/** yauzl refuses absolute names, backslashes and `..` by itself. */
function nameOf(entry: Entry, names: Set<string>): string {
  const name = entry.fileName;
  if (name.length > longestName || name.includes('\0')) throw refused('An entry has a name that is too long or holds a NUL character');
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || /^[A-Za-z]:/.test(name)) throw refused(`"${name}" is no plain name of a file below a folder`);
  const folded = name.normalize('NFC').toLowerCase();
  if (names.has(folded)) throw refused(`"${name}" is there twice`);
  names.add(folded);
  const mode = (entry.externalFileAttributes >>> 16) & typeOfMode;
  if (mode !== 0 && mode !== regular && mode !== folder) throw refused(`"${name}" is no plain file (a link, a pipe or a device)`);
  if (entry.isEncrypted()) throw refused(`"${name}" is encrypted`);
  return name;
}

function contentOf(entry: Entry, name: string, raw: Buffer): Uint8Array {
  const bytes = unpacked(entry, name, raw);
  if (bytes.length !== entry.uncompressedSize) throw refused(`"${name}" holds ${bytes.length} bytes, where ${entry.uncompressedSize} are promised`);
  if (crc32(bytes) !== entry.crc32 >>> 0) throw refused(`"${name}" does not fit its check sum`);
  return bytes;
}

function unpacked(entry: Entry, name: string, raw: Buffer): Uint8Array {
  if (entry.compressionMethod === stored) return raw;
  if (entry.compressionMethod !== deflated) throw refused(`"${name}" is compressed in a way that is not read (method ${entry.compressionMethod})`);
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch (error) {
    throw refused(`"${name}" cannot be unpacked: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

async function attempt<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw refused(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refused(why: string): AuditError {
  return new AuditError('bad-input', `The zip is refused: ${why}. Ask whoever made it for another copy.`);
}
