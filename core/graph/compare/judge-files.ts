/** Whether two files have the same content, by the strongest evidence at hand; never more than that evidence shows. */
import type { Hash } from '../../ports';
import { isFinding } from '../../verify/finding';
import type { RecordedFile } from '../../verify/recorded-file';
import { checkableValue, labelOf, ownMode, saysSizeAndTime } from '../../verify/recorded-value';
import { minuteText } from '../../verify/standing';
import type { FileSide } from './content';
import { type JudgedBy, type OutputStatus, type UnshownReason, unshownReasons } from './vocabulary';

export interface FilesJudgement {
  status: Exclude<OutputStatus, 'only-left' | 'only-right'>;
  by: JudgedBy;
  detail: string;
  /** Bytes were compared that are not shown to be what the run wrote. */
  unshown: UnshownReason | null;
}
type Judged = Omit<FilesJudgement, 'unshown'>;

export function judgeFiles(left: FileSide, right: FileSide, murmur3: () => Hash): FilesJudgement {
  const judged = judge(left, right, murmur3);
  const usesBytes = judged.by === 'baseline' || judged.by === 'first-baseline';
  const [a, b] = usesBytes ? [unshownBy(left), unshownBy(right)] : [null, null];
  const unshown = unshownReasons.find((reason) => reason === a || reason === b) ?? null;
  return { ...judged, unshown, detail: [judged.detail, unshownText(a, 'first'), unshownText(b, 'second')].filter((part) => part !== null).join(' ') };
}

/** Each step only where none before it could tell. */
function judge(left: FileSide, right: FileSide, murmur3: () => Hash): Judged {
  if (left.node !== null && left.node === right.node) return { status: 'identical', by: 'same-record', detail: 'Both runs name one and the same record, so this is one file.' };
  const why = [whyNotUsed(left, 'first'), whyNotUsed(right, 'second')].filter((one) => one !== null).join(' ');
  if (left.place !== null && left.place === right.place) {
    const recorded = byRecordedHash(left, right, why, murmur3);
    return recorded === null || recorded.status === 'not-comparable' || recorded.by !== 'recorded-content-hash' ? onePath(left, right) : recorded;
  }
  const judged = byOurHashes(left, right) ?? byRecordedHash(left, right, why, murmur3);
  if (judged !== null) return judged;
  return { ...byMetadata(left, right), ...detailOf(byMetadata(left, right).detail, why) };
}

/** Of one place there are bytes of one run at most, so nothing that was read there is held against itself. */
function onePath(left: FileSide, right: FileSide): Judged {
  const isOneRecordedPath = left.recorded.path === right.recorded.path;
  const reached = left.isLink || right.isLink ? 'a symbolic link leads there' : 'the paths, or path maps, lead there';
  const detail = isOneRecordedPath
    ? `One file, two records: both runs wrote to ${left.recorded.path ?? left.place}, so the later one may have replaced what the earlier one wrote. What is there now can be that of one of them only.`
    : `One file, two records: both lead to ${left.place} (${reached}), so what was read for the one is what was read for the other, and shows nothing of a second result.${isSameSource(left, right) ? ' Both were published from one file of one task, as recorded.' : ''}`;
  return { status: 'not-comparable', by: 'one-path', detail };
}

function unshownBy({ check }: FileSide): UnshownReason | null {
  if (check?.verdict === 'inconclusive') return check.reason === 'time-to-the-second' ? 'time-to-the-second' : 'other-time';
  return check?.verdict === 'not-checkable' ? 'not-checkable' : null;
}

const unshownSentences: Record<UnshownReason, (side: string) => string> = {
  'not-checkable': (side) => `The record of the ${side} gives nothing to hold it against`,
  'other-time': (side) => `The time of the ${side} is another than recorded, as after a copy`,
  'time-to-the-second': (side) => `The time of the ${side} is known to the second alone`,
};

