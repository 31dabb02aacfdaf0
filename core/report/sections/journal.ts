/** The last acts on this run and its workspace, as the journal has them. */

import type { SectionBody } from '../compose';
import type { CommonFacts } from '../facts-common';
import { counted, paragraph, utcTime, valueText } from '../words';

export function journalSection({ acts }: Pick<CommonFacts, 'acts'>): SectionBody {
  const note =
    'Syncs, checks and settings that bear on what this report is of, newest first. What was opened, searched for and reported is in the journal as well; it is left out here, so that the same facts make the same report.';
  if (acts.length === 0) return { blocks: [paragraph('No act on what this report is of is in the journal.')] };
  return {
    blocks: [
      paragraph(note),
      {
        type: 'table',
        caption: `The last ${counted(acts.length, 'act')}`,
        columns: [
          { title: 'No.', weight: 7, align: 'right' },
          { title: 'When (UTC)', weight: 18 },
          { title: 'Who', weight: 13 },
          { title: 'Act', weight: 15 },
          { title: 'Detail', weight: 47 },
        ],
        rows: acts.map((act) => [
          { text: String(act.seq) },
          { text: utcTime(act.at) },
          { text: act.who },
          { text: act.act },
          { text: act.detail === '' ? '—' : valueText(act.detail, 600) },
        ]),
      },
    ],
  };
}
