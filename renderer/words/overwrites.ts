/** Words of the paths that several records claim. */
import type { Overwrite } from '../../core/contract/overwrites';
import { count, counted } from '../parts/format';

export const overwriteWords = {
  summary: (total: number) => `${counted(total, 'path')} claimed by several records: whose bytes are there now`,
  shown: (shown: number, total: number) => `The first ${count(shown)} of ${count(total)} are listed.`,
  look: 'Check these files now',
  looking: 'Check of the files that several records claim',
  lookedFor: 'looked for at',
  columns: { claimant: 'Claimed by', size: 'Size', time: 'Recorded time', evidence: 'What speaks for it' },
  contentOf: (names: string) => `the content that ${names} read`,
  noRun: 'no recorded run',
  gone: 'record no longer in the store',
  here: 'there now',
  notLooked: 'nobody has looked',
  notKnown: 'not known',
};

export const evidenceWords: Record<NonNullable<Overwrite['claimants'][number]['evidence']>, string> = {
  'recorded-content': 'the recorded checksum of the content',
  source: 'our SHA-256 of the file it was published from',
  fingerprint: 'our SHA-256, taken before the next wrote',
  'size-and-time': 'path, size and time alone',
  size: 'path and size alone; the time is not covered',
  'other-content': 'nothing: its source, or our SHA-256 from before the next wrote, is of another content',
  nothing: 'nothing',
};
