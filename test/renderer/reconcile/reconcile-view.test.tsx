/** The page of lists: what was taken, counts with denominators that narrow the table, and what is lacking. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReconcileRow, Reconciliation } from '../../../core/contract/reconcile';
import { giveListToReconcile } from '../../../renderer/parts/given-files';
import { rowFilters } from '../../../renderer/views/reconcile/reconcile-rows';
import { ReconcileView } from '../../../renderer/views/reconcile/reconcile-view';
import { aCheck } from '../checks/a-check';
import { clear, click, draw, giveSizes, idle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const blank: ReconcileRow = { row: 2, listed: 'a.vcf', state: 'not-matched', by: null, lid: null, path: null, run: null, check: null, sha256: null, note: '' };
const run = { lid: 'lid://ab', name: 'release' };
const answer: Reconciliation = {
  list: {
    name: 'l.csv',
    sha256: 'e'.repeat(64),
    size: 10,
    form: 'csv',
    columns: [{ column: 1, header: 'File', as: 'path' }],
    notes: ['Its quotes do not pair up, so cells may be wrong.'],
  },
  of: 'files',
  runs: [run],
  rows: [
    { ...blank, state: 'matched', by: 'name', lid: 'lid://ab/a.vcf', run, check: aCheck({}), sha256: { listed: 'a'.repeat(64), ours: 'b'.repeat(64), at: null, state: 'differs' } },
    { ...blank, row: 3, listed: '=gone', sha256: { listed: 'deadbeef', ours: null, at: null, state: 'unusable' } },
  ],
  extra: [{ lid: 'lid://ab/extra.vcf', path: null, run, check: null }],
  counts: {
    rows: 2,
    byState: { matched: 1, ambiguous: 0, 'not-matched': 1, 'without-lineage': 0 },
    extra: 1,
    extraOf: 2,
    sha256: { listed: 1, equal: 0, differs: 1, notNow: 0, notRead: 0, unusable: 1 },
    checked: 1,
    findings: 0,
  },
  at: '2026-11-21T14:02:00.000Z',
};

it('counts every state, none too, each of its own whole', () => {
  expect(rowFilters(answer).map(({ filter, count, of }) => [filter, count, of])).toEqual([
    ['matched', 1, 2],
    ['ambiguous', 0, 2],
    ['not-matched', 1, 2],
    ['without-lineage', 0, 2],
    ['exceptions', 1, 1],
    ['differs', 1, 1],
    ['unusable', 1, 2],
    ['extra', 1, 2],
  ]);
});

it('shows what was taken, the lines, and what the list lacks', async () => {
  const bridge = fakeBridge({ 'reconcile.list': () => answer, 'runs.list': () => ({ runs: [] }) });
  giveListToReconcile('w', '/tmp/l.csv');
  const place = await draw(<ReconcileView workspace="w" />);
  await idle(place);
  expect(bridge.calls).toContainEqual({ name: 'reconcile.list', input: { workspace: 'w', list: '/tmp/l.csv' } });
  expect(place.textContent).toContain('Taken: column 1 “File” as path. Runs concerned: release.');
  expect(place.textContent).toContain('Its quotes do not pair up');
  expect(place.textContent).toContain('DIFFERS');
  const button = (text: string) => [...place.querySelectorAll('button')].find(({ textContent }) => textContent === text);
  await click(button('1 of 2 not matched'));
  await idle(place);
  const grid = () => place.querySelector('[role=grid]')?.textContent ?? '';
  expect(grid()).toContain('=gone');
  expect(grid()).not.toContain('a.vcf');
  await click(button('1 of 2 with a digest that cannot be used'));
  await idle(place);
  expect(grid()).toContain('UNUSABLE');
  expect(grid()).not.toContain('a.vcf');
  await click(button('1 of 2 extra: not in the list'));
  await idle(place);
  expect(grid()).toContain('lid://ab/extra.vcf');
});
