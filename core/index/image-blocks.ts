/** The form of an image that is not read as a whole: SQLite's bytes, a SHA-256 for each block of them, a mark, and the SHA-256 of these SHA-256s. */
import { sha256Of } from '../evidence/mirror';
import { sameBytes } from '../evidence/tree/hash';
import type { HeldFile, Ports } from '../ports';
import { bytesOfHex } from './key-bytes';

const mark = new TextEncoder().encode('LAWIDX2\n');
const sealLength = 64;
const hashLength = 32;
/** What one SHA-256 speaks for. */
export const blockSize = 64 << 10;

type HashPorts = Pick<Ports, 'sha256'>;

/** A file of that form, of which each block is held against its SHA-256 before anything of it is used. */
export interface ImageBlocks {
  readonly size: number;
  readonly seal: string;
  /** Fills `into`, which lies in one block; false where that block is not what was written. */
  read(at: number, into: Uint8Array): boolean;
  /** Reads all blocks; false where one is not what was written. */
  isWhole(): boolean;
  close(): void;
}

/** Null where the file is of another form, or its SHA-256s are not those written. It is closed then. */
export function openBlocks(ports: HashPorts, file: HeldFile): ImageBlocks | null {
  let opened: ImageBlocks | null = null;
  try {
    opened = blocksOf(ports, file);
    return opened;
  } finally {
    if (opened === null) file.close();
  }
}

function blocksOf(ports: HashPorts, file: HeldFile): ImageBlocks | null {
  const end = file.size() - mark.length - sealLength;
  const count = Math.ceil(end / (blockSize + hashLength));
  const size = end - count * hashLength;
  if (size <= 0 || Math.ceil(size / blockSize) !== count) return null;
  const tail = new Uint8Array(count * hashLength + mark.length + sealLength);
  if (file.readAt(size, tail) < tail.length) return null;
  const hashes = tail.subarray(0, count * hashLength);
  const seal = new TextDecoder().decode(tail.subarray(hashes.length + mark.length));
  if (!sameBytes(tail.subarray(hashes.length, hashes.length + mark.length), mark) || sha256Of(ports, hashes) !== seal) return null;
  /** Held against its SHA-256 since this was opened. */
  const sound = new Uint8Array(count);
  const block = new Uint8Array(blockSize);
  const holds = (number: number): Uint8Array | null => {
    const bytes = block.subarray(0, Math.min(blockSize, size - number * blockSize));
    if (file.readAt(number * blockSize, bytes) < bytes.length) return null;
    if (!sameBytes(bytesOfHex(sha256Of(ports, bytes)), hashes.subarray(number * hashLength, (number + 1) * hashLength))) return null;
    sound[number] = 1;
    return bytes;
  };
  return {
    size,
    seal,
    read(at, into) {
      const number = Math.floor(at / blockSize);
      if (sound[number] === 1) return file.readAt(at, into) === into.length;
      const bytes = holds(number);
      if (bytes === null) return false;
      into.set(bytes.subarray(at % blockSize, (at % blockSize) + into.length));
      return true;
    },
    isWhole() {
      for (let number = 0; number < count; number++) if (holds(number) === null) return false;
      return true;
    },
    close: () => file.close(),
  };
}

/** The parts of such a file, one after another; `read` fills a block from a place. Returns the seal. */
export function* blockParts(ports: HashPorts, size: number, read: (at: number, into: Uint8Array) => void): Generator<Uint8Array, string> {
  const hashes = new Uint8Array(Math.ceil(size / blockSize) * hashLength);
  for (let at = 0; at < size; at += blockSize) {
    const block = new Uint8Array(Math.min(blockSize, size - at));
    read(at, block);
    hashes.set(bytesOfHex(sha256Of(ports, block)), (at / blockSize) * hashLength);
    yield block;
  }
  const seal = sha256Of(ports, hashes);
  yield hashes;
  yield mark;
  yield new TextEncoder().encode(seal);
  return seal;
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
