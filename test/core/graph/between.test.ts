/** Ways between two nodes against a naive search over plain sets of links, and on real stores. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import { isInferred } from '../../../core/graph/adjacency';
import { between, type Needs } from '../../../core/graph/between';
import { saysWays, stepsOf } from '../../../core/graph/between-words';
import { kindNumbers, relationNumbers } from '../../../core/index/schema';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from '../queries/real-stores';
import { graphOfLists } from './graph-of';

type Link = [from: number, to: number, relation: number];
const { read, produced, executed, listed } = relationNumbers;
const links = [read, produced, executed, listed, relationNumbers['same-path'], relationNumbers.inside];
const kinds = [kindNumbers.FileOutput, kindNumbers.TaskRun, kindNumbers.External, kindNumbers.WorkflowRun, kindNumbers.WorkflowOutput];
const graphs = fc.integer({ min: 2, max: 11 }).chain((count) =>
  fc.record({
    nodes: fc.array(fc.constantFrom(...kinds), { minLength: count, maxLength: count }).map((all) => all.map((kind, at): [number, number] => [at + 1, kind])),
    edges: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: count }), fc.integer({ min: 1, max: count }), fc.constantFrom(...links)), { maxLength: 26, selector: String }),
  }),
);

/** All simple ways from one node to another, by trying every link. */
function everyWay(edges: readonly Link[], from: number, to: number): number[][] {
  const ways: number[][] = [];
  const go = (way: number[]) => {
    const at = way.at(-1);
    if (at === to) return void ways.push(way);
    for (const next of new Set(edges.filter((edge) => edge[0] === at).map((edge) => edge[1]))) if (!way.includes(next)) go([...way, next]);
  };
  go([from]);
  return ways;
}

/** Reached by joining links again and again. */
function closure(edges: readonly Link[], start: number, near: 0 | 1): Set<number> {
  const seen = new Set([start]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const edge of edges) {
      if (!seen.has(edge[near]) || seen.has(edge[1 - near] as number)) continue;
      seen.add(edge[1 - near] as number);
      grown = true;
    }
  }
  return seen;
}

describe('between', () => {
  it('finds the shortest way and all on any way, over the links that claim the most, as trying everything does', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const graph = graphOfLists(nodes, edges);
        const [a, b] = [1, 2];
        const found = between(graph, graph.at(a), graph.at(b));
        const kindOf = new Map(nodes);
        const runLike = (id: number) => id !== a && id !== b && [kindNumbers.WorkflowRun, kindNumbers.WorkflowOutput].some((kind) => kind === kindOf.get(id));
        const allowed = ({ inferred, runs }: Needs) => edges.filter(([from, to, relation]) => (inferred || !isInferred(relation)) && (runs || (!runLike(from) && !runLike(to))));
        const tiers: Needs[] = [false, true].flatMap((runs) => [false, true].map((inferred) => ({ inferred, runs })));
        const tried = tiers.flatMap((needs) =>
          (['down', 'up'] as const).map((direction) => ({ needs, direction, ways: everyWay(allowed(needs), direction === 'down' ? a : b, direction === 'down' ? b : a) })),
        );
        const first = tried.find(({ ways }) => ways.length > 0);
        expect([found.direction, found.needs]).toEqual([first?.direction ?? null, first?.needs ?? { inferred: false, runs: false }]);
        const way = found.way.map((node) => graph.ids[node]);
        if (first === undefined) {
          expect([way, found.nodes, found.inferredOnly]).toEqual([[], [], 0]);
          return;
        }
        expect(way.length).toBe(Math.min(...first.ways.map((each) => each.length)));
        expect(first.ways).toContainEqual(way);
        const [top, bottom] = first.direction === 'down' ? [a, b] : [b, a];
        const onAny = (needs: Needs) => {
          const below = closure(allowed(needs), top, 0);
          return new Set([...closure(allowed(needs), bottom, 1)].filter((id) => below.has(id)));
        };
        const all = onAny({ inferred: true, runs: first.needs.runs });
        const ids = found.nodes.map((node) => graph.ids[node] ?? -1);
        expect(ids.slice(0, way.length)).toEqual(way);
        expect(ids.length).toBe(all.size);
        expect(new Set(ids)).toEqual(all);
        for (const each of everyWay(allowed({ inferred: true, runs: first.needs.runs }), top, bottom)) for (const id of each) expect(all).toContain(id);
        const sure = first.needs.inferred ? new Set() : onAny({ inferred: false, runs: first.needs.runs });
        expect(found.inferredOnly).toBe([...all].filter((id) => !sure.has(id)).length);
      }),
      { numRuns: 400 },
    );
  });

  it('crosses 50,000 nodes in a moment', () => {
    const count = 50_000;
    const nodes = Array.from({ length: count }, (_, at): [number, number] => [at + 1, kindNumbers.FileOutput]);
    const edges = nodes.slice(1).flatMap(([id]): Link[] => [
      [id - 1, id, read],
      [Math.max(1, id - 7), id, produced],
    ]);
    const graph = graphOfLists(nodes, edges);
    const found = between(graph, graph.at(count), graph.at(1));
    expect([found.direction, found.nodes.length, found.way.length]).toEqual(['up', count, Math.ceil((count - 1) / 7) + 1]);
  });
});

