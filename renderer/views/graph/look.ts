/** Where the canvas looks: at the whole drawing, at its beginning, at boxes that must come into sight. */
import { boxHeight, boxWidth, type Layout, type Point } from './layout';

export interface View extends Point {
  zoom: number;
}

interface Size {
  width: number;
  height: number;
}

/** Of the small map in the lower right corner. */
export const mapSize = { width: 150, height: 92 };
/** Around the small map, to the edge of the canvas and to the boxes. */
const mapMargin = 10;
/** Around the drawing. */
const margin = 24;
/** Below this zoom a drawing is not readable any more. */
const leastReadable = 0.34;
const leastZoom = 0.08;

interface Extent {
  least: Point;
  most: Point;
}

function extentOf({ places, frames }: Layout): Extent {
  const all = [...[...places.values()].map((place) => ({ ...place, width: boxWidth, height: boxHeight })), ...frames];
  return {
    least: { x: Math.min(...all.map(({ x }) => x)) - margin, y: Math.min(...all.map(({ y }) => y)) - margin },
    most: { x: Math.max(...all.map(({ x, width }) => x + width)) + margin, y: Math.max(...all.map(({ y, height }) => y + height)) + margin },
  };
}

/** Everything in the middle of the canvas; where a box would then lie below the small map, beside or above it, whichever shows it larger. */
export function wholeView(layout: Layout, width: number, height: number, mostZoom: number): View {
  const { least, most } = extentOf(layout);
  const within = (w: number, h: number): View => {
    const zoom = Math.max(leastZoom, Math.min(mostZoom, w / (most.x - least.x), h / (most.y - least.y)));
    return { x: (w - (least.x + most.x) * zoom) / 2, y: (h - (least.y + most.y) * zoom) / 2, zoom };
  };
  const plain = within(width, height);
  const [mapWidth, mapHeight] = [mapSize.width + 2 * mapMargin, mapSize.height + 2 * mapMargin];
  const below = [...layout.places.values()].some(
    ({ x, y }) => (x + boxWidth) * plain.zoom + plain.x > width - mapWidth && (y + boxHeight) * plain.zoom + plain.y > height - mapHeight,
  );
  if (!below || width < 3 * mapWidth || height < 2 * mapHeight) return plain;
  const [beside, above] = [within(width - mapWidth, height), within(width, height - mapHeight)];
  return beside.zoom > above.zoom ? beside : above;
}

/** Where the canvas looks at first: at everything, if that can be read; else at the focus, without empty room at the edges of the drawing. */
export function firstView(layout: Layout, focus: string, width: number, height: number): View {
  const whole = wholeView(layout, width, height, 1);
  if (whole.zoom >= leastReadable) return whole;
  const { least, most } = extentOf(layout);
  const zoom = 0.8;
  const at = layout.places.get(focus) ?? least;
  const along = (from: number, to: number, middle: number, room: number) => {
    const seen = room / zoom;
    return to - from <= seen ? (from + to - seen) / 2 : Math.min(to - seen, Math.max(from, middle - seen / 2));
  };
  return { x: -along(least.x, most.x, at.x + boxWidth / 2, width) * zoom, y: -along(least.y, most.y, at.y + boxHeight / 2, height) * zoom, zoom };
}

/** The view moved just as far as it takes to show the boxes; where they do not fit in, the first of them stays in sight. */
export function viewOf(layout: Layout, ids: readonly string[], view: View, width: number, height: number): View {
  const places = ids.flatMap((id) => layout.places.get(id) ?? []);
  const first = places[0];
  if (!first) return view;
  const move = (starts: readonly number[], start: number, long: number, offset: number, room: number) => {
    const margin = 28;
    const fits = (from: number, to: number, at: number) => {
      const low = margin - (from * view.zoom + at);
      const high = room - margin - ((to + long) * view.zoom + at);
      return low > 0 ? low : Math.min(0, high);
    };
    const all = offset + fits(Math.min(...starts), Math.max(...starts), offset);
    return all + fits(start, start, all);
  };
  return {
    x: move(
      places.map((place) => place.x),
      first.x,
      boxWidth,
      view.x,
      width,
    ),
    y: move(
      places.map((place) => place.y),
      first.y,
      boxHeight,
      view.y,
      height,
    ),
    zoom: view.zoom,
  };
}

/** The same middle in a canvas of another size; where it hardly changed, as when a strip opens above it, the view stays as it is. */
export function viewAfterResize(view: View, before: Size, after: Size): View {
  const much = (a: number, b: number) => a > 0 && Math.abs(b - a) / a > 0.25;
  if (!much(before.width, after.width) && !much(before.height, after.height)) return view;
  return { ...view, x: view.x + (after.width - before.width) / 2, y: view.y + (after.height - before.height) / 2 };
}
