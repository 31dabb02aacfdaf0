/** Events of Airflow, Spark and dbt (by way of Marquez) stand before and after Nextflow's records, joined by path, and never as more than inferred. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

const reference = '/data/trial-042/inputs/reference.fa';
const airflow = 'openlineage:run/01958c3f-6b00-7c1e-9a6e-2f5f0c7d1a01';
const spark = 'openlineage:run/01959000-1111-7222-8333-444455556666';
const dbt = 'openlineage:run/0195a000-1111-7222-8333-444455556666';
const workspace = 'w';

let bench: Workbench;
let store: string;
let events: string;
let published: { lid: string; path: string };
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage');
  await bench.sync(workspace, store);
  published = await publishedFile();
  events = join(bench.folder, 'events');
  mkdirSync(events);
  for (const name of ['airflow.jsonl', 'spark.jsonl', 'marquez.json'])
    writeFileSync(join(events, name), readFileSync(join(fixtures, 'openlineage', name), 'utf8').replaceAll('@PUBLISHED@', published.path));
}, 60_000);
afterEach(() => bench.close());

/** A file that a run published, made from the reference. */
async function publishedFile() {
  const { nodes } = await trace(reference, 'down');
  for (const { lid, kind } of nodes) {
    if (kind !== 'FileOutput') continue;
    const { spec } = JSON.parse(readFileSync(join(store, lid.slice('lid://'.length), '.data.json'), 'utf8'));
    if (spec.source?.startsWith('lid://') && spec.path.startsWith('/')) return { lid, path: String(spec.path) };
  }
  throw new Error('no published file');
}

const trace = (lid: string, direction: 'up' | 'down') => bench.engine.call('graph.trace', { workspace, lid, direction });
const load = (paths = [events]) => bench.job('openlineage.import', { workspace, paths });

/** The index as it was kept up is, row for row, what a replay of the ledger gives. */
async function sameAnew() {
  const { ok, index } = await bench.job('evidence.verify', { workspace });
  expect(index).toMatchObject({ differences: [] });
  expect(ok).toBe(true);
}

it('an Airflow task stands upstream of a Nextflow input, Spark and dbt downstream of what was published', async () => {
  const before = await trace(published.lid, 'up');
  const records = await bench.engine.call('runs.list', { workspace });
  const made = await load();
  expect(made.imports.map(({ name, events: count, runs, datasets, joined, refusedCount }) => [name, count, runs, datasets, joined, refusedCount])).toEqual([
    ['airflow.jsonl', 3, 1, 2, 1, 0],
    ['marquez.json', 1, 1, 2, 0, 0],
    ['spark.jsonl', 2, 1, 2, 1, 0],
  ]);
  const up = await trace(published.lid, 'up');
  expect(up.nodes.find(({ lid }) => lid === airflow)).toMatchObject({
    kind: 'OutsideRun',
    title: 'airflow · fetch_reference.download',
    detail: expect.stringContaining('says the sender'),
  });
  const added = up.edges.filter((edge) => !before.edges.some((one) => JSON.stringify(one) === JSON.stringify(edge)));
  expect(added).toEqual(
    expect.arrayContaining([
      { from: airflow, to: reference, relation: 'told-produced', inferred: true },
      { from: 's3://genome-mirror/GRCh38/reference.fa', to: airflow, relation: 'told-read', inferred: true },
    ]),
  );
  expect(added).toHaveLength(2);
  const down = await trace(published.lid, 'down');
  expect(down.edges).toEqual(
    expect.arrayContaining([
      { from: published.lid, to: published.path, relation: 'same-path', inferred: true },
      { from: published.path, to: spark, relation: 'told-read', inferred: true },
      { from: spark, to: 's3://lab-warehouse/cohort/stats.parquet', relation: 'told-produced', inferred: true },
      { from: 's3://lab-warehouse/cohort/stats.parquet', to: dbt, relation: 'told-read', inferred: true },
    ]),
  );
  expect(down.nodes.find(({ lid }) => lid === spark)?.detail).toContain('FAIL (2026-03-02T08:02:00.001Z), says the sender');
  expect(await bench.engine.call('runs.list', { workspace })).toEqual(records);
});

