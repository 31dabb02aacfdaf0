/** Every measure and every bar on a store written by hand: numbers worked out on paper, and a list behind each with exactly as many lines. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Executive, Incident, Overview, OverviewList } from '../../../core/contract/overview';
import { findingKinds } from '../../../core/findings/kinds';
import { behindBin, behindReach, behindRisk, domainPart } from '../../../core/overview/behind';
import { openWorkbench, type Workbench } from '../../workbench';
import { layMadeUpStore, writerOf } from './made-up-store';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const workspace = 'w';
let bench: Workbench;
let store: string;
let pub: string;

beforeAll(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  pub = join(bench.folder, 'pub');
  layMadeUpStore(store);
  await bench.sync(workspace, store, [{ from: '/pub', to: pub }]);
});
afterAll(() => bench.close());

const get = async (): Promise<Overview> => (await bench.engine.call('overview.get', { workspace })).overview;
const executive = async (): Promise<Executive> => (await bench.engine.call('overview.executive', { workspace })).executive;
const incident = async (): Promise<Incident> => (await bench.engine.call('overview.incident', { workspace })).incident;
const list = (of: OverviewList, part?: string) => bench.engine.call('overview.list', { workspace, list: of, ...(part !== undefined && { part }), limit: 1000 });
const lids = async (of: OverviewList, part?: string) => (await list(of, part)).rows.map(({ lid, title }) => lid ?? title).sort();
const measure = async (id: string) => (await get()).measures.find((one) => one.id === id) ?? expect.fail(id);

/** Lines of a list, counted on its pages and told as its total. */
async function lines(of: OverviewList, part?: string): Promise<number> {
  const { rows, total } = await list(of, part);
  expect(rows.length, `${of} ${part}`).toBe(total);
  return total;
}

