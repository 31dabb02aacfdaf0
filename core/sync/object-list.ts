/** The objects that a sync is going to read, held in little memory: of a first sync that is the whole listing, and an object by itself takes some 600 bytes. */
import type { ManyObjects, StoreObject } from '../store/lineage-store';

/** Objects that are held together. */
const inBlock = 1000;

interface Block {
  paths: string[];
  /** As JSON: one text, where each tag of a folder was put together from many. */
  tags: string;
  sizes: Float64Array;
  modified: Float64Array;
}

export interface ObjectList extends ManyObjects {
  /** Of one that may be read: without `special`. */
  add(object: StoreObject): void;
  /** As listed, of all. */
  readonly bytes: number;
}

export function createObjectList(): ObjectList {
  const blocks: Block[] = [];
  let last: StoreObject[] = [];
  let bytes = 0;
  return {
    add(object) {
      bytes += object.size;
      if (last.push(object) < inBlock) return;
      blocks.push(blockOf(last));
      last = [];
    },
    get length() {
      return blocks.length * inBlock + last.length;
    },
    get bytes() {
      return bytes;
    },
    *[Symbol.iterator]() {
      for (const block of blocks) yield* objectsOf(block);
      yield* last;
    },
  };
}

function blockOf(objects: readonly StoreObject[]): Block {
  return {
    paths: objects.map(({ path }) => path),
    tags: JSON.stringify(objects.map(({ tag }) => tag)),
    sizes: Float64Array.from(objects, ({ size }) => size),
    modified: Float64Array.from(objects, ({ modifiedMillis }) => modifiedMillis),
  };
}

function* objectsOf({ paths, tags, sizes, modified }: Block): Generator<StoreObject> {
  const tagOf = JSON.parse(tags) as string[];
  for (const [i, path] of paths.entries()) yield { path, size: sizes[i] ?? 0, tag: tagOf[i] ?? '', modifiedMillis: modified[i] ?? 0 };
}
