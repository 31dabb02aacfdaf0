/** Find, ways, the image and the tables of a drawing, on a pipeline's graph made as the engine tells it. */

import { act } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Picture, picture as pictureSchema } from '../../../core/contract/graph-picture';
import { widthOf } from '../../../core/graph/picture/fit';
import { pictureSvg, placesOfCounts } from '../../../core/graph/picture/svg';
import { BetweenBar } from '../../../renderer/views/graph/between-bar';
import { boxesOfDrawing, type DrawnGraph, nothingUnfolded, talliesOf, type Unfolded } from '../../../renderer/views/graph/drawing';
import { findIn } from '../../../renderer/views/graph/find';
import { FindBar } from '../../../renderer/views/graph/find-bar';
import { createMarks, MarksContext } from '../../../renderer/views/graph/marks';
import { pictureOf } from '../../../renderer/views/graph/picture-of';
import { TwinTable } from '../../../renderer/views/graph/twin-table';
import { litOf, waysTo } from '../../../renderer/views/graph/ways';
import { placesOfWords } from '../../../renderer/views/graph/word-places';
import { clear, click, draw, giveSizes, press, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';
import { made } from './made-graph';

/** The whole graph drawn; places in a grid by level, lines straight. */
function drawn(samples: number, unfolded: Unfolded = nothingUnfolded): DrawnGraph {
  const { nodes: list, edges, start } = made(samples);
  const nodes = new Map(list.map((node) => [node.lid, node]));
  const boxes = boxesOfDrawing({ nodes, edges, hidden: new Map() }, start, unfolded, { grouping: 'wide', frames: false });
  const rows = new Map<number, number>();
  const places = new Map(
    boxes.boxes.map((box) => {
      const row = rows.get(box.level) ?? 0;
      rows.set(box.level, row + 1);
      return [box.id, { x: box.level * 260, y: row * 90 }];
    }),
  );
  const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };
  const routes = new Map(
    boxes.links.map(({ id, from, to }) => [
      id,
      [
        { x: at(from).x + 204, y: at(from).y + 33 },
        { x: at(to).x, y: at(to).y + 33 },
      ],
    ]),
  );
  return { workspace: 'w', focus: start, home: start, hidden: new Set(), nodes, edges, ...boxes, frames: [], layout: { places, routes, frames: [] } };
}

beforeAll(giveSizes);
afterEach(clear);

describe('find', () => {
  const graph = drawn(12);
  it('finds in names first, by every word in any case, inside group boxes too', () => {
    const found = findIn(graph, 'BAM s1');
    expect(new Set(found.map(({ lid }) => lid))).toEqual(new Set(['lid://align1/S1.bam', 'lid://align10/S10.bam', 'lid://align11/S11.bam']));
    expect(found.every(({ folded, box }) => folded && graph.boxes.find(({ id }) => id === box)?.type === 'group')).toBe(true);
    expect(findIn(graph, 'outside reference')).toEqual([{ lid: '/data/reference.fa', box: '/data/reference.fa', folded: false }]);
    expect(findIn(graph, 'cohort').map(({ lid }) => lid)).toEqual(['lid://cohort', 'lid://cohort/cohort.vcf']);
    expect([findIn(graph, '  '), findIn(graph, 'nowhere')]).toEqual([[], []]);
  });

  it('says "1 of 3", goes on with Enter and back with Shift Enter, points to the group box, and closes with Escape', async () => {
    const [shown, takenOut, closed] = [vi.fn(), vi.fn(), vi.fn()];
    const marks = createMarks();
    const place = await draw(
      <MarksContext.Provider value={marks}>
        <FindBar graph={graph} asked={1} onShow={shown} onTakeOut={takenOut} onClose={closed} />
      </MarksContext.Provider>,
    );
    const input = place.querySelector('input') as HTMLInputElement;
    expect(document.activeElement).toBe(input);
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 's1.bam');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await settle();
    const said = () => place.querySelector('[role=status]')?.textContent;
    expect(said()).toBe('1 found. Enter goes to the first.');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '.bam');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await settle();
    await press('Enter', input);
    expect(said()).toMatch(/^1 of 12: S\d+\.bam$/);
    const group = findIn(graph, '.bam')[0]?.box;
    expect(shown).toHaveBeenLastCalledWith(group);
    expect(marks.getState()).toMatchObject({ current: group, found: new Set([group]) });
    await press('Enter', input, { shiftKey: true });
    expect(said()).toMatch(/^12 of 12: /);
    expect(place.textContent).toContain('inside the folded box *.bam ×12');
    await click([...place.querySelectorAll('button')].find((button) => button.textContent === 'Take it out'));
    expect(takenOut).toHaveBeenCalledWith(findIn(graph, '.bam').at(-1)?.lid);
    expect(document.activeElement).toBe(input);
    await press('Escape', input);
    expect(closed).toHaveBeenCalledOnce();
  });
});