describe('measures, counted by hand', () => {
  const expected: Record<string, [numerator: number, denominator: number, listed: number, parts: Record<string, number>]> = {
    // r1 and r2 end at /in/a.fq, index.csv at its run; r3 meets dead/gone.txt, r4 the path of r1, r6 nothing, r7 the run a8.
    coverage: [3, 7, 4, { 'missing-record': 1, 'inferred-link': 1, 'no-origin': 1, 'run-record-missing': 1 }],
    // All but index.csv, which its run wrote, and r6, of which nothing is said.
    granularity: [5, 7, 2, { 'by-run': 1, 'no-link': 1 }],
    // b1: 1, b2: 2, b3: 3, b4: 2, b8: 1 readings; all but that of b1/m.txt.
    'unknown-upstream': [8, 9, 8, { outside: 6, 'no-record': 1, 'no-origin': 1 }],
    // b3 and b4 read the path of r1 (another checksum, the same), b4 that of r2, which has none.
    'false-links': [1, 2, 2, { contradicted: 1, 'cannot-be-judged': 1 }],
    // 20 records, 3 lines of the history, 1 that is no JSON, and run a9.
    'event-loss': [2, 25, 2, { quarantined: 1, 'history-without-record': 1 }],
    // 4 runs, 5 tasks, 5 files of tasks, dead/gone.txt and a3/r6.txt are named; a8 and dead/gone.txt are not here.
    dangling: [2, 16, 2, { 'no-record': 2 }],
    // n.txt, r2, r6 of 5 files of tasks and 7 published.
    unhashed: [3, 12, 3, { 'no-checksum': 3 }],
    // r3 is deep, r4 a SHA-256; r1, index.csv and r7 have the checksum of path, size and time.
    'no-content-hash': [5, 7, 5, { 'metadata-alone': 3, 'no-checksum': 2 }],
    // b2 by its tag, b3 without software, a2 for three rules; of 5 tasks and 3 runs.
    policy: [3, 8, 3, { 'container-tag-only': 1, 'environment-not-recorded': 1, 'no-commit': 1, 'local-code': 1, 'no-history-line': 1 }],
  };
  it.each(Object.entries(expected))('%s', async (id, [numerator, denominator, listed, parts]) => {
    const found = await measure(id);
    expect(found).toMatchObject({ numerator, denominator, listed, value: numerator / denominator, why: null });
    expect(Object.fromEntries(found.parts.map(({ part, count }) => [part, count]))).toEqual(parts);
  });

  it('name what they count', async () => {
    expect(await lids('coverage', 'inferred-link')).toEqual(['lid://a3/r4.txt']);
    expect(await lids('coverage', 'run-record-missing')).toEqual(['lid://a8/r7.txt']);
    expect(await lids('granularity', 'by-run')).toEqual(['lid://a3/index.csv']);
    expect(await lids('granularity', 'no-link')).toEqual(['lid://a3/r6.txt']);
    expect(await lids('unknown-upstream', 'outside')).toEqual(['/in/a.fq', '/in/a.fq', '/in/b.fq', '/pub/r1.txt', '/pub/r1.txt', '/pub/r2.txt']);
    expect((await list('unknown-upstream', 'no-record')).rows[0]).toMatchObject({ lid: 'lid://dead/gone.txt', detail: 'read by T b3 (lid://b3)' });
    expect(await lids('false-links', 'contradicted')).toEqual(['lid://b3']);
    expect(await lids('event-loss')).toEqual(['lid://a9', 'lid://bad']);
    expect(await lids('dangling')).toEqual(['lid://a8', 'lid://dead/gone.txt']);
    expect(await lids('policy')).toEqual(['lid://a2', 'lid://b2', 'lid://b3']);
    expect((await list('policy', 'local-code')).rows).toMatchObject([{ lid: 'lid://a2', words: 'no commit recorded; code from a local folder; no line in the history' }]);
  });

  it('those that are times', async () => {
    expect(await measure('capture-latency')).toMatchObject({ value: null, denominator: 0, listed: 0, why: expect.stringContaining('first whole sync') });
    const staleness = await measure('staleness');
    expect(staleness).toMatchObject({ denominator: 1, listed: 1, met: true });
    expect(staleness.value).toBeGreaterThan(0);
    const fresh = await openWorkbench();
    layMadeUpStore(join(fresh.folder, 'store'));
    await fresh.sync('other', join(fresh.folder, 'store'));
    const { overview } = await fresh.engine.call('overview.get', { workspace: 'other' });
    expect(overview.measures.find(({ id }) => id === 'query-time')).toMatchObject({ value: null, met: null, why: expect.stringContaining('of the 20 answers') });
    fresh.close();
  });
});

