/** Numbers, sizes, times and verdicts in words, alike in every table. */
import type { CheckSummary, FileCheck } from '../../core/contract/shared';
import { type Verdict, verdictShort, verdicts, verdictWords } from '../../core/verify/verdict';

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 run`, `2 runs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Decimal units, as disks are sold; exact below 1000 bytes. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit]}`;
}

export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.ceil((seconds % 3600) / 60)} min`;
}

export const notRecorded = 'not recorded';

/** An instant in UTC with the zone shown, to the second; what is no ISO 8601 instant stays as it is recorded. */
export function timeText(time: string | null): string {
  if (time === null || time === '') return notRecorded;
  const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(millis) ? time : `${new Date(millis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function verdictText(check: (Pick<FileCheck, 'verdict'> & Partial<Pick<FileCheck, 'matchedMode'>>) | null): string {
  const known = check ?? { verdict: 'not-checked' as const };
  return `${verdictWords[known.verdict].sign} ${verdictShort(known)}`;
}

/** `212 of 330 checked, 118 not: 200 Content verified, 12 Mismatch; 3 labels conflict`. */
export function summaryText(summary: CheckSummary): string {
  const counts = verdicts
    .filter((verdict: Verdict) => verdict !== 'not-checked' && (summary.byVerdict[verdict] ?? 0) > 0)
    .map((verdict) => `${countText(summary.byVerdict[verdict] ?? 0)} × ${verdictWords[verdict].short}`);
  const not = summary.total - summary.checked;
  const parts = [
    `${countText(summary.checked)} of ${counted(summary.total, 'file')} checked${not > 0 ? `, ${countText(not)} not` : ''}${counts.length > 0 ? `: ${counts.join('; ')}` : ''}.`,
  ];
  if (summary.labelConflicts > 0) parts.push(`${counted(summary.labelConflicts, 'checksum')} made in another mode than the label says.`);
  if (summary.changedSinceBaseline > 0) parts.push(`${counted(summary.changedSinceBaseline, 'file')} with other bytes than the fingerprint.`);
  if (summary.stale > 0) parts.push(`${counted(summary.stale, 'check')} made before the record changed.`);
  return parts.join(' ');
}
