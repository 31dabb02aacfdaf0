/** Words of the shared parts: verdict counts, copying, progress, errors, tables. */
import type { ErrorCode } from '../../core/errors';
import type { Verdict } from '../../core/verify/verdict';
import { count, counted, duration } from '../parts/format';

export const partsWords = {
  notRecorded: 'not recorded',
  showBadChecks: 'Show them',
  masked: 'hidden: may be a secret',
  maskedAs: (what: string) => `hidden: ${what}`,
  maskedTip: (what: string | null, digits: boolean) =>
    [
      `A rule took this for ${what ?? 'a secret'}, so it is not shown.`,
      ...(digits ? ['The digits are those of a keyed digest: where they are equal, what is hidden is equal.'] : []),
      'The rules are on the page of the workspace. The record as it is can be opened on its own page, on purpose.',
    ].join(' '),
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  copyFailed: 'Could not copy',
  retry: 'Try again',
  stop: 'Stop',
  stopping: 'Stopping…',
  loading: 'Loading…',
  skip: 'Skip to the content',
  breadcrumbs: 'Where you are',
  timeTip: (recorded: string) => `as recorded: ${recorded}`,
  noZone: 'time zone not recorded',
  bytes: (bytes: number) => counted(bytes, 'byte'),
  missingRecord: 'points to a record that is not here',
  empty: 'empty',
  noChecksum: 'no checksum recorded',
  yes: 'yes',
  no: 'no',
  more: (n: number) => `${count(n)} more`,
  moreChoices: (shown: number, of: number) => `${count(shown)} of ${count(of)}: type more of a name, date or LID`,
  manyChoices: (of: number, shown: number) => `${count(of)} to choose from. Type a part of a name, date or LID: of what fits the first ${count(shown)} are listed.`,
  noChoice: 'Nothing fits what is typed.',
  sha256: 'SHA-256',
  showAll: (n: number) => `Show all ${count(n)}`,
};

/** "files" → "file", "entries" → "entry". */
const singular = (noun: string) => noun.replace(/ies$/, 'y').replace(/s$/, '');

/** What rows are, in the plural. */
export const nouns = { records: 'records', files: 'files', lines: 'lines', boxes: 'boxes', labels: 'labels' };

export const tableWords = {
  filter: (noun: string) => `Filter ${noun}`,
  /** `total` null: how many there are without filters is not known. */
  shown: (shown: number, total: number | null, noun: string) =>
    total === null ? `${counted(shown, singular(noun), noun)} found` : `${shown === total ? '' : `${count(shown)} of `}${counted(total, singular(noun), noun)}`,
  byColumn: 'Filter by column',
  filterColumn: (title: string) => `Filter by ${title}`,
  filterColumnTip: 'Words that this column must hold; for numbers also >100, <=5, =0, for sizes >1.5 MiB',
  resetColumns: 'Columns and widths as at first',
  widthTip: (title: string) => `Drag to change the width of ${title}, double-click to give it up; by keyboard Shift and left or right on the heading`,
  hidden: (title: string) => `Column “${title}” hidden`,
  cleared: 'Filter cleared',
  save: 'Save as CSV',
  saveTip: 'Writes the rows and columns shown to a CSV file, in the order shown; cells that a spreadsheet would take for formulas are guarded',
  saveTitle: 'Save the table',
  savingRows: (done: string, of: string) => `${done} of ${of} rows written`,
  stopSaving: (done: string, of: string) => `Stop saving: ${done} of ${of} rows`,
  saveStopped: 'Stopped. No file was written.',
  saved: ({ rows, path, sha256, guarded }: { rows: number; path: string; sha256: string; guarded: number }) =>
    `${counted(rows, 'row')} written to ${path}, SHA-256 ${sha256}.${guarded === 0 ? '' : ` ${counted(guarded, 'cell')} that would be formulas begin with an apostrophe.`}`,
  changedMeanwhile: 'The rows changed while they were read, so nothing was taken of them. Try again.',
  columns: 'Columns',
  copy: 'Copy table',
  copyTip: 'Copies the rows and columns shown, for a spreadsheet (tab-separated)',
  copied: (n: number) => `${counted(n, 'row')} copied`,
  tooMuch: 'Too much for the clipboard: filter the table first, or save it as CSV.',
  nothing: 'No row fits.',
  clear: 'Clear the filter',
  keys: 'Up and down move between rows, with Shift they choose a range, Space chooses one, Control A all. Enter opens the row, right goes to the links in it, Control C copies it or the rows that are chosen, the menu key or Shift F10 tells what else can be done.',
  sortBy: (title: string) => `Sort by ${title}; with Shift, by this as well`,
};

