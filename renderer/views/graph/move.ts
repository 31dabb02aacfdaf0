/** Where an arrow key leads in the drawing: along the lines to the sides, within a column up and down. */
import type { Link } from './boxes';
import type { Point } from './layout';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The box an arrow leads to from `id`; null where there is none. Sideways follows a line, to the box nearest in height. */
export function boxTowards(id: string, arrow: Arrow, places: ReadonlyMap<string, Point>, links: readonly Link[]): string | null {
  const here = places.get(id);
  if (!here) return null;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const ends = links.flatMap((link) => (arrow === 'ArrowRight' ? (link.from === id ? [link.to] : []) : link.to === id ? [link.from] : []));
    return nearest(ends, (place) => Math.abs(place.y - here.y), places);
  }
  const up = arrow === 'ArrowUp';
  const column = [...places].filter(([each, place]) => each !== id && Math.abs(place.x - here.x) < 60 && (up ? place.y < here.y : place.y > here.y)).map(([each]) => each);
  return nearest(column, (place) => Math.abs(place.y - here.y), places);
}

function nearest(ids: readonly string[], far: (place: Point) => number, places: ReadonlyMap<string, Point>): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const place = places.get(id);
    if (place && far(place) < least) {
      least = far(place);
      best = id;
    }
  }
  return best;
}
