/**
 * The form of an image: SQLite's pages in blocks, each of pages that are alike and compressed alone, so that any is read without the others; behind them the SHA-256, length and pages of each, how many blocks and bytes
 * there are, a mark, and the SHA-256 of all that.
 */
import { sha256Of } from '../evidence/mirror';
import { sameBytes } from '../evidence/tree/hash';
import type { HeldFile, Ports } from '../ports';
import { bytesOfHex } from './key-bytes';
import { clearGap, pageSize, treeOrder } from './page-order';

const mark = new TextEncoder().encode('LAWIDX4\n');
const sealLength = 64;
const hashLength = 32;
const countLength = 4;
const sizeLength = 8;
/** A quarter of what a block is when compressed is hardly more, and as many pages again would be read for nothing. */
const pagesInBlock = 4;
/** Bytes of SQLite's in one. */
const blockSize = pagesInBlock * pageSize;
const pagesAt = hashLength + 4;
/** A SHA-256, a length of four bytes, and pages of four bytes each as SQLite counts them, from 1; 0: one less than a block can have. */
const entryLength = pagesAt + 4 * pagesInBlock;
const endLength = countLength + sizeLength + mark.length + sealLength;
/** Blocks of a large image that stay inflated, for their other pages: 2 to 4 MiB in a process that answers one question and ends, 16 to 32 in one that is asked again. */
export const blocksKept = ({ brief }: Pick<Ports, 'brief'>): number => (brief ? 128 : 1024);

/** Blocks inflated between two breaths: a few milliseconds. */
const inPart = 128;

type BlockPorts = Pick<Ports, 'sha256' | 'brotli' | 'unbrotli'>;

/** A block as it lies in the file, and its SHA-256. */
export interface PackedBlock {
  bytes: Uint8Array;
  hash: Uint8Array;
  /** Counted from 0. */
  pages: readonly number[];
}

/** A file of that form, of which each block is held against its SHA-256 before anything of it is used. */
export interface ImageBlocks {
  readonly size: number;
  readonly seal: string;
  /** How many blocks there are. */
  readonly count: number;
  /** Fills `into`, which lies in one page; false where the block of that is not what was written. */
  read(at: number, into: Uint8Array): boolean;
  /** To be written again as it is; null where it is not what was written. */
  packed(number: number): PackedBlock | null;
  /** Which a block holds, counted from 0. */
  pagesOf(number: number): readonly number[];
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
  /** Of each page: the number of its block times `pagesInBlock`, and its place there. */
  slots: Uint32Array;
}

function tableOf(ports: BlockPorts, file: HeldFile): Table | null {
  const end = new Uint8Array(endLength);
  const fileSize = file.size();
  const markAt = countLength + sizeLength;
  if (fileSize < endLength || file.readAt(fileSize - endLength, end) < endLength || !sameBytes(end.subarray(markAt, markAt + mark.length), mark)) return null;
  const counts = new DataView(end.buffer);
  const count = counts.getUint32(0, true);
  const size = Number(counts.getBigUint64(countLength, true));
  const from = fileSize - endLength - count * entryLength;
  if (size <= 0 || from <= 0) return null;
  const bytes = new Uint8Array(count * entryLength + markAt);
  if (file.readAt(from, bytes) < bytes.length) return null;
  const seal = new TextDecoder().decode(end.subarray(markAt + mark.length));
  if (sha256Of(ports, bytes) !== seal) return null;
  const entries = new DataView(bytes.buffer);
  const places = new Float64Array(count + 1);
  for (let number = 0; number < count; number++) places[number + 1] = (places[number] ?? 0) + entries.getUint32(number * entryLength + hashLength, true);
  const slots = slotsOf(entries, count, size);
  return places[count] === from && slots !== null ? { size, seal, entries, places, slots } : null;
}

function pagesIn(entries: DataView, number: number): number[] {
  const pages: number[] = [];
  for (let slot = 0; slot < pagesInBlock; slot++) {
    const page = entries.getUint32(number * entryLength + pagesAt + 4 * slot, true);
    if (page > 0) pages.push(page - 1);
  }
  return pages;
}

/** Null where not each page is in one block. */
function slotsOf(entries: DataView, count: number, size: number): Uint32Array | null {
  const nowhere = 0xffffffff;
  const slots = new Uint32Array(Math.ceil(size / pageSize)).fill(nowhere);
  for (let number = 0; number < count; number++)
    for (const [slot, page] of pagesIn(entries, number).entries()) {
      if (slots[page] !== nowhere) return null;
      slots[page] = number * pagesInBlock + slot;
    }
  return slots.includes(nowhere) ? null : slots;
}

