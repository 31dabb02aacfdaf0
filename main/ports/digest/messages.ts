/** What the pool and its threads say to one another about files to digest. */
import type { ErrorData } from '../../../core/errors';
import type { Digested, DigestName } from '../../../core/ports';

/** Batches are worked through in their order. `stops` has a word for each file of it: not zero asks the thread to leave that file. */
export interface ToDigest {
  files: { path: string; algorithms: readonly DigestName[] }[];
  stops: Int32Array;
}

/** `at` is the place of the file in the batch; a batch is answered in its order. */
export type Answer = { at: number; ok: Digested } | { at: number; error: ErrorData };
/** `bytes`: read so far of the file at `at`. */
export type FromDigest = { answers: Answer[] } | { at: number; bytes: number };
