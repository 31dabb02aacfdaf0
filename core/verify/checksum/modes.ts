/** The values that Nextflow's four checksum modes give for a file: what is recorded is held against each of them. */
import type { Hash } from '../../ports';
import type { ChecksumMode } from '../verdict';

/**
 * What the modes hash (Nextflow source: nf-commons, HashBuilder.hashFile): strings go in as UTF-16LE code units,
 * longs as 8 bytes little-endian.
 */
export interface HashedFacts {
  /** As `hashedPath` gives it. */
  path: string;
  /** Bytes; an integer of at least 0. */
  size: number;
  /** Milliseconds since 1970 UTC; cut to whole ones (down) as Java's FileTime.toMillis does. */
  modifiedMillis: number;
}

/**
 * The path string that Nextflow hashes: absolute, without `file://`; for S3 and other object stores the path below the
 * scheme, `/bucket/key` (Path.toAbsolutePath().toString() of its file systems). Nothing is decoded.
 */
export function hashedPath(path: string): string {
  const file = /^file:\/{0,2}(?=\/)/.exec(path);
  if (file !== null) return path.slice(file[0].length);
  const remote = /^[a-z][a-z0-9+.-]*:\/\/\/?(?=[^/])/i.exec(path);
  return remote === null ? path : `/${path.slice(remote[0].length)}`;
}

/** Path, size and modification time: says nothing about the content. A directory's value in every mode but lenient. */
export function standardValue(murmur3: () => Hash, facts: HashedFacts): string {
  return hashOf(murmur3, facts.path, [facts.size, Math.floor(facts.modifiedMillis)]);
}

/** Path and size: says nothing about the content. */
export function lenientValue(murmur3: () => Hash, facts: Pick<HashedFacts, 'path' | 'size'>): string {
  return hashOf(murmur3, facts.path, [facts.size]);
}

/** The value of mode sha256: MurmurHash3 over the 64 hex digits of the content's SHA-256, as a string. */
export function sha256Value(murmur3: () => Hash, sha256: string): string {
  return textValue(murmur3, sha256);
}

/** The hash of a text: of a script (`workflow.scriptFiles`), of a task's source (`codeChecksum`). */
export function textValue(murmur3: () => Hash, text: string): string {
  return hashOf(murmur3, text, []);
}

export type ModeValues = Partial<Record<ChecksumMode, string | null>>;

/** All values of a file. `deep` is the plain MurmurHash3 of its bytes, null where that was not asked for; `sha256` their SHA-256 in hex. */
export function fileValues<Deep extends string | null>(
  murmur3: () => Hash,
  facts: HashedFacts,
  content: { deep: Deep; sha256: string },
): Record<'standard' | 'lenient' | 'sha256', string> & { deep: Deep } {
  return { ...directoryValues(murmur3, facts), deep: content.deep, sha256: sha256Value(murmur3, content.sha256) };
}

/** Of a directory: the label deep or sha256 gives the standard value, as nothing inside is read. */
export function directoryValues(murmur3: () => Hash, facts: HashedFacts): { standard: string; lenient: string } {
  return { standard: standardValue(murmur3, facts), lenient: lenientValue(murmur3, facts) };
}

function hashOf(murmur3: () => Hash, text: string, longs: readonly number[]): string {
  const bytes = new Uint8Array(2 * text.length + 8 * longs.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >>> 8;
  }
  const view = new DataView(bytes.buffer, 2 * text.length);
  for (const [i, value] of longs.entries()) view.setBigInt64(8 * i, BigInt(value), true);
  const hash = murmur3();
  hash.update(bytes);
  return hash.hex();
}
