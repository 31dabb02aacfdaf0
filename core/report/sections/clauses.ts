/** Which clauses of which rules an inspector may hold this report against, and what it gives towards each: no statement that they are met. */
import type { SectionBody } from '../compose';
import { paragraph } from '../words';

/** Named by number; what each asks for is said in our words. */
const clauses: readonly [clause: string, asks: string, gives: string][] = [
  [
    '21 CFR 11.10(a)',
    'systems are shown to be fit for their use, and altered records can be told',
    'SHA-256 of each record and of each file that was read; findings of records that changed. Whether this program is fit for its use is for its user to show.',
  ],
  [
    '21 CFR 11.10(b)',
    'accurate and complete copies, readable by people and machines',
    'this document, and the data it was drawn from, attached to it. Complete as far as the store was.',
  ],
  ['21 CFR 11.10(c)', 'records are protected and can be retrieved', 'records kept byte for byte in this workbench; the store itself is not in its hands.'],
  [
    '21 CFR 11.10(e)',
    'audit trails that are dated, made by the computer, and hide nothing earlier',
    'an extract of the journal of this workbench. What was done in the store before the first sync, no journal here tells.',
  ],
  ['21 CFR 11.50', 'a signature shows name, date and time, and meaning', 'printed with each signature; without one every page says DRAFT.'],
  ['21 CFR 11.70', 'signatures cannot be moved to another record', 'the signature covers the bytes of this document.'],
  ['EU GMP Annex 11, 5', 'data that go from one system to another are checked', 'verdicts on files that lie elsewhere than they were recorded.'],
  ['EU GMP Annex 11, 7.1', 'data are secured and their integrity is checked over time', 'the newest checks of each file, with their dates.'],
  [
    'EU GMP Annex 11, 9',
    'changes and deletions are recorded with a reason',
    'findings of changed and vanished records, and what auditors acknowledged, with reasons. Why a record of the store changed is not known here.',
  ],
  [
    'EU GMP Annex 11, 14',
    'electronic signatures are bound to their record and dated',
    'as for 11.50 and 11.70; a certificate made by this program asserts an identity that nobody verified.',
  ],
  [
    'ALCOA+',
    'attributable, legible, contemporaneous, original, accurate, complete, consistent, enduring, available',
    'of the records: original bytes, when first seen. Who wrote them into the store is not recorded by Nextflow.',
  ],
];

export function clausesSection(): SectionBody {
  return {
    blocks: [
      paragraph('This table helps to find one’s way. It is no statement that a clause is met: that is judged by people, on the whole system and its procedures.', 'caution'),
      {
        type: 'table',
        caption: 'Clauses and what this report gives towards them',
        columns: [
          { title: 'Clause', weight: 18 },
          { title: 'Asks, in short', weight: 34 },
          { title: 'What this report gives', weight: 48 },
        ],
        rows: clauses.map(([clause, asks, gives]) => [{ text: clause }, { text: asks }, { text: gives }]),
      },
    ],
  };
}
