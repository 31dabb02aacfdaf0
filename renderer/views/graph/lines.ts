/** Lines between boxes as they are drawn: path, thickness and words. */
import type { GraphEdge } from '../../../core/contract/graph';
import { widthOf } from '../../../core/graph/picture/fit';
import { graphWords, lineWords, relationWords } from '../../words/graph';
import type { Link } from './boxes';
import { boxHeight, boxWidth, type Layout, type Point, roundedPath } from './layout';

export interface Line {
  link: Link;
  path: string;
  /** At an end of it is the selected box. */
  active: boolean;
  /** The word it carries; null where it carries none, as the same stands close by or there are too many. */
  word: string | null;
  /** Where its word stands. */
  middle: Point;
  width: number;
  /** What it says, for screen readers. */
  says: string;
}

/** Beyond so many lines, only those of the selected box, and inferred ones, carry their word. */
const mostNamed = 120;

/** Taken at the ends of a line by the button at the side of a box; by the arrow as well at its end. */
const sideRoom = 18;

interface Said {
  word: string;
  at: Point;
  width: number;
}

/** Of a word, where it is not seen from far (flow.css). */
const nearWord = 11;
const lineHeight = 1.28;
/** Where a word may stand, in lines of text from its line on. */
const rows = [0, 1.15, -1, 2.15, -2];

function onOther(at: Point, width: number, other: Said, size: number): boolean {
  return Math.abs(at.x - other.at.x) < (width + other.width) / 2 && Math.abs(at.y - other.at.y) < size * lineHeight - 0.5;
}

/** How far the corner of a group of boxes stands out of its place. */
const stackRoom = 7;

/** Whether a box stands where the middle of the word would. Its ends may reach a little into the boxes that it joins. */
function onBox(at: Point, size: number, { places }: Layout): boolean {
  for (const { x, y } of places.values()) {
    if (at.x > x && at.x < x + boxWidth + stackRoom && at.y > y && at.y - size * lineHeight < y + boxHeight + stackRoom) return true;
  }
  return false;
}

/** `far`: the size of words, in units of the drawing, where it is seen from so far that they must be larger than boxes allow; a word that its line has no room for is left out then. */
export function linesOf(links: readonly Link[], layout: Layout, selected: string | null, far: number | null = null): Line[] {
  const isActive = (link: Link) => link.from === selected || link.to === selected;
  const said: Said[] = [];
  /** Lines that are led together say their word once. */
  const isSaid = (word: string, at: Point) => said.some((other) => other.word === word && Math.abs(other.at.x - at.x) < 70 && Math.abs(other.at.y - at.y) < 26);
  const size = far ?? nearWord;
  const named = new Map<string, Said>();
  for (const link of [...links].sort((a, b) => Number(isActive(b)) - Number(isActive(a)))) {
    const level = longestLevel(layout.routes.get(link.id) ?? [], far === null ? sideRoom : 0);
    if (level === null || (links.length > mostNamed && !isActive(link) && !link.inferred)) continue;
    const word = wordOf(link);
    const width = widthOf(word, size);
    if (far !== null && width > level.length) continue;
    if (isSaid(word, level.at)) continue;
    // Lines of several words that meet say them one above the other: above the line, below it, and so on.
    const at = rows
      .map((row) => ({ x: level.at.x, y: level.at.y + row * size * lineHeight }))
      .find((place) => !said.some((other) => onOther(place, width, other, size)) && !onBox(place, size, layout));
    if (at === undefined) continue;
    const one = { word, at, width };
    said.push(one);
    named.set(link.id, one);
  }
  return links.flatMap((link) => {
    const route = layout.routes.get(link.id) ?? [];
    if (route.length < 2) return [];
    const active = isActive(link);
    const word = named.get(link.id);
    return [
      {
        link,
        path: roundedPath(route),
        active,
        word: word?.word ?? null,
        middle: word?.at ?? route[0] ?? { x: 0, y: 0 },
        width: 1.3 + Math.min(3, Math.log2(link.count) * 0.6) + (active ? 0.7 : 0),
        says: link.relations.map((each) => relationWords[each as GraphEdge['relation']]).join('; ') + (link.inferred ? ` (${graphWords.inferred})` : ''),
      },
    ];
  });
}

/** What the line says: one word for each relation behind it, and whether no record states any of it. */
function wordOf(link: Link): string {
  const word = [...new Set(link.relations.map((each) => lineWords[each as GraphEdge['relation']]))].join(', ');
  return link.inferred ? `${graphWords.inferred}: ${word}` : word;
}

/** The middle of the longest level part, and how long it is without what the ends of the line take; null without any part. */
function longestLevel(route: readonly Point[], ends: number): { at: Point; length: number } | null {
  let best: { at: Point; length: number } | null = null;
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1], route[i]];
    if (!a || !b || Math.abs(a.y - b.y) > 1) continue;
    const on = Math.sign(b.x - a.x);
    const from = a.x + (i === 1 ? ends * on : 0);
    const to = b.x - (i === route.length - 1 ? ends * on : 0);
    const length = Math.max(0, (to - from) * on);
    if (best === null || length > best.length) best = { at: { x: (from + to) / 2, y: a.y }, length };
  }
  return best;
}
