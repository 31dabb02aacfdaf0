/** Words of the journal: what was done here, by whom, when. */

const acts: Record<string, string> = {
  'workspace-added': 'Workspace added',
  'path-maps-set': '“Where these files are now” changed',
  sync: 'Synced',
  'sync-stopped': 'Sync stopped or not whole',
  'sync-failed': 'Sync failed',
  verify: 'Files checked',
  'verify-stopped': 'Check stopped',
  'verify-failed': 'Check failed',
  check: 'File checked',
  preview: 'File previewed',
  report: 'Report saved',
  'record-viewed-raw': 'Record shown as it is',
};

export const journalWords = {
  acts,
  title: 'Journal',
  noun: 'entries',
  table: (workspace: string) => `Journal of ${workspace}`,
  hint: 'What was done in this workspace. Entries are only ever added, never edited.',
  number: 'No.',
  at: 'When',
  local: 'Local offset',
  offset: (minutes: number) => `UTC${minutes < 0 ? '−' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`,
  who: 'Who',
  act: 'What',
  detail: 'Details',
  emptyTitle: 'Nothing was done yet',
  empty: 'Syncs, checks, reports and changed settings are written down here.',
  entry: (n: number) => `Entry ${n}`,
  close: 'Close',
  more: (shown: number, total: number) => `The newest ${shown} of ${total} entries are shown.`,
};
