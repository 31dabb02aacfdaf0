/** Whether two files have the same content, by the strongest evidence at hand; never more than that evidence shows. */
import type { Hash } from '../../ports';
import type { RecordedFile } from '../../verify/recorded-file';
import { checkableValue, labelOf, ownMode, saysSizeAndTime } from '../../verify/recorded-value';
import { minuteText } from '../../verify/standing';
import type { FileSide } from './content';
import type { JudgedBy, OutputStatus } from './vocabulary';

export interface FilesJudgement {
  status: Exclude<OutputStatus, 'only-left' | 'only-right'>;
  by: JudgedBy;
  detail: string;
}

/** Each step only where none before it could tell. */
export function judgeFiles(left: FileSide, right: FileSide, murmur3: () => Hash): FilesJudgement {
  if (left.node !== null && left.node === right.node) return { status: 'identical', by: 'same-record', detail: 'Both runs name one and the same record, so this is one file.' };
  const recorded = byRecordedHash(left.recorded, right.recorded, murmur3);
  if (left.place !== null && left.place === right.place)
    return (
      recorded ?? {
        status: 'not-comparable',
        by: 'one-path',
        detail: `One file, two records: both runs wrote to ${left.recorded.path ?? left.place}, so the later one may have replaced what the earlier one wrote. What is there now can be that of one of them only.`,
      }
    );
  const atHand = byOurHashes(left, right);
  if (atHand !== null) return atHand;
  if (recorded !== null) return recorded;
  const why = [whyNotUsed(left, 'first'), whyNotUsed(right, 'second')].filter((one) => one !== null).join(' ');
  return { ...byMetadata(left, right), ...detailOf(byMetadata(left, right).detail, why) };
}

function detailOf(detail: string, why: string): { detail: string } {
  return { detail: why === '' ? detail : `${detail} ${why}` };
}

/** Our SHA-256 of both, now and the first time; of folders that were read whole, those of what is inside. Null where one of them is not at hand, or is not of what was recorded. */
function byOurHashes(left: FileSide, right: FileSide): FilesJudgement | null {
  if (whyNotUsed(left, 'first') !== null || whyNotUsed(right, 'second') !== null) return null;
  const [a, b] = [left.check?.sha256 ?? null, right.check?.sha256 ?? null];
  const areFolders = left.check?.folder != null;
  if (a === null || b === null || areFolders !== (right.check?.folder != null)) return null;
  const ours = areFolders ? 'Our manifest of what is inside (names and SHA-256 of the files)' : 'Our SHA-256';
  const read = `The first was read ${minuteText(left.check?.at ?? '')}, the second ${minuteText(right.check?.at ?? '')}`;
  const changed = [left.check?.baseline === 'changed' ? 'the first' : null, right.check?.baseline === 'changed' ? 'the second' : null].filter((one) => one !== null);
  if (changed.length === 0)
    return a === b
      ? { status: 'identical', by: 'baseline', detail: `${ours} is the same for both. ${read}.${linked(left, right)}` }
      : { status: 'different', by: 'baseline', detail: `${ours} is another for each. ${read}.` };
  const since = `${changed.join(' and ')} ${changed.length === 1 ? 'is' : 'are'} not as in the first fingerprint`;
  const [firstA, firstB] = [left.first, right.first];
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

/** Hashes of the content as recorded. Null where one of them is none, or may be a hash of path, size and time under a wrong label. */
function byRecordedHash(left: RecordedFile, right: RecordedFile, murmur3: () => Hash): FilesJudgement | null {
  const [a, b] = [contentValue(left, murmur3), contentValue(right, murmur3)];
  if (a === null || b === null || labelOf(left) !== labelOf(right)) return null;
  const base = `recorded hashes of the content (${labelOf(left)}, MurmurHash3, which is not cryptographic)`;
  if (a === b && left.size !== null && right.size !== null && left.size !== right.size) return null;
  return a === b
    ? { status: 'identical', by: 'recorded-content-hash', detail: `The ${base} are equal; our own SHA-256 of both is not at hand.` }
    : { status: 'different', by: 'recorded-content-hash', detail: `The ${base} differ.` };
}

/** Labelled as of the content, and told from a metadata hash by the record's own path, size and time. */
function contentValue(recorded: RecordedFile, murmur3: () => Hash): string | null {
  const value = checkableValue(recorded);
  const label = labelOf(recorded);
  if (value === null || (label !== 'deep' && label !== 'sha256') || !saysSizeAndTime(recorded)) return null;
  return ownMode(recorded, value, murmur3) === null ? value : null;
}

function byMetadata(left: FileSide, right: FileSide): FilesJudgement {
  const nothing: FilesJudgement = { status: 'not-comparable', by: 'nothing', detail: 'Not compared.' };
  if (left.isFolder || right.isFolder) return { ...nothing, detail: 'Not compared: a folder, or what looks like one, whose recorded size says nothing of what is inside.' };
  const [a, b] = [left.recorded.size, right.recorded.size];
  if (a !== null && b !== null && a !== b)
    return { status: 'different', by: 'recorded-size', detail: `The recorded sizes differ, ${a} and ${b} bytes: the contents cannot be the same, if the records are true.` };
  if (isSameSource(left, right))
    return { status: 'metadata-only', by: 'same-source', detail: 'Both were published from one file of one task, as recorded; the content of the two was not compared.' };
  if (a !== null && b !== null) return { status: 'metadata-only', by: 'recorded-size', detail: `The recorded size is the same, ${a} bytes; the content was not compared.` };
  return nothing;
}
