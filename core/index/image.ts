/** The index on the disk: SQLite's image, then a mark and the SHA-256 of all before, so that one file and one rename hold it. */
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';

const mark = new TextEncoder().encode('LAWIDX1\n');
const digestLength = 64;

/** Null where there is no image, or one that is not what was written: then the index is made anew. */
export function readImage(ports: Ports, path: string): Uint8Array | null {
  if (!ports.home.exists(path)) return null;
  const bytes = ports.home.read(path);
  const end = bytes.length - mark.length - digestLength;
  if (end <= 0 || mark.some((byte, i) => bytes[end + i] !== byte)) return null;
  const image = bytes.subarray(0, end);
  return sha256Of(ports, image) === new TextDecoder().decode(bytes.subarray(end + mark.length)) ? image : null;
}

export function writeImage(ports: Ports, path: string, image: Uint8Array): void {
  const sealed = new Uint8Array(image.length + mark.length + digestLength);
  sealed.set(image);
  sealed.set(mark, image.length);
  sealed.set(new TextEncoder().encode(sha256Of(ports, image)), image.length + mark.length);
  ports.home.replace(path, sealed);
}