function unshownText(reason: UnshownReason | null, side: 'first' | 'second'): string | null {
  return reason === null ? null : `${unshownSentences[reason](side)}: what was read is not shown to be what its run wrote.`;
}

function detailOf(detail: string, why: string): { detail: string } {
  return { detail: why === '' ? detail : `${detail} ${why}` };
}

/** Our SHA-256 of both, now and the first time; of folders that were read whole, those of what is inside. Null where one of them is not at hand, or is not of what was recorded. */
function byOurHashes(left: FileSide, right: FileSide): Judged | null {
  if (whyNotUsed(left, 'first') !== null || whyNotUsed(right, 'second') !== null) return null;
  const both = ourHashes(left, right);
  if (both === null) return null;
  const [a, b] = both;
  const ours = left.check?.folder != null ? 'Our manifest of what is inside (names and SHA-256 of the files)' : 'Our SHA-256';
  const read = `The first was read ${minuteText(left.check?.at ?? '')}, the second ${minuteText(right.check?.at ?? '')}`;
  const changed = [hasChanged(left) ? 'the first' : null, hasChanged(right) ? 'the second' : null].filter((one) => one !== null);
  if (changed.length === 0)
    return a === b
      ? { status: 'identical', by: 'baseline', detail: `${ours} is the same for both. ${read}.${linked(left, right)}` }
      : { status: 'different', by: 'baseline', detail: `${ours} is another for each. ${read}.` };
  const since = `${changed.join(' and ')} ${changed.length === 1 ? 'is' : 'are'} not as in the first fingerprint`;
  const [firstA, firstB] = [ourFirst(left), ourFirst(right)];
  if (firstA === null || firstB === null || firstA.kind !== firstB.kind)
    return { status: 'not-comparable', by: 'nothing', detail: `Not compared: ${since}, and the first fingerprints cannot be held against each other.` };
  if (firstA.sha256 !== firstB.sha256)
    return {
      status: 'different',
      by: 'first-baseline',
      detail: `The first fingerprints of the two differ${a === b ? ', though what is there now is the same' : ''}: ${since}. ${read}.`,
    };
  return a === b
    ? { status: 'identical', by: 'baseline', detail: `${ours} is the same for both, and so are the first fingerprints; between, ${since}. ${read}.` }
    : { status: 'different', by: 'baseline', detail: `${ours} is another for each, while the first fingerprints are the same: ${since}. ${read}.` };
}

/** Null where one is not at hand, or the one is of a file and the other of what is in a folder. */
function ourHashes({ check: left }: FileSide, { check: right }: FileSide): [string, string] | null {
  if (left?.sha256 == null || right?.sha256 == null || (left.folder === null) !== (right.folder === null)) return null;
  return [left.sha256, right.sha256];
}

/** What others say in a list is no reading of ours: neither a first one, nor the sign of a change. */
function hasChanged({ check }: FileSide): boolean {
  return check?.baseline === 'changed' && check.baselineFrom !== 'imported';
}

function ourFirst({ first }: FileSide): FileSide['first'] {
  return first?.origin === 'imported' ? null : first;
}

/** The newest check speaks against the record or the bytes, even if the record was written anew since. */
function isFaulty(side: FileSide): boolean {
  return side.check !== null && isFinding({ ...side.check, baseline: hasChanged(side) ? 'changed' : null });
}

/** Why the bytes at hand of one side are no evidence of what its run wrote; null where they are. */
function whyNotUsed({ check }: FileSide, side: 'first' | 'second'): string | null {
  const of = `The ${side}`;
  if (check === null || check.verdict === 'not-checked') return `${of} was not read yet.`;
  if (check.stale) return `The record of the ${side} has changed since it was checked: check again.`;
  if (check.verdict === 'mismatch') return `${of} is not what was recorded (${check.reason ?? 'mismatch'}), so what is there says nothing of what the run wrote.`;
  if (check.verdict === 'missing') return `${of} is missing.`;
  if (check.verdict === 'unreadable') return `${of} could not be read.`;
  const isFolder = check.reason === 'directory' || check.folder !== null;
  if (isFolder && check.sha256 === null) return `${of} is a folder that was not read whole, and no record covers what is inside.`;
  if (check.sha256 === null || check.examined !== 'content') return `The content of the ${side} was not read.`;
  return null;
}

