/** The verdict about one file: what a record says against what was found, and never more than that shows. */
import type { Hash } from '../ports';
import { directoryValues, fileValues, hashedPath } from './checksum/modes';
import { withNotes, words } from './judge-words';
import type { Observation } from './observe';
import type { RecordedFile } from './recorded-file';
import { recordedMillis } from './recorded-time';
import { checkableValue, labelOf, modeOf, ownMode, saysSizeAndTime, statedSize } from './recorded-value';
import { type ChecksumMode, modeProves, type Reason, type Verdict } from './verdict';

export interface Judgement {
  verdict: Verdict;
  reason: Reason | null;
  strength: 'murmur3-128' | null;
  matchedMode: ChecksumMode | null;
  labelConflict: boolean;
  detail: string;
}

/** `readBefore`: we once took a SHA-256 of it, so it was a file then. */
export function judge(recorded: RecordedFile, observed: Observation, readBefore: boolean, murmur3: () => Hash): Judgement {
  const judged = judgeAlone(recorded, observed, readBefore, murmur3);
  // What is there is not shown to be what this record says: the later writer is then the first to ask about.
  const isOpen = judged.verdict === 'mismatch' || judged.verdict === 'inconclusive' || judged.reason === 'directory';
  return recorded.laterClaim !== undefined && isOpen ? { ...judged, detail: `${judged.detail} ${words.laterClaim(recorded.laterClaim)}` } : judged;
}

function judgeAlone(recorded: RecordedFile, observed: Observation, readBefore: boolean, murmur3: () => Hash): Judgement {
  switch (observed.kind) {
    case 'missing':
      return plain('missing', 'not-found', words.missing(observed.link, observed.deleted));
    case 'unreadable':
      return plain('unreadable', observed.reason, words.unreadable(observed.reason, observed.message));
    case 'remote':
      return plain('not-checkable', 'remote', words.remote);
    case 'not-regular':
      return judgeNotRegular(recorded, readBefore);
    case 'folder':
      return judgeFolder(recorded, observed, readBefore, murmur3);
    case 'file':
    case 'listed':
      return judgeFile(recorded, observed, murmur3);
  }
}

/** Nothing with content is there: no recorded file or folder can be that, where something shows that there was one. */
function judgeNotRegular({ size }: RecordedFile, readBefore: boolean): Judgement {
  if (readBefore) return plain('mismatch', 'kind-differs', words.notRegularInstead(words.readAsContent));
  if (size !== null && size > 0) return plain('mismatch', 'kind-differs', words.notRegularInstead(words.recordedWithContent(size)));
  return plain('not-checkable', 'not-regular', words.notRegular);
}

/** Why a record alone settles that there is nothing to look at; null where there is. */
export function judgeWithoutLooking(recorded: RecordedFile): Judgement | null {
  if (recorded.path === null) return plain('not-checkable', 'no-path', words.noPath);
  const absolute = recorded.path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\//i.test(recorded.path);
  return absolute ? null : plain('not-checkable', 'no-path', words.relativePath);
}

type FoundFile = Extract<Observation, { kind: 'file' | 'listed' }>;
type FoundFolder = Extract<Observation, { kind: 'folder' }>;

/**
 * In this order, each step only where none before it fell:
 * 0. the value is none of those known, and MurmurHash3 was not computed → not-checked: only the content could tell;
 * 1. a content mode's value equals the recorded one → content-verified, whatever label, size and time say: the bytes are proven;
 * 2. another size than recorded → mismatch size-differs: no content of that size can be this one, whatever the checksum covers;
 * 3. no checksum, or one we can't compute → not-checkable;
 * 4. a metadata mode's value, of the recorded path and the size and time found → metadata-match;
 * 5. the recorded value follows from the record's own path, size and time → the time alone differs: inconclusive;
 *    so also where the time is known to the second alone, and fits;
 *    A file whose content was not read ends here, not-checked: whatever is left, the content alone can tell.
 * 6. the label names a content mode, 5 is ruled out (not merely unknown), and the Nextflow that wrote it is not known to label wrongly → mismatch content-differs;
 * 7. else → mismatch undetermined: path, time or content, or the record itself; nothing tells which.
 */
