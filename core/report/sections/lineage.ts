/** The lineage picture, and its twin as a table, which says the same in words. */

import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { boxTitle, boxVerdict, holds, pictureOf, verdictCounts } from '../picture';
import { counted, grouped, paragraph } from '../words';

export function lineageSection({ drawing, drawn, tasks }: RunReportFacts): SectionBody {
  if (drawing.boxes.length === 0) return { blocks: [paragraph('No file or task is recorded for this run: there is no lineage to draw.')] };
  const folded = drawing.boxes.length < drawn.nodes ? `, folded into ${drawing.boxes.length} boxes` : '';
  const reused = new Set(tasks.filter((task) => task.reused).map((task) => task.lid));
  const { picture, numbers } = pictureOf(drawing, `${grouped(drawn.nodes)} files and tasks with ${counted(drawn.links, 'link')}${folded}`, reused);
  const ends = (id: string, side: 'from' | 'to') =>
    drawing.edges
      .filter((edge) => edge[side] === id)
      .map((edge) => ({ number: numbers.get(side === 'from' ? edge.to : edge.from) ?? 0, edge }))
      .sort((a, b) => a.number - b.number)
      .map(({ number, edge }) => `${number}${edge.count > 1 ? ` (${edge.count})` : ''}${edge.inferred ? ' (inferred)' : ''}`)
      .join(', ') || 'none';
  return {
    newPage: true,
    blocks: [
      paragraph('What the published files were made from, as the records name it. Files and tasks of other runs stand here where results were reused.'),
      picture,
      {
        type: 'table',
        caption: 'The picture in words',
        columns: [
          { title: 'No.', weight: 6, align: 'right' },
          { title: 'Box', weight: 26 },
          { title: 'Holds', weight: 15 },
          { title: 'Checks', weight: 21 },
          { title: 'Made from no. (links)', weight: 16 },
          { title: 'Goes into no. (links)', weight: 16 },
        ],
        rows: [...drawing.boxes]
          .sort((a, b) => (numbers.get(a.id) ?? 0) - (numbers.get(b.id) ?? 0))
          .map((box) => {
            const verdict = boxVerdict(box);
            return [
              { text: String(numbers.get(box.id) ?? '') },
              { text: boxTitle(box), ...(box.count === 1 ? { lid: box.id } : {}) },
              { text: holds(box, reused) },
              verdict === null ? { text: '–' } : { text: verdictCounts(box), verdict },
              { text: ends(box.id, 'to') },
              { text: ends(box.id, 'from') },
            ];
          }),
      },
    ],
  };
}