it('a table that is also a path joins by that path, and by its own name with what reads it', async () => {
  const file = join(bench.folder, 'hive.jsonl');
  const event = (run: string, job: string, data: object) =>
    JSON.stringify({ eventType: 'COMPLETE', eventTime: '2026-03-01T08:00:00Z', producer: 'x', run: { runId: run }, job: { namespace: 'lab', name: job }, ...data });
  const table = { namespace: 'hive://metastore:9083', name: 'ref.grch38' };
  const location = { namespace: 'file', name: reference, type: 'LOCATION' };
  const [writer, reader] = ['0195b000-1111-7222-8333-444455556666', '0195c000-1111-7222-8333-444455556666'];
  const symlinks = { identifiers: [location, { namespace: 's3a://mirror', name: '/ref', type: 'LOCATION' }, { ...table, type: 'TABLE' }, { namespace: 7 }, null] };
  writeFileSync(file, `${event(writer, 'load', { outputs: [{ ...table, facets: { symlinks } }] })}\n${event(reader, 'report', { inputs: [table] })}\n`);
  const before = await trace(published.lid, 'up');
  const made = await load([file]);
  expect(made.imports).toMatchObject([{ events: 2, datasets: 3, joined: 1, refusedCount: 0 }]);
  const up = await trace(published.lid, 'up');
  expect(up.edges.filter(({ relation }) => relation === 'told-produced')).toEqual([
    { from: `openlineage:run/${writer}`, to: reference, relation: 'told-produced', inferred: true },
  ]);
  const down = await trace(`openlineage:run/${writer}`, 'down');
  expect(down.edges).toContainEqual({ from: 'hive://metastore:9083/ref.grch38', to: `openlineage:run/${reader}`, relation: 'told-read', inferred: true });
  expect(down.nodes.map(({ lid }) => lid)).toEqual(expect.arrayContaining([published.lid, 's3://mirror/ref']));
  const shown = await bench.engine.call('openlineage.run', { workspace, lid: `openlineage:run/${writer}` });
  expect(shown.data.find(({ lid }) => lid === reference)?.joins.map(({ by }) => by)).toContain('path');
  await sameAnew();
  bench = await bench.restart();
  await sameAnew();
  await bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'of another trial' });
  expect(await trace(published.lid, 'up')).toEqual(before);
  await sameAnew();
}, 60_000);

it('a published file that only the columns of a dbt model name joins by its path: inferred, and said to be no input', async () => {
  const file = join(bench.folder, 'dbt.json');
  const origin = { namespace: 'file', name: published.path, field: 'sample', transformations: [] };
  const model = { namespace: 'duckdb', name: 'trial.main.cohort', facets: { columnLineage: { fields: { sample: { inputFields: [origin] } } } } };
  const run = '0195d000-1111-7222-8333-444455556666';
  const event = {
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T08:00:00Z',
    producer: 'x',
    run: { runId: run },
    job: { namespace: 'dbt', name: 'cohort' },
    inputs: [],
    outputs: [model],
  };
  writeFileSync(file, JSON.stringify(event));
  expect((await load([file])).imports).toMatchObject([{ events: 1, datasets: 2, joined: 1, refusedCount: 0 }]);
  const { edges } = await trace(published.lid, 'down');
  expect(edges).toContainEqual({ from: published.path, to: `openlineage:run/${run}`, relation: 'told-read', inferred: true });
  const shown = await bench.engine.call('openlineage.run', { workspace, lid: `openlineage:run/${run}` });
  expect(shown.events[0]).toMatchObject({ inputs: [{ name: published.path, byColumns: true }], inputsTotal: 1, outputs: [{ byColumns: false }] });
  await sameAnew();
  bench = await bench.restart();
  await sameAnew();
}, 60_000);

it('custody calls it inferred and no record, impact says unknown and never reached', async () => {
  const ask = () => bench.engine.call('impact.summary', { workspace, asked: { by: 'lid', lid: published.lid } });
  const plain = await bench.engine.call('custody.get', { workspace, lid: published.lid, limit: 200 });
  const reached = (await ask()).summary;
  const measured = await bench.engine.call('impact.summary', { workspace, asked: { by: 'path', path: reference } });
  await load();
  const custody = await bench.engine.call('custody.get', { workspace, lid: published.lid, limit: 200 });
  const weak = (answer: typeof custody) => JSON.stringify(answer);
  expect(weak(plain)).not.toContain('OpenLineage');
  expect(weak(custody)).toContain('OpenLineage events, the word of their sender, say that');
  expect(weak(custody)).toContain('airflow · fetch_reference.download');
  expect(custody.summary.join(' ')).toContain('inferred from paths or told by OpenLineage events alone');
  const { runs } = await bench.engine.call('runs.list', { workspace });
  const [left, right] = [runs[0]?.lid ?? '', runs[1]?.lid ?? ''];
  const { notes } = await bench.job('compare.runs', { workspace, left, right, verify: false });
  expect(notes.join(' ')).toContain('What OpenLineage events of others tell is not compared');
  const steps = custody.steps.filter(({ step }) => step === 'inferred');
  expect(steps.length).toBeGreaterThan(plain.steps.filter(({ step }) => step === 'inferred').length);
  const now = (await ask()).summary;
  expect(now.reached).toEqual(reached.reached);
  const tables = await bench.engine.call('impact.list', { workspace, asked: { by: 'lid', lid: published.lid }, list: 'unknown' });
  expect(JSON.stringify(tables)).toContain('same-path-no-checksum');
  const fromSpark = await bench.engine.call('impact.summary', { workspace, asked: { by: 'lid', lid: 's3://genome-mirror/GRCh38/reference.fa' } });
  expect(fromSpark.summary.reached).toMatchObject({ runs: 0, tasks: 0 });
  expect(fromSpark.summary.unknown.tasks).toBeGreaterThan(0);
  expect((await bench.engine.call('impact.summary', { workspace, asked: { by: 'path', path: reference } })).summary.reached).toEqual(measured.summary.reached);
});