function judgeFile(recorded: RecordedFile, found: FoundFile, murmur3: () => Hash): Judgement {
  const value = checkableValue(recorded);
  const path = hashedPath(recorded.path ?? '');
  const facts = { path, size: found.size, modifiedMillis: found.modifiedMillis };
  const values = value === null ? {} : found.kind === 'file' ? fileValues(murmur3, facts, found) : directoryValues(murmur3, facts);
  const matchedMode = value === null ? null : modeOf(value, values);
  const own = value === null ? null : ownMode(recorded, value, murmur3);
  const label = labelOf(recorded);
  const explained = matchedMode ?? own;
  const labelConflict = explained !== null && label !== null && label !== explained;
  const size = statedSize(recorded);
  const sizeDiffers = size !== null && size !== found.size;
  const notes = { link: found.kind === 'file' ? found.link : undefined, labelConflict: labelConflict && explained !== null && label !== null ? { label, explained } : null };
  const end = (verdict: Verdict, reason: Reason | null, detail: string, ownContradiction?: string): Judgement => ({
    verdict,
    reason,
    strength: verdict === 'content-verified' ? 'murmur3-128' : null,
    matchedMode,
    labelConflict,
    detail: withNotes(detail, { ...notes, ownContradiction }),
  });

  if (value !== null && explained === null && found.kind === 'file' && found.deep === null) return end('not-checked', 'content-not-read', words.contentNotHashed);
  if (matchedMode !== null && modeProves[matchedMode] === 'content')
    return end('content-verified', null, words.contentVerified(matchedMode, found.size), sizeDiffers ? words.statesOtherSize(recorded.size, found.size) : undefined);
  if (sizeDiffers) return end('mismatch', 'size-differs', words.sizeDiffers(recorded.size, found.size, found.toldBy), matchedMode === null ? undefined : words.checksumOfOtherSize);
  if (value === null) return withoutValue(recorded, notes.link);
  const stated = recordedMillis(recorded.modifiedAt);
  if (matchedMode !== null) {
    const timeDiffers = stated !== null && stated !== Math.floor(found.modifiedMillis);
    return end('metadata-match', null, words.metadataMatch(matchedMode, found.toldBy), timeDiffers ? words.statesOtherTime(recorded.modifiedAt, matchedMode) : undefined);
  }
  if (own === 'standard') {
    const sameSecond = found.toldBy === 'head' && stated !== null && Math.floor(stated / 1000) === Math.floor(found.modifiedMillis / 1000);
    return sameSecond ? end('inconclusive', 'time-to-the-second', words.timeToTheSecond) : end('inconclusive', 'time-differs', words.inconclusive(found.toldBy));
  }
  const ownKnown = saysSizeAndTime(recorded);
  if (found.kind === 'listed') return end('not-checked', 'content-not-read', words.contentNotRead(label, ownKnown));
  if (ownKnown && recorded.metadataOnly !== true && (label === 'deep' || label === 'sha256')) return end('mismatch', 'content-differs', words.contentDiffers(label));
  return end('mismatch', 'undetermined', words.undetermined(ownKnown));
}

/**
 * Of a folder Nextflow hashes path, size and time in every mode, and nothing inside. A folder where a file was recorded is a
 * mismatch only where something shows that it was a file; else its value has merely changed, as a folder's does with every
 * entry that is added, and nothing can be said.
 */
function judgeFolder(recorded: RecordedFile, found: FoundFolder, readBefore: boolean, murmur3: () => Hash): Judgement {
  const value = checkableValue(recorded);
  const path = hashedPath(recorded.path ?? '');
  const matchedMode = value === null ? null : modeOf(value, directoryValues(murmur3, { path, size: found.size, modifiedMillis: found.modifiedMillis }));
  const label = labelOf(recorded);
  if (matchedMode !== null) {
    const expected: ChecksumMode = label === 'lenient' ? 'lenient' : 'standard';
    const labelConflict = label !== null && expected !== matchedMode;
    const notes = { link: found.link, labelConflict: labelConflict && label !== null ? { label, explained: matchedMode } : null };
    return { verdict: 'metadata-match', reason: 'directory', strength: null, matchedMode, labelConflict, detail: withNotes(words.directoryMatch(matchedMode), notes) };
  }
  const evidence = wasFile(recorded, value, found.size, readBefore, murmur3);
  if (evidence !== null) return plain('mismatch', 'kind-differs', withNotes(words.kindDiffers(evidence), { link: found.link }));
  return value === null ? withoutValue(recorded, found.link) : plain('not-checkable', 'directory', withNotes(words.directoryOther, { link: found.link }));
}

/** What shows that the recorded thing was a file; null where it may have been a folder all along. */
function wasFile(recorded: RecordedFile, value: string | null, foundSize: number, readBefore: boolean, murmur3: () => Hash): string | null {
  if (readBefore) return words.readBefore;
  const { size } = recorded;
  if (value !== null && saysSizeAndTime(recorded) && ownMode(recorded, value, murmur3) === null) return words.notOfFolder;
  // Folders have sizes of whole blocks on the usual file systems, but small odd ones on a few: the name then decides.
  const namedAsFile = /[^/.][^/]*\.[A-Za-z0-9]{1,10}$/.test(recorded.path ?? '');
  const oddSize = size !== null && size !== foundSize && size % 4096 !== 0;
  return oddSize && size !== null && (namedAsFile || size > 65_536) ? words.sizeOfFile(size) : null;
}

function withoutValue(recorded: RecordedFile, link: string | undefined): Judgement {
  if (recorded.checksum === null) return plain('not-checkable', 'no-checksum', withNotes(words.noChecksum, { link }));
  const { algorithm } = recorded.checksum;
  return plain('not-checkable', 'unknown-algorithm', withNotes(algorithm === 'nextflow' ? words.malformedValue : words.unknownAlgorithm(algorithm), { link }));
}

function plain(verdict: Verdict, reason: Reason, detail: string): Judgement {
  return { verdict, reason, strength: null, matchedMode: null, labelConflict: false, detail };
}
