import { afterEach, expect, it } from 'vitest';
import type { Notice } from '../../../core/contract/watch';
import { NoticeBell } from '../../../renderer/shell/notice-bell';
import { clear, click, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const changed: Notice = { workspace: 'trial', kind: 'changed', count: 2, since: '2026-03-01T08:00:00.000Z', upTo: 7, sentence: '2 records <b>changed</b> in the store.' };
const failing: Notice = { workspace: 'other', kind: 'sync-failing', count: 3, since: '2026-03-02T08:00:00.000Z', upTo: 40, sentence: '3 syncs since then failed.' };
const bell = (place: Element) => place.querySelector<HTMLElement>('button[aria-haspopup=dialog]');
const dialog = () => document.querySelector('[role=dialog]');

it('says how many notices there are, politely, and leads each to where it can be looked at', async () => {
  fakeBridge({ 'notices.list': () => ({ notices: [changed, failing], problems: [{ workspace: 'third', error: 'It is locked.' }] }) });
  const place = await draw(<NoticeBell />);
  expect(place.querySelector('[role=status]')?.textContent).toBe('2 notices to look at.');
  expect(bell(place)?.getAttribute('aria-label')).toBe('2 notices');
  await click(bell(place));
  await settle();
  expect(dialog()?.textContent).toContain('2 records <b>changed</b> in the store.');
  expect(dialog()?.querySelector('b')).toBeNull();
  expect(dialog()?.textContent).toContain('third: no notices can be given. It is locked.');
  expect([...(dialog()?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))).toEqual(['#/w/trial/findings/changed', '#/w/other']);
});

it('marks one as seen up to what it counts, and says why where that fails', async () => {
  const bridge = fakeBridge({
    'notices.list': () => ({ notices: [changed, failing], problems: [] }),
    'notices.seen': ({ workspace }) => {
      if (workspace === 'other') throw new Error('The disk is full.');
      return { notices: [] };
    },
  });
  const place = await draw(<NoticeBell />);
  await click(bell(place));
  await settle();
  const marks = () => [...(dialog()?.querySelectorAll('button') ?? [])];
  await click(marks().find((button) => button.getAttribute('aria-label') === 'Mark as seen: Changed in the store, trial'));
  expect(bridge.calls.at(-1)).toEqual({ name: 'notices.seen', input: { workspace: 'trial', kind: 'changed', upTo: 7 } });
  await click(marks().find((button) => button.getAttribute('aria-label') === 'Mark as seen: Syncs fail, other'));
  expect(dialog()?.textContent).toContain('The disk is full.');
});

it('is quiet where there is nothing', async () => {
  fakeBridge({ 'notices.list': () => ({ notices: [], problems: [] }) });
  const place = await draw(<NoticeBell />);
  expect(place.querySelector('[role=status]')?.textContent).toBe('');
  expect(bell(place)?.getAttribute('aria-label')).toBe('No notices');
});
