/** `npm run torture -- crash-every`: every change of a working day. Seed: TORTURE_SEED. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPorts } from '../../main/ports';
import { crashAtEveryChange } from './every-change';

const seed = Number(process.env.TORTURE_SEED ?? 1);

it('a crash before every change to the disk, by a kill and by power failures', async () => {
  const home = mkdtempSync(join(tmpdir(), 'torture-'));
  const real = await createPorts({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });
  const { faults, ...figures } = await crashAtEveryChange(real, { stride: Number(process.env.TORTURE_STRIDE ?? 1), powerFailures: 4, seed });
  process.stdout.write(`every change, seed ${seed}: ${JSON.stringify(figures)}\n`);
  rmSync(home, { recursive: true });
  process.stdout.write(`${faults.slice(0, 60).join('\n')}\n`);
  expect(faults).toEqual([]);
});
