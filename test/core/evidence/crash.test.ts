/** Short runs of `npm run torture -- crash`, with their figures: nothing acknowledged is lost, everything opens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ports } from '../../../core/ports';
import { createPorts } from '../../../main/ports';
import { crashAtEveryChange } from '../../torture/every-change';
import { failAtEveryChange } from '../../torture/failing';
import { killAtRandom } from '../../torture/kills';
import { raceForStaleLock } from '../../torture/lock-race';

vi.setConfig({ testTimeout: 300_000 });
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
