/** The port a lineage store is read through: a folder or an S3 prefix, never written. */
import type { IdentityFact, IdentityName } from '../contract/store-identity';
import type { Said } from '../record/said';

/** One object of the listing. */
export interface StoreObject {
  /** Path below the store, `/` between parts, raw: never URL-decoded. */
  path: string;
  size: number;
  /** Changes whenever the content may have: an ETag, or modification time in ns and inode. */
  tag: string;
  /** Milliseconds since 1970 UTC, as the listing says. */
  modifiedMillis: number;
  /** Set where this is nothing that may be read (a symbolic link, a pipe, a device): what it is instead, in words. */
  special?: string;
}

export interface StoreCheck {
  right: string;
  ok: boolean;
  message: string;
}

/**
 * All methods throw AuditError `store-unreachable`, `store-denied` (data.right) or `store-error`,
 * and stop when the signal is aborted.
 */
export interface LineageStore {
  /** The store as people write it. */
  readonly text: string;
  /** Every object once, in pages, in no given order. Ending normally means: that was all. Unreadable folders throw. */
  list(signal: AbortSignal): AsyncIterable<StoreObject[]>;
  /**
   * The objects at these paths and below them (`a` and `a/…`, never `ab`), each path asked for by itself: the store is not listed. Each object once, in
   * pages, in no given order; where nothing is, nothing comes. Ending normally means: that was all of it.
   */
  listAt(paths: readonly string[], signal: AbortSignal): AsyncIterable<StoreObject[]>;
  /**
   * Reads many objects, each in one piece, concurrently; answers come in any order.
   * An object that is gone or fails is told with its error, and the rest goes on.
   */
  readMany(objects: StoreObject[], signal: AbortSignal): AsyncIterable<StoreRead>;
  /**
   * What it says of itself that tells it from another; what it would not say has the value null and says why. `ask`: the facts wanted,
   * so that a right that is missing is not asked for again and again.
   */
  identity(ask: 'all' | ReadonlySet<IdentityName>, signal: AbortSignal): Promise<IdentityFact[]>;
  /** Tries each right in turn, for the form. */
  test(signal: AbortSignal): Promise<{ checks: StoreCheck[]; looksLikeLineage: boolean }>;
  close(): void;
}

export interface StoreBytes {
  object: StoreObject;
  bytes: Uint8Array;
  /** Of the bytes, where it is known already. */
  sha256?: string;
  /** The bytes in raw deflate, where that was made already. */
  packed?: Uint8Array;
  /** What it says as a record, where that was found out already and nothing is odd about it. */
  said?: Said | undefined;
}
export type StoreRead = StoreBytes | { object: StoreObject; error: ReadError };
/** `left-out`: whoever made the bundle that this is read from kept it back; `sha256` is what they say it has. */
type ReadError = { code: 'gone' | 'denied' | 'too-large' | 'failed'; message: string } | { code: 'left-out'; message: string; sha256: string };

/** Objects larger than this are no lineage records: told, not read. */
export const maxObjectBytes = 64 * 1024 * 1024;
