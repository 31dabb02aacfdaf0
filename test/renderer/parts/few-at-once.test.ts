/** Rows on a turn of a wheel: what stands stays, a few come in a turn, and all are there in the end. */
import { expect, it } from 'vitest';
import { rowsToDraw } from '../../../renderer/parts/use-few-at-once';

const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

it('draws a few new rows in a turn, from the top, until all stand', () => {
  const sight = from(1000, 40);
  let standing = rowsToDraw(from(0, 40), new Set(), 0, Number.POSITIVE_INFINITY);
  expect(standing.size).toBe(40);
  const turns: number[][] = [];
  while (standing.size < sight.length || !sight.every((row) => standing.has(row))) {
    standing = rowsToDraw(sight, standing, 0, 12);
    turns.push([...standing]);
  }
  expect(turns.map((rows) => rows.length)).toEqual([12, 24, 36, 40]);
  expect(turns[0]).toEqual(from(1000, 12));
});

it('keeps what stands, and draws the active row whatever else comes', () => {
  const standing = new Set(from(0, 40));
  expect([...rowsToDraw(from(5, 40), standing, 0, 12)]).toEqual(from(5, 40));
  expect([...rowsToDraw(from(30, 40), standing, 69, 2)]).toEqual([...from(30, 12), 69]);
});
