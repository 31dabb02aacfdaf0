/** Words of the glossary page: what each verdict does and does not say, and the technical terms behind the checks. */
import type { ChecksumMode, Verdict } from '../../core/verify/verdict';

export const glossaryWords = {
  title: 'Glossary',
  lead: 'The words this program uses, the technical terms behind them, and what each one does not say.',
  filter: 'Find a term',
  verdicts: 'Verdicts',
  verdictsLead: 'One closed list, the same on screen, in reports and in files. Green is for verified content alone.',
  modes: 'Checksum modes',
  modesLead: 'Nextflow records one value per file. What it proves depends on what was hashed; the recorded label of the mode is often wrong, so every mode is tried.',
  terms: 'Terms',
  records: 'Kinds of records',
  columns: {
    verdict: 'Verdict',
    says: 'It says',
    not: 'It does not say',
    plain: 'In plain words',
    technical: 'Technical term',
    means: 'It means',
    mode: 'Mode',
    hashed: 'What is hashed',
    proves: 'What it proves',
    kind: 'Kind',
    record: 'Record',
  },
  nothing: 'No term has this text.',
  noReport: 'No report of this program says that a run succeeded, that a LID is a digest, that records were true when written, or whose clock a recorded time is from.',
};

export const verdictNot: Record<Verdict, string> = {
  'content-verified': 'That nobody forged the file: MurmurHash3 x64 128 is not cryptographic. That the file was right to begin with.',
  'metadata-match': 'Anything about the content: not one byte of it went into the recorded checksum. The bytes can be other bytes.',
  inconclusive: 'That the file was changed, or that it was not. A copy without its times looks exactly like this.',
  mismatch: 'Who changed it, when, or whether on purpose; nor whether the file changed or its record did.',
  missing: 'That it was deleted: it may have been moved. Say where these files are now, and check again.',
  unreadable: 'Anything about the content.',
  'not-checked': 'That anything is wrong, or right.',
  'not-checkable': 'That anything is wrong: what was recorded offers nothing to compare with.',
};

export const modeWords: Record<ChecksumMode, { hashed: string; proves: string }> = {
  standard: { hashed: 'the path, the size and the modification time', proves: 'nothing about the content' },
  lenient: { hashed: 'the path and the size', proves: 'nothing about the content' },
  deep: { hashed: 'the bytes of the file (MurmurHash3 x64 128)', proves: 'the content, though not against someone who forges on purpose' },
  sha256: { hashed: 'the SHA-256 of the file, hashed once more with MurmurHash3', proves: 'the content, as strongly as a 128-bit non-cryptographic outer hash allows' },
};
