/** Outside files of a history: more are asked for as long as there are more to show, and at the most that a page holds it says where the rest is. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Custody } from '../../../core/contract/custody';
import { Outside } from '../../../renderer/views/custody/ends';
import { custodyWords as words } from '../../../renderer/words/custody';
import { clear, click, draw } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const file = (n: number) => ({
  lid: `/in/${n}.fq`,
  title: `${n}.fq`,
  kind: 'External',
  present: true,
  otherContents: 0,
  firstStep: null,
  parameterOnly: false,
  checksum: null,
  checksums: 0,
  check: null,
  places: [],
});
const pageOf = (shown: number, outsideCount: number) => ({ outside: Array.from({ length: shown }, (_, n) => file(n)), outsideCount }) as unknown as Custody;

it('asks for more below the most, and says where the rest is at it', async () => {
  fakeBridge({});
  const onMore = vi.fn();
  const few = await draw(<Outside page={pageOf(3, 9)} most={5} onMore={onMore} />);
  await click(few.querySelector('button:last-of-type'));
  expect(onMore).toHaveBeenCalledTimes(1);
  const full = await draw(<Outside page={pageOf(5, 9)} most={5} onMore={onMore} />);
  expect(full.textContent).toContain('the weakest 5 of 9');
  expect(full.textContent).toContain(words.outsideMost(5));
  expect([...full.querySelectorAll('button')].some((one) => one.textContent === words.more)).toBe(false);
  const all = await draw(<Outside page={pageOf(5, 5)} most={5} onMore={onMore} />);
  expect(all.textContent).not.toContain(words.outsideMost(5));
});
