/** What a recorded checksum value is the hash of: of what was found, or of the record's own words. */
import type { Hash } from '../ports';
import { hashedPath, lenientValue, type ModeValues, standardValue } from './checksum/modes';
import type { RecordedFile } from './recorded-file';
import { recordedMillis } from './recorded-time';
import type { ChecksumMode, OwnRecord } from './verdict';

/** The recorded value, in lower case, where it can be one of Nextflow's: 32 hex digits. */
export function checkableValue({ checksum }: RecordedFile): string | null {
  return checksum?.algorithm === 'nextflow' && /^[0-9a-f]{32}$/i.test(checksum.value) ? checksum.value.toLowerCase() : null;
}

/** The recorded size where it can be one, in bytes. */
export function statedSize({ size }: Pick<RecordedFile, 'size'>): number | null {
  return size !== null && Number.isSafeInteger(size) && size >= 0 ? size : null;
}

/** The mode whose value equals the recorded one; content first, as it proves more. */
export function modeOf(value: string, values: ModeValues): ChecksumMode | null {
  for (const mode of ['deep', 'sha256', 'standard', 'lenient'] as const) if (values[mode] === value) return mode;
  return null;
}

type OwnMode = 'standard' | 'lenient' | null;

/** A check asks four times about each record, before and after the file is read. */
const known = new WeakMap<RecordedFile, { value: string; mode: OwnMode }>();

/** The metadata mode whose value follows from the record's own path, size and time. */
export function ownMode(recorded: RecordedFile, value: string, murmur3: () => Hash): OwnMode {
  const before = known.get(recorded);
  if (before?.value === value) return before.mode;
  const mode = hashedFrom(recorded, value, murmur3);
  known.set(recorded, { value, mode });
  return mode;
}

function hashedFrom(recorded: RecordedFile, value: string, murmur3: () => Hash): OwnMode {
  const modifiedMillis = recordedMillis(recorded.modifiedAt);
  const size = statedSize(recorded);
  if (recorded.path === null || size === null) return null;
  const path = hashedPath(recorded.path);
  if (modifiedMillis !== null && standardValue(murmur3, { path, size, modifiedMillis }) === value) return 'standard';
  return lenientValue(murmur3, { path, size }) === value ? 'lenient' : null;
}

/**
 * Whether the record agrees with itself, without any file. Up to Nextflow 26.04.6 every FileOutput's value is the standard
 * hash of its own path, size and time, whatever its label; so one that does not follow from them was edited, unless its label
 * claims a hash of the content, which a later Nextflow may have made.
 */
export function ownRecord(recorded: RecordedFile, murmur3: () => Hash): OwnRecord {
  const state = ownState(recorded, murmur3);
  return state === 'not-standard' ? 'unknown' : state;
}

/** The same, telling apart `not-standard`: it does not follow, but nothing in the record itself says that it is no hash of the content. */
export function ownState(recorded: RecordedFile, murmur3: () => Hash): OwnRecord | 'not-standard' {
  const value = checkableValue(recorded);
  // What is no hash at all follows from nothing.
  if (value === null && recorded.checksum?.algorithm === 'nextflow') return 'contradicts';
  if (value === null || recorded.path === null) return 'unknown';
  if (ownMode(recorded, value, murmur3) !== null) return 'consistent';
  // What other file systems hash as the path is not known here; a relative path was hashed below a folder that is not recorded.
  if (!saysSizeAndTime(recorded) || !/^(?:\/|file:\/|s3:\/\/)/i.test(recorded.path)) return 'unknown';
  const label = labelOf(recorded);
  return label === 'standard' || label === 'lenient' || recorded.metadataOnly === true ? 'contradicts' : 'not-standard';
}

/** As the record has it, in lower case, as Nextflow reads it. */
export function labelOf(recorded: RecordedFile): string | null {
  return recorded.checksum?.mode?.toLowerCase() ?? null;
}

/** Does the record say enough of the file to tell whether its value is a metadata hash? */
export function saysSizeAndTime(recorded: RecordedFile): boolean {
  return statedSize(recorded) !== null && recordedMillis(recorded.modifiedAt) !== null;
}
