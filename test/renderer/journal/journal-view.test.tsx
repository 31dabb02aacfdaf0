import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Input, Output } from '../../../core/contract';
import { sayAct } from '../../../core/journal/words';
import { plainMasker } from '../../../core/redact/mask';
import { OpenedHere } from '../../../renderer/parts/opened-here';
import { JournalView } from '../../../renderer/views/journal/journal-view';
import { clear, click, draw, giveSizes, idle, press, scrollTo, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const event = (seq: number, name: string, detail: Record<string, unknown>): Output<'journal.list'>['events'][number] => {
  const { title, fields, was, now, reason } = sayAct(plainMasker, name, detail);
  const at = `2026-11-26T10:00:0${seq}.000Z`;
  return { seq, at, offsetMinutes: 60, who: 'ada', name: 'Ada\u202e Review', host: 'desk', surface: 'window', act: name, title, fields, was, now, reason, detail: detail as never };
};
const events = [
  event(3, 'path-maps-set', { was: [], now: [{ from: '/old', to: '/new' }] }),
  event(2, 'an-act-of-tomorrow', { someField: 'x' }),
  event(1, 'workspace-added', { name: 'w', store: '/s', maps: [] }),
];

function journal(total = 3) {
  return fakeBridge({
    'journal.opened': () => ({ written: true }),
    'name.get': () => ({ account: 'ada', name: null }),
    'name.set': ({ name }) => ({ account: 'ada', name: name ?? null, notTold: [] }),
    'journal.list': () => ({
      events,
      total,
      state: { lines: 3, chained: 3, attested: 2, attestedAt: '2026-11-26T10:00:02.000Z' },
      facets: { acts: [{ value: 'workspace-added', title: 'Workspace added', count: 1 }], who: [{ value: 'ada', title: 'ada', count: 3 }], surfaces: [] },
    }),
  });
}
/** What the table asked for; what stands above it asks for one entry. */
const lists = (bridge: ReturnType<typeof journal>) =>
  bridge.calls
    .filter(({ name }) => name === 'journal.list')
    .map(({ input }) => input as Input<'journal.list'>)
    .filter(({ limit }) => limit !== 1);

it('shows acts in words, old and new, how far a checkpoint goes, and tells once that it was opened', async () => {
  const bridge = journal();
  const place = await draw(<JournalView workspace="w" subject={null} />);
  const text = place.textContent ?? '';
  for (const said of [
    '“Where these files are now” changed',
    'none → /old → /new',
    'An act of tomorrow',
    'some field: x',
    'covers lines up to No. 2; 1 newer line is not covered by one yet.',
    'Access outside this program is unknown',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('path-maps-set');
  expect(text).not.toContain('\u202e');
  expect(bridge.calls.filter(({ name }) => name === 'journal.opened')).toEqual([{ name: 'journal.opened', input: { workspace: 'w', page: 'journal.list', input: {} } }]);
  await press('Enter', place.querySelector('[role=grid]'));
  await settle();
  expect(document.body.textContent).toContain('Entry 3');
  expect(document.body.textContent).toContain('UTC+01:00');
});

it('asks the engine to filter, sort and page', async () => {
  const bridge = journal(450);
  const place = await draw(<JournalView workspace="w" subject="lid://ab" />);
  expect(lists(bridge)[0]).toEqual({ workspace: 'w', subject: 'lid://ab', sort: 'seq', descending: true, offset: 0, limit: 100 });
  const select = [...place.querySelectorAll('select')].find((one) => one.textContent?.includes('Workspace added')) as HTMLSelectElement;
  await act(async () => {
    select.value = 'workspace-added';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
  expect(lists(bridge).at(-1)).toMatchObject({ act: 'workspace-added', offset: 0 });
  await scrollTo(place.querySelector('[role=grid]'), 300 * 32);
  expect(lists(bridge).at(-1)).toMatchObject({ act: 'workspace-added', offset: 300, limit: 100 });
  await scrollTo(place.querySelector('[role=grid]'), 0);
  await click([...place.querySelectorAll('.grid-sort')].find(({ textContent }) => textContent?.startsWith('Who')));
  expect(lists(bridge).at(-1)).toMatchObject({ sort: 'who', descending: false, offset: 0 });
  await idle(place);
  expect(place.textContent).toContain('450 entries');
  expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('451');
});

it('says who opened a record here, and that access elsewhere is unknown', async () => {
  fakeBridge({ 'journal.about': () => ({ events: events.slice(0, 1), total: 9 }) });
  const place = await draw(<OpenedHere workspace="w" subject="lid://ab" />);
  expect(place.textContent).toContain('ada');
  expect(place.textContent).toContain('All 9 entries');
  expect(place.querySelector('a')?.getAttribute('href')).toContain('/w/w/journal/lid~003a~002f~002fab');
  expect(place.textContent).toContain('Access outside this program is unknown.');
});
