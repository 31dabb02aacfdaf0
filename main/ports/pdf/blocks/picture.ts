/** The lineage picture as vector boxes and arrows: the kind by shape and word, the verdict by sign, word and colour. */
import type { ReportBlock } from '../../../../core/contract/reports';
import type { Point } from '../ink';
import { fillShape, strokeCurve } from '../ink';
import type { Paper } from '../paper';
import { Tag } from '../paper';
import { colors, contentHeight, contentWidth, sheet, styles } from '../style';
import { drawBox } from './picture-box';

type Picture = Extract<ReportBlock, { type: 'picture' }>;
interface Place {
  column: number;
  row: number;
}
/** How grid places map to the page: the flow of data runs to the right where there are few columns, else down. */
export interface Grid {
  down: boolean;
  stepX: number;
  stepY: number;
  boxWidth: number;
  boxHeight: number;
}
const captionHeight = styles.caption.leading + 6;
/** Of a band of the picture on one page. */
const mostHeight = contentHeight - captionHeight - 40;
const legend = 'Arrows follow the data. Rounded: run. Plain: task. Folded corner: file. Dashed: outside file or record that is not here. Dashed arrow: inferred, not recorded.';

export function picture(paper: Paper, section: Tag, block: Picture): void {
  const grid = gridOf(block, paper.room - captionHeight - 30);
  const last = Math.max(0, ...block.nodes.map((node) => node.column));
  const perPage = grid.down ? Math.max(1, Math.floor(mostHeight / grid.stepY)) : last + 1;
  const whole = grid.down ? Math.min(perPage, last + 1) * grid.stepY : rowsOf(block) * grid.stepY;
  paper.need(Math.min(whole, mostHeight) + captionHeight + 24);
  paper.text(new Tag('P', section), [{ text: block.caption, style: styles.caption }]);
  paper.y += 6;
  for (let from = 0; from <= last; from += perPage) {
    if (from > 0) paper.newPage();
    band(paper, section, block, grid, from, Math.min(last, from + perPage - 1));
  }
  paper.text(new Tag('P', section), [{ text: legend, style: { ...styles.countLabel } }]);
  paper.y += 10;
}

function rowsOf(block: Picture): number {
  const vias = block.edges.flatMap((edge) => edge.via ?? []);
  return Math.max(0, ...block.nodes.map((node) => node.row), ...vias.map((via) => via.row)) + 1;
}

/** `room`: what is left on the page, which the picture is made to fit where its boxes stay readable. */
function gridOf(block: Picture, room: number): Grid {
  const columns = Math.max(0, ...block.nodes.map((node) => node.column)) + 1;
  const rows = rowsOf(block);
  const down = contentWidth / columns < 92;
  const stepX = contentWidth / (down ? rows : columns);
  const boxWidth = Math.min(112, stepX - (down ? 8 : 26));
  if (!down) return { down, stepX, stepY: 47, boxWidth, boxHeight: 37 };
  const fits = (height: number) => Math.min(58, Math.floor(height / columns));
  const stepY = [fits(room), fits(mostHeight)].find((step) => step >= 47) ?? 56;
  return { down, stepX, stepY, boxWidth, boxHeight: Math.min(37, stepY - 12) };
}

/** The columns `from` to `to` on one page; arrows to the rest run to its edge and go on there on the next page. */
function band(paper: Paper, section: Tag, block: Picture, grid: Grid, from: number, to: number): void {
  const top = paper.y;
  const height = grid.down ? (to - from + 1) * grid.stepY : rowsOf(block) * grid.stepY;
  const centre = (place: Place): Point =>
    grid.down
      ? [sheet.left + (place.row + 0.5) * grid.stepX, top + (place.column - from + 0.5) * grid.stepY]
      : [sheet.left + (place.column + 0.5) * grid.stepX, top + (place.row + 0.5) * grid.stepY];
  const figure = new Tag('Figure', section, {
    alt: `${block.caption}. ${block.nodes.length} boxes and ${block.edges.length} arrows; the table after it says the same in words.`,
    bbox: [sheet.left, top, sheet.left + contentWidth, top + height],
  });
  const places = new Map(block.nodes.map((node) => [node.id, node]));
  let arrows = '';
  for (const edge of block.edges) {
    const source = places.get(edge.from);
    const target = places.get(edge.to);
    if (source === undefined || target === undefined) continue;
    const stops: Place[] = [source, ...(edge.via ?? []), target];
    stops.slice(1).forEach((stop, at) => {
      const before = stops[at];
      if (before) arrows += segment(grid, centre(before), centre(stop), before, stop, { first: at === 0, last: at === stops.length - 2, inferred: edge.inferred, from, to });
    });
  }
  paper.put(figure, arrows);
  for (const node of block.nodes) if (node.column >= from && node.column <= to) drawBox(paper, figure, node, centre(node), grid);
  paper.y = top + height + 4;
}

interface Reach {
  first: boolean;
  last: boolean;
  inferred: boolean;
  from: number;
  to: number;
}

/** One step of an arrow, between neighbouring columns; the last one carries the head. */
function segment(grid: Grid, a: Point, b: Point, before: Place, stop: Place, reach: Reach): string {
  const startsHere = before.column >= reach.from && before.column <= reach.to;
  const endsHere = stop.column >= reach.from && stop.column <= reach.to;
  if (!startsHere && !endsHere) return '';
  const half = grid.down ? grid.boxHeight / 2 : grid.boxWidth / 2;
  // A place without a box is passed straight through, over the length that a box would have.
  const along = (point: Point, by: number): Point => (grid.down ? [point[0], point[1] + by] : [point[0] + by, point[1]]);
  let start = along(a, half);
  let end = along(b, -half);
  if (grid.down && !endsHere) end = [a[0], start[1] + (grid.stepY - grid.boxHeight) / 2];
  if (grid.down && !startsHere) start = [a[0], end[1] - (grid.stepY - grid.boxHeight) / 2];
  const dash = reach.inferred ? [2.5, 2] : [];
  const axis = grid.down ? 'y' : 'x';
  let marks = '';
  if (!reach.first && startsHere) marks += strokeCurve(along(a, -half), start, axis, colors.strongRule, 0.7, dash);
  const head = reach.last && endsHere;
  marks += strokeCurve(start, head ? along(end, -3.5) : end, axis, colors.strongRule, 0.7, dash);
  if (head) marks += arrowHead(end, grid.down);
  return marks;
}

function arrowHead([x, y]: Point, down: boolean): string {
  const corners: Point[] = down
    ? [
        [x, y],
        [x - 2.4, y - 4.6],
        [x + 2.4, y - 4.6],
      ]
    : [
        [x, y],
        [x - 4.6, y - 2.4],
        [x - 4.6, y + 2.4],
      ];
  return fillShape(corners, colors.strongRule);
}
