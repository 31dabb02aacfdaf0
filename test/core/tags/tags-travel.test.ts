/** Tags beyond the workspace: in bundles, reports, the time line and the journal; refused where nothing can be kept; attacked; after a kill and from several processes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Ports } from '../../../core/ports';
import { commandLine } from '../../main/cli/command-line';
import { openWorkbench, type Workbench } from '../../workbench';
import { layMadeUpStore } from '../overview/made-up-store';

vi.setConfig({ testTimeout: 120_000 });
const workspace = 'w';
const run = { kind: 'record' as const, text: 'lid://a1' };
const file = { kind: 'record' as const, text: 'lid://a1/r1.txt' };
const path = { kind: 'path' as const, text: '/in/a.fq' };
const label = { kind: 'label' as const, text: 'gxp' };
const container = { kind: 'container' as const, text: 'quay.io/acme/tool:1' };
let bench: Workbench;

beforeEach(async () => {
  bench = await openWorkbench();
  layMadeUpStore(join(bench.folder, 'store'));
  await bench.sync(workspace, join(bench.folder, 'store'));
});
afterEach(() => bench.close());

type Items = Parameters<typeof set>[0];
function set(items: readonly { kind: 'record' | 'path' | 'label' | 'container' | 'commit'; text: string }[], tags: Record<string, string>, reason = '') {
  return bench.engine.call('tags.set', { workspace, items: [...items], set: Object.entries(tags).map(([key, value]) => ({ key, value })), reason });
}
const get = (item: Items[number], of = workspace) => bench.engine.call('tags.get', { workspace: of, item });

it('travel in a bundle with the records they are on, and are claims of its maker there, never tags that can be changed', async () => {
  await set([run, path, label, container, { kind: 'record', text: 'lid://a3' }], { project: 'aurora' }, 'as agreed');
  await set([run], { project: 'borealis', owner: 'QA' });
  await set([file], { note: 'gone' });
  await bench.engine.call('tags.undo', { workspace, act: 3 });
  const zip = join(bench.folder, 'a1.zip');
  await bench.job('evidence.bundle', { workspace, run: run.text, out: zip });
  const { workspace: made, check } = await bench.job('bundle.import', { path: zip, name: 'theirs' });
  expect(check.faults).toEqual([]);
  const { imported } = await bench.engine.call('bundle.imported', { workspace: 'theirs' });
  // Not those of another run, of a label or of a container; not one that was taken back.
  expect(imported?.tags.map(({ subject, key, value, reason }) => [subject, key, value, reason])).toEqual([
    ['/in/a.fq', 'project', 'aurora', 'as agreed'],
    ['lid://a1', 'owner', 'QA', null],
    ['lid://a1', 'project', 'borealis', null],
  ]);
  expect(made.name).toBe('theirs');
  expect(await get(run, 'theirs')).toMatchObject({ tags: [], history: [], refused: expect.stringContaining('as claims') });
  expect((await bench.engine.call('tags.list', { workspace: 'theirs' })).tags).toEqual([]);
  for (const call of [
    bench.engine.call('tags.set', { workspace: 'theirs', items: [run], set: [{ key: 'a', value: 'b' }] }),
    bench.engine.call('tags.undo', { workspace: 'theirs', act: 1 }),
  ])
    await expect(call).rejects.toMatchObject({ code: 'not-supported', message: expect.stringContaining('imported from an evidence bundle') });
});

it('stand in the report of the run, its PDF text included, with who and why', async () => {
  await set([run, path], { regulatory: '21 CFR 11' }, 'as in the plan');
  await set([label], { project: 'not-of-the-run' });
  const { outline } = await bench.engine.call('report.outline', { workspace, about: { kind: 'run', run: run.text } });
  const section = outline.sections.find(({ title }) => title === 'Tags of this workbench');
  expect(JSON.stringify(section)).toContain('regulatory=21 CFR 11');
  const out = join(bench.folder, 'a1.pdf');
  await bench.job('report.pdf', { workspace, about: { kind: 'run', run: run.text }, out });
  const text = execFileSync('pdftotext', ['-layout', out, '-'], { encoding: 'utf8' });
  expect(text.replace(/\s+/g, ' ')).toContain('2 tags on this run, its tasks, outputs or inputs.');
  expect(text).toContain('regulatory=21 CFR');
  expect(text).toContain('as in the plan');
  expect(text).not.toContain('not-of-the-run');
});

it('are an act of a person on the time line and in the journal', async () => {
  await set([run, path], { project: 'aurora', owner: 'QA', domain: 'oncology', regulatory: 'GxP' }, 'as agreed');
  await set([run], { project: 'borealis' });
  await bench.engine.call('tags.undo', { workspace, act: 2 });
  const { timeline } = await bench.engine.call('time.timeline', { workspace, kinds: ['tags'], limit: 10 });
  expect(timeline.totals).toEqual({ tags: 3 });
  expect(timeline.items.map(({ title, lid, clock }) => [title, lid, clock])).toEqual([
    ['Act 2 on tags taken back', 'lid://a1', 'observed'],
    ['Tags of this workbench set', 'lid://a1', 'observed'],
    ['Tags of this workbench set', null, 'observed'],
  ]);
  expect(timeline.items.at(-1)?.detail).toMatch(/^act 1 on 2 items, by .+: project=aurora, owner=QA, domain=oncology, and 1 more; as agreed$/);
  expect(timeline.items[0]?.detail).toMatch(/^act 3 on lid:\/\/a1, by .+: project=aurora$/);
  const journal = JSON.stringify(await bench.engine.call('journal.list', { workspace }));
  expect(journal.split('Tags of this workbench set').length - 1).toBeGreaterThanOrEqual(3);
  expect(journal).toContain('lid://a1');
});

it('read the same in the journal as on their page: an owner by name, an e-mail address and a secret masked', async () => {
  await set([run], { owner: 'Jane Doe <jane@example.org>', api_token: 'abcdef0123456789abcdef0123456789' });
  const { rows } = await bench.engine.call('tags.items', { workspace, key: 'owner' });
  const value = rows[0]?.value ?? '';
  expect(value).toMatch(/^Jane Doe <\[masked: email hmac:[0-9a-f]{12}\]>$/);
  const { events } = await bench.engine.call('journal.list', { workspace });
  const set1 = events.find(({ act }) => act === 'tags-set');
  expect(set1?.now).toContain(value);
  expect(JSON.stringify(events)).not.toMatch(/jane@example|abcdef0123456789/);
  const opened = events.find(({ act }) => act === 'tag-opened');
  expect(opened?.fields).toContainEqual({ name: 'key', value: 'owner' });
});

it('are refused in words where the workspace can only be read', async () => {
  await set([run], { project: 'aurora' });
  bench.engine.close();
  const readOnly = (ports: Ports): Ports => ({
    ...ports,
    home: new Proxy(ports.home, {
      get: (home, name) => (name === 'refusesWriting' ? () => 'the disk can only be read' : (Reflect.get(home, name).bind?.(home) ?? Reflect.get(home, name))),
    }),
  });
  bench = await openWorkbench({ folder: bench.folder, change: readOnly });
  expect(await get(run)).toMatchObject({ tags: [{ key: 'project' }], refused: expect.stringContaining('can only be read') });
  await expect(set([run], { project: 'borealis' })).rejects.toMatchObject({ code: 'not-supported' });
  await expect(bench.engine.call('tags.undo', { workspace, act: 1 })).rejects.toMatchObject({ code: 'not-supported' });
});

it('hold against hostile text: nothing of it is kept, and what is allowed harms nobody', async () => {
  const megabyte = 'x'.repeat(1_000_000);
  const refused: [string, string][] = [
    [megabyte, 'v'],
    ['k', megabyte],
    ['__proto__', 'v'],
    ['k', 'a\u0000b'],
    ['k', 'a\u001b[31mb'],
    ['k', 'a\u202Eb'],
    ['k', 'a\u200Bb'],
    ['k', '\uD800'],
    ['k', '   '],
    ['k=v', 'v'],
    ['ключ', 'v'],
  ];
  for (const [key, value] of refused) {
    const error = await set([run], { [`${key}`]: value }).then(
      () => null,
      (thrown: Error) => thrown,
    );
    if (key === '__proto__') continue; // an object literal has no such key: asked below
    expect(error, `${key.slice(0, 20)}=${value.slice(0, 20)}`).toMatchObject({ code: 'bad-input' });
    expect(error?.message.length).toBeLessThan(2000);
    expect(/\p{Cc}|\u202E/u.test(error?.message ?? '')).toBe(false);
  }
  await expect(bench.engine.call('tags.set', { workspace, items: [run], set: [{ key: '__proto__', value: 'v' }] })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(set([{ kind: 'label', text: megabyte }], { k: 'v' })).rejects.toThrow();
  await expect(bench.engine.call('tags.items', { workspace, key: '__proto__', page: { offset: 0, limit: 10 } })).resolves.toMatchObject({ rows: [], total: 0 });
  expect((await get(run)).history).toEqual([]);

  await set([run], { constructor: '__proto__', note: '=HYPERLINK("http://x")', quote: '","=1+1', markup: '<img src=x onerror=1>' }, '@SUM(1)\tx');
  expect((await get(run)).tags.map(({ key, value }) => [key, value])).toEqual([
    ['constructor', '__proto__'],
    ['markup', '<img src=x onerror=1>'],
    ['note', '=HYPERLINK("http://x")'],
    ['quote', '","=1+1'],
  ]);
  const out = join(bench.folder, 'tags.csv');
  await bench.engine.call('tags.export', { workspace, out });
  const csv = readFileSync(out, 'utf8');
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv).toContain(`""",""=1+1"`);
  expect(csv).toContain(`"'@SUM(1)`);
  for (const cell of csv.match(/"(?:[^"]|"")*"/g) ?? []) expect(/^"[=+\-@\t\r]/.test(cell), cell).toBe(false);
  const found = await bench.engine.call('search.find', { workspace, text: 'tag:constructor', settled: false });
  expect(found.groups.flatMap(({ hits }) => hits.map(({ lid }) => lid))).toEqual([run.text]);
});

it('are there for a process that begins after this one was killed: its index is made of the ledger', async () => {
  await set([run, path], { project: 'aurora' });
  const was = await get(path);
  const killed = bench.engine; // never closed before the next one works: nothing of its index reached the disk
  bench = await openWorkbench({ folder: bench.folder });
  expect(await get(path)).toEqual(was);
  expect((await get(run)).tags).toMatchObject([{ key: 'project', value: 'aurora', act: 1 }]);
  expect(await set([run], { project: 'borealis' })).toMatchObject({ act: 2 });
  expect((await bench.job('evidence.verify', { workspace })).faults).toEqual([]);
  // The window that is still open sees what the other process did, and counts on from it.
  const { act } = await killed.call('tags.set', { workspace, items: [path], set: [{ key: 'owner', value: 'QA' }] });
  expect(act).toBe(3);
  expect((await get(path)).tags.map(({ key }) => key)).toEqual(['owner', 'project']);
  killed.close();
});

it('of several processes at once are kept one after the other, no act lost and no number given twice; --also and "tags undo" take them all', async () => {
  bench.engine.close();
  const line = commandLine(bench.home, bench.folder);
  const ended = await Promise.all([1, 2, 3, 4].map((n) => line('tag', 'lid://a1', `k${n}=v${n}`, '--also', '/in/a.fq', '--also', 'label:gxp', '--reason', `r${n}`, '--json')));
  const acts = ended.flatMap(({ status, stdout }) => (status === 0 ? [JSON.parse(stdout)] : []));
  for (const { status, stderr } of ended) if (status !== 0) expect(stderr).toContain('is being written');
  expect(acts.length).toBeGreaterThan(0);
  expect(new Set(acts.map(({ act }) => act)).size).toBe(acts.length);
  for (const { items } of acts) expect(items).toBe(3);
  bench = await openWorkbench({ folder: bench.folder });
  expect((await get(run)).tags).toHaveLength(acts.length);
  expect((await get(label)).tags).toHaveLength(acts.length);
  expect((await bench.job('evidence.verify', { workspace })).faults).toEqual([]);
  bench.engine.close();

  const undone = await line('tags', 'undo', String(acts[0]?.act), '--reason', 'wrong');
  expect(undone.stdout).toMatch(/^Act \d+ was taken back on 3 items, by act \d+\.\n$/);
  expect((await line('tags', 'undo', '0')).status).not.toBe(0);
  expect((await line('tags', 'undo', '999')).stderr).toContain('There is no act 999');
  const wrong = await line('tag', 'lid://a1', 'a=b', '--also', 'container:nothing');
  expect(wrong.stderr).toContain('cannot carry a tag');
  expect((await line('tag', 'lid://a1')).stdout).not.toContain('a=b');
  bench = await openWorkbench({ folder: bench.folder });
  expect((await get(path)).tags).toHaveLength(acts.length - 1);
});
