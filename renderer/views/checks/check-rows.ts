/** What the table of checks shows, from the checks at hand: filtering by verdict and naming files, without any drawing. */
import type { CheckSummary, FileCheck } from '../../../core/contract/shared';
import { contradictionOf } from '../../../core/verify/attested';
import type { CheckFilter } from '../../../core/verify/check-filter';
import { verdicts } from '../../../core/verify/verdict';
import { checksWords, reasonWords } from '../../words/checks';

/** The filters that would show something, each with how many. */
export function filtersOf(summary: CheckSummary): { filter: CheckFilter; count: number }[] {
  const list: { filter: CheckFilter; count: number }[] = [{ filter: 'all', count: summary.total }];
  for (const verdict of verdicts) {
    const count = verdict === 'not-checked' ? summary.total - summary.checked : (summary.byVerdict[verdict] ?? 0);
    if (count > 0) list.push({ filter: verdict, count });
  }
  if (summary.changedSinceBaseline > 0) list.push({ filter: 'changed', count: summary.changedSinceBaseline });
  if (summary.labelConflicts > 0) list.push({ filter: 'label-conflict', count: summary.labelConflicts });
  if (summary.stale > 0) list.push({ filter: 'stale', count: summary.stale });
  return list;
}

/** The name of the file: the end of its recorded path, else of its LID. */
export function fileName(check: Pick<FileCheck, 'path' | 'lid'>): string {
  const whole = check.path ?? check.lid ?? '';
  return whole.replace(/\/+$/, '').split('/').pop() ?? whole;
}

/** Two checks of one path are two rows: an outside file can be recorded with several checksums. */
export function checkKey(check: FileCheck): string {
  return `${check.lid ?? ''}\u0000${check.path ?? ''}\u0000${check.recorded.checksum?.value ?? ''}`;
}

/** Why a verdict fell as it did, and what stands beside it, in a few words. */
export function notesOf(check: FileCheck): string {
  const words = checksWords.notes;
  return [
    contradictionOf(check.attested) && words.contradicted,
    check.reason && reasonWords[check.reason],
    check.baseline === 'changed' && words.changed,
    check.ownRecord === 'contradicts' && words.ownRecord,
    check.labelConflict && words.labelConflict,
    check.stale && words.stale,
  ]
    .filter(Boolean)
    .join('; ');
}
