/** Sorts the checks of a run into what has changed, what is open, gravest first, and what is verified: each file once. */
import type { FileCheck } from '../../../core/contract/shared';
import type { Verdict } from '../../../core/verify/verdict';

/** Gravest first; content-verified is no exception. */
const order: readonly Verdict[] = ['mismatch', 'missing', 'unreadable', 'inconclusive', 'not-checked', 'not-checkable', 'metadata-match'];

export interface ExceptionGroups {
  /** Files whose bytes are not those of our first fingerprint, whatever their verdict; in no other group. */
  changed: FileCheck[];
  open: { verdict: Verdict; checks: FileCheck[] }[];
  verified: FileCheck[];
}

export function groupsOf(checks: readonly FileCheck[]): ExceptionGroups {
  const others = checks.filter((check) => check.baseline !== 'changed');
  return {
    changed: checks.filter((check) => check.baseline === 'changed'),
    open: order.map((verdict) => ({ verdict, checks: others.filter((check) => check.verdict === verdict) })).filter((group) => group.checks.length > 0),
    verified: others.filter((check) => check.verdict === 'content-verified'),
  };
}

/** Recorded paths of what is not where the records say. */
export function missingPaths(checks: readonly FileCheck[]): string[] {
  return checks.flatMap((check) => (check.verdict === 'missing' && check.path !== null ? [check.path] : []));
}
