/**
 * One encrypted file as a run of sealed chunks, read at the places its plain text would have. What a chunk lost reads as zeros, and the
 * end of a write that never finished as the bytes that are there: the logs above tell both as they tell them in a plain file.
 */
import { randomBytes } from 'node:crypto';
import { crc32 } from '../../../core/evidence/crc32';
import type { HomeFiles } from '../../../core/ports';
import { nonceBytes, tagBytes, type Xaes } from './xaes';

const magic = Buffer.from('LAWENC1\n');
const fileIdBytes = 16;
export const fileHeaderBytes = magic.length + fileIdBytes;
const marker = Buffer.from('LAWC');
/** Marker, u32le length of the plain text, u32le number, u32le kind, nonce, u32le CRC-32 of all before. */
const headerBytes = 16 + nonceBytes + 4;
const overhead = headerBytes + tagBytes;
/** Of a file that grows; of one that is replaced as a whole, and its last. */
export const kinds = { appended: 0, part: 1, last: 2 } as const;
type Kind = (typeof kinds)[keyof typeof kinds];
/** Of a lost chunk whose length cannot be told: enough for the log above to see that an entry is missing. */
const leastHole = 16;
/** Read at once by whoever goes through the file, and by whoever looks at one place. */
const window = 256 << 10;
const alone = 8 << 10;

export interface SealedFile {
  /** Of the plain text; what is behind the last whole chunk counts byte by byte. */
  size(): number;
  readAt(offset: number, into: Uint8Array): number;
  /** All of it; null where a chunk is not what was sealed, or the last of a whole file is missing. */
  readWhole(): Uint8Array | null;
  /** A chunk of each, for the end of the file as it is now; null where that is the rest of a write that never finished. */
  sealNext(parts: readonly Uint8Array[]): Uint8Array[] | null;
  /** Where the raw file is to be cut for its plain text to end at `offset`; null inside a chunk. */
  rawCut(offset: number): number | null;
}

/** A run of plain text: a chunk, or (number -1) a hole where chunks were lost. */
interface Extent {
  raw: number;
  plain: number;
  number: number;
}

