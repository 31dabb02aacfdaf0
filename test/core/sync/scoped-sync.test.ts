/** A sync of some runs follows links and never lists the store: over a real store, with every call counted. */
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import type { LineageStore } from '../../../core/store/lineage-store';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const strict = '87cf4e7e67eebdbcf18cc6b623acf905';
const release = '743f3d10fce32490142d3833990f2427';

let bench: Workbench;
let store: string;
const calls = { list: 0, paths: [] as string[], read: [] as string[] };

/** The real store, with what is asked of it written down. */
function counting(real: LineageStore): LineageStore {
  return {
    ...real,
    list(signal) {
      calls.list++;
      return real.list(signal);
    },
    listAt(paths, signal) {
      calls.paths.push(...paths);
      return real.listAt(paths, signal);
    },
    readMany(objects, signal) {
      calls.read.push(...objects.map(({ path }) => path));
      return real.readMany(objects, signal);
    },
  };
}
const forget = () => Object.assign(calls, { list: 0, paths: [], read: [] });

beforeEach(async () => {
  bench = await openWorkbench({ change: (ports) => ({ ...ports, openStore: (location) => counting(ports.openStore(location)) }) });
  store = join(unpack('trial-042-lineage.tar.gz', bench.folder), 'lineage');
  await add('w');
  forget();
});
afterEach(() => bench.close());

const add = (name: string) => bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: store } });
const sync = (runs?: string[], signal?: AbortSignal): Promise<Output<'sync.run'>> => bench.job('sync.run', { workspace: 'w', runs }, undefined, signal);
const coverage = async () => (await bench.engine.call('workspaces.get', { workspace: 'w' })).workspace.coverage;

it('reads one run and all that it rests on, each record once, without listing the store', async () => {
  const seen: { done: number; total: number | null; note?: string | undefined }[] = [];
  const result = await bench.job('sync.run', { workspace: 'w', runs: [`lid://${strict}`] }, (one) => seen.push(one));
  expect(calls.list).toBe(0);
  expect(new Set(calls.read).size).toBe(calls.read.length);
  expect(calls.paths.filter((path) => !/^([0-9a-f]{32}(#output)?|[0-9a-f]{32}\/(.+\/)?\.data\.json|\.history\/[0-9a-f]{32})$/.test(path))).toEqual([]);
  expect(result).toMatchObject({ complete: false, fetched: calls.read.length, vanished: 0, scope: { runs: [`lid://${strict}`], ended: true, missing: 0 } });
  expect(seen.at(-1)).toMatchObject({ done: result.fetched, total: null, note: expect.stringContaining('how many it comes to is not known') });

  // What the run rests on is the same as where the whole store was read.
  await add('whole');
  const whole = await bench.job('sync.run', { workspace: 'whole' });
  expect(result.records).toBeLessThan(whole.records / 2);
  const tasks = async (workspace: string) => (await bench.engine.call('runs.tasks', { workspace, lid: strict, effective: true })).tasks.map(({ lid }) => lid).sort();
  expect(await tasks('w')).toHaveLength(18);
  expect(await tasks('w')).toEqual(await tasks('whole'));
  const files = async (workspace: string) => {
    const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: strict });
    return Promise.all(outputs.map(async ({ lid }) => [lid, (await bench.engine.call('custody.get', { workspace, lid: lid ?? '' })).steps.map((step) => step.lid)]));
  };
  expect(await files('w')).toEqual(await files('whole'));
});

it('finds out by name, and refuses names that no or several runs have, before anything is read', async () => {
  expect((await sync(['strict'])).scope?.runs).toEqual([`lid://${strict}`]);
  await expect(sync(['nobody'])).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('No line of the store\'s history has a run "nobody"') });
  const line = readFileSync(join(store, '.history', strict), 'utf8').replace(`lid://${strict}`, `lid://${release}`);
  rmSync(join(store, '.history', release));
  writeFileSync(join(store, '.history', release), line);
  await expect(sync(['strict'])).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(`lid://${release}`) });
  await expect(sync(['lid://../../etc'])).rejects.toMatchObject({ code: 'bad-input' });
  await expect(sync(['0'.repeat(32)])).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('Nothing was read.') });
  const { runs } = await bench.job('sync.runsThere', { workspace: 'w' });
  expect(runs.filter(({ known }) => known).map(({ lid }) => lid)).toContain(`lid://${strict}`);
});

it('says what the workspace knows of its store: some runs, the whole, and neither where that is less', async () => {
  expect(await coverage()).toMatchObject({ known: 'nothing', sentence: null });
  await sync([strict]);
  expect(await coverage()).toMatchObject({ known: 'runs', runs: [`lid://${strict}`], sentence: expect.stringContaining('tasks that published nothing') });
  forget();
  expect(await sync([strict, release])).toMatchObject({ changed: 0, vanished: 0 });
  const known = new Set(calls.read);
  expect(await coverage()).toMatchObject({ known: 'runs', runs: [`lid://${strict}`, `lid://${release}`] });
  forget();
  const whole = await sync();
  expect(whole).toMatchObject({ complete: true, records: 666, changed: 0, vanished: 0, quarantined: 0 });
  expect(calls.read.filter((path) => known.has(path))).toEqual([]);
  expect(await coverage()).toMatchObject({ known: 'whole', whole: { sync: whole.sync }, runs: [], sentence: null });
  forget();
  expect(await sync([strict])).toMatchObject({ new: 0, changed: 0, fetched: 0, vanished: 0 });
  expect(calls.read).toEqual([]);
  expect(await coverage()).toMatchObject({ known: 'whole' });
});

