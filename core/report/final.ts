/** The final version of a draft: the same report without DRAFT, with a last page that has places for signatures. */
import type { ReportOutline } from '../contract/reports';

/** Two of each meaning, as far as one page goes. */
const places = 8;

export function finalVersion(draft: ReportOutline): ReportOutline {
  return {
    ...draft,
    draft: false,
    sections: [
      ...draft.sections,
      {
        id: 'signatures',
        title: 'Signatures',
        newPage: true,
        blocks: [
          {
            type: 'paragraph',
            tone: 'plain',
            text: `A signature in a place below is the deliberate act of the person it names, with the meaning it states, at the time it states by the clock of the computer it was made on. It is bound to this report, ${draft.id}, and to the evidence embedded in it: it covers every byte of the file as it was when it was signed.`,
          },
          {
            type: 'paragraph',
            tone: 'caution',
            text: 'What is printed in a place is what the signer stated. Whose certificate it is, and whether the file was changed since, is told by a program that checks signatures (section “How to verify this yourself”, or pdfsig FILE), never by this page alone. The seal is no signature: it says that an installation of this program made the file, and names no person. An empty place was not signed.',
          },
          { type: 'signatures', places },
        ],
      },
    ],
  };
}
