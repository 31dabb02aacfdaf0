/** What each verdict may say, and no more. */
import { verdicts, verdictWords } from '../../verify/verdict';
import type { SectionBody } from '../compose';
import { paragraph } from '../words';

const terms: readonly [string, string][] = [
  ['LID', 'Lineage ID, lid:// and a key: the name that Nextflow gives a record. A name, not a digest.'],
  ['Label conflict', 'The recorded value matches a checksum of another kind than its label says.'],
  [
    'Our first fingerprint',
    'The SHA-256 that later checks are held against: taken when this program first read the file, or out of a list that others made. Of a folder: of our manifest of what is inside.',
  ],
  ['Out of date', 'The record has changed since the check; the verdict speaks of the record as it was.'],
  ['Tag only', 'A container named by a tag, which can be moved to another image at any time.'],
  ['Reused', 'A task that an earlier run had executed and whose results this run took over (-resume).'],
  ['Seal', 'Made by the installation that drew the report: what it covers was not changed since. It names no person.'],
  [
    'Time of a signature',
    'What the clock of the signer’s computer said. No time-stamping authority (RFC 3161) was asked, so nothing proves when somebody signed; whether a certificate had been revoked by then was not asked either. Both need a network.',
  ],
  ['Inferred', 'A link that no record names; it follows from an equal path or from a folder, or OpenLineage events of others tell it.'],
];

export function definitionsSection(): SectionBody {
  return {
    blocks: [
      {
        type: 'table',
        caption: 'Verdicts',
        columns: [
          { title: 'Verdict', weight: 30 },
          { title: 'Means', weight: 70 },
        ],
        rows: verdicts.map((verdict) => [{ text: verdictWords[verdict].short, verdict }, { text: verdictWords[verdict].sentence }]),
      },
      {
        type: 'table',
        caption: 'Words',
        columns: [
          { title: 'Word', weight: 30 },
          { title: 'Means', weight: 70 },
        ],
        rows: terms.map(([word, meaning]) => [{ text: word }, { text: meaning }]),
      },
      paragraph('Green is used for “Content verified” alone.'),
    ],
  };
}
