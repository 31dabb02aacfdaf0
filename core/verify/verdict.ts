/** The closed vocabulary of verdicts: the one place that says which words exist, what each may claim, and how it is shown. */

export const verdicts = ['content-verified', 'metadata-match', 'inconclusive', 'mismatch', 'missing', 'unreadable', 'not-checked', 'not-checkable'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a verdict fell as it did; each belongs to the verdicts named beside it. */
export const reasons = [
  'size-differs', // mismatch
  'content-differs', // mismatch
  'kind-differs', // mismatch: a folder where a file was, or a FIFO, device or socket where there was content
  'undetermined', // mismatch that no mode explains
  'directory', // metadata-match, not-checkable: the record covers the entry, not what is inside
  'time-differs', // inconclusive: same path and size, another modification time
  'time-to-the-second', // inconclusive: the same time, known to the second alone, where the checksum covers milliseconds
  'no-checksum', // not-checkable
  'unknown-algorithm', // not-checkable
  'no-path', // not-checkable: the record names no path
  'remote', // not-checkable: the file is on a store that was not asked
  'not-regular', // not-checkable: a FIFO, device or socket, and nothing shows that a file was there
  'not-found', // missing
  'permission', // unreadable
  'io-error', // unreadable
  'changed-while-read', // unreadable: size or time moved during the read
  'content-not-read', // not-checked: what the record holds can only be told from the content, and that was not asked for
  'stopped', // not-checked: the check was cancelled before its turn
] as const;
export type Reason = (typeof reasons)[number];

/** Reasons in a few words, for tables. */
export const reasonWords: Record<Reason, string> = {
  'size-differs': 'another size',
  'content-differs': 'other content',
  'kind-differs': 'something else than a file is there',
  undetermined: 'other content or other record: the recorded checksum fits neither',
  directory: 'a folder: what is inside is not covered',
  'time-differs': 'another modification time',
  'time-to-the-second': 'the time is known to the second only',
  'no-checksum': 'no checksum recorded',
  'unknown-algorithm': 'unknown checksum algorithm',
  'no-path': 'no path recorded',
  remote: 'on a store that was not asked',
  'not-regular': 'not a regular file',
  'not-found': 'nothing at this path',
  permission: 'no right to read it',
  'io-error': 'reading failed',
  'changed-while-read': 'changed while it was read',
  'content-not-read': 'content not read',
  stopped: 'stopped before its turn',
};

export const checksumModes = ['standard', 'lenient', 'deep', 'sha256'] as const;
export type ChecksumMode = (typeof checksumModes)[number];

/** `content` modes hash bytes; the others hash path, size and time, and say nothing about bytes. */
export const modeProves: Record<ChecksumMode, 'content' | 'metadata'> = {
  standard: 'metadata',
  lenient: 'metadata',
  deep: 'content',
  sha256: 'content',
};

/** Does the recorded value follow from the record's own path, size and `modifiedAt`? `unknown`: the record does not say enough, or claims a content hash. */
export const ownRecordStates = ['consistent', 'contradicts', 'unknown'] as const;
export type OwnRecord = (typeof ownRecordStates)[number];

/** `content`: every byte was read; `metadata`: the listing or the file's entry alone. */
export const examinations = ['content', 'metadata'] as const;

/** `read`: our own first reading; `imported`: out of a list that others made; `renewed`: a later reading that a person put in its place. */
export const baselineOrigins = ['read', 'imported', 'renewed'] as const;
export type BaselineOrigin = (typeof baselineOrigins)[number];

export const baselineStates = ['first-seen', 'unchanged', 'changed'] as const;
export type BaselineState = (typeof baselineStates)[number];

/** How a verdict is shown: `tone` picks the colour (good is for content alone), `sign` says the same without colour. */
export const verdictWords: Record<Verdict, { short: string; sentence: string; tone: 'good' | 'neutral' | 'bad' | 'unknown'; sign: string }> = {
  'content-verified': {
    short: 'Content verified',
    sentence: 'The checksum of the bytes was computed again and equals the recorded one. MurmurHash3 is not cryptographic: this rules out accidental change, not a deliberate one.',
    tone: 'good',
    sign: '✓',
  },
  'metadata-match': {
    short: 'Same path, size and date; content NOT checked',
    sentence: 'Same path, size and date as recorded; content NOT checked. The recorded checksum covers no byte of the content.',
    tone: 'neutral',
    sign: '≈',
  },
  inconclusive: {
    short: 'Inconclusive',
    sentence: 'The size is as recorded but the modification time is another, as after a copy or a restore: this speaks neither for nor against the content.',
    tone: 'neutral',
    sign: '?',
  },
  mismatch: {
    short: 'Mismatch',
    sentence: 'What is there is not what was recorded; the reason says how much of that is known.',
    tone: 'bad',
    sign: '✗',
  },
  missing: { short: 'Missing', sentence: 'No file is where the record says.', tone: 'bad', sign: '∅' },
  unreadable: { short: 'Unreadable', sentence: 'The file is there but could not be read.', tone: 'bad', sign: '!' },
  'not-checked': { short: 'Not checked', sentence: 'Nobody has looked yet, or only at what a server says of it, where the content alone can tell.', tone: 'unknown', sign: '·' },
  'not-checkable': { short: 'Cannot be checked', sentence: 'The record gives nothing that the file could be checked against.', tone: 'unknown', sign: '–' },
};

/** The short words for one check: a lenient checksum covers no time, so no date is claimed for it. */
export function verdictShort({ verdict, matchedMode }: { verdict: Verdict; matchedMode?: ChecksumMode | null }): string {
  return verdict === 'metadata-match' && matchedMode === 'lenient' ? 'Same path and size; date and content NOT checked' : verdictWords[verdict].short;
}

/** Verdicts that make the command line exit with 1. */
export const findingVerdicts: readonly Verdict[] = ['mismatch', 'missing', 'unreadable'];
