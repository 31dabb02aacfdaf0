/** The last acts on this run and its workspace, as the journal has them. */
import type { RunReportFacts } from '../facts';
import type { Section } from '../outline';
import { counted, paragraph, utcTime, valueText } from '../words';

export function journalSection({ acts }: RunReportFacts): Section {
  const note =
    'Syncs, checks and settings that bear on this run, newest first. Reports are in the journal as well; they are left out here, so that the same facts make the same report.';
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
        rows: acts.map((act) => [{ text: String(act.seq) }, { text: utcTime(act.at) }, { text: act.who }, { text: act.act.replaceAll('-', ' ') }, { text: detail(act.detail) }]),
      },
    ],
  };
}

function detail(fields: Record<string, unknown>): string {
  // The time of the act stands in a column of its own.
  const told = Object.entries(fields).filter(([name, value]) => !['startedAt', 'finishedAt', 'at', 'seconds', 'by'].includes(name) && value !== null);
  const parts = told.map(([name, value]) => `${name}: ${valueText(value as string | null, 200)}`);
  return valueText(parts.join('; '), 600);
}
