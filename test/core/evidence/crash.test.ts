/** Short runs of `npm run torture -- crash`, with their figures: nothing acknowledged is lost, everything opens. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ports } from '../../../core/ports';
import { createPorts } from '../../../main/ports';
import { crashAtEveryChange } from '../../torture/every-change';
import { failAtEveryChange } from '../../torture/failing';
import { killAtRandom } from '../../torture/kills';
import { raceForStaleLock } from '../../torture/lock-race';
import { openWorkbench } from '../../workbench';

vi.setConfig({ testTimeout: 600_000 });
const seed = 3;
const home = mkdtempSync(join(tmpdir(), 'crash-'));
let real: Ports;
const figures = (what: string, { faults: _faults, ...counts }: Record<string, unknown>) => void process.stdout.write(`${what}, seed ${seed}: ${JSON.stringify(counts)}\n`);
beforeAll(async () => {
  real = await createPorts({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('kill -9 at random moments', async () => {
  const result = await killAtRandom({ kills: 15, seed });
  figures('kills', { ...result });
  expect(result).toMatchObject({ kills: 15, lost: [], badOpens: [] });
  expect(result.acknowledged).toBeGreaterThan(15);
});

it('a crash before some of the changes to the disk, by a kill and by a power failure', async () => {
  const result = await crashAtEveryChange(real, { stride: 31, powerFailures: 1, seed });
  figures('changes to the disk', { ...result });
  expect(result.faults).toEqual([]);
  expect(result.crashes).toBeGreaterThan(20);
});

it.each(['ENOSPC', 'EIO'] as const)('%s at some of them: told in words, nothing lost, and work goes on', async (failure) => {
  const result = await failAtEveryChange(real, failure, { stride: 61, offset: 30, once: true });
  figures(failure, { ...result });
  expect(result.faults).toEqual([]);
  expect(result.told).toBeGreaterThan(2);
});

it('a stale lock is taken over by one process alone', async () => {
  const result = await raceForStaleLock({ rounds: 12, processes: 4 });
  figures('races for a stale lock', { ...result });
  expect(result).toMatchObject({ faults: [], tookOver: 12 });
});

it('blocks of the packs that reached the disk out of order before the power failed are moved aside, whole entries behind a hole among them', async () => {
  const bench = await openWorkbench();
  try {
    for (const name of ['w', 'v']) {
      const store = join(bench.folder, name);
      mkdirSync(join(store, 'a'), { recursive: true });
      writeFileSync(join(store, 'a', '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name } }));
      await bench.sync(name, store);
    }
    const pack = (name: string) => join(bench.home, name, 'evidence/packs/000001.log');
    // An entry that the ledger of w never named.
    appendFileSync(pack('w'), Buffer.concat([Buffer.alloc(600), readFileSync(pack('v')).subarray(8)]));
    const first = await bench.job('evidence.verify', { workspace: 'w' });
    expect(first.faults.map(({ message }) => message)).toEqual([expect.stringContaining('the end of a write that never finished')]);
    expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true });
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [] });
    expect((await bench.engine.call('journal.list', { workspace: 'w', limit: 10 })).events.map(({ act }) => act)).toContain('torn-tail-cut');
  } finally {
    bench.close();
  }
});

it.each(['journalled', 'not journalled'])('a change of settings that was cut short is put in place where it was %s, and else dropped', async (how) => {
  let bench = await openWorkbench();
  try {
    mkdirSync(join(bench.folder, 'store'));
    await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: join(bench.folder, 'store') }, maps: [] });
    const path = join(bench.home, 'w/workspace.json');
    const before = readFileSync(path);
    await bench.engine.call('workspaces.setMaps', { workspace: 'w', maps: [{ from: '/x', to: '/y' }] });
    const after = readFileSync(path);
    // As a kill leaves it between the entry and the change, or before the entry.
    writeFileSync(`${path}.next`, how === 'journalled' ? after : before);
    if (how === 'journalled') writeFileSync(path, before);
    bench = await bench.restart();
    await bench.job('sync.run', { workspace: 'w' });
    expect(readFileSync(path)).toEqual(after);
    expect(existsSync(`${path}.next`)).toBe(false);
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [] });
  } finally {
    bench.close();
  }
});
