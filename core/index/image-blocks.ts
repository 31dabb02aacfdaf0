/**
 * The form of an image: SQLite's bytes in blocks, each compressed alone so that any is read without the others; behind them the SHA-256 and length of each, how many bytes SQLite has, a mark, and the SHA-256 of all that.
 */
import { sha256Of } from '../evidence/mirror';
import { sameBytes } from '../evidence/tree/hash';
import type { HeldFile, Ports } from '../ports';
import { bytesOfHex } from './key-bytes';

const mark = new TextEncoder().encode('LAWIDX3\n');
const sealLength = 64;
const hashLength = 32;
const sizeLength = 8;
/** A SHA-256, and a length of four bytes. */
const entryLength = hashLength + 4;
const endLength = sizeLength + mark.length + sealLength;
/** Bytes of SQLite's in one: four of its pages, a quarter of which is hardly more when compressed, and as many again would be read for nothing. */
export const blockSize = 16 << 10;
/** Blocks of a large image that are kept as SQLite reads them: 16 to 32 MiB. */
export const someBlocks = 1024;

/** Blocks inflated between two breaths: a few milliseconds. */
const inPart = 128;

type BlockPorts = Pick<Ports, 'sha256' | 'deflate' | 'inflate'>;

/** A block as it lies in the file, and its SHA-256. */
export interface PackedBlock {
  bytes: Uint8Array;
  hash: Uint8Array;
}

/** A file of that form, of which each block is held against its SHA-256 before anything of it is used. */
export interface ImageBlocks {
  readonly size: number;
  readonly seal: string;
  /** Fills `into`, which lies in one block; false where that block is not what was written. */
  read(at: number, into: Uint8Array): boolean;
  /** To be written again as it is; null where it is not what was written. */
  packed(number: number): PackedBlock | null;
  /** Inflates all of it in parts, before it is asked for: where all of it stays inflated. */
  ahead(): Generator<void, void>;
  /** Reads all blocks; false where one is not what was written. */
  isWhole(): boolean;
  close(): void;
}

/** Null where the file is of another form, or its SHA-256s are not those written. It is closed then. `kept`: as many blocks, or twice as many, stay inflated. */
export function openBlocks(ports: BlockPorts, file: HeldFile, kept: number): ImageBlocks | null {
  let opened: ImageBlocks | null = null;
  try {
    opened = blocksOf(ports, file, kept);
    return opened;
  } finally {
    if (opened === null) file.close();
  }
}

interface Table {
  /** Bytes of SQLite's. */
  size: number;
  seal: string;
  entries: DataView;
  /** Where each block begins in the file, and the last ends. */
  places: Float64Array;
}

function tableOf(ports: BlockPorts, file: HeldFile): Table | null {
  const end = new Uint8Array(endLength);
  const fileSize = file.size();
  if (fileSize < endLength || file.readAt(fileSize - endLength, end) < endLength || !sameBytes(end.subarray(sizeLength, sizeLength + mark.length), mark)) return null;
  const size = Number(new DataView(end.buffer).getBigUint64(0, true));
  const count = Math.ceil(size / blockSize);
  const from = fileSize - endLength - count * entryLength;
  if (size <= 0 || from <= 0) return null;
  const bytes = new Uint8Array(count * entryLength + sizeLength);
  if (file.readAt(from, bytes) < bytes.length) return null;
  const seal = new TextDecoder().decode(end.subarray(sizeLength + mark.length));
  if (sha256Of(ports, bytes) !== seal) return null;
  const entries = new DataView(bytes.buffer);
  const places = new Float64Array(count + 1);
  for (let number = 0; number < count; number++) places[number + 1] = (places[number] ?? 0) + entries.getUint32(number * entryLength + hashLength, true);
  return places[count] === from ? { size, seal, entries, places } : null;
}

