/** Rows that come into sight by the dozen, as on a turn of a wheel, are drawn a few in a turn of the window: drawing all of them at once would hold it up. */
import { useEffect, useReducer, useRef } from 'react';

/** Rows that are drawn whole in one turn, beside those that stand already. */
const fewRows = 12;

const none: ReadonlySet<number> = new Set();

/** Which of these rows are to be drawn now: those that stand, the active one, and so many new ones from the top; the others follow, a frame after the other. `all`: all of them. */
export function useFewAtOnce(indexes: readonly number[], active: number, all: boolean): ReadonlySet<number> {
  const standing = useRef(none);
  const [, again] = useReducer((turns: number) => turns + 1, 0);
  const drawn = rowsToDraw(indexes, standing.current, active, all ? Number.POSITIVE_INFINITY : fewRows);
  const isWhole = drawn.size === indexes.length;
  useEffect(() => {
    standing.current = drawn;
    if (isWhole) return;
    const frame = requestAnimationFrame(again);
    return () => cancelAnimationFrame(frame);
  });
  return drawn;
}

export function rowsToDraw(indexes: readonly number[], standing: ReadonlySet<number>, active: number, most: number): ReadonlySet<number> {
  const drawn = new Set<number>();
  let come = 0;
  for (const index of indexes) if (standing.has(index) || index === active || come++ < most) drawn.add(index);
  return drawn;
}