/** What any state of the workspace must hold: a bar opens a list of as many lines as it says. */
async function everyNumberHasItsList() {
  const { measures, outputs, runs, findings, labels, storage } = await get();
  for (const { id, listed, parts } of measures) {
    if (id === 'query-time') continue; // grows with each question asked here
    expect(await lines(id), id).toBe(listed);
    for (const { part, count } of parts) expect(await lines(id, part), `${id} ${part}`).toBe(count);
  }
  const counts = Object.fromEntries(measures.map((one) => [one.id, one]));
  const numberOf = (id: string) => counts[id] ?? expect.fail(id);
  for (const id of ['coverage', 'granularity']) expect((numberOf(id).denominator ?? 0) - (numberOf(id).numerator ?? 0), id).toBe(numberOf(id).listed);
  for (const id of ['unknown-upstream', 'event-loss', 'dangling', 'unhashed', 'no-content-hash', 'policy']) expect(numberOf(id).numerator, id).toBe(numberOf(id).listed);
  expect(numberOf('capture-latency').denominator).toBe(numberOf('capture-latency').listed);
  expect(await lines('false-links', 'contradicted')).toBe(numberOf('false-links').numerator);
  expect(await lines('staleness', 'whole')).toBe(numberOf('staleness').denominator);

  expect(Object.values(outputs.byVerdict).reduce((sum, one) => sum + one, 0)).toBe(outputs.total);
  for (const [verdict, count] of Object.entries(outputs.byVerdict)) expect(await lines('outputs', verdict), verdict).toBe(count);
  for (const bin of runs.bins) for (const what of ['runs', 'checks', 'findings'] as const) expect(await lines(behindBin[what], bin.start), `${what} ${bin.start}`).toBe(bin[what]);
  expect(await lines('runs', 'undated')).toBe(runs.undated);
  expect(await lines('runs')).toBe(runs.total);
  for (const { type, all, open } of findings.byType) {
    const page = await bench.engine.call('findings.list', { workspace, type, state: 'all', limit: 1000 });
    expect([page.total, page.open], type).toEqual([all, open]);
  }
  for (const { label, records } of labels.first) expect((await bench.engine.call('labels.get', { workspace, label, limit: 1000 })).counts.nextflow, label).toBe(records);
  for (const { published, files } of storage.files) expect(await lines('storage', published ? 'published' : 'task')).toBe(files);
  expect(await lines('contents')).toBe(storage.contents);

  expect(await lines('bad-checks')).toBe((await bench.engine.call('verify.bad', { workspace })).bad);

  const { risks, domains } = await executive();
  for (const { id, count } of risks) expect(await lines(behindRisk[id].list, behindRisk[id].part), id).toBe(count);
  for (const { domain, ...columns } of domains)
    for (const [column, count] of Object.entries(columns) as [keyof typeof columns, number][])
      expect(await lines('domains', domainPart(column, domain)), `${column} of ${domain}`).toBe(count);

  const { reached, unknown, sources, sourceCount, withoutPlace } = await incident();
  for (const what of ['runs', 'published'] as const) {
    expect(await lines('incident-reached', behindReach[what]), what).toBe(reached[what]);
    expect(await lines('incident-unknown', behindReach[what]), what).toBe(unknown[what]);
  }
  expect(await lines('incident-sources')).toBe(sourceCount + withoutPlace);
  for (const { part, count } of sources) expect(await lines('incident-sources', part), part).toBe(count);

  const { debug } = await bench.engine.call('overview.debug', { workspace });
  for (const { reason, count } of debug.quarantine) expect(await lines('quarantine', reason), reason).toBe(count);
  for (const { part, count } of debug.versions) expect(await lines('versions', part), part).toBe(count);
}

