/** What is laid out at once stands as a drawing should: columns with the flow of data, nothing over anything else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoxOptions, boxesOf } from '../../../renderer/views/graph/boxes';
import { laidAtOnce } from '../../../renderer/views/graph/lay-at-once';
import { boxHeight, boxWidth, type Point } from '../../../renderer/views/graph/layout';
import { runsOver } from '../../../renderer/views/graph/route';
import { made } from './made-graph';

const overlap = (a: Point, b: Point) => Math.abs(a.x - b.x) < boxWidth && Math.abs(a.y - b.y) < boxHeight;

function madeBoxes(samples: number, keep = false) {
  const { nodes, edges } = made(samples);
  const map = new Map(nodes.map((node) => [node.lid, node]));
  const options: BoxOptions = { keep: new Set(keep ? map.keys() : []), opened: new Map(), grouping: 'wide', byRun: false };
  return boxesOf(map, edges, options);
}

describe('a drawing that is laid out at once', () => {
  it('puts every box left of what is made from it, none over another, and leads no line over a box', () => {
    for (const boxes of [madeBoxes(6), madeBoxes(6, true), madeBoxes(40)]) {
      const { places, routes, frames } = laidAtOnce(boxes);
      expect(frames).toEqual([]);
      expect(places.size).toBe(boxes.boxes.length);
      const all = [...places.values()];
      all.forEach((place, i) => {
        for (const other of all.slice(i + 1)) expect(overlap(place, other)).toBe(false);
      });
      for (const link of boxes.links) {
        const [from, to] = [places.get(link.from), places.get(link.to)];
        const route = routes.get(link.id) ?? [];
        expect((from?.x ?? 0) + boxWidth).toBeLessThan(to?.x ?? 0);
        expect(route[0]).toEqual({ x: (from?.x ?? 0) + boxWidth, y: (from?.y ?? 0) + boxHeight / 2 });
        expect(route.at(-1)).toEqual({ x: to?.x, y: (to?.y ?? 0) + boxHeight / 2 });
        route.forEach((point, at) => {
          const before = route[at - 1];
          if (before) expect(before.x === point.x || before.y === point.y).toBe(true);
        });
        expect(runsOver(route, all)).toBe(false);
      }
    }
  });

  it('of any links at all, circles among them, places every box and leads every line', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: String, maxLength: 20 }), (pairs) => {
        const links = pairs.map(([from, to]) => ({ id: `${from} ${to}`, from, to }));
        const { places, routes } = laidAtOnce({ boxes: ids.map((id) => ({ id })), links });
        const all = [...places.values()];
        expect(all).toHaveLength(ids.length);
        expect(all.every((place, i) => all.slice(i + 1).every((other) => !overlap(place, other)))).toBe(true);
        for (const { id } of links) expect(routes.get(id)?.length ?? 0).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('takes a small part of a turn of the window for the most boxes that there can be', () => {
    const boxes = madeBoxes(79, true);
    expect(boxes.boxes.length).toBeGreaterThan(390);
    const used = process.cpuUsage();
    laidAtOnce(boxes);
    const { user } = process.cpuUsage(used);
    console.info(`${boxes.boxes.length} boxes, ${boxes.links.length} lines at once: ${Math.round(user / 1000)} ms of a processor`);
    expect(user / 1000).toBeLessThan(100);
  });
});