it('replayed it is the same index, removed it is gone, imported again it is there; the evidence stays whole', async () => {
  const before = await trace(reference, 'up');
  await load();
  expect((await load()).known).toHaveLength(3);
  await sameAnew();
  bench = await bench.restart();
  await sameAnew();
  const first = await bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'of another trial' });
  expect(first.imports[0]).toMatchObject({ number: 1, removed: { reason: 'of another trial' }, events: 3, runs: 0 });
  expect(await trace(reference, 'up')).toEqual(before);
  await expect(trace(airflow, 'down')).rejects.toMatchObject({ code: 'not-found' });
  await expect(bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'x' })).rejects.toMatchObject({ code: 'not-supported' });
  await sameAnew();
  bench = await bench.restart();
  await sameAnew();
  expect((await load([join(events, 'airflow.jsonl')])).imports).toMatchObject([{ number: 4, events: 3, joined: 1 }]);
  expect((await trace(reference, 'up')).nodes.map(({ lid }) => lid)).toContain(airflow);
  await sameAnew();
  bench = await bench.restart();
  await sameAnew();
  const acts = (await bench.engine.call('journal.list', { workspace })).events.map(({ act }) => act);
  expect(acts.filter((act) => act === 'openlineage-imported')).toHaveLength(4);
  expect(acts).toContain('openlineage-removed');
}, 60_000);

it('as of before the import knows nothing of it; what the event said is shown masked', async () => {
  const instant = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await load();
  const past = `${workspace}@${instant}`;
  expect((await bench.engine.call('openlineage.imports', { workspace: past })).imports).toEqual([]);
  const { nodes } = await bench.engine.call('graph.trace', { workspace: past, lid: reference, direction: 'up' });
  expect(nodes.map(({ lid }) => lid)).not.toContain(airflow);
  await expect(bench.job('openlineage.import', { workspace: past, paths: [events] })).rejects.toThrow();
  const run = await bench.engine.call('openlineage.run', { workspace, lid: airflow });
  expect(run).toMatchObject({ state: 'COMPLETE (2026-02-27T01:04:09.501000+00:00), says the sender', job: 'fetch_reference.download', total: 3 });
  expect(run.events.map(({ number, at, type }) => [number, at, type])).toEqual([
    [1, 1, 'START'],
    [1, 2, 'RUNNING'],
    [1, 3, 'COMPLETE'],
  ]);
  const asked = { workspace, number: 1, at: 3 };
  const fields = JSON.stringify(await bench.engine.call('openlineage.event', asked));
  expect(fields).toContain('BashOperator');
  expect(fields).not.toContain('hunter2');
  const raw = await bench.engine.call('openlineage.raw', asked);
  const [, , line = ''] = readFileSync(join(events, 'airflow.jsonl'), 'utf8').split('\n');
  expect(raw).toMatchObject({ text: line, bytes: Buffer.byteLength(line), sha256: createHash('sha256').update(line).digest('hex'), validUtf8: true, truncated: false });
  expect(raw.text).toContain('hunter2');
}, 60_000);

it('our own export comes back and joins the records it was made of', async () => {
  const [row] = (await bench.engine.call('runs.list', { workspace })).runs;
  const out = join(bench.folder, 'own.jsonl');
  await bench.job('export.write', { workspace, format: 'openlineage', scope: { run: row?.lid ?? '' }, out });
  const { imports, failed } = await load([out]);
  expect(failed).toEqual([]);
  const [own] = imports;
  expect(own?.events).toBeGreaterThan(1);
  expect(own?.joined).toBe(own?.datasets);
  expect(own?.refused.every(({ why }) => why.startsWith('an event of a dataset alone'))).toBe(true);
}, 60_000);

it('what holds no event of a run is not kept, and the rest goes on', async () => {
  writeFileSync(join(events, 'zz.json'), '{"broken":');
  const made = await load([events, join(events, 'nothing.jsonl')]);
  expect(made.imports).toHaveLength(3);
  expect(made.failed.map(({ message }) => message)).toEqual([expect.stringContaining('holds no OpenLineage event of a run'), expect.stringContaining('nothing.jsonl')]);
});
