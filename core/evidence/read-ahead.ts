/** Reads a file in blocks for whoever goes through it from front to back: an entry of the journal is a few hundred bytes, and each read of the disk, or of a sealed file, costs as much as many of them. */
import type { HomeFiles } from '../ports';

const blockBytes = 128 << 10;

export type ReadAt = Pick<HomeFiles, 'readAt'>;

/** For one pass over a file that meanwhile only grows: a block that was read is not read again. */
export function readAhead(home: ReadAt): ReadAt {
  let block = { path: '', at: 0, bytes: new Uint8Array() };
  return {
    readAt(path, offset, into) {
      if (into.length >= blockBytes) return home.readAt(path, offset, into);
      if (block.path !== path || offset < block.at || offset + into.length > block.at + block.bytes.length) {
        const bytes = new Uint8Array(blockBytes);
        block = { path, at: offset, bytes: bytes.subarray(0, home.readAt(path, offset, bytes)) };
      }
      const found = block.bytes.subarray(offset - block.at, offset - block.at + into.length);
      into.set(found);
      return found.length;
    },
  };
}

/** Bytes behind the last read up to which another one counts as the next. */
const near = 1 << 16;

/** For reads at any place, of which some follow one another, as records do that are read as they lie: only these come out of blocks. */
export function readInOrder(home: ReadAt): ReadAt & { forget(): void } {
  let ahead = readAhead(home);
  let last = { path: '', offset: 0 };
  return {
    readAt(path, offset, into) {
      const follows = path === last.path && offset >= last.offset && offset - last.offset < near;
      last = { path, offset };
      return (follows ? ahead : home).readAt(path, offset, into);
    },
    forget() {
      ahead = readAhead(home);
      last = { path: '', offset: 0 };
    },
  };
}
