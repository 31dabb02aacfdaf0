/** How a drawing begins: of a run of many tasks a part stands first, and what follows is all of it, as if no part had been shown. */
import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { begin, few, traced, withAll } from '../../../renderer/views/graph/begin';
import { drawnLids, type GraphModel, withTraced } from '../../../renderer/views/graph/model';

const run = 'lid://run';
const reference = '/data/reference.fa';
const hidden = new Set(['run', 'code', 'container', 'parameter', 'outputs'] as const);

/** A run with so many tasks; each reads one reference, the fourth a file that a task of another run wrote. */
function madeRun(tasks: number) {
  const node = (lid: string, kind: GraphNode['kind']): GraphNode => ({ lid, kind, title: lid, detail: '', run: null, labels: [], verdict: null, up: 0, down: 0, depth: 0 });
  const nodes = new Map([node(run, 'WorkflowRun'), node(reference, 'External'), node('lid://old', 'TaskRun'), node('lid://old/x', 'FileOutput')].map((one) => [one.lid, one]));
  const edges: GraphEdge[] = [{ from: 'lid://old', to: 'lid://old/x', relation: 'produced', inferred: false }];
  for (let i = 0; i < tasks; i++) {
    const lid = `lid://task${i}`;
    nodes.set(lid, node(lid, 'TaskRun'));
    edges.push({ from: run, to: lid, relation: 'executed', inferred: false }, { from: reference, to: lid, relation: 'read', inferred: false });
  }
  edges.push({ from: 'lid://old/x', to: 'lid://task3', relation: 'read', inferred: false });
  for (const { from, to, relation } of edges) {
    const [above, below] = [nodes.get(from), nodes.get(to)];
    if (above) above.down++;
    if (below && relation !== 'executed') below.up++;
  }
  const asked: { lid: string; side: string; limit: number | undefined }[] = [];
  const toldAbout: { boxed: number; joined: number; nodes: number; edges: number }[] = [];
  const engine: Parameters<typeof few>[1] = {
    ask: async (lid, side, depth = Number.POSITIVE_INFINITY, limit = 5000) => {
      asked.push({ lid, side, limit });
      const found = new Map([[lid, 0]]);
      const gone: GraphEdge[] = [];
      let truncated = false;
      for (const [at, steps] of found)
        for (const edge of edges) {
          const [near, far] = side === 'up' ? [edge.to, edge.from] : [edge.from, edge.to];
          if (near !== at || steps >= depth || (side === 'up' && far === run)) continue;
          if (!found.has(far) && found.size >= limit) truncated = true;
          else {
            if (!found.has(far)) found.set(far, steps + 1);
            gone.push(edge);
          }
        }
      return { nodes: [...found].flatMap(([one, steps]) => ({ ...(nodes.get(one) as GraphNode), depth: steps })), edges: gone, truncated };
    },
    told: async (model, before) => {
      const lids = drawnLids(model);
      const told = {
        nodes: [...lids].filter((lid) => !before?.nodes.has(lid)).flatMap((lid) => nodes.get(lid) ?? []),
        edges: edges.filter(({ from, to }) => lids.has(from) && lids.has(to) && !(before?.joined.has(from) && before.joined.has(to))),
      };
      toldAbout.push({ boxed: before?.nodes.size ?? 0, joined: before?.joined.size ?? 0, nodes: told.nodes.length, edges: told.edges.length });
      return { model: withTraced(model, told), joined: lids, runs: [], leftOut: 0 };
    },
  };
  return { engine, asked, toldAbout, nodes };
}

const begun = { start: run, hidden, depth: null };
const whatIsDrawn = (model: GraphModel) => [...drawnLids(model)].sort();
const edgesOf = (model: GraphModel) => [...model.edges.keys()].sort();

describe('a drawing of a run of many tasks', () => {
  it('begins with a part, and ends with all of it and what its tasks were made from', async () => {
    const made = madeRun(700);
    const part = await few(begun, made.engine);
    expect(part.truncated).toBe(true);
    expect(part.model.nodes.size).toBe(300);
    expect(made.toldAbout[0]?.nodes).toBe(0);
    expect(made.asked.every(({ limit }) => limit === 300)).toBe(true);
    const all = await begin(begun, made.engine, part);
    expect(all.truncated).toBe(false);
    expect(whatIsDrawn(all.model)).toEqual([...made.nodes.keys()].sort());
    expect(all.model.edges.size).toBe(700 * 2 + 2);
    // What is known is not told again: of all boxes none at the second time, and at the last only what was followed.
    expect(made.toldAbout[1]?.nodes).toBe(0);
    expect(made.toldAbout.at(-1)?.nodes).toBe(0);
    expect(made.toldAbout.at(-1)?.joined).toBe(701);
  });

  it('is the same as without a part before it', async () => {
    const [one, other] = [madeRun(700), madeRun(700)];
    const { model } = await begin(begun, one.engine, await few(begun, one.engine));
    const whole = { ...other.engine, ask: (lid: string, side: 'up' | 'down', depth?: number) => other.engine.ask(lid, side, depth) };
    const alone = await begin(begun, whole, await few(begun, whole));
    expect(whatIsDrawn(model)).toEqual(whatIsDrawn(alone.model));
    expect(edgesOf(model)).toEqual(edgesOf(alone.model));
    expect([...model.open.up].sort()).toEqual([...alone.model.open.up].sort());
    expect([...model.known.up].sort()).toEqual([...alone.model.known.up].sort());
  });

  it('of few tasks is read at once', async () => {
    const made = madeRun(40);
    const all = await begin(begun, made.engine, await few(begun, made.engine));
    expect(whatIsDrawn(all.model)).toEqual([...made.nodes.keys()].sort());
    expect(made.asked.filter(({ lid }) => lid === run)).toHaveLength(2);
  });

  it('keeps open what somebody opened in the part', async () => {
    const made = madeRun(700);
    const part = await few(begun, made.engine);
    const opened = traced(part.model, 'up', await made.engine.ask('lid://task5', 'up', 1), 1);
    const all = await begin({ ...begun, depth: 1 }, made.engine, part);
    const both = withAll(all.model, opened);
    expect(both.open.up.has('lid://task5')).toBe(true);
    expect(whatIsDrawn(both)).toContain(reference);
    expect(whatIsDrawn(both)).toEqual(expect.arrayContaining(whatIsDrawn(all.model)));
  });
});
