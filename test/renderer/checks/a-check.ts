/** A check of a file for tests, changed where a test says so. */
import type { FileCheck } from '../../../core/contract/shared';
import { keptCheck } from '../../../core/verify/recorded-file';

export function aCheck(change: Partial<FileCheck> = {}): FileCheck {
  const path = '/data/reference.fa';
  return keptCheck({ lid: null, path, checkedPath: path, recorded: { checksum: null, size: 1, modifiedAt: null }, detail: null, ...change });
}
