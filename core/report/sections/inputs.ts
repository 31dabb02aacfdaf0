/** The files that came from outside the store's records. */

import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { byGravity, verdictCell, whenAndWho } from '../verdict-words';
import { bytesText, counted, paragraph } from '../words';

export function inputsSection({ inputs, inputsSummary }: RunReportFacts): SectionBody {
  if (inputs.length === 0) return { blocks: [paragraph('No outside file is recorded as an input of this run.')] };
  return {
    blocks: [
      {
        type: 'table',
        caption: `${counted(inputs.length, 'input')}, ${inputsSummary.checked} of ${inputsSummary.total} checked`,
        columns: [
          { title: 'Recorded path', weight: 32 },
          { title: 'Read by', weight: 20 },
          { title: 'Verdict', weight: 24 },
          { title: 'Checked (UTC), by', weight: 13 },
          { title: 'Bytes', weight: 11, align: 'right' },
        ],
        rows: byGravity(inputs).map((row) => [
          { text: row.path ?? row.lid ?? row.name, mono: true, ...(row.lid === null ? {} : { lid: row.lid }) },
          {
            text: users(
              row.usedBy.map((user) => user.title),
              row.usedByCount,
            ),
          },
          verdictCell(row),
          { text: whenAndWho(row.check) },
          { text: bytesText(row.check?.found?.size ?? row.size) },
        ]),
      },
    ],
  };
}

function users(titles: string[], count: number): string {
  const shown = titles.slice(0, 4).join(', ');
  return count > 4 ? `${shown} and ${count - 4} more` : shown || 'not recorded';
}
