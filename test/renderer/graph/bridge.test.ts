import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge } from '../../../core/contract/graph';
import { bridged, mostPairs } from '../../../renderer/views/graph/bridge';

const edge = (from: string, to: string, relation: GraphEdge['relation'] = 'read', inferred = false): GraphEdge => ({ from, to, relation, inferred });

/** Whether a way leads from one node to another through hidden nodes alone, by a plain search; `recorded`: over recorded links only. */
function leads(edges: readonly GraphEdge[], hidden: ReadonlySet<string>, from: string, to: string, recorded: boolean): boolean {
  const seen = new Set([from]);
  for (const node of seen) {
    if (node !== from && !hidden.has(node)) continue;
    for (const one of edges) if (one.from === node && (!recorded || !one.inferred)) seen.add(one.to);
  }
  return seen.has(to);
}

describe('hiding nodes', () => {
  it('joins two nodes exactly where a way leads from one to the other through hidden nodes, and calls it inferred only where no such way is recorded', () => {
    const graph = fc.integer({ min: 2, max: 14 }).chain((size) =>
      fc.record({
        pairs: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.boolean()), { maxLength: 40 }),
        hidden: fc.uniqueArray(fc.nat(size - 1), { maxLength: size - 1 }),
        size: fc.constant(size),
      }),
    );
    fc.assert(
      fc.property(graph, ({ pairs, hidden, size }) => {
        const edges = pairs.map(([from, to, inferred]) => edge(`${from}`, `${to}`, inferred ? 'same-path' : 'read', inferred));
        const gone = new Set(hidden.map(String));
        const answer = bridged(edges, gone);
        const found = new Map(answer.edges.map((one) => [`${one.from} ${one.to}`, one]));
        expect(answer.kept.size).toBe(0);
        for (let a = 0; a < size; a++)
          for (let b = 0; b < size; b++) {
            if (a === b || gone.has(`${a}`) || gone.has(`${b}`)) continue;
            const one = found.get(`${a} ${b}`);
            expect(one !== undefined, `${a} → ${b}`).toBe(leads(edges, gone, `${a}`, `${b}`, false));
            if (one) expect(one.inferred).toBe(!leads(edges, gone, `${a}`, `${b}`, true));
            if (one && !edges.some((each) => each.from === `${a}` && each.to === `${b}`)) expect(one.relation).toBe('derived');
          }
        for (const one of answer.edges) expect(gone.has(one.from) || gone.has(one.to)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the word of a record where there is one, and draws a hidden node that joins too many', () => {
    expect(bridged([edge('a', 't'), edge('t', 'b', 'produced'), edge('a', 'b', 'published')], new Set(['t'])).edges).toEqual([edge('a', 'b', 'published')]);
    const width = Math.ceil(Math.sqrt(mostPairs)) + 1;
    const many = Array.from({ length: width }, (_, i) => [edge(`in${i}`, 't'), edge('t', `out${i}`, 'produced')]).flat();
    expect(bridged(many, new Set(['t']))).toEqual({ edges: expect.objectContaining({ length: many.length }), kept: new Set(['t']) });
  });
});
