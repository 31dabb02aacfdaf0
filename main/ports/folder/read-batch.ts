/** Reads a batch of objects of a folder store into one piece of memory, with the SHA-256 of each and its bytes packed as the evidence keeps them. */
import { createHash } from 'node:crypto';
import { joinedBytes } from '../../../core/joined-bytes';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { deflate } from '../deflate';
import { readObject } from './read';

/** `root` is the store's folder. */
export interface ToRead {
  root: string;
  objects: readonly StoreObject[];
}

/** Of each object in the order asked for: its bytes and then their packed form lie in `content`, one after the other without a gap. */
export interface ReadBatch {
  found: ({ size: number; packed: number; sha256: string } | Extract<StoreRead, { error: unknown }>)[];
  content: ArrayBuffer;
}

export function readBatch({ root, objects }: ToRead): ReadBatch {
  const parts: Uint8Array[] = [];
  const found = objects.map((object): ReadBatch['found'][number] => {
    const read = readObject(root, object);
    if ('error' in read) return read;
    const packed = deflate(read.bytes);
    parts.push(read.bytes, packed);
    return { size: read.bytes.length, packed: packed.length, sha256: createHash('sha256').update(read.bytes).digest('hex') };
  });
  return { found, content: joinedBytes(parts).buffer };
}

/** What `readBatch` found, as a store answers it. */
export function* readsOf(objects: readonly StoreObject[], { found, content }: ReadBatch): Generator<StoreRead> {
  let at = 0;
  const next = (length: number) => {
    const part = new Uint8Array(content, at, length);
    at += length;
    return part;
  };
  for (const [i, object] of objects.entries()) {
    const one = found[i];
    if (one === undefined) return;
    if ('error' in one) yield { ...one, object };
    else yield { object, bytes: next(one.size), packed: next(one.packed), sha256: one.sha256 };
  }
}
