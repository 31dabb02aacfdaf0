/** Tags of this workbench: kept in the ledger, replayed, as of an instant, taken back, found, refused; a secret and hostile text never kept. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 120_000 });
const run = 'aa000000000000000000000000000001';
const task = 'bb000000000000000000000000000001';
const file = { kind: 'record' as const, text: `lid://${task}/a.txt` };
const ofRun = { kind: 'record' as const, text: `lid://${run}` };
let bench: Workbench;

function record(store: string, key: string, kind: string, spec: object) {
  const path = join(store, key, '.data.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
}

beforeEach(async () => {
  bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  record(store, run, 'WorkflowRun', { name: 'one', sessionId: 's', workflow: { commitId: 'c0ffee' }, params: [] });
  record(store, task, 'TaskRun', {
    name: 'T (1)',
    sessionId: 's',
    container: 'quay.io/x:1',
    input: [{ type: 'path', name: 'in', value: [{ path: 'file:///data/ref.fa', checksum: null }] }],
    workflowRun: `lid://${run}`,
  });
  record(store, `${task}/a.txt`, 'FileOutput', { path: '/w/a.txt', taskRun: `lid://${task}`, source: `lid://${task}`, workflowRun: `lid://${run}`, size: 1, labels: ['gxp'] });
  await bench.sync('w', store);
});
afterEach(() => bench.close());

const set = (items: object[], tags: Record<string, string>, more: object = {}) =>
  bench.engine.call('tags.set', { workspace: 'w', items: items as never, set: Object.entries(tags).map(([key, value]) => ({ key, value })), ...more });
const get = (item: object, workspace = 'w') => bench.engine.call('tags.get', { workspace, item: item as never });
const found = async (text: string) => (await bench.engine.call('search.find', { workspace: 'w', text, settled: false })).groups.flatMap(({ hits }) => hits.map(({ lid }) => lid));

it('keeps who, when, old and new; replays it; shows it on rows, pages, in search, in reports', async () => {
  const first = await set([file, ofRun], { Project: 'aurora' }, { reason: 'as agreed' });
  expect(first).toEqual({ act: 1, items: 2, unchanged: 0, masked: 0 });
  expect(await set([file, ofRun], { project: 'aurora' })).toEqual({ act: null, items: 0, unchanged: 2, masked: 0 });
  expect(await set([file], { project: 'borealis', owner: 'QA' })).toMatchObject({ act: 2, items: 1 });
  const got = await get(file);
  expect(got.tags.map(({ key, value, act }) => [key, value, act])).toEqual([
    ['owner', 'QA', 2],
    ['project', 'borealis', 2],
  ]);
  expect(got.history.map(({ key, was, now, reason }) => [key, was, now, reason])).toEqual([
    ['owner', null, 'QA', null],
    ['project', 'aurora', 'borealis', null],
    ['project', null, 'aurora', 'as agreed'],
  ]);
  expect((await bench.engine.call('runs.list', { workspace: 'w' })).runs[0]?.tags).toEqual([{ key: 'project', value: 'aurora' }]);
  const page = await bench.engine.call('records.get', { workspace: 'w', lid: file.text });
  expect(page.record.labels).toEqual(['gxp']);
  expect(page.record.tags).toEqual([
    { key: 'owner', value: 'QA' },
    { key: 'project', value: 'borealis' },
  ]);

  expect(await found('tag:project')).toEqual(expect.arrayContaining([file.text, ofRun.text]));
  expect(await found('tag:PROJECT=Borealis')).toEqual([file.text]);
  expect(await found('-tag:project kind:file')).toEqual([]);
  expect(await found('label:borealis')).toEqual([]);
  const suggested = await bench.engine.call('search.suggest', { workspace: 'w', text: 'tag:project=', caret: 12 });
  expect(suggested.items.map(({ label, count }) => [label, count])).toEqual(
    expect.arrayContaining([
      ['project=aurora', 1],
      ['project=borealis', 1],
    ]),
  );

  const checked = await bench.job('evidence.verify', { workspace: 'w' });
  expect(checked.faults).toEqual([]);
  const journal = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(JSON.stringify(journal)).toContain('Tags of this workbench set');
});

it('takes an act back by a new one, where nothing was changed since; the past stays', async () => {
  await set([file, ofRun], { domain: 'oncology' });
  await set([ofRun], { domain: 'cardio' });
  expect(await bench.engine.call('tags.undo', { workspace: 'w', act: 1, reason: 'wrong run' })).toEqual({ act: 3, items: 1, left: 1 });
  expect((await get(file)).tags).toEqual([]);
  expect((await get(file)).history[0]).toMatchObject({ key: 'domain', was: 'oncology', now: null, undoes: 1, reason: 'wrong run' });
  expect((await get(ofRun)).tags).toMatchObject([{ value: 'cardio' }]);
  await expect(bench.engine.call('tags.undo', { workspace: 'w', act: 1 })).rejects.toMatchObject({ code: 'not-supported' });
  await expect(bench.engine.call('tags.undo', { workspace: 'w', act: 9 })).rejects.toMatchObject({ code: 'not-found' });
  // What was taken back can be put back in the same way.
  await bench.engine.call('tags.undo', { workspace: 'w', act: 3 });
  expect((await get(file)).tags).toMatchObject([{ key: 'domain', value: 'oncology', act: 4 }]);
});

it('tags outside paths, labels, containers and commits as they are, and nothing that no record speaks of', async () => {
  const items = [
    { kind: 'path', text: 'file:///data/ref.fa' },
    { kind: 'label', text: 'gxp' },
    { kind: 'container', text: 'quay.io/x:1' },
    { kind: 'commit', text: 'c0ffee' },
  ];
  expect(await set(items, { regulatory: '21 CFR 11' })).toMatchObject({ items: 4 });
  const { rows, total } = await bench.engine.call('tags.items', { workspace: 'w', key: 'regulatory' });
  expect(total).toBe(4);
  expect(rows.map(({ item }) => `${item.kind} ${item.text}`)).toEqual(['commit c0ffee', 'container quay.io/x:1', 'label gxp', 'path /data/ref.fa']);
  await expect(set([file, { kind: 'container', text: 'quay.io/x' }], { a: 'b' })).rejects.toMatchObject({ code: 'not-found' });
  expect((await get(file)).tags).toEqual([]);
  const out = join(bench.folder, 'tags.csv');
  await set([file], { note: '=1+1' });
  expect(await bench.engine.call('tags.export', { workspace: 'w', out })).toMatchObject({ rows: 5, guarded: 1 });
  expect(readFileSync(out, 'utf8')).toContain(`"note","'=1+1","record","${file.text}"`);
});

it('masks a secret before it is kept, and refuses what is no key or value', async () => {
  expect(await set([file], { api_token: 'hunter2hunter2' })).toMatchObject({ masked: 1 });
  expect((await get(file)).tags[0]?.value).toContain('masked');
  for (const [key, value] of [
    ['9x', 'v'],
    ['a b', 'v'],
    ['k', ''],
    ['k', 'two\nlines'],
    ['k', 'turned\u202Etext'],
    ['k', 'x'.repeat(201)],
  ] as const)
    await expect(set([file], { [key]: value }), `${key}=${value}`).rejects.toMatchObject({ code: 'bad-input' });
  await expect(set([file], { k: 'v' }, { remove: ['K'] })).rejects.toMatchObject({ code: 'bad-input' });
  expect((await get(file)).history).toHaveLength(1);
});

it('follows as of an earlier instant, where nothing can be set', async () => {
  await set([file], { owner: 'before' });
  const at = new Date().toISOString();
  await new Promise((done) => setTimeout(done, 20));
  await set([file], { owner: 'after' });
  const then = `w@${at}`;
  await bench.job('time.open', { workspace: then });
  expect((await get(file, then)).tags).toMatchObject([{ key: 'owner', value: 'before' }]);
  expect((await get(file, then)).refused).toContain('earlier time');
  await expect(bench.engine.call('tags.set', { workspace: then, items: [file], set: [{ key: 'a', value: 'b' }] })).rejects.toMatchObject({ code: 'not-supported' });
  await expect(bench.engine.call('tags.undo', { workspace: then, act: 1 })).rejects.toMatchObject({ code: 'not-supported' });
  expect((await get(file)).tags).toMatchObject([{ value: 'after' }]);
});