/** Published from one file, two copies may also be two links to it. */
function linked(left: FileSide, right: FileSide): string {
  return isSameSource(left, right) ? ' Both were published from one file of one task, so they may be links to it.' : '';
}

function isSameSource({ origin: a }: FileSide, { origin: b }: FileSide): boolean {
  return a !== null && b !== null && a.task === b.task && a.name === b.name;
}

/**
 * Hashes of the content as recorded. Null where one of them is none, or may be a hash of path, size and time under a wrong
 * label. Equal ones say nothing against a check that found another content than recorded, or against bytes that differ.
 */
function byRecordedHash(left: FileSide, right: FileSide, why: string, murmur3: () => Hash): Judged | null {
  const [a, b] = [contentValue(left.recorded, murmur3), contentValue(right.recorded, murmur3)];
  const label = labelOf(left.recorded);
  if (a === null || b === null || label !== labelOf(right.recorded)) return null;
  const base = `recorded hashes of the content (${label}, MurmurHash3, which is not cryptographic)`;
  if (a !== b) return { status: 'different', by: 'recorded-content-hash', detail: `The ${base} differ.` };
  const [sizeA, sizeB] = [left.recorded.size, right.recorded.size];
  if (sizeA !== null && sizeB !== null && sizeA !== sizeB) return null;
  const ours = ourHashes(left, right);
  const isOther = ours !== null && ours[0] !== ours[1];
  const isStale = left.check?.stale === true || right.check?.stale === true;
  if (isOther && !isStale) return { status: 'different', by: 'baseline', detail: `Our SHA-256 is another for each, though the ${base} are equal. ${why}`.trim() };
  if (isOther || isFaulty(left) || isFaulty(right))
    return { status: 'not-comparable', by: 'nothing', detail: `Not compared: the ${base} are equal, and what was found here does not bear them out. ${why}`.trim() };
  const notUsed = ours === null ? 'our own SHA-256 of both is not at hand.' : `our own SHA-256 of both is at hand, and is not used. ${why}`.trim();
  return { status: 'identical', by: 'recorded-content-hash', detail: `The ${base} are equal; ${notUsed}` };
}

/** What a record calls a hash of the content. */
export const contentLabels: readonly string[] = ['deep', 'sha256'];

/** Of a run whose Nextflow hashes content, labelled as such, and told from a metadata hash by the record's own path, size and time. */
function contentValue(recorded: RecordedFile, murmur3: () => Hash): string | null {
  const value = checkableValue(recorded);
  const label = labelOf(recorded);
  if (recorded.metadataOnly === true || value === null || label === null || !contentLabels.includes(label) || !saysSizeAndTime(recorded)) return null;
  return ownMode(recorded, value, murmur3) === null ? value : null;
}

function byMetadata(left: FileSide, right: FileSide): Judged {
  const nothing: Judged = { status: 'not-comparable', by: 'nothing', detail: 'Not compared.' };
  if (left.isFolder || right.isFolder) return { ...nothing, detail: 'Not compared: a folder, or what looks like one, whose recorded size says nothing of what is inside.' };
  const [a, b] = [left.recorded.size, right.recorded.size];
  if (a !== null && b !== null && a !== b)
    return { status: 'different', by: 'recorded-size', detail: `The recorded sizes differ, ${a} and ${b} bytes: the contents cannot be the same, if the records are true.` };
  if (isSameSource(left, right))
    return { status: 'metadata-only', by: 'same-source', detail: 'Both were published from one file of one task, as recorded; the content of the two was not compared.' };
  if (a !== null && b !== null) return { status: 'metadata-only', by: 'recorded-size', detail: `The recorded size is the same, ${a} bytes; the content was not compared.` };
  return nothing;
}
