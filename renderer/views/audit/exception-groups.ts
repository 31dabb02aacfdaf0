/** Sorts the checks of a run into what is open, gravest first, and what is verified. */
import type { FileCheck } from '../../../core/contract/shared';
import type { Verdict } from '../../../core/verify/verdict';

/** Gravest first; content-verified is no exception. */
const order: readonly Verdict[] = ['mismatch', 'missing', 'unreadable', 'inconclusive', 'not-checked', 'not-checkable', 'metadata-match'];

export interface ExceptionGroups {
  open: { verdict: Verdict; checks: FileCheck[] }[];
  verified: FileCheck[];
  /** Files whose bytes are not those of our first fingerprint, whatever their verdict. */
  changed: FileCheck[];
}

export function groupsOf(checks: readonly FileCheck[]): ExceptionGroups {
  return {
    open: order.map((verdict) => ({ verdict, checks: checks.filter((check) => check.verdict === verdict) })).filter((group) => group.checks.length > 0),
    verified: checks.filter((check) => check.verdict === 'content-verified'),
    changed: checks.filter((check) => check.baseline === 'changed'),
  };
}

/** Recorded paths of what is not where the records say. */
export function missingPaths(checks: readonly FileCheck[]): string[] {
  return checks.flatMap((check) => (check.verdict === 'missing' && check.path !== null ? [check.path] : []));
}
