/** The preview of the report of a large run: other questions are answered while it is made, it is of one state, and what it cuts is counted. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

const rows = 100;
let bench: Workbench;
let about: { kind: 'run'; run: string };
const preview = async () => (await bench.engine.call('report.outline', { workspace: 'wide', about, rows })).outline;

beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  about = { kind: 'run', run: generateStore(store, 1500, 250).wide?.run ?? '' };
  await bench.sync('wide', store);
}, 120_000);
beforeEach(() => {
  // Each look at the clock finds a moment gone, so that every step of a preview is one turn, on a quick machine as well.
  let ms = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => {
    ms += 50;
    return ms;
  });
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => bench.close());

it('answers other questions while it is made', async () => {
  let made = false;
  const outline = preview().finally(() => {
    made = true;
  });
  let answered = 0;
  while (!made) {
    await bench.engine.call('workspaces.get', { workspace: 'wide' });
    await setImmediate();
    if (!made) answered++;
  }
  expect((await outline).sections.length).toBeGreaterThan(10);
  expect(answered).toBeGreaterThan(2);
}, 120_000);

it('is the report itself, with the first rows of each long table and how many there are', async () => {
  const { outline: whole } = await bench.engine.call('report.outline', { workspace: 'wide', about });
  const shown = await preview();
  expect(shown.id).toBe(whole.id);
  let cut = 0;
  for (const [at, section] of whole.sections.entries())
    for (const [number, block] of section.blocks.entries()) {
      const other = shown.sections[at]?.blocks[number];
      if (block.type !== 'table' || block.rows.length <= rows) expect(other).toEqual(block);
      else {
        expect(other).toEqual({ ...block, rows: block.rows.slice(0, rows), rowCount: block.rows.length });
        cut++;
      }
    }
  expect(cut).toBeGreaterThan(2);
}, 120_000);

it('is of the state after a change that comes while it is made', async () => {
  // The facts of the last report stay at hand: after one of another run nothing is of this one.
  const { runs } = await bench.engine.call('runs.list', { workspace: 'wide' });
  const other = runs.find(({ lid }) => lid !== about.run)?.lid ?? '';
  await bench.engine.call('report.outline', { workspace: 'wide', about: { kind: 'run', run: other } });
  let made = false;
  const begun = preview().finally(() => {
    made = true;
  });
  for (let asked = 0; asked < 3; asked++) {
    await bench.engine.call('workspaces.get', { workspace: 'wide' });
    await setImmediate();
  }
  expect(made).toBe(false);
  await bench.engine.call('tags.set', { workspace: 'wide', items: [{ kind: 'record', text: about.run }], set: [{ key: 'reviewed', value: 'yes' }] });
  const outline = await begun;
  expect(JSON.stringify(outline)).toContain('reviewed');
  expect(outline).toEqual(await preview());
}, 120_000);

it('as a job it says the same, tells how far it is, is an act once, and stops when asked', async () => {
  const phases: string[] = [];
  const input = { workspace: 'wide', about, rows };
  const { outline } = await bench.job('report.preview', input, ({ phase }) => phases.push(phase));
  expect(outline).toEqual(await preview());
  expect(new Set(phases)).toContain('gathering the facts');
  const previewed = async () =>
    (await bench.engine.call('journal.list', { workspace: 'wide', limit: 1000 })).events.filter(({ act, detail }) => act === 'report-previewed' && detail.run === about.run).length;
  expect(await previewed()).toBe(1);
  const stop = new AbortController();
  await expect(bench.job('report.preview', { ...input, settings: { sections: ['custody'] } }, () => stop.abort(), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await previewed()).toBe(1);
}, 120_000);
