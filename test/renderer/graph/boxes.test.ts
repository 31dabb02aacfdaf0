import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { boxesOf, boxLimit, levels, processOf } from '../../../renderer/views/graph/boxes';
import { made } from './made-graph';

const none = { keep: new Set<string>(), opened: new Map<string, number>(), grouping: 'wide', byRun: false } as const;
const asMap = (nodes: readonly GraphNode[]) => new Map(nodes.map((node) => [node.lid, node]));

describe('boxes', () => {
  it('leaves a small graph as it is', () => {
    const { nodes, edges } = made(4);
    const drawn = boxesOf(asMap(nodes), edges, none);
    expect(drawn.boxes.every((box) => box.type === 'node')).toBe(true);
    expect(drawn.boxes).toHaveLength(nodes.length);
    expect(drawn.links).toHaveLength(edges.length);
  });

  it('folds the tasks of one process in one level into one box with its count', () => {
    const { nodes, edges } = made(30);
    const drawn = boxesOf(asMap(nodes), edges, none);
    const groups = drawn.boxes.filter((box) => box.type === 'group');
    expect(groups.map((box) => [box.title, box.lids.length])).toEqual([
      ['*.fastq', 30],
      ['ALIGN', 30],
      ['*.bam', 30],
      ['CALL', 30],
      ['*.vcf.gz', 30],
    ]);
    expect(drawn.links.find((link) => link.from.includes('TaskRun|ALIGN') && link.to.includes('.bam'))?.count).toBe(30);
  });

  it('names a group of things without an ending in common by no word of the store', () => {
    const outputs = Array.from({ length: 12 }, (_, i) => ({
      lid: `lid://t${i}#output`,
      kind: 'TaskOutput' as const,
      title: 'outputs of the task',
      detail: '',
      run: null,
      labels: [],
      verdict: null,
      up: 0,
      down: 0,
      depth: 0,
    }));
    const { boxes } = boxesOf(asMap(outputs), [], none);
    expect(boxes.map((box) => box.type === 'group' && [box.title, box.lids.length])).toEqual([['', 12]]);
  });

  it('shows members one by one where a group is opened, and never folds what is to be kept', () => {
    const { nodes, edges } = made(30);
    const id = boxesOf(asMap(nodes), edges, none).boxes.find((box) => box.type === 'group' && box.title === 'ALIGN')?.id ?? '';
    const drawn = boxesOf(asMap(nodes), edges, { ...none, keep: new Set(['lid://call3']), opened: new Map([[id, 10]]) });
    expect(drawn.boxes.find((box) => box.id === id)).toMatchObject({ lids: expect.objectContaining({ length: 20 }), shown: 10 });
    expect(drawn.boxes.some((box) => box.type === 'node' && box.id === 'lid://call3')).toBe(true);
    expect(drawn.boxes.filter((box) => box.type === 'node' && box.node.title.startsWith('ALIGN'))).toHaveLength(10);
  });

  it('has every node in exactly one box, never more boxes than the limit, and no line inside a box', () => {
    const kinds = ['TaskRun', 'FileOutput', 'External'] as const;
    const graph = fc.integer({ min: 1, max: 1500 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        pairs: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size * 2 }),
        names: fc.integer({ min: 1, max: 900 }),
      }),
    );
    fc.assert(
      fc.property(graph, ({ size, pairs, names }) => {
        const nodes: GraphNode[] = Array.from({ length: size }, (_, i) => ({
          lid: `n${i}`,
          kind: kinds[i % 3] ?? 'TaskRun',
          title: `P${i % names} (${i})`,
          detail: '',
          run: null,
          labels: [],
          verdict: null,
          up: 0,
          down: 0,
          depth: 0,
        }));
        const edges: GraphEdge[] = pairs.map(([a, b]) => ({ from: `n${a}`, to: `n${b}`, relation: 'read', inferred: false }));
        const drawn = boxesOf(asMap(nodes), edges, none);
        const lids = drawn.boxes.flatMap((box) => (box.type === 'node' ? [box.id] : box.lids));
        expect(new Set(lids).size).toBe(size);
        expect(lids).toHaveLength(size);
        expect(drawn.boxes.length).toBeLessThanOrEqual(boxLimit);
        expect(drawn.links.every((link) => link.from !== link.to)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('gives every edge of a graph without cycles a lower and a higher level', () => {
    const { nodes, edges } = made(5);
    const level = levels(
      nodes.map((node) => node.lid),
      edges,
    );
    for (const edge of edges) expect(level.get(edge.from) ?? 0).toBeLessThan(level.get(edge.to) ?? 0);
  });

  it('reads the process off a task name', () => {
    expect(processOf('GERMLINE:ALIGN (S1)')).toBe('GERMLINE:ALIGN');
    expect(processOf('COHORT')).toBe('COHORT');
  });
});