function blocksOf(ports: BlockPorts, file: HeldFile, kept: number): ImageBlocks | null {
  const table = tableOf(ports, file);
  if (table === null) return null;
  const { size, seal, entries, places } = table;
  const count = places.length - 1;
  /** Held against its SHA-256 since this was opened. */
  const sound = new Uint8Array(count);
  /** Those read of late, and those read before them: the older ones go when the newer are as many. */
  let [late, before] = [new Map<number, Uint8Array>(), new Map<number, Uint8Array>()];

  function packed(number: number): PackedBlock | null {
    const at = places[number] ?? 0;
    const bytes = new Uint8Array((places[number + 1] ?? at) - at);
    const hash = new Uint8Array(entries.buffer, number * entryLength, hashLength);
    if (file.readAt(at, bytes) < bytes.length) return null;
    if (sound[number] !== 1 && !sameBytes(bytesOfHex(sha256Of(ports, bytes)), hash)) return null;
    sound[number] = 1;
    return { bytes, hash };
  }

  function block(number: number): Uint8Array | null {
    const known = late.get(number);
    if (known !== undefined) return known;
    let bytes = before.get(number);
    if (bytes === undefined) {
      const stored = packed(number);
      bytes = stored === null ? undefined : inflated(ports, stored.bytes);
      if (bytes === undefined) return null;
    }
    if (late.size >= kept) [late, before] = [new Map(), late];
    late.set(number, bytes);
    return bytes;
  }

  return {
    size,
    seal,
    read(at, into) {
      const bytes = block(Math.floor(at / blockSize));
      const within = at % blockSize;
      if (bytes === null || bytes.length < within + into.length) return false;
      into.set(bytes.subarray(within, within + into.length));
      return true;
    },
    packed,
    *ahead() {
      if (kept < count) return;
      for (let number = 0; number < count; number++) {
        block(number);
        if (number % inPart === 0) yield;
      }
    },
    isWhole() {
      for (let number = 0; number < count; number++) if (packed(number) === null) return false;
      return true;
    },
    close: () => file.close(),
  };
}

/** Undefined where the bytes, though they are those the SHA-256 was taken of, are no block. */
function inflated(ports: BlockPorts, bytes: Uint8Array): Uint8Array | undefined {
  try {
    return ports.inflate(bytes, blockSize);
  } catch {
    return undefined;
  }
}

export interface BlockSource {
  /** Bytes of SQLite's. */
  size: number;
  /** Fills a block from a place. */
  read(at: number, into: Uint8Array): void;
  /** A block that is as it lies in another file of this form; null: it is not. */
  packed?(number: number): PackedBlock | null;
}

/** The parts of such a file, one after another. Returns the seal. */
export function* blockParts(ports: BlockPorts, { size, read, packed }: BlockSource): Generator<Uint8Array, string> {
  const count = Math.ceil(size / blockSize);
  const table = new Uint8Array(count * entryLength + sizeLength);
  const view = new DataView(table.buffer);
  for (let number = 0; number < count; number++) {
    const { bytes, hash } = packed?.(number) ?? packedNow(ports, size, number, read);
    table.set(hash, number * entryLength);
    view.setUint32(number * entryLength + hashLength, bytes.length, true);
    yield bytes;
  }
  view.setBigUint64(count * entryLength, BigInt(size), true);
  const seal = sha256Of(ports, table);
  yield table;
  yield mark;
  yield new TextEncoder().encode(seal);
  return seal;
}

function packedNow(ports: BlockPorts, size: number, number: number, read: BlockSource['read']): PackedBlock {
  const at = number * blockSize;
  const block = new Uint8Array(Math.min(blockSize, size - at));
  read(at, block);
  const bytes = ports.deflate(block, 'quickly');
  return { bytes, hash: bytesOfHex(sha256Of(ports, bytes)) };
}

/** Bytes in memory in the place of a file. */
export function heldBytes(bytes: Uint8Array): HeldFile {
  return {
    size: () => bytes.length,
    readAt(offset, into) {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
    close: () => undefined,
  };
}
