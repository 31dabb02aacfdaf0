/** A real small disk, filled up and then made read-only; and what two processes see of one another. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildMain } from '../build-main';
import { openWorkbench, type Workbench } from '../workbench';

const record = (name: string) => JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name } });
const put = (store: string, key: string, text: string) => {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), text);
};

const mounts = (() => {
  const at = mkdtempSync(join(tmpdir(), 'disk-try-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
})();
if (!mounts) process.stdout.write('Not tried: a real full disk and a real read-only one, for this account may not mount.\n');

describe.runIf(mounts)('on a disk of 1 MB', () => {
  let folder: string;
  let bench: Workbench;
  let store: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'disk-'));
    mkdirSync(join(folder, 'home'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', join(folder, 'home')]);
    store = join(folder, 'store');
    put(store, 'a', record('first'));
    bench = await openWorkbench({ folder, keepFolder: true });
    await bench.sync('w', store);
  });
  afterEach(() => {
    bench.close();
    execFileSync('umount', [join(folder, 'home')]);
    rmSync(folder, { recursive: true, force: true });
  });
  const sync = () => bench.job('sync.run', { workspace: 'w' });

  it('says that it is full, loses nothing, and goes on when there is room', async () => {
    const before = (await bench.engine.call('journal.list', { workspace: 'w', limit: 100 })).total;
    const used = Number(execFileSync('df', ['--output=avail', '-B1', join(folder, 'home')], { encoding: 'utf8' }).split('\n')[1]);
    writeFileSync(join(folder, 'home', 'ballast'), Buffer.alloc(used - 8192));
    put(store, 'big', record(Buffer.from(crypto.getRandomValues(new Uint8Array(40_000))).toString('base64')));
    await expect(sync()).rejects.toMatchObject({ code: 'disk', message: expect.stringMatching(/home\/w\/.* could not be written: the disk is full\. Make room and do it again/) });
    bench = await bench.restart();
    expect(await bench.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({ workspace: { records: 1 } });
    rmSync(join(folder, 'home', 'ballast'));
    expect(await sync()).toMatchObject({ complete: true, new: 1 });
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [] });
    expect((await bench.engine.call('journal.list', { workspace: 'w', limit: 100 })).total).toBeGreaterThan(before);
  });

  it('is read where it is read-only, says so, and does nothing that the journal could not tell of', async () => {
    bench.engine.close();
    execFileSync('mount', ['-o', 'remount,ro', join(folder, 'home')]);
    bench = await bench.restart();
    expect(await bench.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({ workspace: { records: 1, readOnly: 'the disk is read-only' } });
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [] });
    expect(await bench.engine.call('journal.list', { workspace: 'w', limit: 100 })).toMatchObject({ total: 2 });
    await expect(sync()).rejects.toMatchObject({ code: 'disk', message: expect.stringMatching(/home\/w\/evidence\.lock could not be written: the disk is read-only/) });
    await expect(bench.engine.call('records.raw', { workspace: 'w', lid: 'lid://a' })).rejects.toMatchObject({ code: 'disk' });
    const out = join(folder, 'handed.txt');
    await expect(bench.engine.call('evidence.handOut', { workspace: 'w', out })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining('could not tell of it: the disk is read-only'),
    });
    expect(() => readFileSync(out)).toThrow('ENOENT');
    execFileSync('mount', ['-o', 'remount,rw', join(folder, 'home')]);
    expect(await bench.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({ workspace: { readOnly: null } });
    expect(await sync()).toMatchObject({ complete: true });
  });
});

it('a reader sees no damage while another process writes, and catches up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  const store = join(folder, 'store');
  put(store, 'a', record('first'));
  const bench = await openWorkbench({ folder, keepFolder: true });
  try {
    await bench.sync('w', store);
    for (let i = 0; i < 400; i++) put(store, `k${i}`, record(`${i} ${'x'.repeat(2000)}`));
    const child = spawn(process.execPath, [join(import.meta.dirname, '../torture/victim.mjs'), buildMain('engine-client'), bench.home, 'w', store, folder, '5']);
    let said = 0;
    child.stdout.on('data', (chunk) => (said += String(chunk).split('\n').length - 1));
    const ended = new Promise((resolve) => child.once('close', resolve));
    let looks = 0;
    while (said < 12) {
      expect((await bench.job('evidence.verify', { workspace: 'w' })).faults).toEqual([]);
      expect(await bench.engine.call('journal.list', { workspace: 'w', limit: 1 })).not.toHaveProperty('damage');
      looks++;
      await new Promise((resolve) => void setTimeout(resolve, 5));
      expect(child.exitCode).toBe(null);
    }
    child.kill('SIGKILL');
    await ended;
    expect(looks).toBeGreaterThan(2);
    expect((await bench.engine.call('workspaces.get', { workspace: 'w' })).workspace.records).toBeGreaterThan(400);
    await bench.job('sync.run', { workspace: 'w' });
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
  } finally {
    bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
