/** `npm run torture -- crash-failing`: a full, broken, read-only and forbidden disk at every change of a working day. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPorts } from '../../main/ports';
import { type Failure, failAtEveryChange } from './failing';

const cases: [Failure, 'once' | 'until the act has ended'][] = [
  ...(['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EDQUOT'] as const).map((failure): [Failure, 'until the act has ended'] => [failure, 'until the act has ended']),
  ['ENOSPC', 'once'],
  ['EIO', 'once'],
];

it.each(cases)('%s at every change, %s', async (failure, how) => {
  const home = mkdtempSync(join(tmpdir(), 'torture-'));
  const real = await createPorts({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });
  const { faults, ...figures } = await failAtEveryChange(real, failure, { stride: Number(process.env.TORTURE_STRIDE ?? 1), once: how === 'once' });
  rmSync(home, { recursive: true });
  process.stdout.write(`${failure}, ${how}: ${JSON.stringify(figures)}\n${faults.slice(0, 40).join('\n')}\n`);
  expect(faults).toEqual([]);
});
