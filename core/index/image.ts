/** The index on the disk: SQLite's image, then a mark and the SHA-256 of all before, so that one file and one rename hold it. */
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { readUnlessDamaged } from './read-unless-damaged';

const mark = new TextEncoder().encode('LAWIDX1\n');
const digestLength = 64;

/** Null where there is no image, or one that is not what was written: then the index is made anew. */
export function readImage(ports: Ports, path: string): { bytes: Uint8Array; seal: string } | null {
  if (!ports.home.exists(path)) return null;
  const bytes = readUnlessDamaged(ports, path);
  if (bytes === null) return null;
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
export function writeImage(ports: Ports, path: string, image: Uint8Array): string {
  const seal = sha256Of(ports, image);
  const sealed = new Uint8Array(image.length + mark.length + digestLength);
  sealed.set(image);
  sealed.set(mark, image.length);
  sealed.set(new TextEncoder().encode(seal), image.length + mark.length);
  ports.home.replace(path, sealed);
  return seal;
}
