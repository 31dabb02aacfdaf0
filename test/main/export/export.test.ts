/** Exports of real stores: every format written and journalled, nothing left where it is stopped or refused, no secret in any. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatIds } from '../../../core/export/format';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { layLeakyStore, run as leakyRun, secrets } from '../secrets/leaky-store';

const strict = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
let bench: Workbench;
let out: string;
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync('trial', join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage'));
  out = bench.folder;
});
afterAll(() => bench.close());

const write = (format: (typeof formatIds)[number], scope: object, name: string, workspace = 'trial') =>
  bench.job('export.write', { workspace, scope: scope as { run: string }, format, out: join(out, name) });

it('writes a run in every format, and tells the digest of what lies there', async () => {
  for (const format of formatIds) {
    const result = await write(format, { run: strict }, `run.${format}`);
    expect(result.counts).toEqual({ runs: 2, tasks: 18, files: 72, links: 191 });
    expect(createHash('sha256').update(readFileSync(result.path)).digest('hex')).toBe(result.sha256);
    expect(result.notCarried.some(({ what }) => what.startsWith('whether a run or a task succeeded'))).toBe(true);
  }
  expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([]);
  const { events } = await bench.engine.call('journal.list', { workspace: 'trial', limit: 50 });
  expect(events.filter(({ act }) => act === 'exported').length).toBe(formatIds.length);
});

it('tells reused tasks from executed ones: only those are started by this run', async () => {
  await write('ro-crate', { run: strict }, 'strict.zip');
  const crate = JSON.parse(
    execFileSync('python3', [
      '-c',
      'import sys,zipfile;sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read("ro-crate-metadata.json").decode())',
      join(out, 'strict.zip'),
    ]).toString(),
  );
  const ofType = (type: string) => crate['@graph'].filter((one: { '@type': string | string[] }) => [one['@type']].flat().includes(type));
  expect(ofType('ControlAction').length).toBe(5);
  expect(ofType('CreateAction').length).toBe(20);
  expect(ofType('FormalParameter').map(({ name }: { name: string }) => name)).toEqual(['samples', 'reference', 'min_qual', 'min_depth', 'protocol']);
});

it('writes a file with what was recorded upstream of it, and chosen records together', async () => {
  const file = `${strict}/cohort/cohort.tsv`;
  const chain = await write('jsonl', { file }, 'file.jsonl');
  const lines = readFileSync(chain.path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const processes = new Set(lines.flatMap(({ type, process }) => (type === 'task' ? [process] : [])));
  expect([...processes].sort()).toEqual(['ALIGN', 'CALL', 'COHORT', 'FILTER', 'INDEX_REFERENCE', 'TRIM']);
  expect(lines.filter(({ type, published }) => type === 'file' && published)).toEqual([]);
  const both = await write('csv', { lids: [file, 'lid://743f3d10fce32490142d3833990f2427'] }, 'both.csv');
  expect(both.counts.runs).toBe(3);
});

it('refuses what cannot be, and leaves nothing where it is stopped', async () => {
  await expect(write('bco', { file: `${strict}/cohort/cohort.tsv` }, 'no.json')).rejects.toMatchObject({ code: 'not-supported' });
  await expect(write('dot', { run: 'lid://00000000000000000000000000000000' }, 'no.dot')).rejects.toMatchObject({ code: 'not-found' });
  await expect(bench.job('export.write', { workspace: 'trial', scope: { run: strict }, format: 'dot', out: join(out, 'trial/lineage/x.dot') })).rejects.toMatchObject({
    code: 'bad-input',
  });
  const stop = new AbortController();
  const stopped = bench.job('export.write', { workspace: 'trial', scope: { run: strict }, format: 'jsonl', out: join(out, 'stopped.jsonl') }, () => stop.abort(), stop.signal);
  await expect(stopped).rejects.toThrow();
  expect(readdirSync(out).filter((name) => name.startsWith('stopped') || name.startsWith('no.'))).toEqual([]);
});

it('masks secrets in every format', async () => {
  const store = layLeakyStore(join(bench.folder, 'leaky'));
  await bench.sync('leaky', store);
  for (const format of formatIds) {
    const { path, masked } = await write(format, { run: `lid://${leakyRun}` }, `leaky.${format}`, 'leaky');
    const text = readFileSync(path).toString('latin1');
    for (const secret of [secrets.password, secrets.token]) expect(text.includes(secret), `${format}: ${secret}`).toBe(false);
    expect(masked).toBeGreaterThan(0);
  }
});

it('lists for sha256sum what GNU sha256sum then finds', async () => {
  const before = readFileSync(join(out, 'run.sha256sum'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  expect(before.every((line) => line.startsWith('# '))).toBe(true); // nobody has checked a file yet
  const files = unpack('assay-legacy.tar.gz', join(bench.folder, 'assay'));
  await bench.sync('assay', join(files, 'lineage'), [{ from: '/data/assay-legacy', to: files }]);
  const { runs } = await bench.engine.call('runs.list', { workspace: 'assay' });
  const run = runs.find(({ outputs }) => outputs > 0)?.lid ?? '';
  await bench.job('verify.run', { workspace: 'assay', run, work: true });
  const { path } = await write('sha256sum', { run }, 'assay.sha256', 'assay');
  expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64} {2}\//m);
  const { status, stdout, stderr } = spawnSync('sha256sum', ['-c', path], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(': OK');
});
