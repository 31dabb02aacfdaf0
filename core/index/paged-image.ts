/**
 * What SQLite reads an index from and writes it to: an image on the disk that is never changed, and beside it the pages that were changed since, which are this process's alone and gone with it.
 * So only what is asked for is in memory, no process waits for another, and a kill at any moment leaves the image as it was.
 */
import type { Ports, ScratchFile, SqlFile } from '../ports';
import { openImageBlocks, writeImage } from './image';
import type { ImageBlocks, PackedBlock } from './image-blocks';
import { pageSize } from './page-order';

/** Changed pages in memory before they go to a file of their own: few acts change as many. */
const mostInMemory = (32 << 20) / pageSize;

export interface PagedImage extends SqlFile {
  /** Of the image that it rests on; null: on none. */
  seal(): string | null;
  /** Writes all of it as the image, and rests on that from then on. No transaction may be open. `roots`, `alike`: see BlockSource. */
  keep(roots: readonly number[], alike?: readonly number[]): void;
  /** As ImageBlocks has it. */
  ahead(): Generator<void, void>;
  close(): void;
}

/** `base`: null for an empty one. `broken`: what is thrown where a block of it turns out not to be what was written. */
export function pagedImage(ports: Ports, path: string, base: ImageBlocks | null, mostAtOnce: number | undefined, broken: (at: number) => Error): PagedImage {
  let size = base?.size ?? 0;
  /** What counts of the base: less than its size once it was cut. */
  let baseEnd = size;
  /** Changed pages: in memory, or in the scratch file at their places, a bit for each. What is in memory is newer. */
  const pages = new Map<number, Uint8Array>();
  let scratch: ScratchFile | null = null;
  let inScratch = new Uint8Array(0);
  /** No scratch file can be made, or it takes no more: pages stay in memory. */
  let refused = false;

  const isInScratch = (page: number) => ((inScratch[page >> 3] ?? 0) & (1 << (page & 7))) !== 0;

  function readPage(page: number, into: Uint8Array): void {
    const at = page * pageSize;
    const changed = pages.get(page);
    if (changed !== undefined) into.set(changed);
    else if (scratch !== null && isInScratch(page)) scratch.readAt(at, into);
    else if (base === null || at >= baseEnd) into.fill(0);
    else if (!base.read(at, into)) throw broken(at);
  }

  function pageAt(page: number): Uint8Array {
    const bytes = new Uint8Array(pageSize);
    readPage(page, bytes);
    return bytes;
  }

  function toScratch(page: number, bytes: Uint8Array): boolean {
    if (scratch === null || refused) return false;
    try {
      scratch.writeAt(page * pageSize, bytes);
    } catch {
      refused = true; // a full disk must not keep anyone from asking
      return false;
    }
    if (page >> 3 >= inScratch.length) {
      const grown = new Uint8Array(Math.max(1024, (page >> 3) * 2));
      grown.set(inScratch);
      inScratch = grown;
    }
    inScratch[page >> 3] = (inScratch[page >> 3] ?? 0) | (1 << (page & 7));
    return true;
  }

  function writePage(page: number, bytes: Uint8Array): void {
    const known = pages.get(page);
    if (known !== undefined) return known.set(bytes);
    if (toScratch(page, bytes)) return;
    pages.set(page, bytes.slice());
    if (pages.size <= mostInMemory || scratch !== null || refused) return;
    scratch = ports.home.scratch(path.slice(0, path.lastIndexOf('/')));
    refused = scratch === null;
    for (const [number, one] of pages) if (toScratch(number, one)) pages.delete(number);
  }

  /** Visits what lies between two places page by page. */
  function eachPage(offset: number, bytes: Uint8Array, visit: (page: number, within: number, part: Uint8Array) => void): void {
    for (let done = 0; done < bytes.length; ) {
      const within = (offset + done) % pageSize;
      const part = bytes.subarray(done, done + pageSize - within);
      visit((offset + done - within) / pageSize, within, part);
      done += part.length;
    }
  }

  function read(offset: number, into: Uint8Array): number {
    const length = Math.max(0, Math.min(into.length, size - offset));
    eachPage(offset, into.subarray(0, length), (page, within, part) => {
      if (part.length === pageSize) readPage(page, part);
      else part.set(pageAt(page).subarray(within, within + part.length));
    });
    return length;
  }

  /** Blocks that nobody changed stand in the new image as in the old one. */
  function* unchanged(): Generator<PackedBlock> {
    if (base === null) return;
    const end = Math.min(baseEnd, size) / pageSize;
    for (let number = 0; number < base.count; number++) {
      if (base.pagesOf(number).some((page) => page >= end || pages.has(page) || isInScratch(page))) continue;
      const block = base.packed(number);
      if (block !== null) yield block;
    }
  }

  return {
    size: () => size,
    read,
    write(offset, bytes) {
      eachPage(offset, bytes, (page, within, part) => {
        if (part.length === pageSize) return writePage(page, part);
        const whole = pageAt(page);
        whole.set(part, within);
        writePage(page, whole);
      });
      size = Math.max(size, offset + bytes.length);
    },
    truncate(to) {
      for (const page of pages.keys()) if (page * pageSize >= to) pages.delete(page);
      for (let page = Math.ceil(to / pageSize); page >> 3 < inScratch.length; page++) inScratch[page >> 3] = (inScratch[page >> 3] ?? 0) & ~(1 << (page & 7));
      size = to;
      baseEnd = Math.min(baseEnd, to);
    },
    seal: () => base?.seal ?? null,
    *ahead() {
      if (base !== null) yield* base.ahead();
    },
    keep(roots, alike = []) {
      const seal = writeImage(ports, path, { size, roots, alike, read, unchanged });
      const written = openImageBlocks(ports, path, mostAtOnce);
      // Another process may have put its own in that place since: then this goes on with what it has.
      if (written === null) return;
      if (written.seal !== seal) return written.close();
      base?.close();
      base = written;
      baseEnd = size;
      pages.clear();
      scratch?.close();
      scratch = null;
      inScratch = new Uint8Array(0);
      refused = false;
    },
    close() {
      base?.close();
      scratch?.close();
    },
  };
}
