/** The sentences that go with a verdict: what is proven, by what, and what is not. */
import { visibleText } from '../preview/visible-text';
import { utcText } from './clock-words';
import type { RecordedFile } from './recorded-file';
import type { ChecksumMode } from './verdict';

const bytes = (size: number | null) => `${size ?? 'an unknown number of'} ${size === 1 ? 'byte' : 'bytes'}`;
const modeWords: Record<ChecksumMode, string> = {
  standard: 'hash of path, size and time',
  lenient: 'hash of path and size',
  deep: 'hash of the content',
  sha256: "hash of the content's SHA-256",
};

/** Whose word size and time of an object on S3 are. */
export type ToldBy = 'listing' | 'head';
const serverSays: Record<ToldBy, string> = {
  listing: "that the S3 server's listing says",
  head: 'that the S3 server says of the object (to the second; it may not be listed)',
};
const howToRead = 'To have it read: "read files on S3 as well" in the window, --content on the command line.';

export const words = {
  contentVerified: (mode: ChecksumMode, size: number) =>
    `All ${bytes(size)} were read, and their checksum, computed again, equals the recorded one (${modeWords[mode]}): the content is as recorded. MurmurHash3 is not cryptographic, so a deliberate forgery is not ruled out.`,
  metadataMatch: (mode: ChecksumMode, toldBy?: ToldBy) =>
    mode === 'lenient'
      ? `The recorded checksum follows from the recorded path and the size ${toldBy === undefined ? 'found' : serverSays[toldBy]}; it covers neither the time nor any byte of the content, which is not proven.`
      : `The recorded checksum follows from the recorded path and the size and modification time ${toldBy === undefined ? 'found' : serverSays[toldBy]}; it covers no byte of the content, which is not proven.`,
  inconclusive: (toldBy?: ToldBy) =>
    `The size${toldBy === undefined ? '' : ` ${serverSays[toldBy]}`} is as recorded, the modification time is not, as after a copy or a restore${toldBy === undefined ? '' : ', or when an object was written again'}; the recorded checksum covers path, size and time alone, so it speaks neither for nor against the content.`,
  timeToTheSecond:
    'Size and time are as recorded as far as the S3 server tells them: to the second. The recorded checksum covers the time to the millisecond, which the listing alone may tell, and that these credentials may not ask for (s3:ListBucket).',
  contentNotRead: (label: string | null, ownKnown: boolean) => {
    const sum =
      label === 'deep' || label === 'sha256'
        ? `The record calls its checksum "${label}", a hash of the content, and it is none of path, size and time`
        : ownKnown
          ? "The recorded checksum follows neither from what the S3 server's listing says nor from the record's own path, size and time: it is a hash of the content under another label, or the record was edited"
          : "The recorded checksum does not follow from the path, size and time that the S3 server's listing says: the time may be another, as after a copy, or it is a hash of the content";
    return `${sum}. The content, which alone can tell, was not read. ${howToRead}`;
  },
  sizeDiffers: (recorded: number | null, found: number, toldBy?: ToldBy) =>
    `The record says ${bytes(recorded)}, ${toldBy === undefined ? `${bytes(found)} are here` : `the S3 server says ${bytes(found)}`}: the content cannot be what was recorded.`,
  contentDiffers: (label: string) =>
    `The size is as recorded, but the checksum of the content is not: the record calls it "${visibleText(label)}", and it is no hash of the recorded path, size and time. Either the content or the record has changed.`,
  undetermined: (ownKnown: boolean) =>
    ownKnown
      ? "No mode gives the recorded checksum, neither from what is here nor from the record's own path, size and time: the content or the record has changed; nothing tells which."
      : 'No mode gives the recorded checksum from what is here: content, time or size is not as it was, or the record has changed. The record keeps no size and time of its own to tell which; a copy made without its time looks the same.',
  contentNotHashed: 'The recorded checksum is none of path, size and time; whether it is one of the content was not looked at.',
  missing: (link: string | undefined, deleted = false) =>
    deleted
      ? 'Nothing is at this path now. The S3 server says that it was deleted (its newest version is a delete marker): earlier versions may still be there.'
      : link === undefined
        ? 'Nothing is at this path.'
        : `A symbolic link is here, and what it points to (${visibleText(link)}) is not.`,
  unreadable: (reason: string, message: string) =>
    reason === 'permission'
      ? `It is there, but may not be read: ${visibleText(message)}`
      : reason === 'changed-while-read'
        ? `Nothing can be said, as ${visibleText(message)}. Check again when nothing writes to it.`
        : `It is there, but reading failed: ${visibleText(message)}`,
  remote: 'It is on a service that this program does not ask; give a path map to where a copy is.',
  readAsContent: 'this program has read content here before',
  notRegularInstead: (evidence: string) => `A FIFO, device or socket is here, which was not opened, and what was recorded had content: ${evidence}.`,
  recordedWithContent: (size: number) => `the record says ${bytes(size)}`,
  notRegular: 'A FIFO, device or socket is here, which was not opened: it has no content to check.',
  laterClaim: ({ run, lid, modifiedAt }: NonNullable<RecordedFile['laterClaim']>) =>
    `The run ${run === null ? 'that is not recorded' : `"${visibleText(run)}"`} wrote the same destination, as ${visibleText(lid)} says, on ${utcText(modifiedAt)}: what is here may be its bytes.`,
  noPath: 'The record names no path, so there is nothing to look at.',
  relativePath: 'The record names a relative path, and not the folder that it starts from.',
  noChecksum: 'The record holds no checksum, so there is nothing to check the content against.',
  malformedValue: 'The recorded checksum is no value of Nextflow’s (32 hex digits), so nothing can be held against it.',
  unknownAlgorithm: (algorithm: string | null) =>
    `The checksum is of the algorithm ${algorithm === null ? '(none named)' : `"${visibleText(algorithm)}"`}, which this program does not know: only "nextflow" is.`,
  directoryMatch: (mode: ChecksumMode) =>
    mode === 'lenient'
      ? 'A folder: its own path and size are as recorded; nothing inside is covered by the record.'
      : 'A folder: its own path, size and modification time are as recorded; nothing inside is covered by the record.',
  directoryOther: "A folder whose own size or time is not as recorded, as after any change or copy; the record covers nothing inside, so it can't be checked.",
  kindDiffers: (evidence: string) => `A folder is here, and what was recorded was a file: ${evidence}.`,
  readBefore: 'this program has read it as one before',
  notOfFolder: "the recorded checksum is not made of the record's path, size and time, as a folder's always is",
  sizeOfFile: (size: number) => `so its name and its recorded size of ${bytes(size)} say`,
  statesOtherSize: (recorded: number | null, found: number) => `the record contradicts itself: it states a size of ${bytes(recorded)}, and its checksum is that of ${found}`,
  checksumOfOtherSize: 'the record contradicts itself: its checksum is that of the size found, not of the size it states',
  statesOtherTime: (modifiedAt: string | null, mode: ChecksumMode) =>
    mode === 'lenient'
      ? `the record states another modification time, ${visibleText(modifiedAt ?? '')}`
      : `the record contradicts itself: it states the modification time ${visibleText(modifiedAt ?? '')}, and its checksum is that of the time found`,
};

export interface Notes {
  link?: string | undefined;
  labelConflict?: { label: string; explained: ChecksumMode } | null;
  ownContradiction?: string | undefined;
}

/** Adds to a sentence what else there is to know; stays one paragraph. */
export function withNotes(detail: string, { link, labelConflict, ownContradiction }: Notes): string {
  const notes: string[] = [];
  if (ownContradiction !== undefined) notes.push(`${ownContradiction.charAt(0).toUpperCase()}${ownContradiction.slice(1)}.`);
  if (labelConflict)
    notes.push(
      `The record calls the checksum "${visibleText(labelConflict.label)}", which is not so: it is the ${labelConflict.explained} one, the ${modeWords[labelConflict.explained]}.`,
    );
  if (link !== undefined) notes.push(`A symbolic link was followed, to ${visibleText(link)}.`);
  return [detail, ...notes].join(' ');
}
