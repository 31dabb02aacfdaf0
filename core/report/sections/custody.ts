/** What the published files of a run were made from, all their histories as one and folded: the weakest link is named, the steps stand in the report of each file. */
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { foldedTable, rankTable } from '../file-sections';
import { counted, grouped, paragraph } from '../words';

export function custodySection({ custody, outputs }: RunReportFacts): SectionBody {
  if (custody === null)
    return {
      blocks: [
        paragraph(
          outputs.length === 0 ? 'No published file is recorded, so there is no history to tell.' : 'No published file has a record of its own: where they came from is not known.',
        ),
      ],
    };
  const { files, without, weakest, stepCount, outsideCount, ranks, places, placeCount, foldedCount } = custody;
  return {
    blocks: [
      paragraph(
        `The processing histories of ${counted(files, 'published file')}, taken together: ${counted(stepCount, 'step')} back to ${counted(outsideCount, 'outside file')}. What several files share is counted once. Who held or copied a file between steps is recorded nowhere: this is a chain of custody only as far as recorded.`,
      ),
      ...(without > 0
        ? [
            paragraph(
              `${counted(without, 'published file')} ${without === 1 ? 'has' : 'have'} no record of ${without === 1 ? 'its' : 'their'} own, and so no history here.`,
              'caution',
            ),
          ]
        : []),
      { type: 'heading', text: 'The weakest link' },
      weakest === null ? paragraph('No place was found that is weaker than another.') : paragraph(`${weakest.text} ${weakest.lid}`, 'caution'),
      ...rankTable('What the histories rest on, the weakest first', ranks),
      ...(places.length === 0
        ? []
        : [
            {
              type: 'table' as const,
              caption:
                places.length < placeCount
                  ? `Places weaker than a file that nobody checked: the weakest ${grouped(places.length)} of ${grouped(placeCount)}`
                  : `Places weaker than a file that nobody checked: ${grouped(placeCount)}`,
              columns: [
                { title: 'What is so there', weight: 60 },
                { title: 'Record or path', weight: 40 },
              ],
              rows: places.map(({ text, lid }) => [{ text }, { text: lid, mono: true, ...(lid.startsWith('lid://') ? { lid } : {}) }]),
            },
          ]),
      ...(foldedCount === 0 ? [] : [foldedTable(custody)]),
      paragraph('Each step with its inputs, its outputs and what it rests on stands in the report of a file (“report --file LID”, or “Report…” on its page).'),
    ],
  };
}
