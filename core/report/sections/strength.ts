/** What the checks of the published files rule out and since when, in the words that the window uses, and what would prove more. */
import { addTo } from '../../add-to';
import type { FileCheck, FileRow } from '../../contract/shared';
import { standingOf, strongerProof, strongerProofFor, strongerProofTitle } from '../../verify/standing';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { byGravity, verdictCell } from '../verdict-words';
import { grouped, paragraph } from '../words';

const namesShown = 3;

export function strengthSection({ outputs, outputsSummary: sum, run }: RunReportFacts): SectionBody {
  const groups = new Map<string, FileRow[]>();
  for (const row of byGravity(outputs)) {
    const same = [verdictCell(row).text, ...sentencesOf(row.check)].join('\n');
    addTo(groups, same, row);
  }
  if (groups.size === 0) return { blocks: [paragraph('No published file is recorded for this run.')] };
  return {
    blocks: [
      paragraph(
        'Files with the same answer stand together. Nothing here says more than the verdict beside it: what a check rules out begins when the bytes were first read here, not when the run wrote them.',
      ),
      {
        type: 'table',
        caption: `${grouped(sum.total)} published ${sum.total === 1 ? 'file' : 'files'} by what their checks rule out`,
        columns: [
          { title: 'Files', weight: 24 },
          { title: 'Verdict', weight: 18 },
          { title: 'What is known of it', weight: 30 },
          { title: 'How to know more', weight: 28 },
        ],
        rows: [...groups.values()].map((rows) => {
          const [first] = rows;
          return [
            { text: namesOf(rows, run.row.lid), mono: true },
            first === undefined ? { text: '' } : verdictCell(first),
            { text: sentencesOf(first?.check ?? null).join(' ') || 'Nothing: nobody has looked.' },
            { text: first?.check ? strongerProofFor(first.check) : `${strongerProofTitle(false)} ${strongerProof['not-checked']}` },
          ];
        }),
      },
    ],
  };
}

/** A check of an earlier record rules out nothing of the present one. */
function sentencesOf(check: FileCheck | null): string[] {
  if (check === null || check.verdict === 'not-checked') return [];
  return check.stale ? ['Nothing of the record as it is now: it has changed since this check.'] : standingOf(check);
}

function namesOf(rows: readonly FileRow[], run: string): string {
  const shown = rows.slice(0, namesShown).map((row) => (row.lid?.startsWith(`${run}/`) ? row.lid.slice(run.length + 1) : row.name));
  const more = rows.length - shown.length;
  return `${grouped(rows.length)}: ${shown.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}
