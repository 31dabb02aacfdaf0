// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RecordPage } from '../../../core/contract/records';
import type { TaskRow } from '../../../core/contract/runs';
import { verdictWords } from '../../../core/verify/verdict';
import { RecordView } from '../../../renderer/views/record/record-view';
import { TasksTab } from '../../../renderer/views/run/tasks-tab';
import { aCheck } from '../checks/a-check';
import { clear, click, draw, giveSizes } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const record: RecordPage = {
  lid: 'lid://abc',
  key: 'abc',
  kind: 'TaskRun',
  recordedKind: 'TaskRun',
  version: 'lineage/v1beta1',
  shape: 'spec',
  title: 'ALIGN (x)',
  state: 'present',
  problem: null,
  fields: { name: 'ALIGN (x)', container: null, workflowRun: 'lid://gone' },
  cut: [],
  masked: 0,
  links: [{ lid: 'lid://gone', kind: 'Missing', title: 'gone', present: false }],
  referencedBy: [],
  referencedByCount: 0,
  labels: [],
  run: null,
  check: null,
  versions: [
    { sha256: 'b'.repeat(64), size: 20, firstSeen: '2026-02-01T00:00:00.000Z', lastSeen: '2026-02-01T00:00:00.000Z', sync: 2, current: true },
    { sha256: 'a'.repeat(64), size: 10, firstSeen: '2026-01-01T00:00:00.000Z', lastSeen: '2026-01-01T00:00:00.000Z', sync: 1, current: false },
  ],
  storePath: 'abc/.data.json',
};

const raw = { sha256: 'b'.repeat(64), size: 20, text: '{"token":"abc"}', base64: '', truncated: false, validUtf8: true };
const button = (place: HTMLElement, words: string) => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes(words));

describe('the page of a record', () => {
  it('tells what is absent and which address leads nowhere', async () => {
    fakeBridge({ 'records.get': () => ({ record }) });
    const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="fields" version={null} />);
    expect(place.querySelector('h1')?.textContent).toBe('Task: ALIGN (x)');
    expect(place.textContent).toContain('lid://gone (points to a record that is not here)');
    expect(place.textContent).toContain('Containernot recorded');
    expect(place.textContent).toContain('Versions seen (2)');
  });

  it('says of a check what was found, the general sentence only where nothing more is known, and what would prove more', async () => {
    const sentence = verdictWords.mismatch.sentence;
    for (const detail of ['recorded 5 bytes, found 6', null]) {
      const check = aCheck({ verdict: 'mismatch', detail });
      fakeBridge({ 'records.get': () => ({ record: { ...record, kind: 'FileOutput', check } }) });
      const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="fields" version={null} />);
      const panel = place.querySelector('section[aria-label=Check]');
      expect([...(panel?.querySelectorAll('p') ?? [])].map((line) => line.textContent)).toEqual(
        expect.arrayContaining([detail ?? sentence, expect.stringMatching(/^What to do: /)]),
      );
      expect(panel?.textContent?.includes(sentence)).toBe(detail === null);
      await clear();
    }
  });

  it('shows the first entries of a long list with their count, and all of them as a table once asked', async () => {
    const lids = Array.from({ length: 100 }, (_, at) => `lid://read/${at}`);
    const within = ['input', '0', 'value'];
    const long: RecordPage = {
      ...record,
      fields: { input: [{ type: 'path', name: 'reads', value: lids }] },
      cut: [{ within, count: 5000, list: true }],
      links: lids.map((lid) => ({ lid, kind: 'FileOutput', title: lid.slice(-2), present: true })),
      referencedBy: [{ lid: 'lid://naming/0', kind: 'FileOutput', title: 'naming', present: true, relation: 'made' }],
      referencedByCount: 7000,
    };
    const link = { lid: 'lid://read/4999', kind: 'FileOutput' as const, title: 'the last one', present: true };
    const bridge = fakeBridge({
      'records.get': () => ({ record: long }),
      'records.entries': () => ({
        entries: [
          { number: 1, name: null, text: 'lid://read/4999', length: 15, link },
          { number: 2, name: null, text: 'start of it', length: 9000, link: null },
        ],
        total: 2,
        all: 5000,
      }),
      'records.naming': () => ({ links: [{ ...link, title: 'names it', relation: 'made' }], total: 1, all: 7000 }),
    });
    const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="fields" version={null} />);
    expect(place.querySelectorAll('.tree > li')).toHaveLength(51);
    expect(place.textContent).toContain('The first 1 of 7,000.');
    expect(bridge.calls.map(({ name }) => name)).not.toContain('records.entries');
    await click(button(place, 'Show all 5,000'));
    expect(bridge.calls.find(({ name }) => name === 'records.entries')?.input).toMatchObject({ workspace: 'w', lid: 'lid://abc', within, page: { offset: 0 } });
    expect(place.querySelector('.record-entries')?.textContent).toContain('the last one');
    expect(place.querySelector('.record-entries')?.textContent).toContain('start of it… (9,000 characters)');
    await click(button(place, 'Show all 7,000'));
    expect(place.querySelector('section[aria-label="Named by"]')?.textContent).toContain('names it');
  });

  it('says when an earlier version is shown', async () => {
    const bridge = fakeBridge({ 'records.get': () => ({ record }) });
    const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="fields" version={'a'.repeat(64)} />);
    expect(bridge.calls.find(({ name }) => name === 'records.get')?.input).toEqual({ workspace: 'w', lid: 'lid://abc', first: 100, sha256: 'a'.repeat(64) });
    expect(place.querySelector('[data-state=older]')?.textContent).toContain('2026-01-01 00:00:00 UTC');
  });

  it('asks for the bytes as they are only on purpose', async () => {
    const bridge = fakeBridge({ 'records.get': () => ({ record }), 'records.raw': () => raw });
    const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="raw" version={null} />);
    const names = () => bridge.calls.map((call) => call.name);
    expect(names()).toContain('records.get');
    expect(names()).not.toContain('records.raw');
    expect(place.textContent).not.toContain('"token":"abc"');
    await click(button(place, 'Show the record as it is'));
    expect(names().filter((name) => name === 'records.raw')).toHaveLength(1);
    expect(place.querySelector('pre')?.textContent).toBe('{"token":"abc"}');
  });

  it('has no fields and no raw bytes where there is no record', async () => {
    fakeBridge({ 'records.get': () => ({ record: { ...record, kind: 'Unknown', state: 'missing', fields: null, versions: [], links: [] } }) });
    const place = await draw(<RecordView workspace="w" lid="lid://abc" tab="raw" version={null} />);
    expect(place.querySelector('h1')?.textContent).toBe('Record that is not here: ALIGN (x)');
    expect(button(place, 'Show the record as it is')).toBeUndefined();
    expect(place.textContent).toContain('There is no record at this address');
  });
});

