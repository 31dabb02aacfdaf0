/** The page of a processing history while the history is made: what the record says stands, and nothing is shown as known that is not. */
import { afterEach, expect, it } from 'vitest';
import type { Custody, CustodyBegun } from '../../../core/contract/custody';
import { CustodyView } from '../../../renderer/views/custody/custody-view';
import { custodyWords as words } from '../../../renderer/words/custody';
import { clear, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const name = { title: 'out.vcf', kind: 'FileOutput', present: true } as const;
const begun: CustodyBegun = {
  ...name,
  lid: 'lid://run/out.vcf',
  record: {
    path: '/results/out.vcf',
    size: 2048,
    checksum: { value: 'abcd', algorithm: 'nextflow', mode: 'standard' },
    check: null,
    contradicts: true,
    run: null,
    task: { ...name, title: 'CALL (S1)', lid: 'lid://task', kind: 'TaskRun' },
    source: null,
  },
};

it('says what the record says, that the rest is not known yet, and what was wrong once that is known', async () => {
  let fail: (error: Error) => void = () => undefined;
  const bridge = fakeBridge({
    'custody.begin': () => ({ title: 'The history', begun }),
    'custody.get': () => new Promise<Custody>((_, reject) => (fail = reject)),
    'journal.opened': () => ({ written: false }),
  });
  const place = await draw(<CustodyView workspace="trial" lid="lid://run/out.vcf" />);
  await settle();
  const article = place.querySelector('article.custody');
  expect(article?.getAttribute('aria-busy')).toBe('true');
  expect(article?.querySelector('[role=status]')?.textContent).toContain(words.making);
  for (const text of ['out.vcf', 'CALL (S1)', '/results/out.vcf', 'abcd', 'Not checked', 'Record contradicts itself', 'not recorded']) expect(article?.textContent).toContain(text);
  expect(place.querySelector('.custody-weakest')).toBeNull();
  // The engine works on the history for long: what the record says is asked for before.
  const asked = bridge.calls.map((call) => call.name).filter((one) => one.startsWith('custody.'));
  expect(asked).toEqual(['custody.begin', 'custody.get']);
  fail(new Error('no such file'));
  await settle();
  expect(place.querySelector('article.custody')).toBeNull();
  expect(place.textContent).toContain('no such file');
});
