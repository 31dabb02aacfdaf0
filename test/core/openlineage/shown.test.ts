/** Runs and data of others are pages of their own, are found by the search, carry tags; what was refused is told line by line; hostile events hurt nothing. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

const reference = '/data/trial-042/inputs/reference.fa';
const mirror = 's3://genome-mirror/GRCh38/reference.fa';
const airflow = 'openlineage:run/01958c3f-6b00-7c1e-9a6e-2f5f0c7d1a01';
const workspace = 'w';

let bench: Workbench;
let events: string;
beforeEach(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage'));
  events = join(bench.folder, 'events');
  mkdirSync(events);
  for (const name of ['airflow.jsonl', 'spark.jsonl', 'marquez.json']) writeFileSync(join(events, name), readFileSync(join(fixtures, 'openlineage', name), 'utf8'));
}, 60_000);
afterEach(() => bench.close());

const load = (paths = [events]) => bench.job('openlineage.import', { workspace, paths });
const found = async (text: string) =>
  Object.fromEntries(
    (await bench.engine.call('search.find', { workspace, text })).groups.map(({ group, hits, total }) => [group, { total, lids: hits.map(({ value }) => value) }]),
  );

it('a run of others tells what it read and wrote, what that joins with and why; data of theirs tells who named it', async () => {
  await load();
  const run = await bench.engine.call('openlineage.run', { workspace, lid: airflow });
  expect(run).toMatchObject({ sender: 'airflow', job: 'fetch_reference.download', odd: [], total: 3, dataTotal: 2 });
  expect(run.data).toEqual(
    expect.arrayContaining([
      { lid: mirror, kind: 'OutsideData', title: 'reference.fa', role: 'read', joins: [], inside: 0 },
      { lid: reference, kind: 'External', title: 'reference.fa', role: 'wrote', joins: [{ lid: reference, kind: 'External', title: 'reference.fa', by: 'path' }], inside: 0 },
    ]),
  );
  const complete = run.events.find(({ type }) => type === 'COMPLETE');
  expect(complete).toMatchObject({ file: 'airflow.jsonl', at: 3, unit: 'line', outputs: [{ namespace: 'file', name: reference }] });
  expect(run.events.every(({ facets, producer }) => facets.length > 0 && producer.startsWith('http'))).toBe(true);
  const [one] = (await bench.engine.call('openlineage.run', { workspace, lid: airflow, offset: 2, limit: 1 })).events;
  expect(one?.at).toBe(3);
  const data = await bench.engine.call('openlineage.data', { workspace, lid: reference });
  expect(data.told.map(({ run: { lid }, role, imports }) => [lid, role, imports])).toEqual([[airflow, 'wrote', [1]]]);
  await expect(bench.engine.call('openlineage.data', { workspace, lid: '/nowhere' })).rejects.toMatchObject({ code: 'not-found' });
}, 60_000);

it('the search finds them by text, kind, path and time, and no record in their place', async () => {
  const before = await found('reference');
  await load();
  const now = await found('reference');
  expect(now['told-data']).toEqual({ total: 1, lids: [mirror] });
  expect(now['told-runs']).toMatchObject({ total: 1, lids: [airflow] });
  for (const group of ['runs', 'tasks', 'files', 'outside', 'records']) expect(now[group]).toEqual(before[group]);
  expect(Object.keys(await found('kind:outside-run'))).toEqual(['told-runs']);
  expect(await found('kind:outside-data path:genome-mirror')).toEqual({ 'told-data': { total: 1, lids: [mirror] } });
  expect((await found('kind:outside-run before:2026-02-28'))['told-runs']?.lids).toEqual([airflow]);
  expect((await found('kind:outside-run after:2026-02-28'))['told-runs']?.lids).not.toContain(airflow);
  const { items } = await bench.engine.call('search.suggest', { workspace, text: 'kind:outside-', caret: 13 });
  expect(items.map(({ label, count }) => [label, count])).toEqual([
    ['outside-data', 4],
    ['outside-run', 3],
  ]);
  await bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'of another trial' });
  expect((await found('kind:outside-run'))['told-runs']?.lids).not.toContain(airflow);
  expect(await found('kind:outside-data path:genome-mirror')).toEqual({});
}, 60_000);

it('they carry tags, and a search for a tag finds these, and labels, containers and commits that carry it themselves', async () => {
  await load();
  const { items: containers } = await bench.engine.call('search.suggest', { workspace, text: 'container:', caret: 10 });
  const image = containers[0]?.label ?? '';
  const set = [{ key: 'project', value: 'Aurora' }];
  const items = [
    { kind: 'record' as const, text: airflow },
    { kind: 'path' as const, text: mirror },
    { kind: 'container' as const, text: image },
  ];
  expect(await bench.engine.call('tags.set', { workspace, items, set, remove: [], reason: '' })).toMatchObject({ items: 3 });
  const hits = await found('tag:project=aurora');
  expect(hits).toEqual({ 'told-runs': { total: 1, lids: [airflow] }, 'told-data': { total: 1, lids: [mirror] }, containers: { total: 1, lids: [image] } });
  expect(Object.keys(await found('tag:project nothing-is-called-so'))).toEqual([]);
  expect(await found('tag:project=borealis')).toEqual({});
  const { items: suggested } = await bench.engine.call('search.suggest', { workspace, text: 'tag:project=', caret: 12 });
  expect(suggested).toMatchObject([{ label: 'project=Aurora', count: 3 }]);
  await bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'of another trial' });
  expect(Object.keys(await found('tag:project=aurora'))).toEqual(['containers']);
  expect((await bench.engine.call('tags.items', { workspace, key: 'project' })).rows).toHaveLength(3);
  bench = await bench.restart();
  const { ok, index } = await bench.job('evidence.verify', { workspace });
  expect([ok, index]).toEqual([true, expect.objectContaining({ differences: [] })]);
}, 60_000);

it('hostile events: one id for two jobs, time that goes back, names with controls, a file too large; each is told', async () => {
  const id = '01958c3f-6b00-7c1e-9a6e-2f5f0c7d1a99';
  const event = (type: string, time: string, name: string, more = {}) =>
    JSON.stringify({ eventType: type, eventTime: time, producer: 'x', schemaURL: 'y', run: { runId: id }, job: { namespace: 'n', name }, ...more });
  const odd = '/data/\u0000\u001b[31m\u202ename\nline';
  const lines = [
    event('COMPLETE', '2026-03-01T05:00:00Z', 'a', { outputs: [{ namespace: 'file', name: odd }] }),
    event('START', '2026-03-01T06:00:00+00:00', 'b'),
    event('FAIL', '2026-03-01T05:30:00Z', 'a'),
    ...Array.from({ length: 150 }, () => '{}x'),
    JSON.stringify({ events: [], totalCount: 0 }),
  ];
  const hostile = join(events, 'hostile.jsonl');
  writeFileSync(hostile, lines.join('\n'));
  writeFileSync(join(events, 'large.jsonl'), Buffer.alloc(100 * 1024 * 1024, 'x'));
  const made = await load([hostile, join(events, 'large.jsonl'), join(events, 'none'), join(events, 'airflow.jsonl')]);
  expect(made.imports.map(({ name, events: count, refusedCount }) => [name, count, refusedCount])).toEqual([
    ['hostile.jsonl', 3, 151],
    ['airflow.jsonl', 3, 0],
  ]);
  expect(made.failed.map(({ message }) => message)).toEqual([expect.stringContaining('larger than 67108864 bytes'), expect.stringContaining('none')]);
  const run = await bench.engine.call('openlineage.run', { workspace, lid: `openlineage:run/${id}` });
  expect(run.odd).toEqual([expect.stringContaining('name 2 jobs: n · a; n · b'), expect.stringContaining('2 ways: COMPLETE, FAIL'), expect.stringContaining('went back')]);
  expect(run.data).toMatchObject([{ lid: odd, kind: 'OutsideData', role: 'wrote', joins: [] }]);
  expect((await bench.engine.call('openlineage.data', { workspace, lid: odd })).told).toHaveLength(1);
  const refused = await bench.engine.call('openlineage.refused', { workspace, number: 1, page: { offset: 0, limit: 200 } });
  expect(refused).toMatchObject({
    unit: 'line',
    whole: true,
    total: 151,
    reasons: [
      { why: 'not JSON', count: 150 },
      { why: 'a page of several events among other lines: save each page as a file of its own', count: 1 },
    ],
  });
  expect(refused.rows.at(-1)?.at).toBe(154);
}, 60_000);

it('stopped, it keeps what it has, and says how many files it did not look at', async () => {
  const stop = new AbortController();
  const job = bench.engine.job('openlineage.import', { workspace, paths: [events] }, stop.signal);
  let step = await job.next();
  while (!step.done) {
    if (step.value.done === 1) stop.abort();
    step = await job.next();
  }
  expect(step.value).toMatchObject({ imports: [{ name: 'airflow.jsonl' }], notReached: 2 });
}, 60_000);