describe('every number has its list', () => {
  it('after the first sync', everyNumberHasItsList);

  it('after checks that fail, by verdict', async () => {
    mkdirSync(pub, { recursive: true });
    writeFileSync(join(pub, 'r1.txt'), 'longer than recorded');
    writeFileSync(join(pub, 'index.csv'), 'four');
    await bench.job('verify.run', { workspace, all: true });
    const { outputs } = await get();
    // r1 has another size; index.csv has another checksum, which covers its path; r2 and r6 have no checksum; r3, r4 and r7 are not there.
    expect(outputs.byVerdict.mismatch).toBeGreaterThanOrEqual(1);
    expect(outputs.byVerdict.missing).toBeGreaterThanOrEqual(3);
    expect(await lids('outputs', 'mismatch')).toContain('lid://a1/r1.txt');
    await everyNumberHasItsList();
  });

  it('after a second sync: late records, a record changed since its check, another content, a vanished one', async () => {
    const { file, record, write } = writerOf(store);
    file('a1/late.txt', { path: '/pub/late.txt', source: 'lid://b1/m.txt', workflowRun: 'lid://a1', createdAt: '2026-01-05T00:00:00Z' });
    file('a1/ahead.txt', { path: '/pub/ahead.txt', source: 'lid://b1/m.txt', workflowRun: 'lid://a1', createdAt: '2126-01-05T00:00:00Z' });
    file('a1/r1.txt', { path: '/pub/r1.txt', source: 'lid://b1/m.txt', workflowRun: 'lid://a1', size: 5, labels: ['gxp'] });
    record('a4', 'WorkflowRun', { name: 'four', sessionId: 's-a4', workflow: { repository: 'https://example.org/acme/p', commitId: 'c1' }, params: [], config: {}, metadata: {} });
    write('.history/a4', '2026-04-01 10:00:00 UTC\tfour\ts-a4\tlid://a4');
    record('a5', 'WorkflowRun', { name: 'five', sessionId: 's-a5', workflow: { repository: 'https://example.org/acme/p', commitId: 'c5' }, params: [], config: {}, metadata: {} });
    await bench.job('sync.run', { workspace });
    const latency = await measure('capture-latency');
    expect(latency).toMatchObject({ denominator: 2, listed: 2, why: null });
    expect(Object.fromEntries(latency.parts.map(({ part, count }) => [part, count]))).toEqual({ waited: 1, 'before-made': 1 });
    // Many seconds say how long that is, in the list as in the number above it.
    for (const { detail } of (await list('capture-latency')).rows) expect(detail).toMatch(/^-?\d+\.\d{3} s \(-?\d+\.\d days\)$/);
    expect(latency.notes[0]).toMatch(/^95th percentile: \d+ s \(\d+\.\d days\)\.$/);
    expect((await measure('staleness')).denominator).toBe(2);
    const { outputs, runs } = await get();
    expect(outputs.stale).toBe(1);
    // a5 states no time and is in no line of the history; of a8 nothing but its LID is known.
    expect(runs.undated).toBe(2);
    expect(await lids('runs', 'undated')).toEqual(['lid://a5', 'lid://a8']);
    expect((await list('versions')).rows).toMatchObject([{ lid: 'lid://a1/r1.txt', part: '2', words: '2 different contents' }]);
    await everyNumberHasItsList();
  });

  it('with a domain by tag, one whose name is a column and a colon', async () => {
    await bench.engine.call('tags.set', { workspace, items: [{ kind: 'record', text: 'lid://a1' }], set: [{ key: 'domain', value: 'bad:__proto__' }] });
    expect((await executive()).domains.map(({ domain, runs }) => [domain, runs])).toEqual(
      expect.arrayContaining([
        ['bad:__proto__', 1],
        [null, 6],
      ]),
    );
    await everyNumberHasItsList();
  });

  it('where nothing was ever synced', async () => {
    await bench.engine.call('workspaces.add', { name: 'empty', store: { type: 'folder', path: store }, maps: [] });
    const { overview } = await bench.engine.call('overview.get', { workspace: 'empty' });
    for (const { id, value, why, listed } of overview.measures) {
      if (id === 'query-time') continue;
      expect([value, listed], id).toEqual([null, 0]);
      expect(why, id).toMatch(/^(Not measurable|Nothing to measure)/);
    }
  });
});

