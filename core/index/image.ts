/** The image of an index as one file and one rename, in blocks (image-blocks.ts). */
import type { Ports } from '../ports';
import { type BlockSource, blockParts, blocksKept, heldBytes, type ImageBlocks, openBlocks } from './image-blocks';
import { pageSize } from './page-order';
import { readUnlessDamaged } from './read-unless-damaged';

const sealLength = 64;
/** Of the forms before: each stands before the seal. */
const olderMarks: readonly string[] = ['LAWIDX1\n', 'LAWIDX2\n', 'LAWIDX3\n'];
const markLength = 8;

/** Smaller images are held in memory as they lie in the file, so that no change to it matters to who has opened it; what was asked for of them stays inflated: a page that goes over whole tables would else inflate them again and again. */
const usualAtOnce = 64 << 20;

/**
 * The image to be read block by block. One of at most `mostAtOnce` bytes is read and held against its SHA-256s at once, of larger ones, where files can be held open, each block when it is asked for first.
 * Null where it is not what was written, or of a form that is not read any more.
 */
export function openImageBlocks(ports: Ports, path: string, mostAtOnce = usualAtOnce): ImageBlocks | null {
  const file = ports.home.size(path) > mostAtOnce ? ports.home.hold(path) : null;
  if (file !== null) return openBlocks(ports, file, blocksKept(ports));
  const bytes = readUnlessDamaged(ports, path);
  const blocks = bytes && openBlocks(ports, heldBytes(bytes), Number.POSITIVE_INFINITY);
  return blocks?.isWhole() === true ? blocks : null;
}

/** SQLite's bytes. Null where there is no image, or one that is not what was written: then the index is made anew. */
export function readImage(ports: Ports, path: string): { bytes: Uint8Array; seal: string } | null {
  if (!ports.home.exists(path)) return null;
  const held = readUnlessDamaged(ports, path);
  const blocks = held && openBlocks(ports, heldBytes(held), blocksKept(ports));
  if (blocks === null) return null;
  const bytes = new Uint8Array(blocks.size);
  for (let at = 0; at < bytes.length; at += pageSize) if (!blocks.read(at, bytes.subarray(at, at + pageSize))) return null;
  return { bytes, seal: blocks.seal };
}

/** The SHA-256 at the end of the file, by which one image is told from another; null where there is no image. */
export function sealOf(ports: Pick<Ports, 'home'>, path: string): string | null {
  if (!ports.home.exists(path)) return null;
  const seal = new Uint8Array(sealLength);
  const size = ports.home.size(path);
  if (size <= sealLength) return null;
  ports.home.stopReading(); // another process may have put a new file in its place
  ports.home.readAt(path, size - sealLength, seal);
  return new TextDecoder().decode(seal);
}

/** Whether it is of a form that programs before this one wrote: not damaged, and not read any more. */
export function isOlderForm(ports: Ports, path: string): boolean {
  const end = new Uint8Array(markLength + sealLength);
  const size = ports.home.size(path);
  if (size <= end.length) return false;
  ports.home.readAt(path, size - end.length, end);
  return olderMarks.includes(new TextDecoder().decode(end.subarray(0, -sealLength)));
}

/** Returns its seal. */
export function writeImage(ports: Ports, path: string, source: BlockSource): string {
  const parts = blockParts(ports, source);
  let seal = '';
  ports.home.replace(
    path,
    (function* () {
      seal = yield* parts;
    })(),
  );
  return seal;
}
