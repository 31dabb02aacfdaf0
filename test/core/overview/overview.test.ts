/** The overview on the real store, each number against a naive count over the records themselves. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Incident, Overview } from '../../../core/contract/overview';
import { measureIds } from '../../../core/overview/measures';
import { percentile } from '../../../core/overview/percentile';
import { policyRules } from '../../../core/overview/rules';
import { openTrial, type TrialBench, workspace } from '../../main/trial-bench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Naive {
  key: string;
  kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: records as they lie there
  spec: any;
}
let trial: TrialBench;
let records: Naive[];
let overview: Overview;

beforeAll(async () => {
  trial = await openTrial();
  const root = join(trial.files, 'lineage');
  records = (readdirSync(root, { recursive: true }) as string[])
    .filter((path) => path.endsWith('/.data.json') && statSync(join(root, path)).isFile())
    .map((path) => ({ key: path.slice(0, -'/.data.json'.length), ...JSON.parse(readFileSync(join(root, path), 'utf8')) }));
  ({ overview } = await trial.bench.engine.call('overview.get', { workspace }));
});
afterAll(() => trial.remove());

const of = (id: string) => overview.measures.find((one) => one.id === id) ?? expect.fail(id);
const files = () => records.filter(({ kind }) => kind === 'FileOutput');
const published = () => files().filter(({ key, spec }) => key.startsWith(`${String(spec.workflowRun).slice('lid://'.length)}/`));

describe('counts', () => {
  it('outputs by verdict add up to the published files', () => {
    expect(overview.outputs.total).toBe(published().length);
    expect(Object.values(overview.outputs.byVerdict).reduce((sum, one) => sum + one, 0)).toBe(overview.outputs.total);
    expect(overview.records).toBe(records.length);
  });
  it('storage is what the records say', () => {
    const bytes = (some: Naive[]) => some.reduce((sum, { spec }) => sum + (spec.size ?? 0), 0);
    expect(overview.storage.files.map((one) => one.files)).toEqual([published().length, files().length - published().length]);
    expect(overview.storage.files.reduce((sum, one) => sum + one.bytes, 0)).toBe(bytes(files()));
  });
  it('bins hold every dated run once', () => {
    expect(overview.runs.bins.reduce((sum, one) => sum + one.runs, 0) + overview.runs.undated).toBe(overview.runs.total);
  });
});

describe('measures', () => {
  it('are all there, and a list can be counted again', async () => {
    expect(overview.measures.map(({ id }) => id)).toEqual([...measureIds]);
    for (const { id, listed, parts } of overview.measures) {
      const answer = await trial.bench.engine.call('overview.list', { workspace, list: id, limit: 1000 });
      if (id !== 'query-time') expect(answer.total, id).toBe(listed);
      if (id !== 'query-time')
        expect(
          parts.reduce((sum, { count }) => sum + count, 0),
          id,
        ).toBe(listed);
    }
  });
  it('coverage: no way back over the links that records state meets a LID without record', () => {
    const byKey = new Map(records.map((one) => [one.key, one]));
    const keyOf = (lid: string) => lid.slice('lid://'.length);
    const full = (lid: string, seen: Set<string>): boolean => {
      if (seen.has(lid)) return false;
      const record = byKey.get(keyOf(lid));
      if (record === undefined) return false;
      const next = new Set([...seen, lid]);
      if (record.kind === 'WorkflowRun') return true;
      if (record.kind === 'FileOutput') {
        const from = [record.spec.taskRun, record.spec.source].filter((one) => typeof one === 'string');
        return from.length > 0 && from.every((one) => full(one, next));
      }
      const inputs = (JSON.stringify(record.spec.input ?? []).match(/lid:\/\/[^"]+/g) ?? []) as string[];
      return full(record.spec.workflowRun, next) && inputs.every((one) => full(one, next));
    };
    const naive = published().filter(({ key }) => full(`lid://${key}`, new Set())).length;
    const { numerator, denominator, parts } = of('coverage');
    const inferred = parts.find(({ part }) => part === 'inferred-link')?.count ?? 0;
    expect(denominator).toBe(published().length);
    // The naive count follows no inferred link, so it takes those for full.
    expect((numerator ?? 0) + inferred).toBe(naive);
  });
  it('unhashed, dangling, policy by naive counts', () => {
    expect(of('unhashed')).toMatchObject({ numerator: files().filter(({ spec }) => !spec.checksum?.value).length, denominator: files().length });
    const tasks = records.filter(({ kind }) => kind === 'TaskRun');
    const tagOnly = tasks.filter(({ spec }) => spec.container && !/@sha256:/.test(spec.container)).length;
    const noCommit = records.filter(({ kind, spec }) => kind === 'WorkflowRun' && !spec.workflow?.commitId).length;
    const count = (part: string) => of('policy').parts.find((one) => one.part === part)?.count ?? 0;
    expect(count('container-tag-only')).toBe(tagOnly);
    expect(count('no-commit')).toBe(noCommit);
    expect(of('policy').parts.every(({ part }) => policyRules.some((rule) => rule === part))).toBe(true);
  });
  it('what cannot be known says why, and has no value', () => {
    expect(of('capture-latency')).toMatchObject({ value: null, met: null, why: expect.stringContaining('first whole sync') });
    for (const { value, why } of overview.measures) expect(value === null).toBe(why !== null);
  });
});

it('an incident begins at a mismatch, and reaches what the impact of that file reaches', async () => {
  const ask = async (): Promise<Incident> => (await trial.bench.engine.call('overview.incident', { workspace })).incident;
  const before = await ask();
  const { rows } = await trial.bench.engine.call('overview.list', { workspace, list: 'incident-sources' });
  expect(rows.length).toBe(before.sources.reduce((sum, { count }) => sum + count, 0));
  const reached = await trial.bench.engine.call('overview.list', { workspace, list: 'incident-reached' });
  expect(reached.total).toBe(before.reached.runs + before.reached.tasks + before.reached.files);
});

it('a list names the run of each line, on whatever page the run itself stands, and is sorted and filtered by its columns', async () => {
  const list = 'unknown-upstream';
  const ask = (more: object) => trial.bench.engine.call('overview.list', { workspace, list, limit: 1000, ...more });
  const { rows: all } = await ask({});
  const names = new Map(records.filter(({ kind }) => kind === 'WorkflowRun').map(({ key, spec }) => [`lid://${key}`, spec.name]));
  const outputs = (await trial.bench.engine.call('overview.list', { workspace, list: 'outputs', limit: 1000 })).rows;
  expect(outputs.length).toBe(published().length);
  for (const { run } of outputs) expect(run?.title).toBe(names.get(run?.lid ?? ''));
  const one = await trial.bench.engine.call('overview.list', {
    workspace,
    list: 'outputs',
    limit: 1000,
    arranged: { sort: [{ id: 'run', descending: true }], filter: 'vcf.gz', filters: { run: 're' } },
  });
  const byHand = outputs.filter(({ title, lid, run }) => `${title} ${lid}`.includes('vcf.gz') && run?.title.includes('re'));
  expect([one.total, one.all]).toEqual([byHand.length, outputs.length]);
  expect(one.rows.map(({ run }) => run?.title)).toEqual(
    byHand
      .map(({ run }) => run?.title)
      .sort()
      .reverse(),
  );
  const sorted = await ask({ arranged: { sort: [{ id: 'title', descending: false }] }, offset: 1, limit: 3 });
  expect(sorted.rows.map(({ title }) => title.toLowerCase())).toEqual(
    all
      .map(({ title }) => title.toLowerCase())
      .sort()
      .slice(1, 4),
  );
  // What is of this moment is asked anew each time.
  const times = async () => (await trial.bench.engine.call('overview.list', { workspace, list: 'query-time', limit: 1000, arranged: { filter: 'overview.list' } })).rows;
  const before = await times();
  await ask({});
  expect((await times()).map(({ detail }) => detail)).not.toEqual(before.map(({ detail }) => detail));
});

it('raw events: every line of the ledger once, newest first, in pages', async () => {
  const all = await trial.bench.job('overview.events', { workspace, limit: 1000 });
  const second = await trial.bench.job('overview.events', { workspace, offset: 3, limit: 2 });
  expect(all.lines).toBe(all.byType.reduce((sum, { count }) => sum + count, 0));
  expect(second.events).toEqual(all.events.slice(3, 5));
  const typed = await trial.bench.job('overview.events', { workspace, type: 'first-seen', limit: 5 });
  expect(typed.total).toBe(all.byType.find(({ type }) => type === 'first-seen')?.count);
});

it('a percentile is a value that was measured, and as many are not above it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.constantFrom(0.5, 0.95), (values, part) => {
      const found = percentile(values, part) ?? Number.NaN;
      expect(values).toContain(found);
      expect(values.filter((one) => one <= found).length).toBeGreaterThanOrEqual(part * values.length);
    }),
  );
  expect(percentile([], 0.5)).toBeNull();
});

describe('domains', () => {
  it('are the pipelines, until a run is tagged: then its tag, and the others have none', async () => {
    const executive = async () => (await trial.bench.engine.call('overview.executive', { workspace })).executive;
    const before = await executive();
    expect(before.domainFrom).toBe('pipeline');
    const { runs } = await trial.bench.engine.call('runs.list', { workspace });
    const run = runs.find(({ name }) => name === 'release') ?? expect.fail('release');
    await trial.bench.engine.call('tags.set', { workspace, items: [{ kind: 'record', text: run.lid }], set: [{ key: 'domain', value: 'oncology' }] });
    const after = await executive();
    expect(after.domainFrom).toBe('tag');
    expect(after.domains.map(({ domain, runs, published }) => ({ domain, runs, published }))).toEqual([
      { domain: null, runs: runs.length - 1, published: before.domains.reduce((sum, one) => sum + one.published, 0) - run.outputs },
      { domain: 'oncology', runs: 1, published: run.outputs },
    ]);
  });
});
