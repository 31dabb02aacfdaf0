// @vitest-environment happy-dom
/** Reports in the window: what is chosen is what is asked and saved; an unfinished choice is left out; each kind begins from what it is of; the list says what came in whose place. */
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReportAbout, ReportOutline, SavedReport } from '../../../core/contract/reports';
import { paths, reportAboutOf } from '../../../renderer/routes';
import { settingsOf, toggled, usual, withTemplate } from '../../../renderer/views/report/chosen';
import { NewReportView } from '../../../renderer/views/report/new-report-view';
import { ReportsView } from '../../../renderer/views/report/reports-view';
import { clear, click, draw, giveSizes, settle, typeInto } from '../draw';
import { type FakeBridge, fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const run = 'lid://r0';
const id = 'LAR-0123456789ABCDEF';
const outline: ReportOutline = {
  id,
  kind: 'run',
  title: 'Run provenance report',
  subject: run,
  workspace: 'w',
  at: '2026-11-20T10:00:00.000Z',
  checkpoint: { number: 7, size: 1, root: '', origin: 'o' },
  product: 'p',
  classification: 'Confidential',
  organisation: null,
  logo: null,
  version: 1,
  supersedes: null,
  draft: true,
  sections: [{ id: 'summary', title: 'Summary', blocks: [] }],
};
const saved: SavedReport = {
  seq: 3,
  at: '2026-11-20T10:00:00.000Z',
  who: 'anna',
  id,
  kind: 'run',
  subject: 'sleepy_euler',
  checkpoint: 7,
  version: 1,
  supersedes: null,
  reason: null,
  supersededBy: 'LAR-FEDCBA9876543210',
  path: '/out/a.pdf',
  sha256: 'e'.repeat(64),
  pages: 9,
  draft: true,
};
const templates = [{ name: 'Short', kind: 'run' as const, settings: { classification: 'Secret', sections: ['tasks'] } }];
const log = { origin: 'o', leaves: 1, last: { number: 7, size: 1, root: '', at: '2026-11-20T10:00:00.000Z' }, after: 0, signers: [], fault: null, handedOut: null };
let bridge: FakeBridge;

beforeEach(() => {
  bridge = fakeBridge({
    'report.outline': () => ({ outline }),
    'report.preview': () => ({ outline }),
    'report.saved': () => ({ reports: [saved] }),
    'report.templates': () => ({ templates }),
    'report.pdf': () => new Promise(() => undefined),
    'report.batch': () => ({ written: [], notMade: [], stopped: false, failed: [{ run, message: 'It has no outputs.' }] }),
    'dialog.pickFolder': () => ({ path: '/out' }),
    'dialog.saveFile': () => ({ path: '/out/a.pdf' }),
    'evidence.log': () => ({ log, key: null, keyProblem: null }),
    'journal.opened': () => ({}) as never,
    'journal.about': () => ({ events: [], total: 0 }) as never,
    'runs.list': () => ({ runs: [] }),
    'lineage.resolve': () => ({ lid: 'lid://t/x', kind: 'TaskRun' }) as never,
  });
});
const later = () => act(() => new Promise((resolve) => setTimeout(resolve, 450)));
const button = (place: HTMLElement, words: string) => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes(words)) as HTMLButtonElement;
const field = (place: HTMLElement, words: string) => {
  const label = [...place.querySelectorAll('label')].find((one) => one.textContent?.includes(words));
  return place.querySelector(`[id="${label?.htmlFor}"]`) as HTMLInputElement;
};
const asked = () => bridge.calls.filter(({ name }) => name === 'report.outline' || name === 'report.preview').map(({ input }) => (input as { settings: object }).settings);

