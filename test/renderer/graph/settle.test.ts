import ELK from 'elkjs/lib/elk.bundled.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoxOptions, boxesOf } from '../../../renderer/views/graph/boxes';
import { boxHeight, boxWidth, elkInput, layoutOf, type Point } from '../../../renderer/views/graph/layout';
import { routeBetween, runsOver } from '../../../renderer/views/graph/route';
import { partThatGrows, settled } from '../../../renderer/views/graph/settle';
import { made } from './made-graph';

const elk = new ELK();
const alone = (nodes: ReadonlyMap<string, unknown>): BoxOptions => ({ keep: new Set(nodes.keys()), opened: new Map(), grouping: 'wide', byRun: false });

function part(samples: number, drawn: (lid: string) => boolean) {
  const { nodes, edges } = made(samples);
  const map = new Map(nodes.filter((node) => drawn(node.lid)).map((node) => [node.lid, node]));
  return boxesOf(
    map,
    edges.filter((edge) => map.has(edge.from) && map.has(edge.to)),
    alone(map),
  );
}

const overlap = (a: Point, b: Point) => Math.abs(a.x - b.x) < boxWidth && Math.abs(a.y - b.y) < boxHeight;

async function grown(before: ReturnType<typeof part>, after: ReturnType<typeof part>, anchor: string) {
  const stood = layoutOf(await elk.layout(elkInput(before, null)), null, null);
  const wished = layoutOf(await elk.layout(elkInput(partThatGrows(after, stood), stood)), null, null);
  return { stood, layout: settled(after, stood, wished.places, anchor) };
}

describe('a drawing that grows', () => {
  it('leaves every box exactly where it stood, finds free room for the new ones upstream, and leads no line over a box', async () => {
    const before = part(6, (lid) => !/align|fastq|\.fa$/.test(lid));
    const after = part(6, (lid) => !/align[1-5]|S[1-5]\.(bam|fastq)/.test(lid));
    const { stood, layout } = await grown(before, after, 'lid://call0');
    expect(layout).not.toBeNull();
    if (!layout) return;
    expect(layout.places.size).toBe(after.boxes.length);
    expect(after.boxes.length).toBeGreaterThan(before.boxes.length + 2);
    for (const [id, place] of stood.places) expect(layout.places.get(id)).toEqual(place);
    const places = [...layout.places.values()];
    places.forEach((place, i) => {
      for (const other of places.slice(i + 1)) expect(overlap(place, other)).toBe(false);
    });
    for (const link of after.links) {
      expect((layout.places.get(link.from)?.x ?? 0) + boxWidth).toBeLessThan(layout.places.get(link.to)?.x ?? 0);
      expect(runsOver(layout.routes.get(link.id) ?? [], places)).toBe(false);
    }
  });

  it('gives up where new boxes do not fit between those that stand, so that all is arranged anew', async () => {
    const { nodes } = made(1);
    const node = nodes.find((one) => one.lid === 'lid://align0');
    if (!node) throw new Error('no node');
    const two = new Map(['a', 'c'].map((lid) => [lid, { ...node, lid }]));
    const edge = (from: string, to: string) => ({ from, to, relation: 'read' as const, inferred: false });
    const before = boxesOf(two, [edge('a', 'c')], alone(two));
    const three = new Map([...two, ['b', { ...node, lid: 'b' }]]);
    const after = boxesOf(three, [edge('a', 'b'), edge('b', 'c')], alone(three));
    expect((await grown(before, after, 'a')).layout).toBeNull();
  });

  it('keeps the rest in place where it folds', async () => {
    const before = part(4, () => true);
    const after = part(4, (lid) => !/fastq/.test(lid));
    const stood = layoutOf(await elk.layout(elkInput(before, null)), null, null);
    const layout = settled(after, stood, new Map(), null);
    for (const box of after.boxes) expect(layout?.places.get(box.id)).toEqual(stood.places.get(box.id));
    expect(layout?.routes.size).toBe(after.links.length);
  });
});

describe('a line of our own', () => {
  it('begins and ends at its boxes, is level or upright, and runs over no box of a grid with room between', () => {
    const grid = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(7)), { minLength: 2, maxLength: 40, selector: ([column, row]) => column * 8 + row });
    fc.assert(
      fc.property(grid, (cells) => {
        const places = cells.map(([column, row]) => ({ x: column * (boxWidth + 112), y: row * (boxHeight + 22) }));
        const [from, to] = places;
        if (!from || !to) return;
        const route = routeBetween(from, to, places);
        expect(route[0]).toEqual({ x: from.x + boxWidth, y: from.y + boxHeight / 2 });
        expect(route.at(-1)).toEqual({ x: to.x, y: to.y + boxHeight / 2 });
        route.forEach((point, i) => {
          const before = route[i - 1];
          if (before) expect(before.x === point.x || before.y === point.y).toBe(true);
        });
        expect(runsOver(route, places)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});
