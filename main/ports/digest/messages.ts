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
export type Answer = { at: number; ok: Found } | { at: number; error: ErrorData };
/** `bytes`: read so far of the file at `at`. */
export type FromDigest = { answers: Answer[] } | { at: number; bytes: number };
