/** The graph in typed arrays against plain sets of links, on graphs of any shape, cycles among them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph, countNeighbours, forEachLink } from '../../../core/graph/adjacency';
import { neighbourTasks } from '../../../core/graph/effective';
import { inferEdges } from '../../../core/graph/infer';
import { walk } from '../../../core/graph/walk';
import { kindNumbers, relationNumbers } from '../../../core/index/schema';

const graphs = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }).chain((ids) =>
  fc.record({
    nodes: fc.constant([...ids].sort((a, b) => a - b).map((id): [number, number] => [id, kindNumbers.FileOutput])),
    edges: fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.constantFrom(1, 2, 3)), { maxLength: 60, selector: String }),
  }),
);

describe('walk', () => {
  it('reaches what repeated joining of links reaches, each node once, at its least distance; cycles end', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom('up' as const, 'down' as const), fc.integer({ min: 0, max: 8 }), ({ nodes, edges }, direction, depth) => {
        const graph = buildGraph(nodes, edges);
        const start = nodes[0]?.[0] ?? 0;
        const walked = walk(graph, [graph.at(start)], { direction, depth });
        const expected = new Map([[start, 0]]);
        for (let step = 1; step <= depth; step++) {
          for (const [from, to] of edges) {
            const [near, far] = direction === 'down' ? [from, to] : [to, from];
            if (expected.get(near) === step - 1 && !expected.has(far)) expected.set(far, step);
          }
        }
        expect(new Map(walked.nodes.map((node, i) => [graph.ids[node], walked.depths[i]]))).toEqual(expected);
        expect(walked.nodes.length).toBe(expected.size);
      }),
    );
  });

  it('keeps every link, in both directions, and counts different neighbours', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const graph = buildGraph(nodes, edges);
        for (const direction of ['down', 'up'] as const) {
          const found: string[] = [];
          for (let node = 0; node < graph.count; node++) {
            forEachLink(
              graph[direction],
              node,
              (other, relation) => void found.push(String(direction === 'down' ? [graph.ids[node], graph.ids[other], relation] : [graph.ids[other], graph.ids[node], relation])),
            );
            const neighbours = new Set(
              edges.filter(([from, to]) => (direction === 'down' ? from : to) === graph.ids[node]).map(([from, to]) => (direction === 'down' ? to : from)),
            );
            expect(countNeighbours(graph[direction], node, () => true)).toBe(neighbours.size);
          }
          expect(found.sort()).toEqual(edges.map(String).sort());
        }
      }),
    );
  });

  it('keeps a limit and says so only when something was left out', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 25 }), ({ nodes, edges }, limit) => {
        const graph = buildGraph(nodes, edges);
        const whole = walk(graph, [0], { direction: 'down' });
        const part = walk(graph, [0], { direction: 'down', limit });
        expect(part.nodes).toEqual(whole.nodes.slice(0, limit));
        expect(part.truncated).toBe(whole.nodes.length > limit);
      }),
    );
  });
});

describe('inferEdges', () => {
  const { FileOutput, Missing, TaskRun, External, WorkflowRun } = kindNumbers;
  const named = (id: number, kind: number, key: string) => ({ id, kind, key, isPath: kind === External });

  it('finds equal paths and paths inside recorded folders, nearest folder first, and nothing else', () => {
    const nodes = [
      named(1, FileOutput, 'run/a'),
      named(2, FileOutput, 'run/a/b'),
      named(3, External, '/out/a/b/c.txt'),
      named(4, External, '/out/a'),
      named(5, External, '/out/ab'),
      named(6, External, '/elsewhere'),
    ];
    const edges = inferEdges(nodes, [
      [1, 'file:///out/a/'],
      [2, '/out/a/b'],
    ]);
    expect(new Set(edges.map(String))).toEqual(
      new Set(
        [
          [1, 2, relationNumbers.inside],
          [2, 3, relationNumbers.inside],
          [1, 4, relationNumbers['same-path']],
        ].map(String),
      ),
    );
  });

  it('a LID without record is named as a file of its folder, task or run; a record that is there is not', () => {
    const nodes = [
      named(1, TaskRun, 't'),
      named(2, Missing, 't/x.txt'),
      named(3, FileOutput, 't/y.txt'),
      named(4, WorkflowRun, 'r'),
      named(5, Missing, 'r/z'),
      named(6, Missing, 'gone/z'),
      named(7, Missing, 'gone'),
    ];
    expect(new Set(inferEdges(nodes, []).map(String))).toEqual(new Set(['1,2,9', '4,5,9']));
  });

  it('looks only so far up a hostile name', () => {
    const start = performance.now();
    inferEdges([named(1, External, `/${'a/'.repeat(200_000)}`)], [[2, '/a']]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('neighbourTasks', () => {
  it('ends where a cycle of records closes', () => {
    const { TaskRun, FileOutput } = kindNumbers;
    const { read, produced } = relationNumbers;
    const graph = buildGraph(
      [
        [1, TaskRun],
        [2, FileOutput],
        [3, TaskRun],
        [4, FileOutput],
      ],
      [
        [1, 2, produced],
        [2, 3, read],
        [3, 4, produced],
        [4, 1, read],
      ],
    );
    expect(neighbourTasks(graph, graph.at(1), 'up')).toEqual([graph.at(3)]);
    expect(neighbourTasks(graph, graph.at(1), 'down')).toEqual([graph.at(3)]);
  });
});
