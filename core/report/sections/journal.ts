/** The last acts on this run and its workspace, as the journal has them. */
import type { RunReportFacts } from '../facts';
import type { Section } from '../outline';
import { counted, paragraph, utcTime, valueText } from '../words';

export function journalSection({ acts }: RunReportFacts): Section {
  const note =
    'Syncs, checks and settings that bear on this run, newest first. What was opened, searched for and reported is in the journal as well; it is left out here, so that the same facts make the same report.';
  if (acts.length === 0) return { title: 'Journal extract', blocks: [paragraph('No act on this run is in the journal.')] };
  return {
    title: 'Journal extract',
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
