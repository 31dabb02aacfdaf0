/** What makes a check a finding: the one place that decides what the command line exits with 1 for, and what samples and lists count. */
import type { FileCheck } from '../contract/shared';
import { contradictionOf } from './attested';
import { findingVerdicts } from './verdict';

/**
 * A verdict that is one; bytes that are others than the fingerprint; a server whose word is not what it sent; something inside a
 * folder that could not be read. A label conflict alone is none, nor a record that has changed since.
 */
export function isFinding({ verdict, baseline, attested, folder }: Pick<FileCheck, 'verdict' | 'baseline' | 'attested' | 'folder'>): boolean {
  return findingVerdicts.includes(verdict) || baseline === 'changed' || contradictionOf(attested) !== null || (folder !== null && folder.unreadable > 0);
}
