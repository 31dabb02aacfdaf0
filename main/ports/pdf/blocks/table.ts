/** Tables: the header stands again on every page; a row goes over whole, and only one taller than a third of a page is parted, between lines. */
import type { ReportBlock, ReportCell } from '../../../../core/contract/reports';
import { verdictWords } from '../../../../core/verify/verdict';
import { fillBox, strokePath } from '../ink';
import type { Line, Span } from '../lines';
import { breakLines } from '../lines';
import type { Paper } from '../paper';
import { Tag } from '../paper';
import { colors, contentHeight, contentWidth, sheet, styles, verdictColor } from '../style';

type Table = Extract<ReportBlock, { type: 'table' }>;
interface Column {
  x: number;
  width: number;
  right: boolean;
}
const pad = { x: 4, y: 2.6 };
const leading = styles.cell.leading;
/** A taller row is parted where the page ends: kept whole it would leave much of the page empty. */
const tallRow = contentHeight / 3;
/** Of a row that is parted, here and on the page after it. */
const fewestLines = 4;

/** Yields after each row, so that whoever drives it can stop or report. `spent`: a row is let go once it is drawn. */
export function* table(paper: Paper, section: Tag, block: Table, spent: boolean): Generator<void> {
  const columns = columnsOf(block);
  const heads = block.columns.map((column, at) => breakLines(paper.type, [{ text: column.title, style: styles.cellHead }], textRoom(columns[at])));
  const headHeight = height(heads);
  const tag = new Tag('Table', section);
  paper.gap(2);
  const [firstRow = []] = block.rows;
  const firstHeight = Math.max(leading * 3, height(linesOf(paper, firstRow, columns)));
  // Caption and header stand above the first row, or the beginning of one that is parted.
  paper.need(styles.caption.leading * 2 + headHeight + (firstHeight > tallRow ? leading * fewestLines + pad.y * 2 : firstHeight));
  paper.text(new Tag('Caption', tag), [{ text: block.caption, style: styles.caption }]);
  paper.y += 3;
  const first = new Tag('TR', tag);
  header(
    paper,
    heads,
    columns,
    block.columns.map(() => new Tag('TH', first, { scope: 'Column' })),
  );
  for (const [at, row] of block.rows.entries()) {
    const cells = linesOf(paper, row, columns);
    const tr = new Tag('TR', tag);
    const tags = row.map(() => new Tag('TD', tr));
    const whole = height(cells);
    const again = () => {
      paper.newPage();
      header(paper, heads, columns, null);
    };
    if (whole > paper.room && (whole <= tallRow || paper.room < leading * fewestLines + pad.y * 2)) again();
    const count = Math.max(...cells.map((lines) => lines.length));
    for (let from = 0; from < count; ) {
      const left = count - from;
      const room = Math.max(1, Math.floor((paper.room - pad.y * 2) / leading));
      // Never a last line or two alone at the top of a page.
      const fit = left <= room ? left : Math.max(1, Math.min(room, left - fewestLines));
      drawRow(paper, fit === count ? cells : cells.map((lines) => lines.slice(from, from + fit)), columns, tags, styles.cell.size);
      from += fit;
      paper.put(null, rule(paper.y, colors.rule, 0.4));
      if (from < count) again();
    }
    paper.end(tr);
    if (spent) block.rows[at] = [];
    yield;
  }
  paper.y += 10;
}

function linesOf(paper: Paper, row: readonly ReportCell[], columns: readonly Column[]): (readonly Line[])[] {
  return row.map((cell, at) => breakLines(paper.type, spansOf(cell), textRoom(columns[at])));
}

function columnsOf(block: Table): Column[] {
  const sum = block.columns.reduce((total, column) => total + column.weight, 0);
  let x: number = sheet.left;
  return block.columns.map((column) => {
    const width = (column.weight / sum) * contentWidth;
    x += width;
    return { x: x - width, width, right: column.align === 'right' };
  });
}

function textRoom(column: Column | undefined): number {
  return (column?.width ?? contentWidth) - pad.x * 2;
}

function spansOf(cell: ReportCell): Span[] {
  const style = cell.mono ? styles.cellMono : styles.cell;
  if (cell.verdict === undefined) return [{ text: cell.text, style }];
  const color = verdictColor(cell.verdict);
  return [
    { text: `${verdictWords[cell.verdict].sign} `, style: { ...styles.cellHead, size: style.size, color } },
    { text: cell.text, style: { ...style, color } },
  ];
}

function height(cells: readonly (readonly Line[])[]): number {
  return Math.max(1, ...cells.map((lines) => lines.length)) * leading + pad.y * 2;
}

function header(paper: Paper, heads: (readonly Line[])[], columns: readonly Column[], tags: readonly Tag[] | null): void {
  paper.put(null, fillBox(sheet.left, paper.y, contentWidth, height(heads), colors.fill) + rule(paper.y, colors.strongRule, 0.8));
  drawRow(paper, heads, columns, tags, styles.cellHead.size);
  paper.put(null, rule(paper.y, colors.strongRule, 0.6));
}

function drawRow(paper: Paper, cells: readonly (readonly Line[])[], columns: readonly Column[], tags: readonly Tag[] | null, size: number): void {
  cells.forEach((lines, at) => {
    const column = columns[at];
    if (column === undefined) return;
    lines.forEach((line, row) => {
      const x = column.right ? column.x + column.width - pad.x - line.width : column.x + pad.x;
      paper.line(tags?.[at] ?? null, line, x, paper.y + pad.y + row * leading, size, leading);
    });
  });
  paper.y += height(cells);
}

function rule(y: number, color: string, thick: number): string {
  return strokePath(
    [
      [sheet.left, y],
      [sheet.left + contentWidth, y],
    ],
    color,
    thick,
  );
}
