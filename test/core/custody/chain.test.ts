/** Ways back through any graph: all that is reached and nothing else, each thing before what it came from, circles told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Graph, isInferred } from '../../../core/graph/adjacency';
import { chainBack, reachedBack } from '../../../core/graph/custody/chain';
import { shapesOf } from '../../../core/graph/custody/shapes';
import { kindNumbers, relationNumbers } from '../../../core/index/schema';
import { type Edge, graphOfLists } from '../graph/graph-of';

const kinds = Object.values(kindNumbers);
const relations = Object.values(relationNumbers);
const drawn = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    nodes: fc.array(fc.constantFrom(...kinds), { minLength: count, maxLength: count }),
    edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.constantFrom(...relations)), { maxLength: 40 }),
    start: fc.nat(count - 1),
  }),
);
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** Another walk than the program's: by repeated passes over the list of edges. */
function reach(edges: readonly Edge[], start: number): Set<number> {
  const seen = new Set([start]);
  for (let before = 0; before !== seen.size; ) {
    before = seen.size;
    for (const [up, down] of edges) if (seen.has(down)) seen.add(up);
  }
  return seen;
}

/** Does a way of at least one link lead from `from` back to `to`? */
const leads = (edges: readonly Edge[], from: number, to: number) => edges.some(([up, down]) => down === from && reach(edges, up).has(to));

// Ids of the index have gaps.
const graphOf = ({ nodes, edges }: Drawn) =>
  graphOfLists(
    nodes.map((kind, at) => [at * 3 + 1, kind]),
    edges.map(([a, b, relation]) => [a * 3 + 1, b * 3 + 1, relation]),
  );

function made(one: Drawn) {
  const graph = graphOf(one);
  return chainBack(graph, reachedBack(graph, [one.start]));
}

describe('the way back from a node of any graph', () => {
  it('holds all that is upstream, once, and nothing else', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { nodes, place } = made(one);
        expect(new Set(nodes)).toEqual(reach(one.edges, one.start));
        expect(nodes.length).toBe(new Set(nodes).size);
        expect(nodes[0]).toBe(one.start);
        for (let node = 0; node < one.nodes.length; node++) expect(place[node]).toBe(nodes.indexOf(node));
      }),
      { numRuns: 500 },
    );
  });

  it('puts each thing before what it came from, but inside a circle', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { place } = made(one);
        for (const [up, down] of one.edges) {
          if ((place[down] ?? -1) < 0 || up === down || leads(one.edges, up, down)) continue;
          expect(place[down]).toBeLessThan(place[up] ?? -1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells every circle of recorded links and no other', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { nodes, loops } = made(one);
        const recorded = one.edges.filter(([, , relation]) => !isInferred(relation));
        const round = nodes.filter((node) => leads(recorded, node, node));
        expect(new Set(loops.flat())).toEqual(new Set(round));
        expect(loops.flat().length).toBe(round.length);
        for (const ring of loops) for (const a of ring) for (const b of ring) expect(leads(recorded, a, b)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('names every outside file and run that is reached, and steps name nothing that is not', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { nodes, outside, runs, steps, stepOf, graph, links } = made(one);
        const reached = new Set(nodes);
        expect(new Set(outside)).toEqual(new Set(nodes.filter((node) => one.nodes[node] === kindNumbers.External)));
        expect(new Set(runs)).toEqual(new Set(nodes.filter((node) => graph.isRun[node] === 1)));
        for (const { node, inputs, outputs } of steps) for (const at of [node, ...outputs, ...inputs.map((input) => input.node)]) expect(reached.has(at)).toBe(true);
        for (let node = 0; node < one.nodes.length; node++) if (!reached.has(node)) expect(stepOf[node]).toBe(-1);
        // A file with a record is made in some step, or its task's record is no task.
        const files = nodes.filter((node) => one.nodes[node] === kindNumbers.FileOutput && graph.isRun[node] === 0);
        const told = new Set(steps.flatMap(({ node, outputs }) => [node, ...outputs]));
        for (const file of files) {
          const byOther = one.edges.some(([up, down, relation]) => down === file && relation === relationNumbers.produced && graph.isRun[up] === 0);
          expect(told.has(file) || byOther).toBe(true);
        }
        const distinct = new Map(one.edges.filter(([, down]) => reached.has(down)).map((edge) => [edge.join(' '), edge]));
        expect(links.recorded + links.inferred).toBeGreaterThanOrEqual(distinct.size);
      }),
      { numRuns: 500 },
    );
  });

  it('steps come in the order of the way back: what a step came from has a higher number, unless in a circle', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { steps, stepOf } = made(one);
        steps.forEach(({ inputs, node }, at) => {
          for (const { node: input } of inputs) {
            const maker = stepOf[input] ?? -1;
            const isMade = maker >= 0 && (steps[maker]?.node === input || steps[maker]?.outputs.includes(input));
            if (isMade && !leads(one.edges, input, node) && input !== node) expect(maker).toBeGreaterThan(at);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same by what was found of all nodes once, and of those on the way alone', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const graph = graphOf(one);
        const all = shapesOf(graph, Int32Array.from(one.nodes.keys()));
        const { graph: _, ...chain } = chainBack(graph, reachedBack(graph, [one.start]), all);
        expect({ ...chain, graph }).toEqual({ ...made(one), graph });
        const guessed = one.edges.filter(([, down, relation]) => isInferred(relation) && chain.nodes.includes(down));
        expect(chain.links).toEqual({ inferred: guessed.length, recorded: one.edges.filter(([, down]) => chain.nodes.includes(down)).length - guessed.length });
      }),
      { numRuns: 500 },
    );
  });

  it('a chain of 300,000 records ends, and so does a circle of them', () => {
    const count = 300_000;
    const back = (graph: Graph) => chainBack(graph, reachedBack(graph, [0]));
    const nodes = Array.from({ length: count }, (_, id): [number, number] => [id + 1, id % 2 === 0 ? kindNumbers.FileOutput : kindNumbers.TaskRun]);
    const edges: Edge[] = [];
    for (let id = 1; id < count; id++) edges.push([id + 1, id, id % 2 === 1 ? relationNumbers.produced : relationNumbers.read]);
    expect(back(graphOfLists(nodes, edges)).steps.length).toBe(count / 2);
    const round = back(graphOfLists(nodes, [...edges, [1, count, relationNumbers.read]]));
    expect(round.loops.map((ring) => ring.length)).toEqual([count]);
  });
});
