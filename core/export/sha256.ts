/** Which of our SHA-256 may be said of a file: nothing may claim that a run wrote bytes which only lay at its path later. */
import type { ExportFile } from './scope';

/** Of content that was read and found equal to the recorded checksum; null for all others. */
export function provenSha256({ check }: Pick<ExportFile, 'check'>): string | null {
  return check !== null && check.verdict === 'content-verified' && !check.stale ? check.sha256 : null;
}

/** What lay at the path when it was checked, whatever that was; null where nothing was read. */
export function lookedAt({ check }: Pick<ExportFile, 'check'>): { sha256: string; at: string | null } | null {
  return check === null || check.sha256 === null ? null : { sha256: check.sha256, at: check.at };
}