describe('a report before it is saved', () => {
  it('is asked for again as it is chosen, and saved so', async () => {
    const place = await draw(<NewReportView workspace="w" about={{ kind: 'run', run }} />);
    await settle();
    expect(asked()).toEqual([{ at: 'newest' }]);
    expect(field(place, 'Summary (always in it)').disabled).toBe(true);
    await typeInto(field(place, 'Classification'), ' Internal ');
    await click(field(place, 'Counts'));
    expect(button(place, 'Save PDF').disabled).toBe(true);
    await later();
    await settle();
    const settings = asked().at(-1) as { sections: string[] };
    expect(settings).toMatchObject({ at: 'newest', classification: 'Internal' });
    expect(settings.sections).not.toContain('counts');
    expect(settings.sections).toContain('tasks');
    await click(button(place, 'Save PDF'));
    await settle();
    expect(bridge.calls.find(({ name }) => name === 'report.pdf')?.input).toEqual({ workspace: 'w', about: { kind: 'run', run }, settings, out: '/out/a.pdf' });
    expect((place.querySelector('fieldset') as HTMLFieldSetElement).disabled).toBe(true);
  });

  it('signs a checkpoint once, by a press, and is then of that number', async () => {
    const place = await draw(<NewReportView workspace="w" about={{ kind: 'run', run }} />);
    await settle();
    await click(button(place, 'Sign a checkpoint now'));
    await later();
    await settle();
    expect(asked()).toEqual([{ at: 'newest' }, { at: 'latest' }, { at: 7 }]);
  });

  it('of an address that names none says so', async () => {
    const place = await draw(<NewReportView workspace="w" about={reportAboutOf('nonsense/x')} />);
    expect(place.textContent).toContain('This address names no report');
    expect(bridge.calls.map(({ name }) => name)).not.toContain('report.preview');
  });
});

describe('what is chosen', () => {
  it('is left out while it is unfinished', () => {
    const logo = { type: 'png' as const, base64: 'AAAA', alt: ' ' };
    expect(settingsOf({ ...usual, logo, supersedes: { id, reason: ' ' } })).toEqual({ at: 'newest' });
    expect(settingsOf({ ...usual, logo: { ...logo, alt: 'a' }, supersedes: { id, reason: 'b' } })).toEqual({
      at: 'newest',
      logo: { ...logo, alt: 'a' },
      supersedes: { id, reason: 'b' },
    });
  });

  it('is that of a template but for its checkpoint', () => {
    const [template] = templates;
    if (template === undefined) throw new Error('there is one');
    expect(withTemplate({ ...usual, at: 3, organisation: 'o' }, template)).toEqual({ ...usual, at: 3, sections: ['tasks'], classification: 'Secret' });
  });

  it('is all sections again once all are on', () => {
    const without = toggled('run', null, 'tasks');
    expect(without).not.toContain('tasks');
    expect(toggled('run', without, 'tasks')).toBeNull();
    expect(toggled('run', null, 'summary')).toBeNull();
  });
});

describe('the page of reports', () => {
  it('lists what was saved, what superseded it, and runs that failed of many', async () => {
    const place = await draw(<ReportsView workspace="w" />);
    await settle();
    const row = [...place.querySelectorAll('[role=row]')].at(-1)?.textContent;
    for (const words of [id, 'sleepy_euler', 'anna', 'LAR-FEDCBA9876543210', '/out/a.pdf']) expect(row).toContain(words);
    await click(button(place, 'One for each run…'));
    await settle();
    expect(bridge.calls.find(({ name }) => name === 'report.batch')?.input).toEqual({ workspace: 'w', kind: 'run', runs: null, settings: {}, folder: '/out' });
    expect(place.textContent).toContain('0 reports written, 1 run failed');
    expect(place.textContent).toContain('It has no outputs.');
  });

  it('says of a record that is no file what it is', async () => {
    const place = await draw(<ReportsView workspace="w" />);
    await settle();
    const kind = field(place, 'Report of') as unknown as HTMLSelectElement;
    await act(async () => {
      kind.value = 'file';
      kind.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await typeInto(field(place, 'File'), 't/x');
    await click(button(place, 'Preview the report'));
    await settle();
    expect(place.textContent).toContain('a record of kind TaskRun, and no file');
  });
});

it('an address gives back what a report is of, whatever its text', () => {
  const odd = 'a/b #%2F?é~0041';
  const all: ReportAbout[] = [
    { kind: 'run', run },
    { kind: 'environment', run },
    { kind: 'file', lid: `lid://r0/${odd}` },
    { kind: 'comparison', left: run, right: `lid://${odd}` },
    { kind: 'subject', text: odd },
    { kind: 'findings', from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00.000Z' },
    { kind: 'impact', asked: { by: 'param', name: odd, value: odd } },
  ];
  for (const about of all) expect(reportAboutOf(paths.report('w', about).replace('/w/w/reports/new/', ''))).toEqual(about);
  for (const wrong of ['', 'run', 'subject/x', 'findings/a/b', 'impact/nonsense/x', '__proto__/x']) expect(reportAboutOf(wrong)).toBeNull();
});
