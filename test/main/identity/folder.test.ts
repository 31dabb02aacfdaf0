/** Store identity on real folders: what is refused, what is told, and what a person may accept. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoreEvent } from '../../../core/contract/store-identity';
import { openLedger } from '../../../core/evidence/ledger';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'data')), 'lineage');
});
afterEach(() => bench.close());

const sync = (acceptStore?: string) => bench.job('sync.run', { workspace: 'trial', ...(acceptStore === undefined ? {} : { acceptStore }) });
const identity = () => bench.engine.call('store.identity', { workspace: 'trial' });
const acts = async () => (await bench.engine.call('journal.list', { workspace: 'trial' })).events;
const evidence = () =>
  ['packs', 'ledger', 'checkpoints'].map((part) => {
    const folder = join(bench.home, 'trial/evidence', part);
    return readdirSync(folder).map((file) => readFileSync(join(folder, file)).toString('base64'));
  });

/** Refused, with nothing written but one line of the journal, and every answer as before. */
async function refused(words: RegExp) {
  const before = { evidence: evidence(), acts: (await acts()).length };
  await expect(sync()).rejects.toMatchObject({ code: 'other-store', message: expect.stringMatching(words) });
  expect(evidence()).toEqual(before.evidence);
  const after = await acts();
  expect(after).toHaveLength(before.acts + 1);
  expect(after[0]).toMatchObject({ act: 'store-refused' });
  const { workspace } = await bench.engine.call('workspaces.get', { workspace: 'trial' });
  expect(workspace).toMatchObject({ records: 666, interruptedSync: false });
  expect((await bench.engine.call('findings.list', { workspace: 'trial' })).counts.vanished ?? 0).toBe(0);
}

it('is pinned at the first sync, and later syncs of the same folder say nothing', async () => {
  await bench.sync('trial', store);
  await sync();
  const { pin, events, sentences } = await identity();
  expect(events).toHaveLength(1);
  expect(pin).toMatchObject({ type: 'store-pinned', sync: 1, late: false, content: null });
  const value = (name: string) => pin?.facts.find((fact) => fact.name === name)?.value;
  expect(value('path')).toBe(store);
  expect(value('folder')).toMatch(/^\d+$/);
  expect(sentences[0]).toMatch(/^Pinned at sync 1, /);
  expect(await bench.job('evidence.verify', { workspace: 'trial' })).toMatchObject({ ok: true });
});

it('an empty folder, as that of a disk that is not mounted, is refused: nothing is called vanished', async () => {
  await bench.sync('trial', store);
  renameSync(store, `${store}.away`);
  mkdirSync(store);
  await refused(/it is empty, and 674 objects were there at the last look/);
  rmSync(store, { recursive: true });
  renameSync(`${store}.away`, store);
  expect(await sync()).toMatchObject({ unchanged: 666, vanished: 0 });
});

it('another store at the same path is refused, and taken when a person says why', async () => {
  await bench.sync('trial', store);
  rmSync(store, { recursive: true });
  const other = unpack('assay-legacy.tar.gz', join(bench.folder, 'legacy'));
  const legacy = readdirSync(other, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('.history')) as string;
  cpSync(join(other, legacy, '..'), store, { recursive: true });
  await refused(/of the 674 objects that were there at the last look none is among the \d+ there now/);
  const result = await sync('  the sponsor moved to the legacy assay  ');
  expect(result).toMatchObject({ vanished: 674, changed: 0 });
  const { events } = await identity();
  expect(events.map((event: StoreEvent) => event.type)).toEqual(['store-pinned', 'store-repinned']);
  expect(events[1]).toMatchObject({ reason: 'the sponsor moved to the legacy assay', content: { kept: 674, shared: 0 } });
  expect((await acts())[0]).toMatchObject({ act: 'sync', detail: { acceptStore: 'the sponsor moved to the legacy assay' } });
  expect(await sync()).toMatchObject({ vanished: 0 });
  bench = await bench.restart();
  expect((await identity()).events).toEqual(events);
  expect(await bench.job('evidence.verify', { workspace: 'trial' })).toMatchObject({ ok: true });
});

