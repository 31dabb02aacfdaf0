/** The page "why is this file different": the answer in order, nothing called the cause, another run chosen by hand, hostile names made visible. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CauseAnswer } from '../../../core/contract/cause';
import { choiceRule, rankRule } from '../../../core/graph/cause/vocabulary';
import { CauseView } from '../../../renderer/views/cause/cause-view';
import { clear, click, draw, giveSizes, idle, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const run = (name: string) => ({ lid: `lid://${name}`, name, start: '2026-11-21T05:09:42Z', revision: null, commit: `${name}commit` });
const answer: CauseAnswer = {
  file: { lid: 'lid://bad/v.vcf', title: 'v.vcf', name: 'v.vcf', verdict: null },
  run: run('bad'),
  against: run('good'),
  ground: 'nothing',
  other: { lid: 'lid://good/v.vcf', title: 'v.vcf' },
  compared: { status: 'different', by: 'recorded-size', detail: 'sizes' },
  conclusion: ['The two files differ: sizes.', 'Evil \u202Etext.'],
  causes: [
    {
      rank: 1,
      kind: 'input',
      role: 'first',
      effect: 'unknown',
      standing: 'perhaps',
      distance: 3,
      name: 'reference',
      left: 'a',
      right: 'b',
      words: 'Input "reference" differs.',
      diff: '--- first\n+++ second\n-old\n+new',
      tasks: [{ name: 'INDEX (x)', left: 'lid://1', right: 'lid://2' }],
      taskCount: 9,
      parameter: false,
      reached: { last: run('before'), without: 2, carry: 1, unknown: 1, looked: 4, of: 7 },
    },
  ],
  total: 40,
  partings: [{ name: 'INDEX (x)', left: 'lid://1', right: 'lid://2', distance: 3 }],
  partingCount: 1,
  drawing: { boxes: [{ id: 'INDEX', column: 0, row: 0, tasks: 2, first: 1, differ: 1, after: 0, left: 'lid://1', right: 'lid://2' }], edges: [], truncated: false },
  tasks: { behind: 5, matched: 5, sameRecord: 0 },
  notShown: ['Nothing records the hardware.'],
  earlier: [
    { ...run('good'), file: 'lid://good/v.vcf', compared: null, verdict: null, ground: 'nothing', notTaken: null },
    {
      ...run('same'),
      file: 'lid://same/v.vcf',
      compared: { status: 'identical', by: 'baseline', detail: '' },
      verdict: 'metadata-match',
      ground: 'as-recorded',
      notTaken: 'same-content',
    },
  ],
  earlierCount: 250,
  choiceRule,
  rankRule,
  at: '2026-11-21T14:02:00.000Z',
  by: 'me',
};

it('says what differs, where, why it stands there, the last run without it, and what the records cannot show', async () => {
  const bridge = fakeBridge({ 'cause.find': () => answer, 'runs.list': () => ({ runs: [] }) });
  const place = await draw(<CauseView workspace="w" lid="lid://bad/v.vcf" against={null} />);
  await settle();
  await idle(place);
  const text = place.textContent ?? '';
  expect(bridge.calls.find(({ name }) => name === 'cause.find')?.input).toEqual({ workspace: 'w', lid: 'lid://bad/v.vcf' });
  expect(text).toContain('It never says what the cause was.');
  expect(text).toContain('The first 1 of 40.');
  expect(text).toContain('2 tasks before the one that wrote the file');
  expect(text).toContain('and 8 more');
  expect(text).toContain('(of 4 looked at, of 7 earlier: 2 without it, 1 with it, 1 not known)');
  expect(text).toContain('beforecommit');
  expect(text).toContain('Nothing records the hardware.');
  expect(text).toContain('The newest 2 of 250.');
  expect(text).not.toContain('\u202E');
  for (const line of [...rankRule, ...choiceRule]) expect(text).toContain(line);
  expect(place.querySelector('svg[role="img"]')?.getAttribute('aria-label')).toContain('first parting at INDEX');
  expect(place.querySelectorAll('[data-line="come"]')).toHaveLength(1);
  await click([...place.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === 'Compare with it: same'));
  expect(window.location.hash).toBe('#/w/w/cause/bad~002fv.vcf/same');
});

it('asks for the run that was named, and tells that none could be taken', async () => {
  const none: CauseAnswer = {
    ...answer,
    against: null,
    ground: null,
    other: null,
    causes: [],
    total: 0,
    earlier: [],
    earlierCount: 0,
    conclusion: ['There is nothing to compare with.'],
  };
  const bridge = fakeBridge({ 'cause.find': () => none, 'runs.list': () => ({ runs: [] }) });
  const place = await draw(<CauseView workspace="w" lid="lid://bad/v.vcf" against="lid://other" />);
  await settle();
  expect(bridge.calls.find(({ name }) => name === 'cause.find')?.input).toMatchObject({ against: 'lid://other' });
  expect(place.textContent).toContain('no run could be taken');
  expect(place.textContent).toContain('No run of the same pipeline is recorded to have started earlier');
  expect(place.textContent).not.toContain('What differs upstream');
});
