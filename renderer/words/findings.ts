/** Words for what a sync found: each kind of finding, what it means and what to do. */
import type { Finding } from '../../core/contract/workspaces';
import type { TermName } from './terms';

type FindingType = Finding['type'];

export const findingTerms: Record<FindingType, TermName> = {
  'store-repinned': 'storeRepinned',
  changed: 'changed',
  vanished: 'vanished',
  reappeared: 'reappeared',
  'record-contradicts-itself': 'contradictsItself',
  quarantined: 'quarantined',
  'unknown-record': 'unknownRecord',
  dangling: 'dangling',
  'null-run': 'nullRun',
  'run-without-record': 'runWithoutRecord',
  'run-without-history': 'runWithoutHistory',
  'clock-file-after-record': 'clockFileAfterRecord',
  'clock-record-before-run': 'clockRecordBeforeRun',
  'clock-history-order': 'clockHistoryOrder',
  'clock-future': 'clockFuture',
};

/** Which findings say that the store did not keep what it once held, or that a record was edited. */
export const grave: readonly FindingType[] = ['store-repinned', 'changed', 'vanished', 'record-contradicts-itself'];

export const findingsWords = {
  title: 'Findings',
  noun: 'findings',
  table: (workspace: string) => `Findings of ${workspace}`,
  all: 'All',
  type: 'Finding',
  record: 'Record',
  detail: 'What was found',
  foundBy: 'Found by',
  at: 'Found at',
  now: 'records now',
  nowTip: 'Follows from the records as they are now, whichever sync read them',
  sync: (n: number) => `sync ${n}`,
  sha256: 'SHA-256 of the bytes kept',
  more: (shown: number, total: number) => `The first ${shown} of ${total} are listed. Choose one kind to see the others.`,
  emptyTitle: 'Nothing to report',
  empty: 'No sync found a record that changed, vanished or could not be read, every address leads to a record, and no recorded times contradict one another.',
  emptyType: 'No finding of this kind.',
  neverSynced: 'Nothing has been read yet. Sync the store first.',
};
