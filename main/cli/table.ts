/** Tables for people: aligned columns that fit the terminal, cut where they must be, with what was cut marked. */
import { visibleLine } from './visible';

export interface Column<Row> {
  title: string;
  text(row: Row): string;
  /** Never cut: a LID is of no use without its end. */
  whole?: boolean;
  right?: boolean;
}

const gap = '  ';
const narrowest = 8;

/** `width` in characters; null (not a terminal) cuts nothing. No rows: an empty text. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number | null): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => visibleLine(column.text(row))));
  const wanted = columns.map((column, at) => Math.max(column.title.length, ...cells.map((line) => lengthOf(line[at] ?? ''))));
  const widths = fit(wanted, columns, width);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => place(text, widths[at] ?? 0, columns[at]?.right ?? false))
      .join(gap)
      .trimEnd();
  return `${[line(columns.map((column) => column.title.toUpperCase())), ...cells.map(line)].join('\n')}\n`;
}

/** Takes from the widest column that may be cut until the line fits, or nothing is left to take. */
function fit(wanted: readonly number[], columns: readonly Column<never>[] | readonly { whole?: boolean }[], width: number | null): number[] {
  const widths = [...wanted];
  if (width === null) return widths;
  for (let over = widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1)) - width; over > 0; over--) {
    let widest = -1;
    for (let at = 0; at < widths.length; at++) {
      const one = widths[at] ?? 0;
      if (columns[at]?.whole !== true && one > narrowest && one > (widths[widest] ?? 0)) widest = at;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function place(text: string, width: number, right: boolean): string {
  const letters = [...text];
  const shown = letters.length > width ? `${letters.slice(0, width - 1).join('')}…` : text;
  const pad = ' '.repeat(Math.max(0, width - lengthOf(shown)));
  return right ? pad + shown : shown + pad;
}

function lengthOf(text: string): number {
  return [...text].length;
}
