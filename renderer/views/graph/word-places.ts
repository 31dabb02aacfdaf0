/** Where the words of lines can stand so that they strike out neither boxes nor one another. */
import { widthOf } from '../../../core/graph/picture/fit';
import type { Point } from './layout';

interface Rectangle extends Point {
  width: number;
  height: number;
}

export interface WordOfLine {
  id: string;
  word: string;
  route: readonly Point[];
}

const fontSize = 10;
const height = 13;
/** Taken by the arrow at the end of a line. */
const arrow = 12;

/** The middle of each word that finds room on its line; words that find none are not in the answer. Lines in the order of their weight. */
export function placesOfWords(lines: readonly WordOfLine[], boxes: readonly Rectangle[]): Map<string, Point> {
  const taken: Rectangle[] = [...boxes];
  const places = new Map<string, Point>();
  for (const { id, word, route } of lines) {
    const width = widthOf(word, fontSize);
    for (const { x, y } of middles(route, width)) {
      const place = { x: x - width / 2, y: y - height / 2, width, height };
      if (taken.some((other) => overlap(place, other))) continue;
      taken.push(place);
      places.set(id, { x, y });
      break;
    }
  }
  return places;
}

/** The middles of the pieces of a line: long level ones first, then upright ones. */
function middles(route: readonly Point[], width: number): Point[] {
  const level: { at: Point; length: number }[] = [];
  const upright: typeof level = [];
  for (const [i, a] of route.entries()) {
    const b = route[i + 1];
    if (!b) break;
    const end = i === route.length - 2 ? arrow * Math.sign(b.x - a.x) : 0;
    const at = { x: (a.x + b.x - end) / 2, y: (a.y + b.y) / 2 };
    const [across, down] = [Math.abs(b.x - a.x) - Math.abs(end), Math.abs(b.y - a.y)];
    if (across >= width) level.push({ at, length: across });
    else if (down >= height + 4) upright.push({ at, length: down });
  }
  const longest = (pieces: typeof level) => pieces.sort((a, b) => b.length - a.length).map(({ at }) => at);
  return [...longest(level), ...longest(upright)];
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
