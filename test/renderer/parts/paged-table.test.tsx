// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import type { Column } from '../../../renderer/parts/data-table';
import { PagedTable } from '../../../renderer/parts/paged-table';
import { clear, click, draw, giveSizes, idle, press, scrollTo, settle, typeInto } from '../draw';
import { type FakeBridge, fakeBridge } from '../fake-bridge';

type Entry = Output<'journal.list'>['events'][number];
const columns: readonly Column<Entry>[] = [
  { id: 'seq', title: 'No.', value: (entry) => entry.seq, width: 60 },
  { id: 'who', title: 'Who', value: (entry) => entry.who, width: 60 },
];
const all = 100_000;

/** An engine with a hundred thousand rows, which gives what it is asked for. */
function engine(failing = () => false): FakeBridge {
  return fakeBridge({
    'clipboard.write': () => ({}),
    'journal.list': ({ offset = 0, limit = 500, text, descending }) => {
      if (failing()) throw new Error('The index is being made anew.');
      const total = text === undefined ? all : 3;
      const seqs = Array.from({ length: Math.min(limit, total - offset) }, (_, at) => (descending ? total - offset - at : offset + at + 1));
      const entry = (seq: number) => ({
        seq,
        at: '',
        offsetMinutes: 0,
        who: `w${seq}`,
        name: null,
        host: '',
        surface: '',
        act: '',
        title: '',
        fields: [],
        was: null,
        now: null,
        reason: null,
        detail: {},
      });
      return { events: seqs.map(entry), total, state: { lines: 0, chained: 0, attested: null, attestedAt: null }, facets: { acts: [], who: [], surfaces: [] } };
    },
  });
}

const table = (
  <PagedTable
    label="Entries"
    noun="entries"
    call="journal.list"
    input={({ offset, limit, sort: [first], filter }) => ({ workspace: 'w', offset, limit, descending: first?.descending ?? false, ...(filter !== '' && { text: filter }) })}
    page={({ events, total }) => ({ rows: events, total })}
    sortable={['seq']}
    searchable
    columns={columns}
    rowKey={(entry) => String(entry.seq)}
  />
);
const drawn = (place: HTMLElement) => [...place.querySelectorAll('.grid-body [role=row] [role=gridcell]:first-child')].map(({ textContent }) => textContent);
const asked = (bridge: FakeBridge) => bridge.calls.filter(({ name }) => name === 'journal.list').map(({ input }) => (input as { offset: number }).offset);

beforeAll(giveSizes);
beforeEach(() => localStorage.clear());
afterEach(clear);

it('asks for the rows in sight alone, and knows how many there are', async () => {
  const bridge = engine();
  const place = await draw(table);
  expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('100001');
  expect(place.textContent).toContain('100,000 entries');
  expect(asked(bridge)).toEqual([0]);
  await scrollTo(place.querySelector('[role=grid]'), 50_000 * 32);
  expect(
    asked(bridge)
      .slice(1)
      .every((offset) => offset === 49_900 || offset === 50_000),
  ).toBe(true);
  expect(drawn(place)).toContain('50,001');
  expect(drawn(place).length).toBeLessThan(60);
});

it('leaves order and filter to the engine, and sorts by nothing that it cannot', async () => {
  const bridge = engine();
  const place = await draw(table);
  expect([...place.querySelectorAll('.grid-sort')].map(({ textContent }) => textContent)).toEqual(['No.']);
  await click(place.querySelector('.grid-sort'));
  await click(place.querySelector('.grid-sort'));
  await idle(place);
  expect(bridge.calls.at(-1)?.input).toMatchObject({ descending: true });
  expect(drawn(place)[0]).toBe('100,000');
  await typeInto(place.querySelector('.table-filter input'), 'x');
  await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await idle(place);
  expect(bridge.calls.at(-1)?.input).toMatchObject({ text: 'x' });
  expect(place.textContent).toContain('3 entries found');
});

it('copies a choice of rows that are in sight without asking again, and reads the rest where it must', async () => {
  const bridge = engine();
  const place = await draw(table);
  const grid = place.querySelector<HTMLElement>('[role=grid]');
  grid?.focus();
  await press('ArrowDown', grid, { shiftKey: true });
  await press('c', grid, { ctrlKey: true });
  await settle();
  expect(bridge.calls.at(-1)).toEqual({ name: 'clipboard.write', input: { text: 'No.\tWho\n1\tw1\n2\tw2\n' } });
  expect(asked(bridge)).toEqual([0]);
});

it('says what failed and asks again', async () => {
  let failing = true;
  engine(() => failing);
  const place = await draw(table);
  expect(place.textContent).toContain('The index is being made anew.');
  failing = false;
  await click([...place.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again'));
  await idle(place);
  expect(drawn(place)[0]).toBe('1');
});

it('answers another order or filter from the first row on, and the same question from where one was', async () => {
  engine();
  const place = await draw(table);
  const grid = place.querySelector('[role=grid]');
  const after = async (ask: () => Promise<unknown>) => {
    await scrollTo(grid, 50_000 * 32);
    await ask();
    await idle(place);
    return grid?.scrollTop;
  };
  const sort = () => click(place.querySelector('[role=columnheader] button'));
  // Ascending, as it was.
  expect(await after(sort)).toBe(50_000 * 32);
  expect(await after(sort)).toBe(0);
  const filter = async () => {
    await typeInto(place.querySelector('input'), 'w1');
    await act(async () => void (await new Promise((done) => setTimeout(done, 350))));
  };
  expect(await after(filter)).toBe(0);
});
