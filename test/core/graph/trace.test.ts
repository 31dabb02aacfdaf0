/** Traces on real stores against a walk over the raw JSON that shares no code with the program. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, runNamed, type StoreName, texts } from '../queries/real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3', 'platform'));
}, 120_000);
afterAll(() => bench?.close());

const plain = (path: string) => path.replace(/^file:\/\//, '');
const isPath = (value: unknown) => typeof value === 'string' && /^(\/|file:\/|s3:\/\/)[^*]*$/.test(value);

/** Every link of the store, as `upstream → downstream`, by the words of the format: nothing here knows our index. */
function linksOf(store: RawStore): [string, string][] {
  const links: [string, string][] = [];
  for (const [key, { kind, spec }] of store) {
    const me = `lid://${key}`;
    const up = (from: string | null | undefined) => {
      if (from) links.push([from, me]);
    };
    up(spec.workflowRun);
    up(spec.taskRun);
    if (kind === 'FileOutput') up(spec.source);
    if (kind === 'TaskRun' || kind === 'AgentRun') {
      for (const input of spec.input)
        if (Array.isArray(input.value)) for (const one of input.value) up(typeof one === 'string' ? (one.startsWith('lid://') ? one : null) : plain(one.path));
    }
    if (kind === 'TaskOutput' || kind === 'WorkflowOutput') for (const text of texts(spec.output)) if (text.startsWith('lid://')) up(text);
    if (kind === 'WorkflowRun') for (const { value } of spec.params) if (isPath(value)) up(plain(value));
  }
  return links;
}

function reach(links: [string, string][], start: string, direction: 'up' | 'down'): Set<string> {
  const next = new Map<string, string[]>();
  for (const [from, to] of links) {
    const [near, far] = direction === 'down' ? [from, to] : [to, from];
    next.set(near, [...(next.get(near) ?? []), far]);
  }
  const seen = new Set([start]);
  for (const one of seen) for (const other of next.get(one) ?? []) seen.add(other);
  return seen;
}

const trace = (workspace: StoreName, lid: string, direction: 'up' | 'down', more: object = {}) => bench.engine.call('graph.trace', { workspace, lid, direction, ...more });

