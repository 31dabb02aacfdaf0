/** Puts a batch of objects that were read into one piece of memory, with the SHA-256 of each and its bytes packed as the evidence keeps them. */
import { createHash } from 'node:crypto';
import type { S3Location } from '../../../core/contract/workspaces';
import type { ErrorData } from '../../../core/errors';
import { joinedBytes } from '../../../core/joined-bytes';
import { type Said, saidPlainly } from '../../../core/record/said';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { deflate } from '../deflate';
import { murmur3 } from '../hashes';

/** A folder by its resolved path. */
export type ReadFrom = { type: 'folder'; root: string } | S3Location;

export interface ToRead {
  from: ReadFrom;
  objects: readonly StoreObject[];
  /** Whether to find out what records say as well: where whoever asked is not waited for. */
  interpret: boolean;
}

/** Of each object in the order asked for: its bytes and then their packed form lie in `content`, one after the other without a gap. */
export interface ReadBatch {
  found: ({ size: number; packed: number; sha256: string } | Extract<StoreRead, { error: unknown }>)[];
  content: ArrayBuffer;
  /** Of each as JSON what it says, or null; empty where that was not asked for. */
  said: string;
}

/** `failure`: what would strike every object alike. */
export type BatchAnswer = ReadBatch | { failure: ErrorData };

/** One read for each object, in the order asked for. */
export function batchOf(reads: Iterable<StoreRead>, interpret: boolean): ReadBatch {
  const said: (Said | null)[] = [];
  const parts: Uint8Array[] = [];
  const found: ReadBatch['found'] = [];
  for (const read of reads) {
    if ('error' in read) {
      found.push(read);
      said.push(null);
      continue;
    }
    if (interpret) said.push(saidPlainly(read.object.path, read.bytes, murmur3));
    const packed = deflate(read.bytes);
    parts.push(read.bytes, packed);
    found.push({ size: read.bytes.length, packed: packed.length, sha256: createHash('sha256').update(read.bytes).digest('hex') });
  }
  return { found, content: joinedBytes(parts).buffer, said: interpret ? JSON.stringify(said) : '' };
}

/** What `batchOf` was given, as a store answers it. */
export function* readsOf(objects: readonly StoreObject[], { found, content, said: saidOfEach }: ReadBatch): Generator<StoreRead> {
  const said = saidOfEach === '' ? [] : (JSON.parse(saidOfEach) as (Said | null)[]);
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
    else yield { object, bytes: next(one.size), packed: next(one.packed), sha256: one.sha256, said: said[i] ?? undefined };
  }
}
