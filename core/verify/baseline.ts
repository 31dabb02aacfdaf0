/** Our own SHA-256 of a file against the first one we took or read in: it sees what a recorded metadata checksum cannot. */
import type { FileCheck } from '../contract/shared';
import type { BaselineOrigin } from './verdict';

/** What later readings of a file or folder are held against. */
export interface Fingerprint {
  /** Of the bytes of a file; of our manifest of what is inside a folder. */
  sha256: string;
  /** When it was taken, or the list that holds it was read in: an instant of this computer's clock. */
  at: string;
  kind: 'file' | 'folder';
  origin: BaselineOrigin;
  /** Signed off: nothing replaces it. */
  locked: boolean;
}

type Judged = Pick<FileCheck, 'baseline' | 'firstSeen' | 'baselineFrom' | 'baselineLocked'>;

/** `first` null: nobody has read this file before. Without a SHA-256 of now there is nothing to hold against it. */
export function judgeBaseline(first: Fingerprint | null, now: { sha256: string; at: string; kind: 'file' | 'folder' } | null): Judged {
  if (first === null) return { baseline: now === null ? null : 'first-seen', firstSeen: now?.at ?? null, baselineFrom: now === null ? null : 'read', baselineLocked: false };
  const known = { firstSeen: first.at, baselineFrom: first.origin, baselineLocked: first.locked };
  if (now === null) return { baseline: null, ...known };
  const same = first.sha256 === now.sha256 && first.kind === now.kind;
  // The reading that the fingerprint was taken from.
  if (same && first.at === now.at && first.origin !== 'imported') return { baseline: 'first-seen', ...known };
  return { baseline: same ? 'unchanged' : 'changed', ...known };
}

/** A kept result held against the fingerprint as it is now: one that was renewed or locked since reads so. */
export function againstFingerprint(check: FileCheck, first: Fingerprint | null): FileCheck {
  if (first === null) return check;
  if (check.firstSeen === first.at && check.baselineFrom === first.origin) return { ...check, baselineLocked: first.locked };
  // Of a folder that could not be read through, what is said of the baseline can't be told from digests alone.
  const readable = check.sha256 !== null && check.at !== null;
  return { ...check, ...judgeBaseline(first, readable ? { sha256: check.sha256 ?? '', at: check.at ?? '', kind: check.folder === null ? 'file' : 'folder' } : null) };
}