describe('graph.trace', () => {
  it.each(['trial', 'legacy', 's3'] as StoreName[])('%s: reaches what following the raw records reaches, from every record, both ways', async (store) => {
    const links = linksOf(raw[store]);
    const recorded = new Set(links.map((one) => one.join(' → ')));
    const starts = [...new Set(links.flat())].filter((_, at) => store !== 'trial' || at % 23 === 0);
    for (const start of starts) {
      for (const direction of ['up', 'down'] as const) {
        const answer = await trace(store, start, direction);
        const inferred = answer.edges.filter((edge) => edge.inferred);
        const expected = reach([...links, ...inferred.map(({ from, to }): [string, string] => [from, to])], start, direction);
        expect(new Set(answer.nodes.map(({ lid }) => lid))).toEqual(expected);
        expect(answer.nodes.length).toBe(expected.size);
        expect(answer.truncated).toBe(false);
        const among = new Set([...recorded].filter((one) => one.split(' → ').every((lid) => expected.has(lid))));
        expect(new Set(answer.edges.filter((edge) => !edge.inferred).map(({ from, to }) => `${from} → ${to}`))).toEqual(among);
      }
    }
    const one = await trace(store, starts[0] ?? '', 'down');
    expect(contract['graph.trace'].output.parse(one)).toEqual(one);
  });

  it('counts neighbours, drawn or not, and steps from the start', async () => {
    const links = linksOf(raw.trial);
    const start = `lid://${runNamed(raw.trial, 'strict')}/cohort/cohort.tsv`;
    const { nodes } = await trace('trial', start, 'up', { depth: 3 });
    for (const node of nodes) {
      expect(node.up).toBe(new Set(links.filter(([, to]) => to === node.lid).map(([from]) => from)).size);
      expect(node.down).toBe(new Set(links.filter(([from]) => from === node.lid).map(([, to]) => to)).size);
    }
    let frontier = new Set([start]);
    const seen = new Map([[start, 0]]);
    for (let step = 1; step <= 3; step++) {
      frontier = new Set(links.filter(([from, to]) => frontier.has(to) && !seen.has(from)).map(([from]) => from));
      for (const one of frontier) seen.set(one, step);
    }
    expect(new Map(nodes.map(({ lid, depth }) => [lid, depth]))).toEqual(seen);
  });

  it('a limit is kept and told', async () => {
    const start = `lid://${runNamed(raw.trial, 'release')}`;
    const whole = await trace('trial', start, 'down');
    const part = await trace('trial', start, 'down', { limit: 10 });
    expect([part.nodes.length, part.truncated]).toEqual([10, true]);
    expect((await trace('trial', start, 'down', { limit: whole.nodes.length })).truncated).toBe(false);
    const lids = new Set(part.nodes.map(({ lid }) => lid));
    expect(part.edges.every(({ from, to }) => lids.has(from) && lids.has(to))).toBe(true);
  });

  it('without runs, neither runs nor #output records are passed or shown', async () => {
    const start = `lid://${runNamed(raw.trial, 'v13')}/cohort/cohort.tsv`;
    const { nodes, edges } = await trace('trial', start, 'up', { runs: false });
    const links = linksOf(raw.trial).filter((link) => link.every((lid) => !lid.endsWith('#output') && raw.trial.get(keyOf(lid))?.kind !== 'WorkflowRun'));
    expect(new Set(nodes.map(({ lid }) => lid))).toEqual(reach(links, start, 'up'));
    expect(nodes.filter(({ kind }) => kind === 'TaskRun')).toHaveLength(18);
    expect(edges.every(({ relation }) => ['read', 'produced', 'published', 'inside', 'same-path'].includes(relation))).toBe(true);
    const run = await trace('trial', `lid://${runNamed(raw.trial, 'v13')}`, 'down', { runs: false });
    expect(new Set(run.nodes.map(({ kind }) => kind))).not.toContain('WorkflowOutput');
    expect(run.nodes.filter(({ depth }) => depth === 1).length).toBeGreaterThan(0);
  });

  it('begins at an outside file, named with or without file://', async () => {
    const path = '/data/trial-042/inputs/reference.fa';
    const [bare, scheme] = [await trace('trial', path, 'down'), await trace('trial', `file://${path}`, 'down')];
    expect(bare).toEqual(scheme);
    expect(bare.nodes[0]).toMatchObject({ lid: path, kind: 'External', depth: 0 });
    expect(new Set(bare.nodes.map(({ lid }) => lid))).toEqual(reach(linksOf(raw.trial), path, 'down'));
  });

  it('an unknown LID is an error that names it', async () => {
    await expect(trace('trial', 'lid://nothing/here', 'up')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('lid://nothing/here') });
  });

  it('what names alone suggest is marked as inferred: a file of a recorded folder, an outside path that a run published', async () => {
    const run = `lid://${runNamed(raw.platform, 'synthetic_platform')}`;
    const stats = await trace('platform', `${run}/qc/stats.json`, 'up', { runs: false });
    const folder = [...raw.platform.keys()].find((key) => key.endsWith('/qc'));
    expect(stats.edges.filter((edge) => edge.inferred)).toEqual([{ from: `lid://${folder}`, to: `lid://${folder}/stats.json`, relation: 'inside', inferred: true }]);
    expect(stats.nodes.find(({ lid }) => lid === `lid://${folder}/stats.json`)).toMatchObject({ kind: 'Missing', title: 'stats.json' });
    const down = await trace('platform', `${run}/summaries/S1.md`, 'down', { runs: false });
    expect(down.edges.filter((edge) => edge.inferred)).toEqual([
      { from: `${run}/summaries/S1.md`, to: 's3://synthetic-results/panel/summaries/S1.md', relation: 'same-path', inferred: true },
    ]);
    expect(down.nodes.map(({ title }) => title)).toContain('SYNTHETIC_FAILED');
  });
});

describe('graph.subgraph', () => {
  it('gives the nodes named and every link among them', async () => {
    const start = `lid://${runNamed(raw.trial, 'strict')}/cohort/cohort.tsv`;
    const { nodes } = await trace('trial', start, 'up', { depth: 4 });
    const lids = nodes.map(({ lid }) => lid);
    const sub = await bench.engine.call('graph.subgraph', { workspace: 'trial', lids: [...lids, start] });
    expect(sub.nodes.map(({ lid }) => lid)).toEqual(lids);
    const among = linksOf(raw.trial).filter((link) => link.every((lid) => lids.includes(lid)));
    expect(new Set(sub.edges.map(({ from, to }) => `${from} → ${to}`))).toEqual(new Set(among.map((link) => link.join(' → '))));
  });
});
