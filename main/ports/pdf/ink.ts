/** Marks on a page as PDF operators (ISO 32000-1, 8 and 9). Takes y down from the top of the page, writes y up. */
import type { Line } from './lines';
import type { Color } from './style';
import { colors, sheet } from './style';
import type { Typeface } from './typeface';

/** Written numbers by hundredths, of all that lies on a page: each stands there many thousand times. */
const mostKnown = 100_000;
/** Whole from the start: a list that is filled from its end is kept as a table to be searched. */
const known: (string | undefined)[] = new Array(mostKnown).fill(undefined);

export function n(value: number): string {
  const hundredths = Math.round(value * 100);
  if (!(hundredths >= 0 && hundredths < mostKnown)) return String(hundredths / 100);
  known[hundredths] ??= String(hundredths / 100);
  return known[hundredths] as string;
}
const up = (y: number) => n(sheet.height - y);

export function fillBox(x: number, y: number, width: number, height: number, color: Color): string {
  return `${color} rg ${n(x)} ${up(y + height)} ${n(width)} ${n(height)} re f\n`;
}

export function strokeBox(x: number, y: number, width: number, height: number, color: Color, thick: number, dash: readonly number[] = []): string {
  return `q ${color} RG ${n(thick)} w [${dash.join(' ')}] 0 d ${n(x)} ${up(y + height)} ${n(width)} ${n(height)} re S Q\n`;
}

export type Point = readonly [x: number, y: number];

export function strokePath(points: readonly Point[], color: Color, thick: number, dash: readonly number[] = []): string {
  let steps = '';
  for (let at = 0; at < points.length; at++) {
    const [x, y] = points[at] as Point;
    steps += `${n(x)} ${up(y)} ${at === 0 ? 'm' : 'l'} `;
  }
  return `q ${color} RG ${n(thick)} w 1 j [${dash.length === 0 ? '' : dash.join(' ')}] 0 d ${steps}S Q\n`;
}

/** A smooth line between two points that leaves and arrives along `axis`. */
export function strokeCurve(from: Point, to: Point, axis: 'x' | 'y', color: Color, thick: number, dash: readonly number[] = []): string {
  const mid = axis === 'y' ? (from[1] + to[1]) / 2 : (from[0] + to[0]) / 2;
  const one: Point = axis === 'y' ? [from[0], mid] : [mid, from[1]];
  const two: Point = axis === 'y' ? [to[0], mid] : [mid, to[1]];
  const pair = ([x, y]: Point) => `${n(x)} ${up(y)}`;
  return `q ${color} RG ${n(thick)} w [${dash.join(' ')}] 0 d ${pair(from)} m ${pair(one)} ${pair(two)} ${pair(to)} c S Q\n`;
}

export function fillShape(points: readonly Point[], color: Color): string {
  return `${color} rg ${points.map(([x, y], at) => `${n(x)} ${up(y)} ${at === 0 ? 'm' : 'l'}`).join(' ')} f\n`;
}

/** How the run before this one began: nearly all of a column do alike. */
let begun = { font: '', size: 0, color: '', text: '' };

function beginning(font: string, size: number, color: Color): string {
  if (begun.font !== font || begun.size !== size || begun.color !== color) begun = { font, size, color, text: `BT /${font} ${n(size)} Tf ${color} rg ` };
  return begun.text;
}

/** One line of text on its baseline. A U+XXXX that stands for another character gets a grey ground, which typed text never has. */
export function textLine(type: Typeface, line: Line, x: number, baseline: number): { ground: string; text: string } {
  let ground = '';
  let text = '';
  for (const run of line.runs) {
    const size = run.escape ? run.size * 0.86 : run.size;
    if (run.escape) ground += fillBox(x + run.x + 0.3, baseline - run.size * 0.78, run.width - 0.6, run.size * 0.98, colors.rule);
    const start = x + run.x + (run.escape ? run.width * 0.07 : 0);
    text += `${beginning(type.id(run.face), size, run.color)}${n(start)} ${up(baseline)} Td ${run.back ? `[(${run.shown})] TJ` : `(${run.shown}) Tj`} ET\n`;
  }
  return { ground, text };
}
