import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { boxesOf } from '../../../renderer/views/graph/boxes';
import { boxWidth, elkInput, layoutOf, roundedPath } from '../../../renderer/views/graph/layout';
import { boxTowards } from '../../../renderer/views/graph/move';
import { made } from './made-graph';

const elk = new ELK();

async function laidOut(samples: number, opened = new Map<string, number>()) {
  const { nodes, edges } = made(samples);
  const boxes = boxesOf(new Map(nodes.map((node) => [node.lid, node])), edges, { keep: new Set(), opened, grouping: 'wide', byRun: false });
  return { boxes, layout: layoutOf(await elk.layout(elkInput(boxes, null)), null, null) };
}

describe('layout', () => {
  it('puts every box left of what is made from it', async () => {
    const { boxes, layout } = await laidOut(6);
    expect(layout.places.size).toBe(boxes.boxes.length);
    for (const link of boxes.links) {
      const from = layout.places.get(link.from);
      const to = layout.places.get(link.to);
      expect((from?.x ?? 0) + boxWidth).toBeLessThan(to?.x ?? 0);
      expect(layout.routes.get(link.id)?.length ?? 0).toBeGreaterThanOrEqual(2);
    }
  });

  it('keeps the anchor where it stood and the others in their order', async () => {
    const before = await laidOut(4);
    const moved = { ...before.layout, places: new Map([...before.layout.places].map(([id, p]) => [id, { x: p.x + 1000, y: p.y - 300 }])) };
    const after = layoutOf(await elk.layout(elkInput(before.boxes, moved)), moved, 'lid://cohort');
    expect(after.places.get('lid://cohort')).toEqual(moved.places.get('lid://cohort'));
    const order = (layout: typeof after) => [0, 1, 2, 3].sort((a, b) => (layout.places.get(`lid://align${a}`)?.y ?? 0) - (layout.places.get(`lid://align${b}`)?.y ?? 0));
    expect(order(after)).toEqual(order(moved));
  });

  it('lays out the most boxes there can be in under 2 seconds of one processor', async () => {
    const { nodes, edges } = made(79);
    const all = new Map(nodes.map((node) => [node.lid, node]));
    const boxes = boxesOf(all, edges, { keep: new Set(all.keys()), opened: new Map(), grouping: 'wide', byRun: false });
    expect(boxes.boxes.length).toBeGreaterThan(390);
    const [start, used] = [performance.now(), process.cpuUsage()];
    const answer = await elk.layout(elkInput(boxes, null));
    const [took, { user }] = [performance.now() - start, process.cpuUsage(used)];
    console.info(`${boxes.boxes.length} boxes, ${boxes.links.length} lines: ${Math.round(user / 1000)} ms of a processor, ${Math.round(took)} ms by the clock`);
    expect(answer.children).toHaveLength(boxes.boxes.length);
    // By the clock it takes as long as the machine is busy with other things.
    expect(user / 1000).toBeLessThan(2000);
  });

  it('draws a path through every corner', () => {
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 40, y: 0 },
        { x: 40, y: 40 },
      ]),
    ).toBe('M0,0L32,0Q40,0 40,8L40,40');
    expect(roundedPath([])).toBe('');
  });
});

describe('arrow keys', () => {
  it('follow the lines sideways and the column up and down', async () => {
    const { boxes, layout } = await laidOut(3);
    const at = (id: string, arrow: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown') => boxTowards(id, arrow, layout.places, boxes.links);
    expect(at('lid://align1', 'ArrowRight')).toBe('lid://align1/S1.bam');
    expect(at('lid://align1/S1.bam', 'ArrowLeft')).toBe('lid://align1');
    expect(at('lid://cohort/cohort.vcf', 'ArrowRight')).toBeNull();
    const below = at('lid://align1', 'ArrowDown') ?? at('lid://align1', 'ArrowUp');
    expect(below).toMatch(/^lid:\/\/align[02]$/);
  });
});