export const toastWords = {
  label: 'Messages',
  undo: 'Undo',
  close: 'Close the message',
  nothing: 'There is nothing to undo. What is kept as evidence or written into the journal is never undone, only added to.',
};

/** Verdicts in a narrow place: what was NOT shown comes first, so that no cut can take it away. */
export const narrowVerdicts: Partial<Record<Verdict, string>> = {
  'metadata-match': 'Content NOT checked; same metadata',
};

export const checkWords = {
  notChecked: (not: number) => `${count(not)} not`,
  counts: (checked: number, total: number) =>
    total === 0 ? 'nothing to check' : `${count(checked)} of ${count(total)} checked${checked < total ? `, ${count(total - checked)} not` : ''}`,
  labelConflict: 'other mode than labelled',
  labelConflictTip: (label: string | null, matched: string) =>
    `The value matches mode “${matched}”, but the record labels it “${label ?? 'nothing'}”. Nextflow up to 26.04.6 writes such labels.`,
  stale: 'record changed since',
  staleTip: 'The record has changed since this check: check again.',
  baselineChanged: 'other bytes than its fingerprint',
  changedShort: 'changed',
  ownRecord: 'record contradicts itself',
  baselineChangedTip: (firstSeen: string | null) => `Our SHA-256 is another than our first fingerprint${firstSeen ? `, taken ${firstSeen}` : ''}.`,
  checkedBy: (at: string, by: string | null) => `Checked ${at}${by ? ` by ${by}` : ''}.`,
};

export const jobWords = {
  done: (done: number, total: number | null) => (total === null ? `${count(done)} so far` : `${count(done)} of ${count(total)}`),
  rate: (perSecond: number) => `${perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond))} a second`,
  bytesRate: (text: string) => `${text} a second`,
  left: (seconds: number) => (seconds < 1 ? 'less than a second left' : `about ${duration(seconds)} left`),
  stopped: 'Stopped. What was done so far is kept.',
};

export const indexWords = {
  making: (workspace: string) =>
    `The index of ${workspace} is being made from its evidence, as after an update of this program. Its pages wait meanwhile, others do not. Stopping it loses nothing: it is then made from the beginning when it is asked for again.`,
  stopped: (workspace: string) => `The index of ${workspace} was not made: it was stopped. No evidence is lost, and its pages show nothing until the index is made.`,
  make: 'Make the index',
};

export const errorWords: Record<ErrorCode, string> = {
  'bad-input': 'That input does not fit',
  'not-found': 'Not found',
  'already-exists': 'Exists already',
  'store-unreachable': 'The store cannot be reached',
  'store-denied': 'The store denies a right',
  'other-store': 'This is not the store that was pinned',
  'store-error': 'The store answered with something unusable',
  'evidence-damaged': 'What we keep is damaged',
  sealed: 'Encrypted and locked',
  locked: 'Signed off and locked',
  'in-use': 'In use by another process',
  disk: 'Could not write or read our own files',
  'file-unreadable': 'The file could not be read',
  'nextflow-refuses': 'Nextflow answers with an error here',
  'not-supported': 'Not supported',
  cancelled: 'Stopped',
  internal: 'Something went wrong inside the program',
};

export const dayWords = {
  form: 'YYYY-MM-DD',
  wrong: 'Write a day as 2026-11-20.',
};