describe('an incident', () => {
  const run = (key: string, start: string, commit: string) => {
    const { record } = writerOf(store);
    const workflow = { repository: 'https://example.org/acme/p', commitId: commit };
    record(key, 'WorkflowRun', { name: key, sessionId: `s-${key}`, workflow, params: [], config: {}, metadata: { projectName: 'acme/p', start } });
    record(`${key}#output`, 'WorkflowOutput', { workflowRun: `lid://${key}`, createdAt: start, output: [] });
  };
  const rollback = async () => (await incident()).rollback.filter(({ pipeline }) => pipeline === 'acme/p');

  it('begins at the file that mismatches, each source once with all that is wrong with it, since the first of it was found', async () => {
    const answer = await incident();
    const { rows } = await list('incident-sources', 'mismatched');
    expect(rows.map(({ lid }) => lid)).toContain('lid://a1/r1.txt');
    const all = (await list('incident-sources')).rows.flatMap(({ lid }) => lid ?? []);
    expect(new Set(all).size).toBe(all.length);
    expect(answer.checked).toEqual({ published: (await get()).outputs.total - (await lines('outputs', 'not-checked')), of: (await get()).outputs.total });
    // Its checksum, that none of its own facts gives, was found by the first sync, before any file was looked at.
    const findings = await bench.engine.call('findings.list', { workspace, state: 'open', limit: 1000 });
    const times = findings.findings.filter(({ type }) => findingKinds[type].grave).flatMap(({ at }) => at ?? []);
    expect(answer.since).toBe(times.sort()[0]);
    expect(rows.find(({ lid }) => lid === 'lid://a1/r1.txt')?.words).toBe('mismatch; grave finding, not acknowledged');
    // All that its copies were published from is among what is known to be wrong.
    expect(answer.copiedFrom.count).toBe(0);
    expect(answer.lagSeconds).toBeGreaterThanOrEqual(0);
    expect(answer.wholeSync).not.toBeNull();
  });

  it('names no run to go back to where each was reached or may have been, and then the last that was not, with its commit', async () => {
    expect(await rollback()).toMatchObject([{ run: null, commit: null, after: false, sameCommit: false }]);
    run('e1', '2025-11-01T00:00:00Z', 'c-old');
    run('e2', '2025-12-01T00:00:00Z', 'c0');
    await bench.job('sync.run', { workspace });
    expect(await rollback()).toMatchObject([{ run: { lid: 'lid://e2' }, start: '2025-12-01T00:00:00.000Z', commit: 'c0', after: false, sameCommit: false, undated: 0 }]);
    run('e3', '2026-09-01T00:00:00Z', 'c1'); // after the reached run a1, at its commit
    await bench.job('sync.run', { workspace });
    expect(await rollback()).toMatchObject([{ run: { lid: 'lid://e3' }, commit: 'c1', after: true, sameCommit: true }]);
    await everyNumberHasItsList();
  });

  it('at a published copy alone names the file that tasks went on from', async () => {
    const other = await openWorkbench();
    const folder = join(other.folder, 'store');
    layMadeUpStore(folder);
    mkdirSync(join(other.folder, 'pub'));
    writeFileSync(join(other.folder, 'pub', 'r1.txt'), 'other bytes than were published');
    await other.sync('o', folder, [{ from: '/pub', to: join(other.folder, 'pub') }]);
    const { findings } = await other.engine.call('findings.list', { workspace: 'o', state: 'open', limit: 1000 });
    await other.engine.call('findings.acknowledge', { workspace: 'o', ids: findings.map(({ id }) => id), reason: 'made up' });
    await other.job('verify.run', { workspace: 'o', run: 'lid://a1' });
    // r1 was published from m.txt, which task b2 read: what b2 made is not reached from the copy.
    const { incident: answer } = await other.engine.call('overview.incident', { workspace: 'o' });
    const { rows } = await other.engine.call('overview.list', { workspace: 'o', list: 'incident-sources' });
    expect(rows.map(({ lid }) => lid)).toEqual(['lid://a1/r1.txt']);
    expect(answer.copiedFrom).toEqual({ count: 1, first: [{ lid: 'lid://b1/m.txt', title: 'm.txt' }] });
    other.close();
  });

  it('of an outside file reaches what the impact of its path reaches', async () => {
    const other = await openWorkbench();
    const folder = join(other.folder, 'store');
    layMadeUpStore(folder);
    mkdirSync(join(other.folder, 'in'));
    writeFileSync(join(other.folder, 'in', 'a.fq'), 'other bytes than were read');
    await other.sync('o', folder, [{ from: '/in', to: join(other.folder, 'in') }]);
    const { findings } = await other.engine.call('findings.list', { workspace: 'o', state: 'open', limit: 1000 });
    await other.engine.call('findings.acknowledge', { workspace: 'o', ids: findings.map(({ id }) => id), reason: 'made up' });
    expect((await other.engine.call('overview.incident', { workspace: 'o' })).incident).toMatchObject({ sourceCount: 0, since: null, lagSeconds: null, rollback: [] });
    await other.job('verify.run', { workspace: 'o', run: 'lid://a1', inputs: true });
    const { incident: answer } = await other.engine.call('overview.incident', { workspace: 'o' });
    const sources = await other.engine.call('overview.list', { workspace: 'o', list: 'incident-sources' });
    expect(sources.rows.map(({ lid }) => lid)).toEqual(['/in/a.fq']);
    const { summary } = await other.engine.call('impact.summary', { workspace: 'o', asked: { by: 'path', path: '/in/a.fq' } });
    expect(answer.reached).toEqual({ runs: summary.reached.runs, tasks: summary.reached.tasks, files: summary.reached.files, published: summary.reached.published });
    expect(answer.unknown).toEqual({ runs: summary.unknown.runs, tasks: summary.unknown.tasks, files: summary.unknown.files, published: summary.unknown.published });
    other.close();
  });
});
