/** Syncs of real stores: counts, second syncs, changes, stops, and that nothing acknowledged is lost. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 30_000 });
let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage');
});
afterEach(() => bench.close());

const release = '743f3d10fce32490142d3833990f2427';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

describe('the first sync of trial-042', () => {
  it('accounts for every object listed', async () => {
    const result = await bench.sync('trial', store);
    const files = filesBelow(store);
    const history = files.filter((file) => file.includes('/.history/')).length;
    expect(result).toMatchObject({ records: 666, new: 666, changed: 0, unchanged: 0, vanished: 0, quarantined: 0, history, runs: 8, complete: true });
    expect(result.listed).toBe(result.records + result.history + result.quarantined + result.ignored);
    expect(result.listed).toBe(files.length);
  });

  it('keeps every record byte for byte', async () => {
    await bench.sync('trial', store);
    for (const key of [release, `${release}#output`, `${release}/cohort/cohort.tsv`]) {
      const raw = await bench.engine.call('records.raw', { workspace: 'trial', lid: `lid://${key}` });
      expect(Buffer.from(raw.base64, 'base64').equals(readFileSync(join(store, key, '.data.json')))).toBe(true);
    }
  });
});

describe('a second sync', () => {
  it('says 666 unchanged and reads no record', async () => {
    await bench.sync('trial', store);
    const second = await bench.job('sync.run', { workspace: 'trial' });
    expect(second).toMatchObject({ sync: 2, records: 666, unchanged: 666, new: 0, changed: 0, fetched: 0, complete: true });
  });

  it('finds changed, vanished, new and reappeared records and keeps the earlier bytes', async () => {
    await bench.sync('trial', store);
    const changed = join(store, release, '.data.json');
    const original = readFileSync(changed);
    const gone = join(store, `${release}#output`, '.data.json');
    const goneBytes = readFileSync(gone);
    writeFileSync(changed, original.toString().replace('"release"', '"released"'));
    rmSync(gone);
    const second = await bench.job('sync.run', { workspace: 'trial' });
    expect(second).toMatchObject({ records: 665, changed: 1, unchanged: 664, new: 0, vanished: 1 });
    const { findings } = await bench.engine.call('findings.list', { workspace: 'trial' });
    expect(findings.filter((one) => one.type === 'changed').map((one) => one.key)).toEqual([release]);
    expect(findings.filter((one) => one.type === 'vanished').map((one) => one.key)).toEqual([`${release}#output`]);
    const page = await bench.engine.call('records.get', { workspace: 'trial', lid: `lid://${release}` });
    expect(page.record.versions).toHaveLength(2);
    const first = page.record.versions.at(-1);
    const earlier = await bench.engine.call('records.raw', { workspace: 'trial', lid: `lid://${release}`, sha256: first?.sha256 });
    expect(Buffer.from(earlier.base64, 'base64').equals(original)).toBe(true);
    writeFileSync(gone, goneBytes);
    const third = await bench.job('sync.run', { workspace: 'trial' });
    expect(third).toMatchObject({ records: 666, changed: 0, reappeared: 1, unchanged: 666 });
  });

  it('reads again but finds no change where only the time was touched', async () => {
    await bench.sync('trial', store);
    writeFileSync(join(store, release, '.data.json'), readFileSync(join(store, release, '.data.json')));
    expect(await bench.job('sync.run', { workspace: 'trial' })).toMatchObject({ changed: 0, unchanged: 666, fetched: 1 });
    expect(await bench.job('sync.run', { workspace: 'trial' })).toMatchObject({ unchanged: 666, fetched: 0 });
  });

  it('declares nothing vanished when the store cannot be listed', async () => {
    await bench.sync('trial', store);
    rmSync(store, { recursive: true });
    await expect(bench.job('sync.run', { workspace: 'trial' })).rejects.toMatchObject({ code: 'store-unreachable' });
    const { workspace } = await bench.engine.call('workspaces.get', { workspace: 'trial' });
    expect(workspace.records).toBe(666);
    expect(workspace.lastSync).toMatchObject({ complete: false, vanished: 0 });
  });
});

describe('what cannot be read', () => {
  it('is kept with its reason, and counted', async () => {
    writeFileSync(join(store, release, '.data.json'), '{"version":"lineage/v1beta1","kind":"Workfl');
    writeFileSync(join(store, `${release}#output`, '.data.json'), '');
    writeFileSync(join(store, '.history', release), 'no history');
    const result = await bench.sync('trial', store);
    expect(result).toMatchObject({ records: 664, quarantined: 3, history: 7 });
    expect(result.listed).toBe(result.records + result.history + result.quarantined + result.ignored);
    const { findings } = await bench.engine.call('findings.list', { workspace: 'trial', type: 'quarantined' });
    expect(findings.map((one) => one.detail).sort()).toEqual([expect.stringContaining('empty'), expect.stringContaining('not JSON'), expect.stringContaining('not a line')].sort());
    const raw = await bench.engine.call('records.raw', { workspace: 'trial', lid: `lid://${release}` });
    expect(raw.text).toBe('{"version":"lineage/v1beta1","kind":"Workfl');
    expect(await bench.job('sync.run', { workspace: 'trial' })).toMatchObject({ quarantined: 3, fetched: 0 });
  });
});

describe('a stopped sync', () => {
  it('keeps what it read and goes on from there', async () => {
    await bench.engine.call('workspaces.add', { name: 'trial', store: { type: 'folder', path: store } });
    const stop = new AbortController();
    const first = await bench.job('sync.run', { workspace: 'trial' }, (step) => step.phase === 'reading' && stop.abort(), stop.signal);
    expect(first.complete).toBe(false);
    const second = await bench.job('sync.run', { workspace: 'trial' });
    expect(second).toMatchObject({ complete: true, records: 666 });
    expect(second.fetched + first.fetched).toBe(674);
  });
});

describe('the index', () => {
  it('opens from disk, and is made anew from the evidence to the same content', async () => {
    await bench.sync('trial', store);
    writeFileSync(join(store, release, '.data.json'), readFileSync(join(store, release, '.data.json'), 'utf8').replace('"release"', '"released"'));
    await bench.job('sync.run', { workspace: 'trial' });
    const dump = async (one: Workbench) => one.engine.call('runs.list', { workspace: 'trial' });
    const before = await dump(bench);
    const image = join(bench.home, 'trial/index/index.db');
    const bytes = readFileSync(image);
    bench = await bench.restart();
    expect(await dump(bench)).toEqual(before);
    rmSync(image);
    bench = await bench.restart();
    expect(await dump(bench)).toEqual(before);
    bytes[2000] = (bytes[2000] ?? 0) ^ 1;
    writeFileSync(image, bytes);
    bench = await bench.restart();
    expect(await dump(bench)).toEqual(before);
    expect(statSync(image).size).toBeGreaterThan(0);
  });
});

describe('the evidence', () => {
  it('holds together, and a flipped bit is found and located', async () => {
    await bench.sync('trial', store);
    expect(await bench.job('evidence.verify', { workspace: 'trial' })).toMatchObject({ ok: true, faults: [] });
    for (const file of ['evidence/packs/000001.log', 'evidence/ledger/000001.log', 'journal/000001.log']) {
      const path = join(bench.home, 'trial', file);
      const sound = readFileSync(path);
      const bad = Buffer.from(sound);
      const at = bad.length >> 1;
      bad[at] = (bad[at] ?? 0) ^ 4;
      writeFileSync(path, bad);
      const found = await bench.job('evidence.verify', { workspace: 'trial' });
      expect(found.ok).toBe(false);
      expect(found.faults.some((fault) => fault.file.endsWith(file))).toBe(true);
      writeFileSync(path, sound);
    }
    expect(await bench.job('evidence.verify', { workspace: 'trial' })).toMatchObject({ ok: true });
  });

  it('loses an unfinished write and nothing else', async () => {
    await bench.sync('trial', store);
    const ledger = join(bench.home, 'trial/evidence/ledger/000001.log');
    const sound = readFileSync(ledger);
    writeFileSync(ledger, Buffer.concat([sound, Buffer.from([9, 0, 0, 0, 1, 2, 3])]));
    bench = await bench.restart();
    expect(await bench.job('sync.run', { workspace: 'trial' })).toMatchObject({ unchanged: 666, fetched: 0 });
    const { events } = await bench.engine.call('journal.list', { workspace: 'trial' });
    expect(events.map((event) => event.act)).toContain('torn-tail-cut');
    expect(await bench.job('evidence.verify', { workspace: 'trial' })).toMatchObject({ ok: true });
  });
});