describe('graph.between on real stores', () => {
  let bench: Workbench;
  let raw: Record<StoreName, RawStore>;
  beforeAll(async () => {
    ({ bench, raw } = await openStores('trial', 'platform'));
  }, 120_000);
  afterAll(() => bench?.close());
  const ask = (workspace: StoreName, from: string, to: string, more: object = {}) => bench.engine.call('graph.between', { workspace, from, to, ...more });
  const reference = '/data/trial-042/inputs/reference.fa';

  it('leads from a reference to a published result, by data and not by the shorter way through the run', async () => {
    const result = `lid://${runNamed(raw.trial, 'strict')}/cohort/cohort.tsv`;
    const answer = await ask('trial', reference, result);
    expect(contract['graph.between'].output.parse(answer)).toEqual(answer);
    expect([answer.direction, answer.needs, answer.truncated]).toEqual(['down', { inferred: false, runs: false }, false]);
    const steps = stepsOf(answer);
    expect([steps[0]?.node.lid, steps.at(-1)?.node.lid]).toEqual([reference, result]);
    expect(steps.slice(0, -1).map(({ link }) => link?.relation)).toEqual([...steps.slice(1, -1).map((_, at) => (at % 2 === 0 ? 'read' : 'produced')), 'published']);
    const [down, up] = [
      await bench.engine.call('graph.trace', { workspace: 'trial', lid: reference, direction: 'down', runs: false }),
      await bench.engine.call('graph.trace', { workspace: 'trial', lid: result, direction: 'up', runs: false }),
    ];
    const below = new Set(down.nodes.map(({ lid }) => lid));
    expect(new Set(answer.nodes.map(({ lid }) => lid))).toEqual(new Set(up.nodes.map(({ lid }) => lid).filter((lid) => below.has(lid))));
    expect(answer.total).toBe(answer.nodes.length);
    expect(saysWays(answer)[0]).toBe(`According to the records, “cohort.tsv” lies downstream of “reference.fa” (${steps.length - 1} links on the shortest way).`);
    const back = await ask('trial', result, reference);
    expect([back.direction, back.way]).toEqual(['up', answer.way]);
    expect(saysWays(back)[0]).toBe(
      `No recorded link leads from “cohort.tsv” to “reference.fa”; the other way round, according to the records, “cohort.tsv” lies downstream of “reference.fa” (${steps.length - 1} links on the shortest way).`,
    );
  });

  it('keeps the shortest way whole under a limit, and says that there is more', async () => {
    const answer = await ask('trial', reference, `lid://${runNamed(raw.trial, 'strict')}/cohort/cohort.tsv`, { limit: 1 });
    expect(answer.nodes.map(({ lid }) => lid)).toEqual(answer.way);
    expect(answer.truncated).toBe(true);
    expect(answer.total).toBeGreaterThan(answer.way.length);
  });

  it('says that no recorded link leads from one to the other, where none does', async () => {
    const bams = [...raw.trial].filter(([key, { kind }]) => kind === 'FileOutput' && key.endsWith('.vcf.gz')).map(([key]) => `lid://${key}`);
    const [first = '', ...others] = bams.filter((lid) => /^lid:\/\/[0-9a-f]{32}\/[^/]+$/.test(lid));
    const apart = [];
    for (const other of others) {
      const answer = await ask('trial', first, other);
      if (answer.direction === null) apart.push(answer);
    }
    expect(apart.length).toBeGreaterThan(0);
    expect(saysWays(apart[0] as never)[0]).toMatch(/^No recorded link leads from “.*” to “.*”, nor from “.*” to “.*”, and no equal path suggests one\.$/);
    expect(apart[0]).toMatchObject({ way: [], nodes: [], edges: [], total: 0 });
  });

  it('names the inferred links that a way needs', async () => {
    const run = `lid://${runNamed(raw.platform, 'synthetic_platform')}`;
    const path = 's3://synthetic-results/panel/summaries/S1.md';
    const answer = await ask('platform', `${run}/summaries/S1.md`, path);
    expect([answer.direction, answer.needs]).toEqual(['down', { inferred: true, runs: false }]);
    expect(saysWays(answer)).toEqual([
      'No recorded link leads all the way from “S1.md” to “S1.md”, nor from “S1.md” to “S1.md”. With inferred links, “S1.md” lies downstream of “S1.md” (1 link).',
      '1 link of the 1 on the shortest way no record states: “S1.md” → “S1.md” (inferred: the same path).',
      'Nothing lies between them.',
    ]);
  });

  it('passes through the record of a run only where nothing else leads there, and says so', async () => {
    const run = `lid://${runNamed(raw.trial, 'release')}`;
    const task = [...raw.trial].find(([, { kind, spec }]) => kind === 'TaskRun' && spec.workflowRun === run)?.[0];
    const direct = await ask('trial', run, `lid://${task}`);
    expect([direct.direction, direct.needs, direct.way.length]).toEqual(['down', { inferred: false, runs: false }, 2]);
    const through = await ask('trial', '/data/trial-042/inputs/samples.csv', `lid://${task}`);
    expect([through.direction, through.needs, through.way]).toEqual(['down', { inferred: false, runs: true }, ['/data/trial-042/inputs/samples.csv', run, `lid://${task}`]]);
    expect(saysWays(through)[0]).toMatch(/^No link of data leads from “samples\.csv” to .* pass through records of runs, which link all that a run executed\.$/);
  });

  it('refuses one item twice and an unknown LID, naming them', async () => {
    await expect(ask('trial', reference, `file://${reference}`)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(reference) });
    await expect(ask('trial', reference, 'lid://nothing/here')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('lid://nothing/here') });
  });
});
