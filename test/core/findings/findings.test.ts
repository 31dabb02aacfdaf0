/** Every kind of finding out of a store that is changed between syncs, with its evidence, and kept when acknowledged. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Finding } from '../../../core/contract/findings';
import { findingTypes } from '../../../core/findings/kinds';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 240_000 });
const run = 'aa000000000000000000000000000001';
const task = 'bb000000000000000000000000000001';
let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
});
afterEach(() => bench.close());

function write(path: string, text: string, modified?: Date) {
  const file = join(store, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (modified) utimesSync(file, modified, modified);
}
const record = (key: string, kind: string, spec: object, modified?: Date) => write(`${key}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }), modified);
const hourAgo = () => new Date(Date.now() - 3_600_000);
const lineTime = () => `${hourAgo().toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const sync = () => bench.job('sync.run', { workspace: 'w' });
const list = async (more: object = {}) => (await bench.engine.call('findings.list', { workspace: 'w', ...more })).findings;
const ofType = (findings: Finding[], type: Finding['type']) => findings.filter((one) => one.type === type).map((one) => one.key);

function firstStore() {
  record(run, 'WorkflowRun', { name: 'one', sessionId: 's', metadata: { start: hourAgo().toISOString() } });
  write(`.history/${run}`, `${lineTime()}\tone\ts\tlid://${run}`);
  record(task, 'TaskRun', { name: 'T (1)', sessionId: 's', input: [], workflowRun: `lid://${run}` });
  record(`${task}/a.txt`, 'FileOutput', { path: '/w/a.txt', taskRun: `lid://${task}`, source: `lid://${task}`, workflowRun: `lid://${run}`, size: 1 });
}

it('tells each kind at the sync that found it, never silently, and shows what it rests on', async () => {
  firstStore();
  expect((await bench.sync('w', store)).findings).toEqual({});
  // A long run writes more: no alarm, though it began before the sync above.
  record(`${task}#output`, 'TaskOutput', { taskRun: `lid://${task}`, workflowRun: `lid://${run}`, createdAt: new Date().toISOString(), output: [] });
  expect((await sync()).findings).toEqual({});

  write(`${task}/.data.json`, `{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"T (2)","sessionId":"s","input":["lid://cc"],"workflowRun":"lid://${run}"}}`);
  rmSync(join(store, `.history/${run}`));
  record(`${task}/late.txt`, 'FileOutput', { path: '/w/late.txt', taskRun: `lid://${task}`, workflowRun: `lid://${run}` }, hourAgo());
  record('aa000000000000000000000000000002', 'WorkflowRun', { name: 'two', sessionId: 's2', metadata: { start: hourAgo().toISOString() } });
  record(`${task}/A.txt`, 'FileOutput', { path: '/w/A.txt', taskRun: 'lid://dd', workflowRun: `lid://${run}` });
  write('ee000000000000000000000000000001/.data.json', '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"shown","name":"taken","container":7}}');
  write('.history/x', `${lineTime()}\tother\ts2\tlid://aa000000000000000000000000000002`);
  write('.history/y', `${lineTime()}\ttwo\ts2\tlid://aa000000000000000000000000000002`);
  write('.history/z', `${lineTime()}\tghost\ts\tlid://ff000000000000000000000000000001`);
  write('ab/.data.json', '{"version":');
  const third = await sync();
  const found = await list({ sync: 3 });
  expect(ofType(found, 'changed')).toEqual([task]);
  expect(ofType(found, 'vanished')).toEqual([`.history/${run}`]);
  expect(ofType(found, 'back-dated')).toEqual([`${task}/late.txt`]);
  expect(ofType(found, 'back-dated-by-own-time')).toContain('aa000000000000000000000000000002');
  expect(ofType(found, 'key-disagrees')).toEqual([`${task}/A.txt`]);
  expect(ofType(found, 'duplicate-names')).toEqual(['ee000000000000000000000000000001']);
  expect(ofType(found, 'odd-content')).toEqual(['ee000000000000000000000000000001']);
  expect(ofType(found, 'lid-collision')).toHaveLength(1);
  expect(ofType(found, 'history-twice')).toEqual(['aa000000000000000000000000000002']);
  expect(found.filter((one) => one.type === 'history-disagrees').map((one) => one.object)).toEqual(expect.arrayContaining(['.history/x', '.history/y', '.history/z']));
  expect(ofType(found, 'run-without-record')).toEqual(['ff000000000000000000000000000001']);
  expect(ofType(found, 'run-without-history')).toEqual([run]);
  expect(ofType(found, 'quarantined')).toEqual(['ab']);
  expect(ofType(found, 'dangling')).toEqual(expect.arrayContaining(['cc', 'dd']));
  for (const type of findingTypes) expect(third.findings[type] ?? 0, type).toBe(ofType(found, type).length);

  const id = found.find((one) => one.type === 'changed')?.id ?? '';
  const { detail } = await bench.engine.call('findings.show', { workspace: 'w', id: id.slice(0, 8) });
  expect(detail.how).toBe('fields');
  expect(detail.changes).toEqual([
    { path: '$.spec.name', change: 'changed', old: '"T (1)"', new: '"T (2)"' },
    { path: '$.spec.input[0]', change: 'added', old: null, new: '"lid://cc"' },
  ]);
  expect(detail.evidence.map((one) => one.type)).toEqual(['first-seen', 'changed']);
  expect(detail.old?.text).toContain('T (1)');
  expect(detail.new?.text).toContain('T (2)');
  const raw = await bench.engine.call('records.raw', { workspace: 'w', lid: `lid://${task}`, sha256: detail.old?.sha256 });
  expect(raw.text).toContain('T (1)');

  write(`.history/${run}`, `${lineTime()}\tone\ts\tlid://${run}`);
  expect((await sync()).findings).toMatchObject({ reappeared: 1 });
  expect(await list({ type: 'run-without-history' })).toEqual([]);
});

it('keeps an acknowledgement with who, when and why; the finding stays, also when it is no longer so', async () => {
  firstStore();
  write('.history/z', `${lineTime()}\tghost\ts\tlid://ff000000000000000000000000000001`);
  await bench.sync('w', store);
  const [ghost] = await list({ type: 'run-without-record' });
  await expect(bench.engine.call('findings.acknowledge', { workspace: 'w', ids: [ghost?.id ?? '', 'ffffffffffffffff'], reason: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  expect((await list({ state: 'acknowledged' })).length).toBe(0);
  expect(await bench.engine.call('findings.acknowledge', { workspace: 'w', ids: [ghost?.id ?? ''], reason: 'the launch failed' })).toEqual({ acknowledged: 1 });
  rmSync(join(bench.home, 'w/index'), { recursive: true, force: true });
  bench = await bench.restart();
  const [kept] = await list({ type: 'run-without-record' });
  expect(kept).toMatchObject({ id: ghost?.id, holds: true, acknowledged: { reason: 'the launch failed', by: expect.any(String), at: expect.any(String) } });
  expect(await list({ type: 'run-without-record', state: 'open' })).toEqual([]);
  record('ff000000000000000000000000000001', 'WorkflowRun', { name: 'ghost', sessionId: 's' });
  await sync();
  expect(await list({ type: 'run-without-record' })).toMatchObject([{ id: ghost?.id, holds: false, acknowledged: { reason: 'the launch failed' } }]);
  expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, index: { differences: [] } });
  const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(events.map((event) => event.act)).toContain('findings-acknowledged');
});

it('says which other workspace keeps a LID that dangles here', async () => {
  firstStore();
  record('99000000000000000000000000000001', 'TaskRun', { name: 'X', input: ['lid://11000000000000000000000000000001'], workflowRun: `lid://${run}` });
  await bench.sync('w', store);
  const other = join(bench.folder, 'other');
  mkdirSync(join(other, '11000000000000000000000000000001'), { recursive: true });
  writeFileSync(join(other, '11000000000000000000000000000001/.data.json'), '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"there"}}');
  await bench.sync('elsewhere', other);
  const [dangling] = await list({ type: 'dangling' });
  const { detail } = await bench.engine.call('findings.show', { workspace: 'w', id: dangling?.id ?? '' });
  expect(detail.elsewhere).toEqual(['elsewhere']);
});

it.each(['trial-042-lineage.tar.gz', 'assay-legacy.tar.gz'])('finds nothing odd in the records that Nextflow wrote: %s', async (archive) => {
  const { findings } = await bench.sync('w', join(unpack(archive, join(bench.folder, 'real')), 'lineage'));
  for (const type of ['key-disagrees', 'duplicate-names', 'odd-content', 'history-disagrees', 'history-twice', 'back-dated', 'back-dated-by-own-time', 'quarantined'] as const)
    expect(findings[type] ?? 0, `${type} ${JSON.stringify((await list({ type })).slice(0, 2))}`).toBe(0);
});
