/** How the newest check of a file reads in a report: never more than it shows, and said to be out of date where it is. */
import type { ReportCell } from '../contract/reports';
import type { FileCheck, FileRow } from '../contract/shared';
import { type Verdict, verdictShort } from '../verify/verdict';
import { utcTime } from './words';

export function verdictOf(row: FileRow): Verdict {
  return row.check?.verdict ?? 'not-checked';
}

/** Gravest first: exceptions stand at the top of every table. */
const gravity: readonly Verdict[] = ['mismatch', 'missing', 'unreadable', 'inconclusive', 'not-checkable', 'not-checked', 'metadata-match', 'content-verified'];

/** What a reader must look at: a finding, a changed content, a check that no longer counts. */
export function isException(row: FileRow): boolean {
  const { check } = row;
  return ['mismatch', 'missing', 'unreadable', 'inconclusive'].includes(verdictOf(row)) || check?.baseline === 'changed' || check?.stale === true;
}

export function byGravity(rows: readonly FileRow[]): FileRow[] {
  const rank = (row: FileRow) => (isException(row) ? 0 : 10) + gravity.indexOf(verdictOf(row));
  return [...rows].sort((a, b) => rank(a) - rank(b) || compare(a.lid ?? a.path ?? '', b.lid ?? b.path ?? ''));
}

/** The verdict with what stands beside it: reason, label, our own fingerprint, and whether it still holds. */
export function verdictCell(row: FileRow): ReportCell {
  const { check } = row;
  const verdict = verdictOf(row);
  const words = [verdictShort(check ?? { verdict })];
  if (check?.reason) words.push(check.reason.replaceAll('-', ' '));
  if (check?.labelConflict) words.push(`label conflict: says ${check.recorded.checksum?.mode ?? 'nothing'}, is ${check.matchedMode}`);
  if (check?.baseline === 'changed')
    words.push(
      `${check.baselineFrom === 'imported' ? 'other bytes than in the imported list' : 'content CHANGED since our first fingerprint of it'}${check.baselineLocked ? ', which is locked' : ''}`,
    );
  if (check?.stale) words.push('OUT OF DATE: the record has changed since this check');
  // A check that no longer counts is never shown in the colour of its verdict.
  return { text: words.join(' · '), verdict: check?.stale ? 'not-checked' : verdict };
}

/** For a column whose head says UTC and who. */
export function whenAndWho(check: FileCheck | null): string {
  return check?.at ? `${utcTime(check.at)} ${check.by ?? 'unknown'}` : 'never';
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
