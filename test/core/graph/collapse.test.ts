/** A folded trace loses nothing: every node is in one box, every link between boxes or inside one, and the limit is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { collapse } from '../../../core/graph/collapse';

const node = (lid: string, kind: GraphNode['kind'], title: string, depth: number, verdict: GraphNode['verdict'] = null): GraphNode => ({
  lid,
  kind,
  title,
  detail: '',
  run: null,
  labels: [],
  verdict,
  up: 0,
  down: 0,
  depth,
});
const traces = fc
  .uniqueArray(
    fc.record({
      n: fc.integer({ min: 0, max: 200 }),
      kind: fc.constantFrom<GraphNode['kind'][]>('TaskRun', 'AgentRun', 'FileOutput', 'External', 'Missing', 'WorkflowRun', 'WorkflowOutput', 'Unknown'),
      title: fc.constantFrom('ALIGN (a)', 'ALIGN (b)', 'CALL', 'x.bam', 'y.bam', 'z.vcf.gz', 'plain'),
      depth: fc.integer({ min: 0, max: 5 }),
      verdict: fc.constantFrom<GraphNode['verdict'][]>(null, 'mismatch', 'content-verified', 'metadata-match'),
    }),
    { selector: (one) => one.n, minLength: 1, maxLength: 40 },
  )
  .chain((made) => {
    const nodes = made.map((one) => node(`lid://${one.n}`, one.kind, one.title, one.depth, one.verdict));
    const lid = fc.constantFrom(...nodes.map((one) => one.lid));
    const edges = fc.uniqueArray(fc.record({ from: lid, to: lid, relation: fc.constant<GraphEdge['relation']>('read'), inferred: fc.boolean() }), {
      maxLength: 80,
      selector: (one) => `${one.from} ${one.to}`,
    });
    return fc.record({ nodes: fc.constant(nodes), edges, limit: fc.integer({ min: 1, max: 30 }), focus: fc.option(lid) });
  });

describe('collapse', () => {
  it('keeps the limit, every node in one box, every link, every verdict; the focus has a box of its own', () => {
    fc.assert(
      fc.property(traces, ({ nodes, edges, limit, focus }) => {
        const { boxes, edges: folded } = collapse(nodes, edges, limit, focus);
        expect(boxes.length).toBeLessThanOrEqual(limit);
        expect(boxes.flatMap((box) => box.members).sort()).toEqual(nodes.map((one) => one.lid).sort());
        expect(new Set(boxes.map((box) => box.id)).size).toBe(boxes.length);
        const boxOf = new Map(boxes.flatMap((box) => box.members.map((lid) => [lid, box.id] as const)));
        for (const box of boxes) {
          expect(box.count).toBe(box.members.length);
          expect(Object.values(box.verdicts).reduce((sum, count) => sum + count, 0)).toBe(box.count);
          for (const [verdict, count] of Object.entries(box.verdicts))
            expect(nodes.filter((one) => box.members.includes(one.lid) && (one.verdict ?? 'none') === verdict)).toHaveLength(count);
        }
        if (focus !== null && limit >= 2) expect(boxes.find((box) => box.members.includes(focus))?.count).toBe(1);
        if (nodes.length <= limit) expect(boxes.every((box) => box.count === 1)).toBe(true);
        const between = edges.filter((edge) => boxOf.get(edge.from) !== boxOf.get(edge.to));
        expect(folded.reduce((sum, edge) => sum + edge.count, 0)).toBe(between.length);
        for (const edge of folded) {
          const meant = between.filter((one) => boxOf.get(one.from) === edge.from && boxOf.get(one.to) === edge.to);
          expect([edge.count, edge.inferred]).toEqual([meant.length, meant.every((one) => one.inferred)]);
        }
      }),
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(traces, ({ nodes, edges, limit, focus }) => {
        expect(collapse([...nodes].reverse(), [...edges].reverse(), limit, focus)).toEqual(collapse(nodes, edges, limit, focus));
      }),
    );
  });

  it('no two boxes share a place, and without cycles every link points to the right', () => {
    fc.assert(
      fc.property(traces, ({ nodes, edges, limit }) => {
        const order = new Map(nodes.map((one, i) => [one.lid, i]));
        const acyclic = edges.filter(({ from, to }) => (order.get(from) ?? 0) < (order.get(to) ?? 0));
        const { boxes, edges: folded } = collapse(nodes, acyclic, Math.max(limit, nodes.length));
        expect(new Set(boxes.map(({ column, row }) => `${column} ${row}`)).size).toBe(boxes.length);
        const column = new Map(boxes.map((box) => [box.id, box.column]));
        for (const { from, to } of folded) expect(column.get(from)).toBeLessThan(column.get(to) ?? -1);
        const places = collapse(nodes, edges, limit).boxes.map((box) => `${box.column} ${box.row}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  it('folds the tasks of one process and their files first', () => {
    const nodes = [0, 1, 2, 3].flatMap((i) => [node(`lid://t${i}`, 'TaskRun', `ALIGN (s${i})`, 1), node(`lid://t${i}/s${i}.bam`, 'FileOutput', `s${i}.bam`, 0)]);
    const edges = [0, 1, 2, 3].map((i): GraphEdge => ({ from: `lid://t${i}`, to: `lid://t${i}/s${i}.bam`, relation: 'produced', inferred: false }));
    const { boxes, edges: folded } = collapse(nodes, edges, 4);
    expect(boxes.map(({ title, detail, count, column }) => ({ title, detail, count, column }))).toEqual(
      expect.arrayContaining([
        { title: 'ALIGN', detail: '4 tasks', count: 4, column: 0 },
        { title: '.bam', detail: '4 files', count: 4, column: 1 },
      ]),
    );
    expect(folded).toHaveLength(1);
    expect(folded[0]).toMatchObject({ count: 4, inferred: false });
  });
});
