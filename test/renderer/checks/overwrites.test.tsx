/** Who claims a path: what is not known of it reads so, apart from what nobody has looked at. */
import { afterEach, expect, test } from 'vitest';
import type { Overwrite } from '../../../core/contract/overwrites';
import { Overwrites } from '../../../renderer/views/checks/overwrites';
import { clear, draw } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

function claimed(state: Overwrite['now']['state'], evidence: Overwrite['claimants'][number]['evidence']): Overwrite {
  const recorded = { checksum: null, size: null, modifiedAt: null };
  const claimant = { lid: 'lid://r/x', runs: [], recorded, createdAt: null, vanished: false, evidence };
  return { path: `/${state}`, checkedPath: `/${state}`, kind: 'published', claimants: [claimant], now: { state, by: null, claimants: [], at: null, sentence: 'A sentence.' } };
}

test('not known, nobody has looked, and size alone each have words of their own', async () => {
  const overwrites = [claimed('unknown', null), claimed('not-looked', null), claimed('one', 'size')];
  fakeBridge({ 'overwrites.list': () => ({ overwrites, total: 3, looked: 1 }) });
  const place = await draw(<Overwrites workspace="w" open />);
  expect([...place.querySelectorAll('tbody td:last-child')].map((cell) => cell.textContent)).toEqual([
    'not known',
    'nobody has looked',
    'path and size alone; the time is not covered',
  ]);
});
