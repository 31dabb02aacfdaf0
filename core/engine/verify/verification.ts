/** A verification under way: what it is of, and the number it gets in the ledger with its first results. */
import type { Parsed } from '../../contract';
import type { VerificationBegan } from '../../evidence/ledger';

export interface Verification {
  /** Null until something of it was kept. */
  number: number | null;
  began: Omit<VerificationBegan, 'verification'>;
}

/** Equal for questions of the same files in the same way. */
export function scopeText({ workspace: _workspace, resume: _resume, ...scope }: Omit<Parsed<'verify.run'>, 'resume'> & { resume?: boolean }): string {
  return JSON.stringify(Object.fromEntries(Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1))));
}
