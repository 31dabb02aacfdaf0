/** A few hundred hostile objects, every class of them, through the real engine; ten thousand in `npm run torture`. */
import { expect, it } from 'vitest';
import { runHostile } from '../../torture/hostile-store';

/** Where every object of a class must have a finding of its own, and where none may be taken for a record. */
const unreadable = [
  'not-utf8',
  'byte-order-mark',
  'deep',
  'empty',
  'half-written',
  'not-an-object',
  'key-with-dots',
  'key-empty-part',
  'history-bad',
  'history-not-utf8',
  'search-file',
  'large',
];
const told = ['duplicate-names', 'big-numbers', 'wrong-types', 'wrong-envelope', 'unknown-kind', 'control', 'surrogates', 'another-key', 'history-odd'];

it('tells each, loses none, and nothing of them acts', { timeout: 300_000 }, async () => {
  const outcome = await runHostile(310, { large: (32 << 20) + 1, every: 3, runs: 6 });
  expect(outcome.crashes).toEqual([]);
  expect(outcome.lost).toEqual([]);
  expect(outcome.untold).toEqual([]);
  expect(outcome.touched).toEqual([]);
  expect(outcome.polluted).toBe(false);
  expect(outcome.verified).toEqual({ ok: true, faults: 0, differences: 0 });
  expect(outcome.sync.listed).toBe(outcome.objects);
  expect(outcome.sync.accounted).toBe(outcome.objects);
  for (const what of unreadable) expect(outcome.byClass[what], what).toMatchObject({ records: 0, unreadable: outcome.byClass[what]?.objects });
  for (const what of told) expect(outcome.byClass[what], what).toMatchObject({ findings: outcome.byClass[what]?.objects });
  expect(outcome.byClass.good).toMatchObject({ unreadable: 0 });
});
