/** `npm run torture -- crash-lock`: eight processes race 200 times for a stale lock. */
import { expect, it } from 'vitest';
import { raceForStaleLock } from './lock-race';

it('a stale lock is taken over by one process alone', async () => {
  const { faults, ...figures } = await raceForStaleLock({ rounds: 200, processes: 8 });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(faults).toEqual([]);
});
