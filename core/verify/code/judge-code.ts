/** The verdict about one piece of recorded code: its recorded checksum against the bytes that the commit holds. */
import { digestOf } from '../../digest-of';
import type { Hash } from '../../ports';
import type { Checksum } from '../../record/facts';
import { hashedPath, lenientValue, sha256Value, textValue } from '../checksum/modes';
import type { Verdict } from '../verdict';
import type { CodeReason } from './reasons';

export interface CodeJudgement {
  verdict: Verdict;
  reason: CodeReason | null;
  detail: string;
}

export interface CodeHashes {
  murmur3: () => Hash;
  sha256: () => Hash;
}

/** The field decides what Nextflow hashed (nf-lineage, LinObserver; nf-commons, HashBuilder); the label (`mode`) is ignored. */
export interface RecordedCode {
  field: 'scriptFiles' | 'binEntries';
  recordedPath: string;
  checksum: Checksum | null;
  /** The record names a commit, so that Nextflow hashed bin entries by content. */
  fromGit: boolean;
}

/** Settles what the record alone settles; null where there is something to compare. */
export function judgeWithoutContent({ checksum }: Pick<RecordedCode, 'checksum'>): CodeJudgement | null {
  if (checksum === null) return { verdict: 'not-checkable', reason: 'no-checksum', detail: 'The record holds no checksum of it.' };
  if (checksum.algorithm !== 'nextflow')
    return {
      verdict: 'not-checkable',
      reason: 'unknown-algorithm',
      detail: `The recorded checksum is of the algorithm "${checksum.algorithm ?? 'none'}", which is not known here.`,
    };
  return null;
}

/** `path`: in the commit. `bytes`: of its blob, already held against its id. */
export function judgeCode(recorded: RecordedCode, path: string, bytes: Uint8Array, hashes: CodeHashes): CodeJudgement {
  const settled = judgeWithoutContent(recorded);
  if (settled !== null) return settled;
  const value = recorded.checksum?.value.toLowerCase() ?? '';
  const how = contentHash(value, recorded, path, bytes, hashes);
  const text = decoded(bytes);
  if (how === 'text' && !text.whole)
    return {
      verdict: 'not-checkable',
      reason: 'not-utf8',
      detail: 'The recorded hash is of the decoded text, and that is equal; but some bytes of the file are not UTF-8 and all read alike, so those bytes are not proven.',
    };
  if (how !== null) return { verdict: 'content-verified', reason: null, detail: `The file of the commit has the recorded checksum, ${howWords[how]}.` };
  const converted = lineEndings(bytes).find((other) => contentHash(value, recorded, path, other.bytes, hashes) !== null);
  if (converted !== undefined)
    return {
      verdict: 'mismatch',
      reason: 'line-endings',
      detail: `What was recorded is the same text with ${converted.name} line endings, as after a checkout that converts them; the bytes of the commit are others.`,
    };
  if (recorded.field === 'scriptFiles') {
    if (!text.whole)
      return {
        verdict: 'not-checkable',
        reason: 'not-utf8',
        detail: 'The file is not UTF-8, and how its other bytes were decoded is not recorded: that the hash is not equal proves nothing.',
      };
    return { verdict: 'mismatch', reason: 'content-differs', detail: 'The text of the file at this commit does not have the recorded checksum.' };
  }
  if (value === lenientValue(hashes.murmur3, { path: hashedPath(recorded.recordedPath), size: bytes.length }))
    return { verdict: 'not-checkable', reason: 'metadata-hash', detail: 'The recorded checksum is that of the path and the size alone: it says nothing of the content.' };
  if (!recorded.fromGit)
    return {
      verdict: 'not-checkable',
      reason: 'metadata-hash',
      detail: 'The record names no commit, so Nextflow hashed path, size and time of this file; git keeps no times, so nothing can be compared.',
    };
  return { verdict: 'mismatch', reason: 'content-differs', detail: 'The path and content of the file at this commit do not have the recorded checksum.' };
}

type How = 'text' | 'project' | 'sha256' | 'deep';
const howWords: Record<How, string> = {
  text: 'the hash of its text',
  project: 'the hash of its path in the project and the SHA-256 of its bytes',
  sha256: 'the hash of the SHA-256 of its bytes',
  deep: 'the hash of its bytes',
};

/** Every way in which Nextflow hashes the content of a file: that of the field first. */
function contentHash(value: string, { field }: RecordedCode, path: string, bytes: Uint8Array, { murmur3, sha256 }: CodeHashes): How | null {
  const text = () => textValue(murmur3, decoded(bytes).text) === value;
  if (field === 'scriptFiles' && text()) return 'text';
  const digest = digestOf(sha256(), bytes);
  // Relative to the folder of the main script, which need not be the root of the repository.
  const ends = path.split('/').map((_, at, parts) => parts.slice(at).join('/'));
  if (ends.some((end) => textValue(murmur3, end + digest) === value)) return 'project';
  if (sha256Value(murmur3, digest) === value) return 'sha256';
  if (digestOf(murmur3(), bytes) === value) return 'deep';
  return field === 'binEntries' && text() ? 'text' : null;
}

/** As Java reads a file as text; `whole`: nothing was lost on the way. */
export function decoded(bytes: Uint8Array): { text: string; whole: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), whole: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), whole: false };
  }
}

/** The same bytes with Unix and with Windows line endings, where that is another content. */
function lineEndings(bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const unix = bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== 10);
  const windows = new Uint8Array(unix.length + unix.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0));
  let at = 0;
  for (const byte of unix) {
    if (byte === 10) windows[at++] = 13;
    windows[at++] = byte;
  }
  return [
    { name: 'Unix (LF)', bytes: unix },
    { name: 'Windows (CR LF)', bytes: windows },
  ].filter((one) => one.bytes.length !== bytes.length);
}