describe('ways in the drawing', () => {
  it('light from a box to the focus along the flow, and by lines alone where the flow does not lead there', () => {
    const graph = drawn(2);
    const way = waysTo(graph, graph.focus);
    expect(way('/data/S0.fastq')?.boxes).toEqual(
      new Set(['/data/S0.fastq', 'lid://align0', 'lid://align0/S0.bam', 'lid://call0', 'lid://call0/S0.vcf.gz', 'lid://cohort', graph.focus]),
    );
    expect(way('/data/S0.fastq')?.links.size).toBe(6);
    expect(way(graph.focus)).toBeNull();
    const sideways = waysTo(graph, '/data/S0.fastq')('/data/S1.fastq');
    expect(sideways?.boxes).toEqual(new Set(['/data/S1.fastq', 'lid://align1', '/data/reference.fa', 'lid://align0', '/data/S0.fastq']));
    expect(waysTo({ links: [] }, 'a')('b')).toBeNull();
  });

  it('of chosen nodes light their boxes and the lines between them alone', () => {
    const graph = drawn(12);
    const lit = litOf(graph, ['lid://align3', 'lid://align3/S3.bam', 'not drawn']);
    expect(lit.boxes).toEqual(new Set([graph.boxOf.get('lid://align3'), graph.boxOf.get('lid://align3/S3.bam')]));
    expect([...lit.links]).toEqual(graph.links.filter(({ from, to }) => lit.boxes.has(from) && lit.boxes.has(to)).map(({ id }) => id));
    expect(lit.links.size).toBe(1);
  });

  it('between two chosen items: the engine is asked, its answer said, the way lit, each step shown, what is not drawn asked for', async () => {
    const graph = drawn(2);
    const node = (lid: string) => graph.nodes.get(lid) ?? ({ ...graph.nodes.get('lid://cohort'), lid, title: 'far.bam' } as never);
    const way = ['/data/S0.fastq', 'lid://align0', 'lid://far'];
    const bridge = fakeBridge({
      'graph.between': ({ from, to }) => ({
        from: node(from),
        to: node(to),
        direction: 'down',
        needs: { inferred: false, runs: false },
        way,
        nodes: way.map(node),
        edges: [
          { from: way[0] ?? '', to: way[1] ?? '', relation: 'read', inferred: false },
          { from: way[1] ?? '', to: way[2] ?? '', relation: 'produced', inferred: false },
        ],
        total: 3,
        inferredOnly: 0,
        truncated: false,
      }),
    });
    const [shown, unfolded] = [vi.fn(), vi.fn()];
    const marks = createMarks();
    const bar = (selected: string) => (
      <MarksContext.Provider value={marks}>
        <BetweenBar graph={graph} selected={selected} busy={false} onShow={shown} onUnfold={unfolded} onClose={() => undefined} />
      </MarksContext.Provider>
    );
    const place = await draw(bar('/data/S0.fastq'));
    expect(place.textContent).toContain('Choose two items');
    const to = place.querySelectorAll('input')[1] as HTMLInputElement;
    expect(document.activeElement).toBe(to); // the first that is empty: one goes on typing
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(to, 'lid://far');
      to.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Enter', to);
    await settle();
    expect(bridge.calls.map(({ input }) => input)).toEqual([{ workspace: 'w', from: '/data/S0.fastq', to: 'lid://far' }]);
    expect(place.textContent).toContain('According to the records, “far.bam” lies downstream of “S0.fastq” (2 links on the shortest way).');
    expect(marks.getState().way?.shortest.boxes).toEqual(new Set(['/data/S0.fastq', 'lid://align0']));
    const steps = [...place.querySelectorAll<HTMLButtonElement>('.graph-way button')];
    expect(steps.map((step) => step.disabled)).toEqual([false, false, true]);
    await click(steps[1]);
    expect(shown).toHaveBeenCalledWith('lid://align0');
    await click([...place.querySelectorAll('button')].find((button) => button.textContent === 'Draw the shortest way'));
    expect(unfolded.mock.calls).toEqual([['lid://align0', 'down']]);
    await clear();
    expect(marks.getState().way).toBeNull();
  });
});

