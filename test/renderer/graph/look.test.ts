import { describe, expect, it } from 'vitest';
import type { Link } from '../../../renderer/views/graph/boxes';
import { boxHeight, boxWidth, type Layout } from '../../../renderer/views/graph/layout';
import { linesOf } from '../../../renderer/views/graph/lines';
import { firstView, mapSize, type View, viewAfterResize, wholeView } from '../../../renderer/views/graph/look';

const [width, height] = [900, 420];
const layoutAt = (...places: [number, number][]): Layout => ({ places: new Map(places.map(([x, y], n) => [String(n), { x, y }])), routes: new Map(), frames: [] });

/** Boxes of which a part lies below the small map, or out of the canvas. */
function covered(layout: Layout, { x, y, zoom }: View): string[] {
  const ends = [...layout.places].map(([id, at]) => ({
    id,
    left: at.x * zoom + x,
    top: at.y * zoom + y,
    right: (at.x + boxWidth) * zoom + x,
    bottom: (at.y + boxHeight) * zoom + y,
  }));
  const out = ends.filter(({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height);
  const below = ends.filter(({ right, bottom }) => right > width - mapSize.width - 10 && bottom > height - mapSize.height - 10);
  return [...out, ...below].map(({ id }) => id);
}

describe('where the canvas looks', () => {
  it('shows the whole drawing, and no box of it below the small map', () => {
    const stairs = layoutAt([0, 0], [300, 100], [600, 200], [900, 300], [1200, 400]);
    const tall = layoutAt([0, 0], [0, 300], [0, 600], [300, 900], [600, 900]);
    const wide = layoutAt([0, 0], [900, 0], [1800, 0], [2700, 60], [2700, 1000]);
    for (const layout of [stairs, tall, wide]) {
      expect(covered(layout, wholeView(layout, width, height, 1.1))).toEqual([]);
    }
    expect(covered(stairs, firstView(stairs, '0', width, height))).toEqual([]);
  });

  it('keeps in the middle what the small map hides nothing of, and shows frames whole', () => {
    const row = layoutAt([0, 0], [316, 0]);
    expect(wholeView(row, width, height, 1)).toEqual({ x: (width - 520) / 2, y: (height - boxHeight) / 2, zoom: 1 });
    const framed = { ...row, frames: [{ run: 'r', x: -400, y: -34, width: 1300, height: 200 }] };
    expect(-400 * wholeView(framed, width, height, 1).zoom + wholeView(framed, width, height, 1).x).toBeGreaterThanOrEqual(0);
  });

  it('keeps what is in the middle there when the canvas fills the screen, and stays when a strip opens above it', () => {
    const view = { x: 10, y: 20, zoom: 0.8 };
    expect(viewAfterResize(view, { width: 900, height: 400 }, { width: 2000, height: 1200 })).toEqual({ x: 560, y: 420, zoom: 0.8 });
    expect(viewAfterResize(view, { width: 900, height: 400 }, { width: 900, height: 350 })).toEqual(view);
    expect(viewAfterResize(view, { width: 0, height: 0 }, { width: 900, height: 350 })).toEqual(view);
  });
});

describe('words of lines', () => {
  const link = (id: string, relation: Link['relations'][number]): Link => ({ id, from: `${id} from`, to: `${id} to`, relations: [relation], inferred: false, count: 1 });
  const routes = new Map([
    [
      'straight',
      [
        { x: 0, y: 0 },
        { x: 112, y: 0 },
      ],
    ],
    [
      'bent',
      [
        { x: 0, y: 200 },
        { x: 60, y: 200 },
        { x: 60, y: 300 },
        { x: 112, y: 300 },
      ],
    ],
  ]);
  const links = [link('straight', 'published'), link('bent', 'read')];
  const layout: Layout = { places: new Map(), routes, frames: [] };

  it('stand clear of the buttons at the sides of boxes', () => {
    const [straight, bent] = linesOf(links, layout, null);
    expect([straight?.middle.x, bent?.middle.x]).toEqual([56, 39]);
  });

  it('stand one above the other where lines of several words meet, and say the same word once', () => {
    const met = ['governed', 'parameter', 'code', 'governed'].map((relation, n) => link(String(n), relation));
    const joint = [
      { x: 40, y: 0 },
      { x: 112, y: 0 },
    ];
    const lines = linesOf(met, { places: new Map(), routes: new Map(met.map(({ id }) => [id, joint])), frames: [] }, null);
    expect(lines.map(({ word }) => word)).toEqual(['governed by', 'in a parameter', 'code', null]);
    const heights = lines.flatMap(({ word, middle }) => (word === null ? [] : [middle.y])).sort((a, b) => a - b);
    for (const [n, at] of heights.entries()) if (n > 0) expect(at - (heights[n - 1] ?? 0)).toBeGreaterThan(13);
  });

  it('stand below a line that goes on close below a box, and nowhere between two boxes that have no room for them', () => {
    const below = { places: new Map([['above', { x: -50, y: 200 - boxHeight - 4 }]]), routes: new Map([['long', [200, 200].map((y, n) => ({ x: n * 112, y }))]]), frames: [] };
    const at = (layout: Layout) => linesOf([link('long', 'read')], layout, null)[0];
    expect(at({ ...below, places: new Map() })?.middle.y).toBe(200);
    const [word] = [at(below)];
    expect(word?.word).toBe('read');
    expect((word?.middle.y ?? 0) - 14).toBeGreaterThanOrEqual(200);
    expect(at({ ...below, places: new Map([...below.places, ['under', { x: -50, y: 204 }]]) })?.word).toBeNull();
  });

  it('are left out where they would reach into boxes, when the drawing is seen from far', () => {
    expect(linesOf(links, layout, null, 11).map(({ word }) => word)).toEqual(['published', 'read']);
    expect(linesOf(links, layout, null, 26).map(({ word }) => word)).toEqual([null, 'read']);
  });
});