describe('the tasks of a run', () => {
  const task = (name: string, more: Partial<TaskRow>): TaskRow => ({
    lid: `lid://${name}`,
    name,
    process: name,
    tag: null,
    run: 'lid://run',
    runName: 'this_one',
    reused: false,
    executed: true,
    reliedOn: true,
    kind: 'TaskRun',
    container: null,
    labels: [],
    inputs: 1,
    outputs: 1,
    upstream: [],
    downstream: [],
    createdAt: null,
    ...more,
  });

  it('are those executed and those relied on, each reused one with the run it came from', async () => {
    const tasks = [task('CALL', { reused: true, executed: false, run: 'lid://before', runName: 'earlier' }), task('FILTER', {}), task('QC', { reliedOn: false })];
    const chosenBy = { all: () => true, executed: (one: TaskRow) => one.executed, reliedOn: (one: TaskRow) => one.reliedOn };
    fakeBridge({
      'runs.tasks': ({ which = 'all' }) => {
        const chosen = tasks.filter(chosenBy[which]);
        return { tasks: chosen, total: chosen.length, all: chosen.length, counts: { all: 3, executed: 2, reliedOn: 2 } };
      },
    });
    const place = await draw(<TasksTab workspace="w" lid="lid://run" />);
    const names = () => [...place.querySelectorAll('.grid-body [role=row]')].map((row) => row.querySelector('a')?.textContent);
    expect(names()).toEqual(['CALL', 'FILTER', 'QC']);
    expect([...place.querySelectorAll('a')].find((link) => link.textContent === 'reused, from earlier')?.getAttribute('href')).toBe('#/w/w/run/before/info');
    const choose = (words: string) => click([...place.querySelectorAll('label')].find((label) => label.textContent?.startsWith(words)));
    await choose('Executed by this run (2)');
    expect(names()).toEqual(['FILTER', 'QC']);
    await choose('Relied on (2)');
    expect(names()).toEqual(['CALL', 'FILTER']);
  });
});
