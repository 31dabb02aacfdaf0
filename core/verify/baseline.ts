/** Our own SHA-256 of a file against the first one we took: it sees what a recorded metadata checksum cannot. */
import type { BaselineState } from './verdict';

export interface Fingerprint {
  sha256: string;
  /** When it was taken: an instant of this computer's clock. */
  at: string;
}

/** `first` null: nobody has read this file before. Without a SHA-256 of now there is nothing to hold against it. */
export function judgeBaseline(first: Fingerprint | null, now: Fingerprint | null): { baseline: BaselineState | null; firstSeen: string | null } {
  if (now === null) return { baseline: null, firstSeen: first?.at ?? null };
  if (first === null) return { baseline: 'first-seen', firstSeen: now.at };
  return { baseline: first.sha256 === now.sha256 ? 'unchanged' : 'changed', firstSeen: first.at };
}
