/** `npm run torture -- crash-kills`: 1,000 kills at random moments (TORTURE_KILLS; TORTURE_MINUTES ends it sooner; TORTURE_SEED). */
import { expect, it } from 'vitest';
import { killAtRandom } from './kills';

const { TORTURE_KILLS: kills = '1000', TORTURE_SEED: seed = '1', TORTURE_MINUTES: minutes } = process.env;

it('kills at random moments', async () => {
  process.stdout.write(`seed ${seed}\n`);
  const result = await killAtRandom({ kills: Number(kills), seed: Number(seed), ...(minutes === undefined ? {} : { endsAt: Date.now() + Number(minutes) * 60_000 }) });
  process.stdout.write(
    `${JSON.stringify({ ...result, lost: result.lost.length, badOpens: result.badOpens.length })}\n${[...result.lost, ...result.badOpens].slice(0, 40).join('\n')}\n`,
  );
  expect([...result.lost, ...result.badOpens]).toEqual([]);
});