/** Opens the file at `path` of `base`. `boundTo`: what every chunk of it is bound to besides its place: the workspace and the file's path in it. */
export function openSealedFile(base: HomeFiles, path: string, xaes: Xaes, boundTo: Uint8Array): SealedFile {
  let fileId: Buffer | null = null;
  /** Not one of our files at all. */
  let foreign = false;
  let extents: Extent[] = [];
  let end = { raw: fileHeaderBytes, plain: 0, number: 0, kind: -1 };
  let rawSize = 0;
  /** The size of the file when it was last walked anew over a lost chunk. */
  let lookedAgain = -1;
  let block = { at: 0, bytes: Buffer.alloc(0) };
  const opened = new Map<number, Uint8Array | null>();
  let openedBytes = 0;

  const forget = () => {
    fileId = null;
    foreign = false;
    extents = [];
    end = { raw: fileHeaderBytes, plain: 0, number: 0, kind: -1 };
    rawSize = 0;
    block = { at: 0, bytes: Buffer.alloc(0) };
    opened.clear();
    openedBytes = 0;
  };
  /** Bytes of the raw file, shorter at its end; a view that the next call may change. */
  const raw = (at: number, length: number): Buffer => {
    if (at < block.at || at + length > block.at + block.bytes.length) {
      const goesOn = at >= block.at && at <= block.at + block.bytes.length + window;
      const bytes = Buffer.allocUnsafe(Math.max(length, goesOn ? window : alone));
      block = { at, bytes: bytes.subarray(0, base.readAt(path, at, bytes)) };
    }
    return block.bytes.subarray(at - block.at, at - block.at + length);
  };

  /** Brings the extents in step with the raw file. */
  const walk = () => {
    const size = base.exists(path) ? base.size(path) : 0;
    if (size === rawSize) return;
    if (size < end.raw || size < rawSize) forget();
    block = { at: 0, bytes: Buffer.alloc(0) };
    rawSize = size;
    if (size < fileHeaderBytes) return;
    if (fileId === null) {
      const head = Buffer.from(raw(0, fileHeaderBytes));
      foreign = !head.subarray(0, magic.length).equals(magic);
      fileId = head.subarray(magic.length);
    }
    if (foreign) return;
    while (end.raw < size) {
      const header = chunkAt(raw(end.raw, headerBytes), end.number);
      if (header !== null && end.raw + overhead + header.length > size) return;
      if (header !== null && header.number === end.number) add(end.raw, header);
      else if (!skipHole(size)) return;
    }
  };
  const add = (at: number, { length, number, kind }: ChunkHeader) => {
    extents.push({ raw: at, plain: end.plain, number });
    end = { raw: at + overhead + length, plain: end.plain + length, number: number + 1, kind };
  };
  /** From a header that is damaged to the next whole chunk: between them lay chunks whose plain text had that many bytes. */
  const skipHole = (size: number): boolean => {
    for (let from = end.raw; from < size; ) {
      const seen = raw(from, Math.min(window, size - from));
      const found = seen.indexOf(marker);
      if (found < 0) {
        if (from + seen.length >= size) return false;
        from += Math.max(1, seen.length - marker.length);
        continue;
      }
      const at = from + found;
      const header = chunkAt(raw(at, headerBytes), end.number);
      if (header !== null && at + overhead + header.length <= size) {
        extents.push({ raw: end.raw, plain: end.plain, number: -1 });
        end = { ...end, plain: end.plain + Math.max(at - end.raw - overhead * (header.number - end.number), leastHole) };
        add(at, header);
        return true;
      }
      from = at + 1;
    }
    return false;
  };

  const aadOf = (header: Uint8Array) => Buffer.concat([fileId ?? Buffer.alloc(0), header.subarray(4, 16), boundTo]);
  const plainOf = (index: number): Uint8Array | null => {
    const kept = opened.get(index);
    if (kept !== undefined) return kept;
    const extent = extents[index];
    if (extent === undefined || extent.number < 0) return null;
    const length = lengthOf(index);
    const chunk = raw(extent.raw, overhead + length);
    const plain = xaes.open(chunk.subarray(16, 16 + nonceBytes), chunk.subarray(headerBytes), aadOf(header(length, extent.number, chunk.readUInt32LE(12))));
    if (openedBytes > 4 << 20 || opened.size > 256) {
      opened.clear();
      openedBytes = 0;
    }
    opened.set(index, plain);
    openedBytes += length;
    return plain;
  };
  const lengthOf = (index: number) => (extents[index + 1]?.plain ?? end.plain) - (extents[index]?.plain ?? 0);
  const extentAt = (offset: number): number => {
    let [low, high] = [0, extents.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((extents[middle]?.plain ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const size = () => {
    walk();
    if (foreign) return rawSize;
    // Without one whole chunk the file never began.
    return extents.length === 0 ? 0 : end.plain + rawSize - end.raw;
  };
  const readOnce = (offset: number, into: Uint8Array): { done: number; lost: boolean } => {
    const limit = size();
    if (foreign) return { done: base.readAt(path, offset, into), lost: false };
    let done = 0;
    let lost = false;
    for (let index = extentAt(offset); done < into.length && offset + done < end.plain; index++) {
      const extent = extents[index];
      if (extent === undefined) break;
      const from = offset + done - extent.plain;
      const take = Math.min(lengthOf(index) - from, into.length - done);
      const plain = plainOf(index);
      if (plain !== null) into.set(plain.subarray(from, from + take), done);
      else {
        into.fill(0, done, done + take);
        lost = true;
      }
      done += take;
    }
    if (done < into.length && offset + done < limit) done += base.readAt(path, end.raw + (offset + done - end.plain), into.subarray(done));
    return { done, lost };
  };

  return {
    size,
    readAt(offset, into) {
      const first = readOnce(offset, into);
      if (!first.lost || lookedAgain === rawSize) return first.done;
      // Another process may have cut and written the end anew; what is lost in a file of this size stays lost.
      forget();
      base.stopReading();
      const again = readOnce(offset, into);
      lookedAgain = rawSize;
      return again.done;
    },
    readWhole() {
      forget();
      const whole = Buffer.alloc(size());
      if (foreign || rawSize < fileHeaderBytes || end.kind === kinds.part || (end.kind === kinds.last && rawSize !== end.raw)) return null;
      return readOnce(0, whole).lost ? null : whole;
    },
    sealNext(parts) {
      walk();
      if (foreign || rawSize > end.raw) return null;
      return parts.map((plain, i) => seal(xaes, fileId ?? Buffer.alloc(0), boundTo, plain, end.number + i, kinds.appended));
    },
    rawCut(offset) {
      walk();
      if (foreign) return offset;
      if (offset >= end.plain) return end.raw + (offset - end.plain);
      const extent = extents[extentAt(offset)];
      return extent?.plain === offset ? extent.raw : null;
    },
  };
}

/** The start of a new file. */
export function newFileHeader(): Buffer {
  return Buffer.concat([magic, randomBytes(fileIdBytes)]);
}

/** A whole file, in parts that can be read by themselves. */
export function sealWhole(xaes: Xaes, boundTo: Uint8Array, plain: Uint8Array): Uint8Array {
  const partBytes = 1 << 20;
  const head = newFileHeader();
  const parts: Uint8Array[] = [head];
  const count = Math.max(1, Math.ceil(plain.length / partBytes));
  for (let number = 0; number < count; number++)
    parts.push(
      seal(xaes, head.subarray(magic.length), boundTo, plain.subarray(number * partBytes, (number + 1) * partBytes), number, number === count - 1 ? kinds.last : kinds.part),
    );
  return Buffer.concat(parts);
}

function seal(xaes: Xaes, fileId: Uint8Array, boundTo: Uint8Array, plain: Uint8Array, number: number, kind: Kind): Uint8Array {
  const head = header(plain.length, number, kind);
  const { nonce, sealed } = xaes.seal(plain, Buffer.concat([fileId, head.subarray(4, 16), boundTo]));
  head.set(nonce, 16);
  head.writeUInt32LE(crc32(head.subarray(0, headerBytes - 4)), headerBytes - 4);
  return Buffer.concat([head, sealed]);
}

function header(length: number, number: number, kind: number): Buffer {
  const head = Buffer.alloc(headerBytes);
  head.set(marker);
  head.writeUInt32LE(length, 4);
  head.writeUInt32LE(number, 8);
  head.writeUInt32LE(kind, 12);
  return head;
}

interface ChunkHeader {
  length: number;
  number: number;
  kind: number;
}

/** null where no header stands, or one of a chunk that belongs before this place. */
function chunkAt(head: Buffer, least: number): ChunkHeader | null {
  if (head.length < headerBytes || !head.subarray(0, marker.length).equals(marker)) return null;
  if (crc32(head.subarray(0, headerBytes - 4)) !== head.readUInt32LE(headerBytes - 4)) return null;
  const number = head.readUInt32LE(8);
  return number < least ? null : { length: head.readUInt32LE(4), number, kind: head.readUInt32LE(12) };
}
