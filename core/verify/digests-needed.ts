/** Which digests of a file's content its records ask for: none is computed that could change no verdict. */
import type { DigestName, Hash } from '../ports';
import { directoryValues, hashedPath } from './checksum/modes';
import type { RecordedFile } from './recorded-file';
import { checkableValue, modeOf, ownMode } from './recorded-value';

/** The same lists each time: a message to a thread then holds them once. */
const sha256Alone: readonly DigestName[] = ['sha256'];
const both: readonly DigestName[] = ['sha256', 'murmur3'];

/**
 * SHA-256 always: it is our own fingerprint, and Nextflow's mode sha256. MurmurHash3 where some record's value may be of mode deep: a
 * value that is the hash of a path, size and time, the record's own or those found, is not the hash of a content as well.
 */
export function digestsNeeded(recorded: readonly RecordedFile[], found: { size: number; modifiedMillis: number }, murmur3: () => Hash): readonly DigestName[] {
  return recorded.some((one) => mayBeDeep(one, found, murmur3)) ? both : sha256Alone;
}

/** Before anybody has looked: these, or fewer of them. */
export function digestsPossible(recorded: readonly RecordedFile[], murmur3: () => Hash): readonly DigestName[] {
  return recorded.some((one) => isNotOwn(one, checkableValue(one), murmur3)) ? both : sha256Alone;
}

function isNotOwn(recorded: RecordedFile, value: string | null, murmur3: () => Hash): value is string {
  return value !== null && ownMode(recorded, value, murmur3) === null;
}

function mayBeDeep(recorded: RecordedFile, { size, modifiedMillis }: { size: number; modifiedMillis: number }, murmur3: () => Hash): boolean {
  const value = checkableValue(recorded);
  if (!isNotOwn(recorded, value, murmur3)) return false;
  return modeOf(value, directoryValues(murmur3, { path: hashedPath(recorded.path ?? ''), size, modifiedMillis })) === null;
}