function blocksOf(ports: BlockPorts, file: HeldFile, kept: number): ImageBlocks | null {
  const table = tableOf(ports, file);
  if (table === null) return null;
  const { size, seal, entries, places, slots } = table;
  const count = places.length - 1;
  /** Held against its SHA-256 since this was opened. */
  const sound = new Uint8Array(count);
  /** Those read of late, and those read before them: the older ones go when the newer are as many. */
  let [late, before] = [new Map<number, Uint8Array>(), new Map<number, Uint8Array>()];

  const lengthOf = (number: number) => (places[number + 1] ?? 0) - (places[number] ?? 0);
  const hashOf = (number: number) => new Uint8Array(entries.buffer, number * entryLength, hashLength);

  /** Reads a block into `bytes`, which is of its length; false where it is not what was written. */
  function isSound(number: number, bytes: Uint8Array): boolean {
    if (file.readAt(places[number] ?? 0, bytes) < bytes.length) return false;
    if (sound[number] !== 1 && !sameBytes(bytesOfHex(sha256Of(ports, bytes)), hashOf(number))) return false;
    sound[number] = 1;
    return true;
  }

  function packed(number: number): PackedBlock | null {
    const bytes = new Uint8Array(lengthOf(number));
    return isSound(number, bytes) ? { bytes, hash: hashOf(number), pages: pagesIn(entries, number) } : null;
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
    count,
    pagesOf: (number) => pagesIn(entries, number),
    read(at, into) {
      const slot = slots[Math.floor(at / pageSize)];
      if (slot === undefined) return false;
      const bytes = block(Math.floor(slot / pagesInBlock));
      const within = (slot % pagesInBlock) * pageSize + (at % pageSize);
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
      const longest = places.reduce((most, place, number) => Math.max(most, place - (places[number - 1] ?? 0)), 0);
      const room = new Uint8Array(longest);
      for (let number = 0; number < count; number++) if (!isSound(number, room.subarray(0, lengthOf(number)))) return false;
      return true;
    },
    close: () => file.close(),
  };
}

/** Undefined where the bytes, though they are those the SHA-256 was taken of, are no block. */
function inflated(ports: BlockPorts, bytes: Uint8Array): Uint8Array | undefined {
  try {
    return ports.unbrotli(bytes, blockSize);
  } catch {
    return undefined;
  }
}

export interface BlockSource {
  /** Bytes of SQLite's. */
  size: number;
  /** Pages that the trees of SQLite begin with, counted from 1; the order of what is written, and nothing else, follows from them. */
  roots: readonly number[];
  /** Those of `roots` whose rows are much alike and soon written anew: packed quickly. */
  alike?: readonly number[];
  /** Fills a page, or what there is of it, from a place. */
  read(at: number, into: Uint8Array): void;
  /** Blocks that are as they lie in another file of this form. */
  unchanged?(): Iterable<PackedBlock>;
}

/** The parts of such a file, one after another. Returns the seal. */
export function* blockParts(ports: BlockPorts, source: BlockSource): Generator<Uint8Array, string> {
  const count = Math.ceil(source.size / pageSize);
  const written = new Uint8Array(count);
  const entries: Uint8Array[] = [];
  for (const block of source.unchanged?.() ?? []) {
    for (const page of block.pages) written[page] = 1;
    entries.push(entryOf(block));
    yield block.bytes;
  }
  const readPage = (page: number, into: Uint8Array) => source.read(page * pageSize, into);
  const order = treeOrder(count, source.roots, readPage);
  const alike = source.alike === undefined ? null : treeOrder(count, source.alike, readPage).ofTree;
  // Of no tree are the ends of long texts, those of checks nearly all.
  const isAlike = (page: number) => order.ofTree[page] !== 1 || alike?.[page] === 1;
  const rest = order.pages.filter((page) => written[page] !== 1);
  for (let at = 0; at < rest.length; at += pagesInBlock) {
    const block = packedNow(ports, source, [...rest.subarray(at, at + pagesInBlock)], order.ofTree, isAlike);
    entries.push(entryOf(block));
    yield block.bytes;
  }
  const table = new Uint8Array(entries.length * entryLength + countLength + sizeLength);
  for (const [number, entry] of entries.entries()) table.set(entry, number * entryLength);
  const view = new DataView(table.buffer, entries.length * entryLength);
  view.setUint32(0, entries.length, true);
  view.setBigUint64(countLength, BigInt(source.size), true);
  const seal = sha256Of(ports, table);
  yield table;
  yield mark;
  yield new TextEncoder().encode(seal);
  return seal;
}

function entryOf({ bytes, hash, pages }: PackedBlock): Uint8Array {
  const entry = new Uint8Array(entryLength);
  entry.set(hash);
  const view = new DataView(entry.buffer);
  view.setUint32(hashLength, bytes.length, true);
  for (const [slot, page] of pages.entries()) view.setUint32(pagesAt + 4 * slot, page + 1, true);
  return entry;
}

function packedNow(ports: BlockPorts, { size, read }: BlockSource, pages: number[], ofTree: Uint8Array, isAlike: (page: number) => boolean): PackedBlock {
  const block = new Uint8Array(pages.length * pageSize);
  for (const [slot, page] of pages.entries()) {
    const bytes = block.subarray(slot * pageSize, slot * pageSize + Math.min(pageSize, size - page * pageSize));
    read(page * pageSize, bytes);
    if (ofTree[page] === 1) clearGap(page, bytes);
  }
  const bytes = pages.every(isAlike) ? ports.brotli(block, 'quickly') : ports.brotli(block);
  return { bytes, hash: bytesOfHex(sha256Of(ports, bytes)), pages };
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
