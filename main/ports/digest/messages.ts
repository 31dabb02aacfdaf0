/** What the pool and its threads say to one another about files to digest. */
import type { ErrorData } from '../../../core/errors';
import type { Digested, DigestName, FileStat } from '../../../core/ports';

/** Batches are worked through in their order; in columns, as a message of many objects takes half as long again. */
export interface ToDigest {
  paths: string[];
  algorithms: (readonly DigestName[])[];
  /** It is looked at first, and read only where it is a regular file of at most so many bytes; negative: read without a look. */
  most: number[];
  /** A word for each file: not zero asks the thread to leave it. */
  stops: Int32Array;
}

/** `seen` null: it was not asked to look first; `digested` null: what it saw is not to be read. */
export interface Found {
  seen: FileStat | null;
  digested: Digested | null;
}

/** `at` is the place of the file in the batch. */
export type Answer = { at: number; ok: Found } | { at: number; error: ErrorData };

/** Most small files: all looks told the same, and all of it was read. In columns; `at` as of an answer, sizes in bytes, times in milliseconds. */
export interface Steady {
  at: number[];
  sizes: number[];
  modifiedMillis: number[];
  identities: string[];
  sha256: string[];
  /** Null: none was asked for. */
  murmur3: (string | null)[];
}

export const noSteady = (): Steady => ({ at: [], sizes: [], modifiedMillis: [], identities: [], sha256: [], murmur3: [] });

/** False where it is to be told in full. */
export function addSteady(steady: Steady, at: number, { seen, digested }: Found): boolean {
  if (seen === null || digested?.looked === undefined || seen.kind !== 'file' || seen.link !== undefined || seen.identity === undefined) return false;
  const { looked, digests, bytes } = digested;
  const { sha256, murmur3 } = digests;
  if (looked.before !== looked.after || looked.before.identity !== seen.identity || bytes !== seen.size) return false;
  if (sha256 === undefined || Object.keys(digests).length !== (murmur3 === undefined ? 1 : 2)) return false;
  steady.at.push(at);
  steady.sizes.push(seen.size);
  steady.modifiedMillis.push(seen.modifiedMillis);
  steady.identities.push(seen.identity);
  steady.sha256.push(sha256);
  steady.murmur3.push(murmur3 ?? null);
  return true;
}

export function eachSteady({ at, sizes, modifiedMillis, identities, sha256, murmur3 }: Steady, visit: (at: number, found: Found) => void): void {
  for (let i = 0; i < at.length; i++) {
    const seen: FileStat = { kind: 'file', size: sizes[i] as number, modifiedMillis: modifiedMillis[i] as number, identity: identities[i] as string };
    const hash = sha256[i] as string;
    const deep = murmur3[i] ?? null;
    visit(at[i] as number, {
      seen,
      digested: { bytes: seen.size, digests: deep === null ? { sha256: hash } : { sha256: hash, murmur3: deep }, looked: { before: seen, after: seen } },
    });
  }
}

/** Of the first batch of the thread. `bytes`: read so far of the file at `at`. */
export type FromDigest = { steady: Steady; answers: Answer[] } | { at: number; bytes: number };
