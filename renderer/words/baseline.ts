/** Words of first fingerprints: how many there are, where they come from, importing, exporting, renewing and signing off. */
import type { BaselineCounts, BaselineLock, ImportResult } from '../../core/contract/baseline';
import { doubtsText } from '../../core/verify/baseline-doubts';
import { minuteText } from '../../core/verify/standing';
import { count, counted } from '../parts/format';

export const baselineWords = {
  title: 'First fingerprints',
  hint: 'The SHA-256 that each later check is held against: of our first reading, or out of a list that others made.',
  counts: ({ total, have, imported, renewed, locked, conflicting }: BaselineCounts) =>
    [
      `${count(have)} of ${counted(total, 'file')} have one`,
      imported > 0 && `${count(imported)} imported`,
      renewed > 0 && `${count(renewed)} renewed`,
      locked > 0 && `${count(locked)} locked`,
      conflicting > 0 && `${count(conflicting)} in conflict with a list`,
    ]
      .filter(Boolean)
      .join(', '),
  locked: ({ files, at, by, reason }: BaselineLock) => `${counted(files, 'fingerprint')} signed off ${minuteText(at)} by ${by}: ${reason}`,
  digest: (digest: string) => `SHA-256 of the list signed off: ${digest}`,
  import: 'Import list…',
  importTitle: 'Choose a list of SHA-256 checksums',
  export: 'Export list…',
  exportTitle: 'Save the fingerprints as a sha256sum file',
  exported: (listed: number, total: number, without: number) =>
    `${count(listed)} of ${counted(total, 'file')} written${without > 0 ? `; ${count(without)} have no fingerprint and are named in comments` : ''}.`,
  lock: 'Sign off and lock…',
  lockTitle: 'Sign off these fingerprints',
  lockHint: (have: number, total: number) =>
    `${count(have)} of ${counted(total, 'file')} have a fingerprint. Once locked they are replaced by nothing, and there is no unlock: a file that is replaced later shows as changed.`,
  lockPartial: (without: number) => `Sign off although ${counted(without, 'file')} ${without === 1 ? 'has' : 'have'} none`,
  lockDoubts: (doubts: BaselineCounts['doubts']) => (doubtsText(doubts) === '' ? '' : `Sign off all the same. ${doubtsText(doubts)}`),
  lockDo: 'Lock for good',
  lockDone: (newly: number) => `${counted(newly, 'fingerprint')} locked.`,
  reason: 'Reason (kept with it)',
  cancel: 'Cancel',
  imported: ({ counts }: ImportResult) =>
    `${counted(counts.lines, 'line')} read: ${count(counts.taken)} taken, ${count(counts.agree)} agree with what was known, ${count(counts.conflicts)} in conflict, ${count(counts.ambiguous)} ambiguous, ${count(counts.unmatched)} without a recorded file, ${count(counts.problems)} broken.`,
  importDetails: (result: ImportResult): string[] => [
    ...result.conflicts.map(({ line, lid, recordedPath }) => `Line ${line}: ${lid ?? recordedPath} has another fingerprint, which stays.`),
    ...result.ambiguous.map(({ line, path, candidates }) => `Line ${line}: ${path} could be ${candidates.join(' or ')}; not taken.`),
    ...result.unmatched.map(({ line, path }) => `Line ${line}: no recorded file is at ${path}.`),
    ...result.problems.map(({ line, message }) => `Line ${line}: ${message}`),
  ],
  more: (n: number) => `and ${count(n)} more; the command line lists them all.`,
  renew: 'Renew fingerprint…',
  renewTitle: 'Renew the fingerprint of this file',
  renewHint: 'For a file that was replaced on purpose: its newest reading becomes what later checks are held against. The earlier one stays in the history.',
  renewDo: 'Renew',
};
