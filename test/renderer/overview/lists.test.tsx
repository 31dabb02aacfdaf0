import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Incident, Measure, Overview } from '../../../core/contract/overview';
import { Bars } from '../../../renderer/views/overview/bars';
import { IncidentTab } from '../../../renderer/views/overview/incident-tab';
import { ListView } from '../../../renderer/views/overview/list-view';
import { OverviewView } from '../../../renderer/views/overview/overview-view';
import { clear, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(() => {
  giveSizes();
  window.location.hash = '#/w/w/overview';
});
afterEach(clear);

const overview: Overview = {
  records: 3,
  runs: { total: 2, undated: 1, unit: 'month', bins: [{ start: '2026-01-01T00:00:00.000Z', runs: 1, syncs: 0, checks: 0, findings: 0 }] },
  outputs: { total: 3, byVerdict: { mismatch: 1, 'not-checked': 2 }, stale: 0, changed: 0 },
  findings: { open: 0, acknowledged: 0, byType: [] },
  labels: { first: [{ label: 'a/b c', records: 2 }], different: 1 },
  storage: { contents: 5, contentBytes: 10, evidenceBytes: 20, indexBytes: null, files: [{ published: true, files: 3, bytes: 9, withoutSize: 1 }] },
  measures: [],
};
const policy: Measure = {
  id: 'policy',
  name: 'Policy violations',
  formula: 'broken ÷ all',
  numerator: 0,
  numeratorWords: 'that break one',
  denominator: 4,
  denominatorWords: 'runs and tasks',
  value: 0,
  unit: 'share',
  why: null,
  target: 0,
  better: 'less',
  met: true,
  not: '',
  notes: [],
  list: 'runs and tasks that break a rule',
  parts: [],
  listed: 0,
};
const opened = { 'overview.get': () => ({ overview }), 'journal.opened': () => ({}) } as never;
const hrefs = (place: HTMLElement) => [...place.querySelectorAll('a')].map((a) => a.getAttribute('href'));

it('every bar and number leads to the list of what it counts, and an empty card has no table', async () => {
  fakeBridge(opened);
  const place = await draw(<OverviewView workspace="w" tab={undefined} />);
  await settle();
  expect(hrefs(place)).toEqual(
    expect.arrayContaining([
      '#/w/w/overview/list/runs/2026-01-01T00~003a00~003a00.000Z',
      '#/w/w/overview/list/runs/undated',
      '#/w/w/overview/list/outputs/mismatch',
      '#/w/w/overview/list/outputs/not-checked',
      '#/w/w/label/a~002fb~0020c',
      '#/w/w/overview/list/contents',
      '#/w/w/overview/list/storage/published',
    ]),
  );
  expect(place.querySelector('table[aria-label="Findings"]')).toBeNull();
  expect(place.textContent).toContain('1 of 3');
  expect(place.textContent).toContain('1 of them without a recorded size');
  expect(place.textContent).toContain('not written to the disk yet');
});

it('draws no table of nothing', async () => {
  const place = await draw(<Bars label="none" head="kind" bars={[]} />);
  expect(place.querySelector('table')).toBeNull();
});

it('a list from a link shows its part, hostile text made visible, an outside file leading to its history', async () => {
  const bridge = fakeBridge({
    ...(opened as object),
    'overview.list': () => ({
      rows: [{ lid: '/in/a.fq', title: 'a\u202Efq', kind: 'External' as const, run: null, part: 'outside', words: 'from outside', detail: 'read by T (lid://b)' }],
      total: 1,
      parts: [
        { part: 'outside', words: 'from outside', count: 1 },
        { part: 'no-record', words: 'no record', count: 4 },
      ],
    }),
  } as never);
  const place = await draw(<ListView workspace="w" list="unknown-upstream" part="outside" />);
  await settle();
  expect(bridge.calls.some(({ name, input }) => name === 'overview.list' && (input as { part?: string }).part === 'outside')).toBe(true);
  expect(place.querySelector('select')?.value).toBe('outside');
  expect(place.textContent).toContain('a⟨U+202E⟩fq');
  expect(place.textContent).not.toContain('\u202E');
  expect(hrefs(place)).toContain('#/w/w/custody/~002fin~002fa.fq');
});

it('an empty list says why it is empty, and one of a measure that could not be measured claims nothing', async () => {
  const empty = { 'overview.list': () => ({ rows: [], total: 0, parts: [] }) };
  const of = (measure: Partial<Measure>) => ({
    ...empty,
    'journal.opened': () => ({}),
    'overview.get': () => ({ overview: { ...overview, measures: [{ ...policy, ...measure }] } }),
  });
  const shown = async (answers: object, list: string, part?: string) => {
    fakeBridge(answers as never);
    const place = await draw(<ListView workspace="w" list={list} part={part} />);
    await settle();
    return place.textContent;
  };
  const none = 'No run and no task that a record is kept of is known to break a rule.';
  expect(await shown(of({}), 'policy')).toContain(none);
  const unknown = await shown(of({ value: null, numerator: null, met: null, why: 'Not measurable: there are no runs and tasks with a record.' }), 'policy');
  expect(unknown?.split('Not measurable: there are no runs')).toHaveLength(3);
  expect(unknown).not.toContain(none);
  const ofPart = await shown(of({}), 'policy', 'no-commit');
  expect(ofPart).toContain('Nothing is in this part of the list.');
  expect(ofPart).not.toContain(none);
  expect(await shown({ ...(opened as object), ...empty }, 'open-findings')).toContain('No finding is open: there is none');
});

it('says that there is no such list', async () => {
  fakeBridge(opened);
  const place = await draw(<ListView workspace="w" list="constructor" part={undefined} />);
  await settle();
  expect(place.textContent).toContain('There is no list “constructor”.');
});

const counts = { runs: 1, tasks: 1, files: 1, published: 1 };
const incident: Incident = {
  sources: [{ part: 'mismatched', words: 'mismatch', count: 1 }],
  sourceCount: 1,
  checked: { published: 2, of: 7 },
  wholeSync: '2026-11-20T08:00:00.000Z',
  withoutPlace: 0,
  since: '2026-11-20T08:00:00.000Z',
  copiedFrom: { count: 0, first: [] },
  lagSeconds: 200_000,
  reached: counts,
  unknown: counts,
  of: { ...counts, runs: 3, published: 7 },
  rollback: [
    {
      pipeline: 'acme/p',
      run: { lid: 'lid://e', title: 'e' },
      start: '2026-11-01T00:00:00.000Z',
      commit: 'c0ffee',
      after: true,
      sameCommit: true,
      reached: 1,
      unknown: 1,
      runs: 3,
      undated: 2,
    },
    { pipeline: null, run: null, start: null, commit: null, after: false, sameCommit: false, reached: 1, unknown: 0, runs: 1, undated: 0 },
  ],
};

it('an incident says what it rests on, how long it lasts, and why a commit may be of no use', async () => {
  fakeBridge({ 'overview.incident': () => ({ incident }), 'overview.list': () => ({ rows: [], total: 0, parts: [] }) } as never);
  const place = await draw(<IncidentTab workspace="w" />);
  await settle();
  for (const text of [
    '2 of 7 published files were checked; of the others nothing is known',
    '2 days 7 h, by this computer’s clock',
    '1 of 7',
    '1 reached, 1 unknown, of 3',
    'c0ffee',
  ])
    expect(place.textContent).toContain(text);
  expect(place.textContent).toContain('acme/p: It began after every reached run: no later run is known to be reached. A reached run has the same commit');
  expect(place.textContent).toContain('pipeline not recorded: The pipeline is not recorded, so no runs are known to be of one.');
  expect(hrefs(place)).toEqual(expect.arrayContaining(['#/w/w/overview/list/incident-unknown/published-file', '#/w/w/overview/list/incident-sources/mismatched']));
});

it('where nothing is known to be wrong it says of how little that is', async () => {
  const none: Incident = { ...incident, sources: [], sourceCount: 0, since: null, lagSeconds: null, rollback: [], checked: { published: 0, of: 7 } };
  fakeBridge({ 'overview.incident': () => ({ incident: none }) } as never);
  const place = await draw(<IncidentTab workspace="w" />);
  await settle();
  expect(place.textContent).toContain('Nothing is known to be wrong');
  expect(place.textContent).toContain('0 of 7 published files were checked');
});

it('where nothing was read it does not say that nothing is wrong', async () => {
  const nothing = { runs: 0, tasks: 0, files: 0, published: 0 };
  const none: Incident = { ...incident, sources: [], sourceCount: 0, since: null, lagSeconds: null, rollback: [], checked: { published: 0, of: 0 }, wholeSync: null, of: nothing };
  fakeBridge({ 'overview.incident': () => ({ incident: none }) } as never);
  const place = await draw(<IncidentTab workspace="w" />);
  await settle();
  expect(place.textContent).toContain('Nothing is known: neither a run nor a published file has a record here');
  expect(place.textContent).not.toContain('known to be wrong');
});

it('of published copies names what they were published from', async () => {
  const copied: Incident = { ...incident, copiedFrom: { count: 2, first: [{ lid: 'lid://b/m.txt', title: 'm.txt' }] } };
  fakeBridge({ 'overview.incident': () => ({ incident: copied }), 'overview.list': () => ({ rows: [], total: 0, parts: [] }) } as never);
  const place = await draw(<IncidentTab workspace="w" />);
  await settle();
  expect(place.textContent).toContain('what tasks made from the 2 files that they were published from is not reached from a copy');
  expect(hrefs(place).some((href) => href?.startsWith('#/w/w/impact/lid/'))).toBe(true);
});
