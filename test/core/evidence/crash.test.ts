/** Short runs of `npm run torture -- crash`, with their figures: nothing acknowledged is lost, everything opens. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const store = join(bench.folder, 'store');
    mkdirSync(join(store, 'a'), { recursive: true });
    writeFileSync(join(store, 'a', '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'a' } }));
    await bench.sync('w', store);
    const pack = join(bench.home, 'w/evidence/packs/000001.log');
    appendFileSync(pack, Buffer.concat([Buffer.alloc(600), readFileSync(pack).subarray(8)]));
    const first = await bench.job('evidence.verify', { workspace: 'w' });
    expect(first.faults.map(({ message }) => message)).toEqual([expect.stringContaining('the end of a write that never finished')]);
    expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true });
    expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [] });
    expect((await bench.engine.call('journal.list', { workspace: 'w', limit: 10 })).events.map(({ act }) => act)).toContain('torn-tail-cut');
  } finally {
    bench.close();
  }
});
