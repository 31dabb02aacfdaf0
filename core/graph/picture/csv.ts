/** The picture of a graph as a table: every box, everything folded into a box, every line. */
import type { Picture, PictureRecord } from '../../contract/graph-picture';
import { createCsv } from '../../csv';
import { type Made, pictureNotes, pictureTitle } from './words';

const columns = [
  'row',
  'kind',
  'name',
  'detail',
  'LID or path',
  'items in it',
  'in group box',
  'check',
  'labels',
  'open findings',
  'neighbours upstream not drawn',
  'neighbours downstream not drawn',
  'line',
  'from',
  'to',
  'links',
  'inferred',
];

/** What is known of an item by looking at it, and what it carries. */
const seen = ({ check, labels, findings }: PictureRecord) => ({ check, labels: labels.join(', '), 'open findings': findings });

/** Rows of five kinds, told apart by the first column: `about` (what this table is of), `box`, `group box`, `folded item`, `line`. */
export function pictureCsv(picture: Picture, made: Made): { text: string; guarded: number } {
  const csv = createCsv();
  const row = (cells: Partial<Record<(typeof columns)[number], string | number>>) => csv.line(columns.map((column) => cells[column] ?? null));
  const nameOf = new Map(picture.boxes.map((box) => [box.id, box.folded.length > 0 ? `${box.kind} ${box.title}` : box.lid]));
  const lines = [
    csv.head(made.workspace, columns),
    ...[pictureTitle(picture), ...pictureNotes(picture, made)].map((note) => row({ row: 'about', name: note })),
    ...picture.boxes.flatMap((box) => [
      row({
        row: box.folded.length > 0 ? 'group box' : 'box',
        kind: box.kind,
        name: box.title,
        detail: box.detail,
        'LID or path': box.lid,
        'items in it': Math.max(1, box.folded.length),
        ...seen(box),
        'neighbours upstream not drawn': box.notDrawn.up,
        'neighbours downstream not drawn': box.notDrawn.down,
      }),
      ...box.folded.map((one) =>
        row({ row: 'folded item', kind: one.kind, name: one.title, detail: one.detail, 'LID or path': one.lid, 'in group box': nameOf.get(box.id) ?? '', ...seen(one) }),
      ),
    ]),
    ...picture.links.map((link) =>
      row({ row: 'line', line: link.word, from: nameOf.get(link.from) ?? '', to: nameOf.get(link.to) ?? '', links: link.count, inferred: link.inferred ? 'yes' : 'no' }),
    ),
  ];
  return { text: lines.join(''), guarded: csv.guarded() };
}