describe('the picture of what is drawn', () => {
  const graph = drawn(12);
  const hidden = new Map([['/data/reference.fa', { up: 0, down: 7, foldUp: false, foldDown: false }]]);
  const picture: Picture = pictureOf(graph, hidden, talliesOf({ boxes: graph.boxes, boxOf: graph.boxOf, links: graph.links, grouped: 0 }, graph.nodes));

  it('has every box, everything folded and every line, and fits the contract', () => {
    expect(pictureSchema.parse(picture)).toEqual(picture);
    expect(picture.boxes.map(({ id }) => id)).toEqual(graph.boxes.map(({ id }) => id));
    const all = picture.boxes.flatMap((box) => (box.folded.length > 0 ? box.folded.map(({ lid }) => lid) : [box.lid]));
    expect(new Set(all)).toEqual(new Set(graph.nodes.keys()));
    expect(all.length).toBe(graph.nodes.size);
    expect(picture.links.map(({ from, to, count }) => [from, to, count])).toEqual(graph.links.map(({ from, to, count }) => [from, to, count]));
    expect(picture.boxes.find(({ id }) => id === '/data/reference.fa')?.notDrawn).toEqual({ up: 0, down: 7 });
    expect(pictureSvg(picture, { workspace: 'w', at: '2026-11-26T00:00:00Z' }).svg).toContain(`${graph.nodes.size} items in ${graph.boxes.length} boxes.`);
  });

  it('its tables and its picture carry the labels and open findings that the boxes carry, folded ones too', async () => {
    const vcf = 'lid://cohort/cohort.vcf';
    const nodes = new Map(
      [...graph.nodes].map(([lid, node]) => [lid, [vcf, 'lid://cohort', 'lid://align3'].includes(lid) ? { ...node, labels: ['gxp', 'deliverable'], findings: 3 } : node]),
    );
    const carrying: DrawnGraph = { ...graph, nodes, boxes: graph.boxes.map((box) => (box.type === 'node' ? { ...box, node: nodes.get(box.node.lid) ?? box.node } : box)) };
    const { boxes } = pictureOf(carrying, hidden, new Map());
    expect(boxes.find(({ id }) => id === vcf)).toMatchObject({ labels: ['gxp', 'deliverable'], findings: 3 });
    const aligned = boxes.find(({ title, folded }) => title === 'ALIGN' && folded.length > 0);
    expect([aligned?.findings, aligned?.folded.find(({ lid }) => lid === 'lid://align3')?.labels]).toEqual([3, ['gxp', 'deliverable']]);
    const place = await draw(<TwinTable graph={carrying} hidden={hidden} tallies={new Map()} title="cohort.vcf" onSelect={vi.fn()} onOpen={vi.fn()} />);
    const row = () => [...place.querySelectorAll('[role=row]')].find((each) => each.textContent?.startsWith('TaskCOHORT'))?.textContent;
    expect(row()).toMatch(/gxp.*deliverable.*3/);
    await click([...place.querySelectorAll<HTMLInputElement>('input[type=radio]')].find((input) => input.value === 'records'));
    expect(row()).toMatch(/gxp.*deliverable.*3/);
  });

  it('puts words where they strike out neither boxes nor one another', () => {
    const route = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
    ];
    const places = placesOfWords(
      [
        { id: 'a', word: 'read', route },
        { id: 'same', word: 'read', route },
        { id: 'short', word: 'named in a parameter', route: [route[0] ?? { x: 0, y: 0 }, { x: 30, y: 0 }] },
        { id: 'below', word: 'read', route: route.map(({ x }) => ({ x, y: 50 })) },
      ],
      [{ x: 60, y: 40, width: 80, height: 20 }],
    );
    expect([...places.keys()]).toEqual(['a']);
  });

  it('puts no word on the number of what is not drawn', () => {
    const cut = pictureOf(graph, new Map([...graph.nodes.keys()].map((lid) => [lid, { up: 12, down: 3456, foldUp: false, foldDown: false }])), new Map());
    const counts = cut.boxes.flatMap(placesOfCounts);
    expect(counts.length).toBeGreaterThan(5);
    const words = cut.links.flatMap(({ word, at }) => (at === null ? [] : [{ word, x: at.x - widthOf(word, 10) / 2, y: at.y - 6.5, width: widthOf(word, 10), height: 13 }]));
    expect(words.length).toBeGreaterThan(2);
    const meet = (a: (typeof counts)[number], b: (typeof counts)[number]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    expect(words.filter((word) => counts.some((count) => meet(word, count)))).toEqual([]);
  });

  it('the tables list the same, and follow the drawing', async () => {
    const [selected, opened] = [vi.fn(), vi.fn()];
    const twin = (of: DrawnGraph) => <TwinTable graph={of} hidden={hidden} tallies={new Map()} title="cohort.vcf" onSelect={selected} onOpen={opened} />;
    const place = await draw(twin(graph));
    const rows = () => [...place.querySelectorAll('[role=row]')].map((row) => row.textContent ?? '').slice(1);
    expect(place.querySelector('[role=grid]')?.getAttribute('aria-label')).toBe('What the graph around cohort.vcf shows');
    expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe(String(graph.boxes.length + 1));
    expect(rows().some((row) => row.includes('12 tasks') && row.includes('ALIGN'))).toBe(true);
    expect(rows().some((row) => row.includes('reference.fa') && row.includes('7 downstream'))).toBe(true);
    const choose = (name: string) => click([...place.querySelectorAll<HTMLInputElement>('input[type=radio]')].find((input) => input.value === name));
    await choose('lines');
    expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe(String(graph.links.length + 1));
    expect(rows().some((row) => row.includes('reference.fa') && row.includes('read') && row.includes('ALIGN ×12') && row.includes('12'))).toBe(true);
    await choose('records');
    expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe(String(graph.nodes.size + 1));
    await clear();
    const more = drawn(12, { groups: new Map(), alone: new Set(['lid://align3']) });
    const again = await draw(twin(more));
    expect(again.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe(String(more.boxes.length + 1));
    expect(again.textContent).toContain('ALIGN (S3)');
  });
});