it('keeps what changed with both versions; tells as vanished what it asked for and had seen, and nothing else', async () => {
  await sync(['strict']);
  const [output] = (await bench.engine.call('runs.outputs', { workspace: 'w', lid: strict })).outputs;
  const record = join(store, (output?.lid ?? '').slice('lid://'.length), '.data.json');
  writeFileSync(record, readFileSync(record, 'utf8').replace(/"size":\d+/, '"size":7'));
  // Of a run that is not asked for: gone, and nobody looks.
  const other = (await bench.engine.call('runs.outputs', { workspace: 'w', lid: strict })).outputs[1];
  rmSync(join(store, (other?.lid ?? '').slice('lid://'.length), '.data.json'));
  await bench.job('sync.run', { workspace: 'w', runs: [release] });
  expect((await bench.engine.call('findings.list', { workspace: 'w' })).findings.filter(({ type }) => type === 'vanished' || type === 'changed')).toEqual([]);
  const again = await sync(['strict']);
  expect(again).toMatchObject({ changed: 1, vanished: 1, findings: { changed: 1, vanished: 1 } });
  const { findings } = await bench.engine.call('findings.list', { workspace: 'w' });
  expect(findings.find(({ type }) => type === 'vanished')?.lid).toBe(other?.lid);
});

it('asks for what is named and not there, and leaves it a missing record', async () => {
  await sync([strict]);
  const [first] = (await bench.engine.call('runs.tasks', { workspace: 'w', lid: strict, effective: true })).tasks;
  const key = (first?.lid ?? '').slice('lid://'.length);
  rmSync(join(store, key, '.data.json'));
  await add('fresh');
  const result = await bench.job('sync.run', { workspace: 'fresh', runs: [strict] });
  expect(result.vanished).toBe(0);
  expect(result.scope?.missing).toBeGreaterThan(0);
  expect(calls.paths).toContain(key);
  const { findings } = await bench.engine.call('findings.list', { workspace: 'fresh' });
  expect(findings.filter(({ lid }) => lid === first?.lid).map(({ type }) => type)).toEqual(['dangling']);
});

it('goes on where it was stopped, and a stop declares nothing vanished', async () => {
  const stop = new AbortController();
  const running = bench.job('sync.run', { workspace: 'w', runs: [strict] }, ({ phase }) => phase === 'following links' && calls.read.length > 40 && stop.abort(), stop.signal);
  const stopped = await running;
  expect(stopped).toMatchObject({ complete: false, vanished: 0, scope: { ended: false } });
  expect(stopped.fetched).toBeGreaterThan(0);
  expect(await coverage()).toMatchObject({ known: 'runs', cutShort: [`lid://${strict}`], sentence: expect.stringContaining('not all links were followed') });
  const read = new Set(calls.read);
  forget();
  const rest = await sync([strict]);
  expect(rest.scope?.ended).toBe(true);
  expect(calls.read.filter((path) => read.has(path))).toEqual([]);
  expect(rest.records).toBe(101);
  expect(await coverage()).toMatchObject({ cutShort: [] });
});

it('refuses another store under the same name, and pins at a first sync of some runs', async () => {
  await sync(['strict']);
  const { pin } = await bench.engine.call('store.identity', { workspace: 'w' });
  expect(pin).toMatchObject({ type: 'store-pinned', sync: 1, late: false });
  // The same folder, with another store's records in it.
  for (const name of ['aside', 'other']) mkdirSync(join(bench.folder, name));
  unpack('assay-legacy.tar.gz', join(bench.folder, 'other'));
  renameSync(store, join(bench.folder, 'aside', 'lineage'));
  mkdirSync(store);
  cpSync(join(bench.folder, 'aside', 'lineage', release), join(store, release), { recursive: true });
  const { message } = await sync([release]).then(
    () => ({ message: '' }),
    (error: Error) => error,
  );
  expect(message).toContain('is not the store');
  rmSync(store, { recursive: true });
  renameSync(join(bench.folder, 'aside', 'lineage'), store);
  expect((await sync([release])).scope?.ended).toBe(true);
});

it('is repeated by a schedule for as long as the whole store was never listed', async () => {
  await sync(['strict']);
  appendFileSync(join(store, '.history', release), '');
  expect((await bench.job('sync.run', { workspace: 'w', trigger: 'schedule' })).scope?.runs).toEqual([`lid://${strict}`]);
  await sync();
  expect((await bench.job('sync.run', { workspace: 'w', trigger: 'schedule' })).scope).toBeUndefined();
});

it('follows links through rings, fragments and names that lead nowhere', async () => {
  const put = (key: string, kind: string, spec: object) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const [run, task] = ['a'.repeat(32), 'b'.repeat(32)];
  const ring = [
    `lid://${task}/x`,
    'lid://../../../etc/passwd',
    `lid://${'c'.repeat(32)}/${'long'.repeat(80)}`,
    `lid://${run}#params.a`,
    'lid://',
    `lid://${task}/d//e`,
    'lid://null',
  ];
  put(run, 'WorkflowRun', { name: 'ring', sessionId: 's', params: ring.map((value) => ({ type: 'String', name: 'p', value })) });
  put(task, 'TaskRun', { name: 'T', workflowRun: `lid://${run}`, input: [{ type: 'path', name: 'i', value: ring }] });
  put(`${task}/x`, 'FileOutput', { path: '/w/x', taskRun: `lid://${task}`, workflowRun: `lid://${run}`, source: `lid://${run}/y` });
  put(`${run}/y`, 'FileOutput', { path: '/o/y', source: `lid://${task}/x`, workflowRun: `lid://${run}` });
  const result = await sync([run]);
  expect(result).toMatchObject({ records: 4, scope: { ended: true } });
  expect(calls.paths.filter((path) => path.includes('..') || path.includes('//'))).toEqual([]);
});
