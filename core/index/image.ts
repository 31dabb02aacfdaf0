/** The image of an index as one file and one rename: written in blocks (image-blocks.ts), and read as a whole in that form or in the one before, SQLite's bytes with a mark and a SHA-256 behind. */
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { blockParts, heldBytes, type ImageBlocks, openBlocks } from './image-blocks';
import { readUnlessDamaged } from './read-unless-damaged';

const mark = new TextEncoder().encode('LAWIDX1\n');
const digestLength = 64;

/** Smaller images are in memory from the first, so that no change to the file matters to who has opened it. */
const usualAtOnce = 256 << 20;

/**
 * The image to be read block by block. One of at most `mostAtOnce` bytes is read and held against its SHA-256s at once (`broken`), of larger ones each block when it is asked for first.
 * Null where it has another form, or cannot be read so.
 */
export function openImageBlocks(ports: Ports, path: string, mostAtOnce = usualAtOnce): ImageBlocks | 'broken' | null {
  if (ports.home.size(path) > mostAtOnce) {
    const file = ports.home.hold(path);
    return file && openBlocks(ports, file);
  }
  const bytes = readUnlessDamaged(ports, path);
  const blocks = bytes && openBlocks(ports, heldBytes(bytes));
  return blocks === null || blocks.isWhole() ? blocks : 'broken';
}

/** Null where there is no image, or one that is not what was written: then the index is made anew. */
export function readImage(ports: Ports, path: string): { bytes: Uint8Array; seal: string } | null {
  if (!ports.home.exists(path)) return null;
  const bytes = readUnlessDamaged(ports, path);
  if (bytes === null) return null;
  const blocks = openBlocks(ports, heldBytes(bytes));
  if (blocks !== null) return blocks.isWhole() ? { bytes: bytes.subarray(0, blocks.size), seal: blocks.seal } : null;
  const end = bytes.length - mark.length - digestLength;
  if (end <= 0 || mark.some((byte, i) => bytes[end + i] !== byte)) return null;
  const image = bytes.subarray(0, end);
  const seal = new TextDecoder().decode(bytes.subarray(end + mark.length));
  return sha256Of(ports, image) === seal ? { bytes: image, seal } : null;
}

/** The SHA-256 at the end of the file, by which one image is told from another; null where there is no image. */
export function sealOf(ports: Ports, path: string): string | null {
  if (!ports.home.exists(path)) return null;
  const seal = new Uint8Array(digestLength);
  const size = ports.home.size(path);
  if (size <= mark.length + digestLength) return null;
  ports.home.stopReading(); // another process may have put a new file in its place
  ports.home.readAt(path, size - digestLength, seal);
  return new TextDecoder().decode(seal);
}

/** Returns its seal. */
export function writeImage(ports: Ports, path: string, size: number, read: (at: number, into: Uint8Array) => void): string {
  const parts = blockParts(ports, size, read);
  let seal = '';
  ports.home.replace(
    path,
    (function* () {
      seal = yield* parts;
    })(),
  );
  return seal;
}
