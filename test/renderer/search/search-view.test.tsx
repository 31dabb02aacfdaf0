import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import type { SearchHit } from '../../../core/contract/search';
import { parseQuery } from '../../../core/search/parse';
import { undoOne } from '../../../renderer/parts/toasts';
import { SearchView } from '../../../renderer/views/search/search-view';
import { clear, click, draw, giveSizes, press, settle, typeInto } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const file = (title: string): SearchHit => ({
  lid: `lid://ab/${title}`,
  value: title,
  kind: 'FileOutput',
  title,
  detail: '/data/x',
  count: null,
  parameter: null,
  query: null,
  run: { lid: 'lid://ab', name: 'release' },
  time: '2026-11-20T08:00:00Z',
  verdict: 'not-checked',
  present: true,
});
const answer = (title: string, more: Partial<Output<'search.find'>> = {}): Output<'search.find'> => ({
  groups: [{ group: 'files', total: 501, hits: [file(title)] }],
  readAs: ['carries the label “gxp”'],
  withoutTime: 0,
  scripts: 'not-asked',
  ...more,
});
const others = { 'search.saved': () => ({ searches: [{ name: 'mine', text: 'label:gxp' }] }), 'search.suggest': () => ({ at: 0, end: 0, items: [], hint: null }) };
const show = async (text: string, group?: string) => {
  window.location.hash = `#/w/w/search/${text}${group ? `/${group}` : ''}`;
  const place = await draw(<SearchView workspace="w" group={group} />);
  await settle();
  return place;
};

it('says how a search was read, how many there are of each kind, and what has no time', async () => {
  fakeBridge({ 'search.find': () => answer('report.html', { withoutTime: 2, scripts: 'not-read' }), ...others });
  const place = await show('gxp');
  expect(place.textContent).toContain('carries the label “gxp”');
  expect(place.textContent).toContain('Files (501)');
  expect(place.textContent).toContain('2 records that fit otherwise have no recorded time');
  expect(place.textContent).toContain('The text of scripts was not searched');
  expect(place.querySelector('a[href="#/w/w/search/gxp/files"]')?.textContent).toBe('Show all 501 files');
  expect(place.querySelector('[aria-label="Saved searches"] a')?.textContent).toBe('mine');
});

/** Refuses what the language of the search refuses. */
const refusing: Parameters<typeof fakeBridge>[0] = {
  'search.find': ({ text }) => {
    parseQuery(text);
    return answer('never');
  },
  ...others,
};

it('shows a search that cannot be read with the place marked', async () => {
  fakeBridge(refusing);
  const place = await show('a~0020lable~003agxp');
  expect(place.querySelector('mark')?.textContent).toBe('lable:gxp');
  expect(place.querySelector('[role=alert]')?.textContent).toContain('Did you mean label:?');
});

it('a search whose end is being typed is not told as wrong until Enter asks for it', async () => {
  fakeBridge(refusing);
  const place = await show('');
  const field = place.querySelector('input');
  await typeInto(field, 'label:');
  await act(() => new Promise((done) => setTimeout(done, 300)));
  await settle();
  expect(place.querySelector('[role=alert]')).toBeNull();
  expect(place.querySelector('p[role=status]')?.textContent).toMatch(/label:/);
  await press('Enter', field);
  expect(place.querySelector('[role=alert] mark')?.textContent).toBe('label:');
  // Typing on makes no qualifier of what is none.
  await typeInto(field, 'lable:gxp');
  await act(() => new Promise((done) => setTimeout(done, 300)));
  await settle();
  expect(place.querySelector('[role=alert] mark')?.textContent).toBe('lable:gxp');
});

it('asks for one group in the order of a column, over all its rows', async () => {
  const bridge = fakeBridge({ 'search.find': () => answer('x.bam'), ...others });
  const place = await show('x', 'files');
  const heading = [...place.querySelectorAll('[role=columnheader] button')].find((one) => one.textContent?.startsWith('Recorded time'));
  for (const _ of [1, 2]) {
    await act(async () => (heading as HTMLElement).click());
    await settle();
  }
  const asked = bridge.calls.map(({ input }) => input as { group?: string; sort: string }).filter((input) => input.group === 'files');
  expect([...new Set(asked.map(({ sort }) => sort))]).toEqual(['best', 'oldest', 'newest']);
});

it('never shows the hits of another text than the one in the address, however late they come', async () => {
  window.location.hash = '#/w/w/search/first';
  const late: (() => void)[] = [];
  fakeBridge({ 'search.find': ({ text }) => (text === 'first' ? new Promise((resolve) => late.push(() => resolve(answer('of-first')))) : answer('of-second')), ...others });
  const place = await draw(<SearchView workspace="w" />);
  await act(async () => {
    window.location.hash = '#/w/w/search/second';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
  await settle();
  expect(place.textContent).toContain('of-second');
  for (const tell of late) tell();
  await settle();
  expect(place.textContent).toContain('of-second');
  expect(place.textContent).not.toContain('of-first');
  expect(place.querySelector('input')?.value).toBe('second');
});

it('a deleted saved search can be taken back: it is saved anew', async () => {
  const bridge = fakeBridge({ 'search.find': () => answer('x.bam'), ...others, 'search.unsave': () => ({ searches: [] }), 'search.save': () => ({ searches: [] }) });
  const place = await show('gxp');
  await click(place.querySelector('[aria-label="Saved searches"] [aria-label^="Delete"]'));
  expect(bridge.calls.filter(({ name }) => name === 'search.unsave').map(({ input }) => input)).toEqual([{ workspace: 'w', name: 'mine' }]);
  expect(undoOne()).toBe(true);
  await settle();
  expect(bridge.calls.filter(({ name }) => name === 'search.save').map(({ input }) => input)).toEqual([{ workspace: 'w', name: 'mine', text: 'label:gxp' }]);
});
