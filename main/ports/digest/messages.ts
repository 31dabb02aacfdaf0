/** What the pool and its threads say to one another about files to digest. */
import type { ErrorData } from '../../../core/errors';
import type { Digested, DigestName, FileStat } from '../../../core/ports';

/** `most`: it is looked at first, and read only where it is a regular file of at most so many bytes. */
export interface ToRead {
  path: string;
  algorithms: readonly DigestName[];
  most?: number;
}

/** Batches are worked through in their order. `stops` has a word for each file of it: not zero asks the thread to leave that file. */
export interface ToDigest {
  files: ToRead[];
  stops: Int32Array;
}

/** `seen` null: it was not asked to look first; `digested` null: what it saw is not to be read. */
export interface Found {
  seen: FileStat | null;
  digested: Digested | null;
}

/** `at` is the place of the file in the batch; a batch is answered in its order. */
export type Answer = { at: number; ok: Found } | { at: number; steady: Steady } | { at: number; error: ErrorData };

/** Of most small files all looks tell the same, and all of it was read: size in bytes, time in milliseconds, identity, digests. A message of it takes a third of the time. */
export type Steady = [size: number, modifiedMillis: number, identity: string, digests: Digested['digests']];

/** Null where it is to be told in full. */
export function steadyOf({ seen, digested }: Found): Steady | null {
  if (seen === null || digested?.looked === undefined || seen.kind !== 'file' || seen.link !== undefined || seen.identity === undefined) return null;
  const { before, after } = digested.looked;
  return before === after && before.identity === seen.identity && digested.bytes === seen.size ? [seen.size, seen.modifiedMillis, seen.identity, digested.digests] : null;
}

export function foundOf([size, modifiedMillis, identity, digests]: Steady): Found {
  const seen: FileStat = { kind: 'file', size, modifiedMillis, identity };
  return { seen, digested: { bytes: size, digests, looked: { before: seen, after: seen } } };
}
/** `bytes`: read so far of the file at `at`. */
export type FromDigest = { answers: Answer[] } | { at: number; bytes: number };
