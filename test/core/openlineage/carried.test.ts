/** What leaves the house says what it knows of others: bundles hold the files of events and prove them, exports say that they leave them out, a file's report names them as told. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

const run = 'lid://7c6c73a99887871270d84830fd9cf8a0';
const workspace = 'w';
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

let bench: Workbench;
let published: { lid: string; path: string };
beforeEach(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage'));
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: run });
  const found = outputs.find(({ lid, path }) => lid !== null && path !== null);
  if (found?.lid == null || found.path === null) throw new Error('no published file');
  published = { lid: found.lid, path: found.path };
  const events = join(bench.folder, 'events');
  mkdirSync(events);
  for (const name of ['airflow.jsonl', 'spark.jsonl', 'marquez.json'])
    writeFileSync(join(events, name), readFileSync(join(fixtures, 'openlineage', name), 'utf8').replaceAll('@PUBLISHED@', published.path));
  await bench.job('openlineage.import', { workspace, paths: [events] });
}, 60_000);
afterEach(() => bench.close());

it.skipIf(!python)(
  'a bundle of a run holds the files of events before and after it, and both checks of it accept them',
  async () => {
    const out = join(bench.folder, 'bundle.zip');
    await bench.job('evidence.bundle', { workspace, run, out, report: false });
    const folder = join(bench.folder, 'unpacked');
    execFileSync('python3', ['-m', 'zipfile', '-e', out, folder]);
    const [bag = ''] = readdirSync(folder);
    const kept = readdirSync(join(folder, bag, 'data', 'lists')).sort();
    const { imports } = await bench.engine.call('openlineage.imports', { workspace });
    // dbt's run (in marquez.json) read what Spark wrote: it is one step further than what read a file of the run itself.
    const named = imports.filter(({ name }) => name !== 'marquez.json').map(({ sha256 }) => sha256);
    expect(kept).toEqual(named.sort());
    const verified = spawnSync('python3', ['-I', '-B', join(import.meta.dirname, '../../../core/bundle/verify.py'), join(folder, bag)], { encoding: 'utf8' });
    expect(verified.stdout + verified.stderr).toContain('2 lists that results rest on, or files of OpenLineage events, have the SHA-256');
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const checked = await bench.job('bundle.check', { path: out });
    expect(checked).toMatchObject({ ok: true });
    writeFileSync(join(folder, bag, 'data', 'lists', kept[0] ?? ''), 'altered');
    expect(spawnSync('python3', ['-I', '-B', join(import.meta.dirname, '../../../core/bundle/verify.py'), join(folder, bag)]).status).toBe(1);
  },
  120_000,
);

it('whoever imports the bundle has them in the graph, as told, but for what its maker took out again', async () => {
  const out = join(bench.folder, 'bundle.zip');
  const upstream = async (name: string) => {
    const { nodes } = await bench.engine.call('graph.trace', { workspace: name, lid: published.lid, direction: 'up' });
    return nodes.filter(({ kind }) => kind === 'OutsideRun' || kind === 'OutsideData').map(({ lid, title, detail }) => ({ lid, title, detail }));
  };
  await bench.job('evidence.bundle', { workspace, run, out, report: false });
  await bench.job('bundle.import', { path: out, name: 'theirs', anyway: false });
  expect((await upstream('theirs')).length).toBeGreaterThan(1);
  expect(await upstream('theirs')).toEqual(await upstream(workspace));
  const { imports } = await bench.engine.call('openlineage.imports', { workspace: 'theirs' });
  expect(imports.map(({ name }) => name)).toEqual(['airflow.jsonl', 'spark.jsonl']);
  expect(await bench.job('evidence.verify', { workspace: 'theirs' })).toMatchObject({ ok: true, index: { differences: [] } });
  await expect(bench.engine.call('openlineage.remove', { workspace: 'theirs', number: 1, reason: 'x' })).rejects.toMatchObject({ code: 'not-supported' });
  const [first] = imports;
  const { imports: own } = await bench.engine.call('openlineage.imports', { workspace });
  await bench.engine.call('openlineage.remove', { workspace, number: own.find(({ sha256 }) => sha256 === first?.sha256)?.number ?? 0, reason: 'of another trial' });
  const later = join(bench.folder, 'later.zip');
  await bench.job('evidence.bundle', { workspace, run, out: later, report: false });
  await bench.job('bundle.import', { path: later, name: 'later', anyway: false });
  expect(await upstream('later')).toEqual([]);
}, 120_000);

it('no export carries them, and each says so with their number', async () => {
  for (const format of ['ro-crate', 'prov-json', 'openlineage', 'dot', 'jsonl'] as const) {
    const { notCarried } = await bench.job('export.write', { workspace, format, scope: { file: published.lid }, out: join(bench.folder, format) });
    expect(notCarried.find(({ what }) => what.startsWith('runs of others upstream'))?.count, format).toBe(2);
  }
}, 120_000);

it('the report of a file names runs of others upstream, as told', async () => {
  const { outline } = await bench.engine.call('report.outline', { workspace, about: { kind: 'file', lid: published.lid } });
  const text = JSON.stringify(outline);
  expect(text).toContain('OpenLineage events, the word of their sender, say that');
  expect(text).toContain('airflow · fetch_reference.download');
}, 60_000);