it('the same names with other bytes throughout are another store; a few records that changed are findings', async () => {
  await bench.sync('trial', store);
  const records = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.data.json'));
  const [first = ''] = records;
  writeFileSync(join(store, first), `${readFileSync(join(store, first), 'utf8')} `);
  expect(await sync()).toMatchObject({ changed: 1 });
  const all = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.data.json') || /^\.history\/./.test(path));
  for (const path of all) writeFileSync(join(store, path), `${readFileSync(join(store, path), 'utf8')}  `);
  await refused(/the earliest 16 of the objects that were there at the last look all have other bytes now/);
});

it('settings edited by hand to another folder are refused, old and new side by side', async () => {
  await bench.sync('trial', store);
  const copy = join(bench.folder, 'copy');
  cpSync(store, copy, { recursive: true });
  const settings = join(bench.home, 'trial/workspace.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(JSON.stringify(store), JSON.stringify(copy)));
  await refused(new RegExp(`folder: was ${store}, is ${copy}`));
  const refusal = (await acts()).find(({ act }) => act === 'store-refused')?.detail as { differs: { name: string; was: string; now: string }[] };
  expect(refusal.differs.map(({ name }) => name)).toContain('path');
});

it('a link that leads to another folder is refused; to a copy at the very path, told with what its bytes show', async () => {
  const link = join(bench.folder, 'link');
  symlinkSync(store, link);
  await bench.sync('trial', link);
  const copy = join(bench.folder, 'copy');
  cpSync(store, copy, { recursive: true });
  rmSync(link);
  symlinkSync(copy, link);
  await refused(/links followed: was /);
  rmSync(link);
  symlinkSync(store, link);
  renameSync(store, `${store}.away`);
  renameSync(copy, store);
  const { pin } = await identity();
  if (pin?.facts.find((fact) => fact.name === 'file-system')?.value != null) return refused(/inode/);
  expect(await sync()).toMatchObject({ unchanged: 666, vanished: 0 });
  const told = (await identity()).events.at(-1);
  expect(told).toMatchObject({ type: 'store-told', content: { read: 16, sameBytes: 16 } });
  await sync();
  expect((await identity()).events).toHaveLength(2);
});

it('a workspace of an older version is pinned at its next sync and says so', async () => {
  await bench.sync('trial', store);
  // As older versions left it: synced, and no pin in the ledger.
  const folder = join(bench.home, 'trial');
  const ledger = openLedger(bench.ports, 'trial/evidence/ledger');
  const batches = [...ledger.scan({ segment: 1, offset: 0 }, () => {})].map(({ events }) => events.filter((event) => event.type !== 'store-pinned'));
  bench.engine.close();
  for (const part of ['evidence/ledger', 'evidence/checkpoints', 'index']) rmSync(join(folder, part), { recursive: true });
  const older = openLedger(bench.ports, 'trial/evidence/ledger');
  for (const events of batches) if (events.length > 0) older.append(events);
  older.close();
  bench = await bench.restart();
  expect((await identity()).pin).toBeNull();
  expect(await sync()).toMatchObject({ unchanged: 666 });
  const { pin, sentences } = await identity();
  expect(pin).toMatchObject({ type: 'store-pinned', sync: 2, late: true, content: { kept: 674, shared: 674, asKept: 674 } });
  expect(sentences[0]).toContain('not at the first sync');
});

it('nothing to accept is an error that keeps nothing', async () => {
  await bench.sync('trial', store);
  const before = evidence();
  await expect(sync('because')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('nothing to accept') });
  expect(evidence()).toEqual(before);
});

it('an empty folder is pinned once something is in it', async () => {
  const empty = join(bench.folder, 'empty');
  mkdirSync(empty);
  await bench.sync('trial', empty);
  expect((await identity()).pin).toBeNull();
  cpSync(store, empty, { recursive: true });
  expect(await sync()).toMatchObject({ new: 666 });
  expect((await identity()).pin).toMatchObject({ sync: 2, late: true });
});
