/** Packs the pages of a database into blocks of the form that image-blocks.ts reads. */
import { sha256Of } from '../evidence/mirror';
import { breath } from '../pause';
import type { Ports } from '../ports';
import { type BlockPorts, countLength, entryLength, hashLength, mark, type PackedBlock, pagesAt, pagesInBlock, sizeLength } from './image-blocks';
import { bytesOfHex } from './key-bytes';
import { clearGap, pageSize, treeOrder } from './page-order';

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
  /** What `packBlocks` made of the pages as they are. */
  packed?: ReadonlyMap<number, PackedBlock> | null;
}

/** Blocks that are packed beside this thread at a time, before it packs one itself: so whoever has time does most. */
const mostBeside = 3;

/**
 * Packs the blocks that `blockParts` would, part of them beside this thread, with turns for others: by the first page of each. What it gives holds all of them in memory. Of use for a source
 * of which nothing stands in another file, as long as no page of it is written.
 */
export async function packBlocks(ports: BlockPorts & Pick<Ports, 'brotliBeside'>, source: BlockSource): Promise<Map<number, PackedBlock>> {
  const blocks = new Map<number, PackedBlock>();
  const beside = new Set<Promise<void>>();
  const put = (pages: readonly number[], bytes: Uint8Array) => void blocks.set(pages[0] ?? 0, packedAs(ports, pages, bytes));
  for (const { pages, plain, how } of blocksToPack(source)) {
    if (beside.size < mostBeside) {
      const packing = ports.brotliBeside(plain(), how).then(
        (bytes) => put(pages, bytes),
        () => undefined, // packed where it is written
      );
      beside.add(packing);
      void packing.then(() => beside.delete(packing));
    } else {
      put(pages, ports.brotli(plain(), how));
      await breath();
    }
  }
  await Promise.all(beside);
  return blocks;
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
  for (const { pages, plain, how } of blocksToPack(source, written)) {
    const block = source.packed?.get(pages[0] ?? 0) ?? packedAs(ports, pages, ports.brotli(plain(), how));
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

interface BlockToPack {
  /** Counted from 0. */
  pages: number[];
  /** Their bytes, without what is nothing of SQLite's. */
  plain(): Uint8Array;
  how: 'quickly' | undefined;
}

/** In the order in which they are written. `written`: pages, marked with 1, that stand in another block. */
function* blocksToPack({ size, roots, alike: alikeRoots, read }: BlockSource, written?: Uint8Array): Generator<BlockToPack> {
  const count = Math.ceil(size / pageSize);
  const readPage = (page: number, into: Uint8Array) => read(page * pageSize, into);
  const order = treeOrder(count, roots, readPage);
  const alike = alikeRoots === undefined ? null : treeOrder(count, alikeRoots, readPage).ofTree;
  // Of no tree are the ends of long texts, those of checks nearly all.
  const isAlike = (page: number) => order.ofTree[page] !== 1 || alike?.[page] === 1;
  const rest = written === undefined ? order.pages : order.pages.filter((page) => written[page] !== 1);
  for (let at = 0; at < rest.length; at += pagesInBlock) {
    const pages = [...rest.subarray(at, at + pagesInBlock)];
    const plain = () => {
      const block = new Uint8Array(pages.length * pageSize);
      for (const [slot, page] of pages.entries()) {
        const bytes = block.subarray(slot * pageSize, slot * pageSize + Math.min(pageSize, size - page * pageSize));
        read(page * pageSize, bytes);
        if (order.ofTree[page] === 1) clearGap(page, bytes);
      }
      return block;
    };
    yield { pages, plain, how: pages.every(isAlike) ? 'quickly' : undefined };
  }
}

function packedAs(ports: BlockPorts, pages: readonly number[], bytes: Uint8Array): PackedBlock {
  return { bytes, hash: bytesOfHex(sha256Of(ports, bytes)), pages };
}
