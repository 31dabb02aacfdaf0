/** `npm run torture -- hostile`: ten thousand hostile objects and one of 50 MB; the figures are printed. */
import { expect, it } from 'vitest';
import { runHostile } from './hostile-store';

it('10,000 hostile objects: all told, none lost, nothing of them acts', async () => {
  const outcome = await runHostile(10_000, { large: 50_000_000, every: 10, runs: 40 });
  console.log(JSON.stringify({ ...outcome, crashes: outcome.crashes.slice(0, 20), untold: outcome.untold.slice(0, 20), lost: outcome.lost.slice(0, 20) }, null, 1));
  expect(outcome).toMatchObject({ objects: 10_001, crashes: [], lost: [], untold: [], touched: [], polluted: false, verified: { ok: true, faults: 0, differences: 0 } });
  expect(outcome.sync).toMatchObject({ listed: outcome.objects, accounted: outcome.objects });
});
