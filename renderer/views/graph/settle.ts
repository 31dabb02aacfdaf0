/** Finds places for boxes that came into a drawing while all that stood there stays where it was. */
import type { Boxes, Link } from './boxes';
import { boxHeight, boxWidth, type Layout, type Point } from './layout';
import { routeBetween, runsOver } from './route';

const gap = 22;
const columnGap = 112;

/** The boxes that are new, and those that stand and are joined to them: what elk is asked about when a drawing grows. */
export function partThatGrows(boxes: Boxes, before: Layout): Boxes {
  const fresh = new Set(boxes.boxes.filter((box) => !before.places.has(box.id)).map((box) => box.id));
  const links = boxes.links.filter((link) => fresh.has(link.from) || fresh.has(link.to));
  const part = new Set([...fresh, ...links.flatMap((link) => [link.from, link.to])]);
  return { ...boxes, boxes: boxes.boxes.filter((box) => part.has(box.id)), links };
}

/**
 * The layout before, with new boxes at free places next to where `wished` would have them; `anchor` ties the two together. Null where the new boxes
 * do not fit in without a line that runs against the flow of data: then all has to be arranged anew.
 */
export function settled(boxes: Boxes, before: Layout, wished: ReadonlyMap<string, Point>, anchor: string | null): Layout | null {
  const places = new Map<string, Point>();
  for (const box of boxes.boxes) {
    const place = before.places.get(box.id);
    if (place) places.set(box.id, place);
  }
  const fresh = boxes.boxes.filter((box) => !places.has(box.id)).map((box) => box.id);
  const tie = anchor !== null && wished.has(anchor) && places.has(anchor) ? anchor : [...wished.keys()].find((id) => places.has(id));
  const from = tie === undefined ? undefined : wished.get(tie);
  const to = tie === undefined ? undefined : places.get(tie);
  if (fresh.length > 0 && (from === undefined || to === undefined)) return null;
  const columns = [...new Set([...places.values()].map((place) => place.x))];
  for (const id of [...fresh].sort((a, b) => (wished.get(a)?.y ?? 0) - (wished.get(b)?.y ?? 0))) {
    const wish = wished.get(id);
    if (!wish || !from || !to) return null;
    const x = columnNear(wish.x - from.x + to.x, columns);
    const y = freeNear(
      wish.y - from.y + to.y,
      [...places.values()].filter((place) => Math.abs(place.x - x) < boxWidth + gap).map((place) => place.y),
    );
    places.set(id, { x, y });
  }
  if (boxes.links.some((link) => (!before.places.has(link.from) || !before.places.has(link.to)) && isBackward(link, places) && !isBackward(link, wished))) return null;
  return { places, frames: [], routes: routesOf(boxes.links, places, before, fresh) };
}

/** The column that is close by, else a place of its own that keeps clear of them. */
function columnNear(x: number, columns: number[]): number {
  let near: number | null = null;
  for (const column of columns) if (Math.abs(column - x) < boxWidth + columnGap / 2 && (near === null || Math.abs(column - x) < Math.abs(near - x))) near = column;
  if (near !== null) return near;
  columns.push(x);
  return x;
}

function freeNear(y: number, taken: readonly number[]): number {
  const room = boxHeight + gap;
  const isFree = (at: number) => taken.every((other) => Math.abs(other - at) >= room);
  const candidates = [y, ...taken.flatMap((other) => [other - room, other + room])].filter(isFree);
  return candidates.reduce((best, at) => (Math.abs(at - y) < Math.abs(best - y) ? at : best), candidates[0] ?? y);
}

function isBackward({ from, to }: Link, places: ReadonlyMap<string, Point>): boolean {
  const [a, b] = [places.get(from), places.get(to)];
  return a !== undefined && b !== undefined && a.x + boxWidth > b.x;
}

/** Lines that stood stay as they were, save where a new box stands in their way. */
function routesOf(links: readonly Link[], places: ReadonlyMap<string, Point>, before: Layout, fresh: readonly string[]): Map<string, readonly Point[]> {
  const inTheWay = fresh.flatMap((id) => places.get(id) ?? []);
  const routes = new Map<string, readonly Point[]>();
  for (const link of links) {
    const stood = before.routes.get(link.id);
    const [from, to] = [places.get(link.from), places.get(link.to)];
    if (stood && !runsOver(stood, inTheWay)) routes.set(link.id, stood);
    else if (from && to) routes.set(link.id, routeBetween(from, to, places.values()));
  }
  return routes;
}
