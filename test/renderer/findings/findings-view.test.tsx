/** The page of findings: filters, one beside the list, acknowledging; and the nastiest text shown as text. */
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Finding, FindingDetail } from '../../../core/contract/findings';
import { FindingsView } from '../../../renderer/views/findings/findings-view';
import { clear, click, draw, giveSizes, idle, settle } from '../draw';
import { type FakeBridge, fakeBridge } from '../fake-bridge';

const nasty = '<img src=x onerror="globalThis.polluted=1">\u202egpj\u0000\u001b[2J';
const finding: Finding = {
  id: '0123456789abcdef',
  type: 'changed',
  key: nasty,
  lid: `lid://${nasty}`,
  run: null,
  object: `${nasty}/.data.json`,
  detail: `detail ${nasty}`,
  sync: 3,
  at: '2026-01-02T03:04:05Z',
  sha256: 'a'.repeat(64),
  holds: true,
  acknowledged: null,
};
const version = { sha256: 'b'.repeat(64), size: 5, sync: 1, at: null, text: `{"a":"${nasty}"}`, truncated: false };
const detail: FindingDetail = {
  finding,
  acknowledgements: [{ at: '2026-01-03T00:00:00Z', by: nasty, reason: nasty }],
  evidence: [{ leaf: 7, type: 'changed', sync: 3, line: nasty }],
  seenBetween: { from: '2026-01-02T03:04:05Z', to: null },
  old: version,
  new: { ...version, sha256: 'c'.repeat(64), sync: 3 },
  how: 'fields',
  changes: [{ path: '$.a', change: 'changed', old: `"${nasty}"`, new: '"x"' }],
  changeCount: 1,
  bytesDiffer: '5 bytes before, 6 bytes after',
  elsewhere: [],
};
const empty = { findings: [], total: 0, open: 0, counts: {}, syncs: [3], looked: { records: 5, history: 1, unreadable: 0, syncs: 3 }, imported: null };
let bridge: FakeBridge;
let listed: Finding[];
let bad: number;

beforeEach(() => {
  // The page for tests has no fonts to wait for.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  giveSizes();
  listed = [finding];
  bad = 0;
  bridge = fakeBridge({
    'findings.list': () => ({ ...empty, findings: listed, total: listed.length, open: listed.length, counts: listed.length > 0 ? { changed: 1 } : {} }),
    'findings.show': () => ({ detail }),
    'findings.acknowledge': () => ({ acknowledged: 1 }),
    'journal.opened': () => ({}) as never,
    'runs.list': () => ({ runs: [] }),
    'workspaces.get': () => ({ workspace: { lastSync: {} } }) as never,
    'verify.bad': () => ({ checked: 3, bad, outside: bad }),
  });
});
afterEach(clear);

it('shows hostile text as text, with every hidden character as a sign', async () => {
  const place = await draw(<FindingsView workspace="w" type={undefined} />);
  await idle(place);
  await click(place.querySelector('[role=row][aria-rowindex="2"]'));
  await settle();
  const panel = place.querySelector('section[aria-label="The finding"]');
  expect(panel?.textContent).toContain('What it does not prove');
  expect(panel?.textContent).toContain('⟨U+202E⟩');
  expect(panel?.querySelector('table')?.textContent).toContain('$.a');
  expect(place.querySelector('img, script, iframe')).toBeNull();
  for (const unseen of ['\u0000', '\u001b', '\u202e']) expect(place.textContent).not.toContain(unseen);
  expect((globalThis as { polluted?: number }).polluted).toBeUndefined();
});

it('says what was looked at where there is none, and asks for what is chosen', async () => {
  listed = [];
  const place = await draw(<FindingsView workspace="w" type={undefined} />);
  expect(place.textContent).toContain('Looked at: 5 records, 1 history line and 0 that could not be read, of 3 syncs.');
  const select = place.querySelector<HTMLInputElement>('input[aria-label="Sync"]');
  expect(select?.value).toBe('all syncs');
  await click(select);
  const options = [...document.querySelectorAll('[role=listbox][aria-label=Sync] [role=option]')];
  expect(options.map((one) => one.textContent)).toEqual(['all syncs', 'sync 3']);
  await click(options[1]);
  expect(bridge.calls.filter((one) => one.name === 'findings.list').at(-1)?.input).toMatchObject({ workspace: 'w', sync: 3 });
});

it('acknowledges what is listed with one reason', async () => {
  const place = await draw(<FindingsView workspace="w" type={undefined} />);
  await idle(place);
  await click([...place.querySelectorAll('button')].find((one) => one.textContent?.startsWith('Acknowledge 1 open')));
  const reason = document.querySelector('textarea');
  if (reason === null) throw new Error('No reason is asked for.');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(reason, 'seen and explained');
    reason.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(bridge.calls.map((one) => one.name)).not.toContain('findings.acknowledge');
  await click(document.querySelector('button[type=submit]'));
  expect(bridge.calls.find((one) => one.name === 'findings.acknowledge')?.input).toEqual({ workspace: 'w', ids: [finding.id], reason: 'seen and explained' });
});

it('says what checks found, though no sync found anything, and leads there', async () => {
  [listed, bad] = [[], 1];
  const place = await draw(<FindingsView workspace="w" type={undefined} />);
  await idle(place);
  expect(place.textContent).toContain('Checks found 1 file not as recorded, with other bytes than before, or not to be had, from outside.');
  expect(place.querySelector('.caution a')?.getAttribute('href')).toBe('#/w/w/overview/list/bad-checks');
});

it('says nothing of checks that found nothing', async () => {
  const place = await draw(<FindingsView workspace="w" type={undefined} />);
  await idle(place);
  expect(place.querySelector('.caution')).toBeNull();
});
