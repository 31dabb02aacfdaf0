/** A check of a file for tests, changed where a test says so. */
import type { FileCheck } from '../../../core/contract/shared';

export function aCheck(change: Partial<FileCheck> = {}): FileCheck {
  return {
    lid: null,
    path: '/data/reference.fa',
    checkedPath: '/data/reference.fa',
    recorded: { checksum: null, size: 1, modifiedAt: null },
    verdict: 'not-checked',
    strength: null,
    matchedMode: null,
    labelConflict: false,
    reason: null,
    detail: null,
    found: null,
    sha256: null,
    baseline: null,
    firstSeen: null,
    at: null,
    by: null,
    stale: false,
    ...change,
  };
}
