/** Lays out at once what stands for a moment only: elk, which arranges what stays, takes a tenth of a second of processor even for a dozen boxes. */
import { layered } from '../../../core/graph/layers';
import { placeRows, type Spot } from '../../../core/report/places';
import type { Box, Link } from './boxes';
import { boxHeight, boxWidth, type Layout, type Point } from './layout';
import { routeBetween } from './route';

const rowStep = boxHeight + 22;
const columnStep = boxWidth + 112;
/** Between a box and the first upright part of a line, and between two of those. */
const sideRoom = 26;
const laneStep = 9;

interface Drawn {
  boxes: readonly Pick<Box, 'id'>[];
  links: readonly Pick<Link, 'id' | 'from' | 'to'>[];
}

/** In columns from left to right; long lines run through free places of the columns between, those of one box together. */
export function laidAtOnce({ boxes, links }: Drawn): Layout {
  const columns = columnsOf(boxes, links);
  const spots = new Map(boxes.map(({ id }, row): [string, Spot] => [id, { column: columns.get(id) ?? 0, row, up: [], down: [] }]));
  const free = new Map<string, Spot>();
  const ways = new Map<string, Spot[]>();
  for (const { id, from, to } of links) {
    const [start, end] = [spots.get(from), spots.get(to)];
    if (start === undefined || end === undefined || end.column <= start.column) continue;
    const way = [start];
    for (let column = start.column + 1; column < end.column; column++) {
      const name = `${column} ${from}`;
      const through = free.get(name) ?? { column, row: 0, up: [], down: [] };
      if (!free.has(name)) {
        free.set(name, through);
        join(way.at(-1) ?? start, through);
      }
      way.push(through);
    }
    join(way.at(-1) ?? start, end);
    way.push(end);
    ways.set(id, way);
  }
  placeRows([...spots.values(), ...free.values()]);
  const places = new Map([...spots].map(([id, spot]): [string, Point] => [id, placeOf(spot)]));
  const laneOf = lanes([...spots.values(), ...free.values()]);
  const routes = new Map<string, readonly Point[]>();
  for (const { id, from, to } of links) {
    const way = ways.get(id);
    const [start, end] = [places.get(from), places.get(to)];
    if (way !== undefined) routes.set(id, routeAlong(way, laneOf));
    else if (start !== undefined && end !== undefined) routes.set(id, routeBetween(start, end, places.values()));
  }
  return { places, routes, frames: [] };
}

/** The longest way from what has nothing upstream; that itself stands next to the first box that it leads to. */
function columnsOf(boxes: Drawn['boxes'], links: Drawn['links']): Map<string, number> {
  const columns = new Map(
    [
      ...layered(
        boxes.map(({ id }) => id),
        links,
      ),
    ].map(([id, { column }]) => [id, column]),
  );
  const led = new Set(links.map(({ to }) => to));
  const next = new Map<string, number>();
  for (const { from, to } of links) if (!led.has(from)) next.set(from, Math.min(next.get(from) ?? Number.POSITIVE_INFINITY, columns.get(to) ?? 0));
  for (const [id, column] of next) columns.set(id, Math.max(0, column - 1));
  return columns;
}

function join(above: Spot, below: Spot): void {
  above.down.push(below);
  below.up.push(above);
}

const placeOf = ({ column, row }: Spot): Point => ({ x: column * columnStep, y: row * rowStep });

/** Where lines that leave a place turn up or down: each place of a column has a lane of its own, those high up the last. */
function lanes(spots: readonly Spot[]): ReadonlyMap<Spot, number> {
  const byColumn = new Map<number, Spot[]>();
  for (const spot of spots) if (spot.down.some(({ row }) => row !== spot.row)) byColumn.set(spot.column, [...(byColumn.get(spot.column) ?? []), spot]);
  const room = columnStep - boxWidth - 2 * sideRoom;
  return new Map(
    [...byColumn.values()].flatMap((turning) => {
      const step = Math.min(laneStep, room / Math.max(1, turning.length - 1));
      return turning.sort((a, b) => b.row - a.row).map((spot, at): [Spot, number] => [spot, spot.column * columnStep + boxWidth + sideRoom + at * step]);
    }),
  );
}

/** Level through each place, upright between two columns. */
function routeAlong(way: readonly Spot[], laneOf: ReadonlyMap<Spot, number>): Point[] {
  const level = (spot: Spot) => placeOf(spot).y + boxHeight / 2;
  const points: Point[] = [];
  for (const [at, spot] of way.entries()) {
    const next = way[at + 1];
    if (at === 0) points.push({ x: placeOf(spot).x + boxWidth, y: level(spot) });
    if (next === undefined) points.push({ x: placeOf(spot).x, y: level(spot) });
    else if (level(next) !== level(spot)) for (const one of [spot, next]) points.push({ x: laneOf.get(spot) ?? 0, y: level(one) });
  }
  return points;
}
