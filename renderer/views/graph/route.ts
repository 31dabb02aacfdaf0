/** Leads a line from box to box through free room: used where boxes keep their places and elk, which would move them, is not asked. */
import { boxHeight, boxWidth, type Point } from './layout';

/** Room between a line and a box. */
const margin = 9;
/** Lanes looked at, the nearest first. */
const mostLanes = 60;

/** Corner points from the right side of one box to the left side of another; no part runs behind a box where free room can be found. */
export function routeBetween(from: Point, to: Point, places: Iterable<Point>): Point[] {
  const start = { x: from.x + boxWidth, y: from.y + boxHeight / 2 };
  const end = { x: to.x, y: to.y + boxHeight / 2 };
  const first = start.x + 26 + (hash(from) % 4) * 7;
  const last = end.x - 26 - (hash(to) % 4) * 7;
  const low = Math.min(start.x, end.x) - 40;
  const high = Math.max(start.x, end.x) + 40;
  const near = [...places].filter((place) => place.x < high && place.x + boxWidth > low);
  const free = (a: Point, b: Point) => !near.some((place) => crosses(a, b, place));
  const isFree = (points: readonly Point[]) => points.every((point, i) => i === 0 || free(points[i - 1] ?? point, point));
  const at = (x: number, y: number): Point => ({ x, y });
  if (last >= first) {
    if (start.y === end.y && free(start, end)) return [start, end];
    for (const x of [(first + last) / 2, first, last]) {
      const way = [start, at(x, start.y), at(x, end.y), end];
      if (isFree(way)) return way;
    }
  }
  const middle = (start.y + end.y) / 2;
  const lanes = near.flatMap((place) => [place.y - margin - 2, place.y + boxHeight + margin + 2]).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  for (const y of lanes.slice(0, mostLanes)) {
    const way = [start, at(first, start.y), at(first, y), at(last, y), at(last, end.y), end];
    if (isFree(way)) return way;
  }
  const above = Math.min(...near.map((place) => place.y), start.y, end.y) - 24;
  return [start, at(first, start.y), at(first, above), at(last, above), at(last, end.y), end];
}

/** Whether a straight, level or upright line runs over or close by a box. Ends at its sides do not count. */
function crosses(a: Point, b: Point, place: Point): boolean {
  const room = margin - 1;
  if (a.y === b.y) {
    if (a.y <= place.y - room || a.y >= place.y + boxHeight + room) return false;
    return Math.min(a.x, b.x) < place.x + boxWidth - 1 && Math.max(a.x, b.x) > place.x + 1;
  }
  if (a.x <= place.x - room / 2 || a.x >= place.x + boxWidth + room / 2) return false;
  return Math.min(a.y, b.y) < place.y + boxHeight && Math.max(a.y, b.y) > place.y;
}

/** Whether any part of a line runs over one of these boxes. */
export function runsOver(route: readonly Point[], places: readonly Point[]): boolean {
  return route.some((point, i) => {
    const before = route[i - 1];
    return before !== undefined && places.some((place) => crosses(before, point, place));
  });
}

function hash({ x, y }: Point): number {
  return Math.abs(Math.round(x * 7 + y * 13));
}
