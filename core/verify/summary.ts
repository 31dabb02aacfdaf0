/** Counts verdicts with their denominator, so that no number of checks ever stands alone. */
import type { CheckSummary, FileCheck } from '../contract/shared';

/**
 * One entry a file: its newest check, or null where nobody has looked, which counts as `not-checked`.
 * A stale check (the record has changed since) stays under its verdict and is counted in `stale` as well.
 * checked + byVerdict['not-checked'] = total.
 */
export function summariseChecks(checks: readonly (FileCheck | null)[]): CheckSummary {
  const summary: CheckSummary = { total: checks.length, checked: 0, byVerdict: {}, labelConflicts: 0, changedSinceBaseline: 0, stale: 0 };
  for (const check of checks) {
    const verdict = check?.verdict ?? 'not-checked';
    summary.byVerdict[verdict] = (summary.byVerdict[verdict] ?? 0) + 1;
    if (verdict !== 'not-checked') summary.checked++;
    if (check?.labelConflict) summary.labelConflicts++;
    if (check?.baseline === 'changed') summary.changedSinceBaseline++;
    if (check?.stale) summary.stale++;
  }
  return summary;
}
