/** What may be claimed of a store of which only some runs were synced: real records, and every place that speaks of the store. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncResult } from '../../../core/contract/workspaces';
import { coverageOf, coverageOfBundle, isOfWholeStore, mayBeUnaffected, runCoverageOf } from '../../../core/sync/coverage';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const strict = '87cf4e7e67eebdbcf18cc6b623acf905';
const reproduce = '5a2f2280f1d957a9226c5fc6ef995c2c';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(unpack('trial-042-lineage.tar.gz', bench.folder), 'lineage');
  await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: store } });
  await bench.job('sync.run', { workspace: 'w', runs: [strict] });
});
afterAll(() => bench.close());

it('calls nothing unaffected, and says why', async () => {
  const { outputs } = await bench.engine.call('runs.outputs', { workspace: 'w', lid: `lid://${strict}` });
  const asked = { by: 'lid' as const, lid: outputs[0]?.lid ?? '' };
  const { summary } = await bench.engine.call('impact.summary', { workspace: 'w', asked });
  expect(summary.unaffected).toEqual({ runs: 0, tasks: 0, files: 0, published: 0 });
  expect(summary.reached.files).toBeGreaterThan(0);
  expect(summary.byReason.map(({ reason }) => reason)).toContain('not-whole-store');
  expect(summary.notes.join(' ')).toContain('the store was not listed');
  expect((await bench.engine.call('impact.list', { workspace: 'w', asked, list: 'unaffected' })).rows).toEqual([]);
});

it('measures no coverage and no event loss, and notes of what all else is', async () => {
  const { overview } = await bench.engine.call('overview.get', { workspace: 'w' });
  for (const { id, value, denominator, why, notes } of overview.measures) {
    if (id === 'coverage' || id === 'event-loss') {
      expect([value, denominator], id).toEqual([null, null]);
      expect(why).toContain('Not measurable: only 1 run');
    } else if (id !== 'query-time') expect(notes.join(' '), id).toContain('Of what was synced');
  }
});

it('knows the run that was asked for, and the one that it rests on in part', async () => {
  const page = async (lid: string) => (await bench.engine.call('runs.get', { workspace: 'w', lid: `lid://${lid}` })).run;
  expect(await page(strict)).toMatchObject({ coverage: expect.stringContaining('may have executed more tasks'), row: { marks: ['resumed'] } });
  const other = await page(reproduce);
  expect(other.coverage).toContain('was not asked for');
  expect(other.row.marks).toContain('in-part');
  expect(other.row.marks).not.toContain('no-output-record');
  expect(other.notRecorded.join(' ')).toContain('was not asked');
});

it('says it in the report, on page 1 and of the method', async () => {
  const { outline } = await bench.job('report.preview', { workspace: 'w', about: { kind: 'run', run: `lid://${strict}` } });
  const text = JSON.stringify(outline.sections[0]);
  expect(text).toContain('That nothing else in the store bears on this.');
  expect(text).toContain('Only 1 run');
});

const sync = (number: number, more: Partial<SyncResult>): SyncResult => ({
  ...{ sync: number, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:01:00Z', complete: false, listed: 0, records: 0, new: 0, changed: 0, unchanged: 0, vanished: 0 },
  ...{ reappeared: 0, history: 0, quarantined: 0, ignored: 0, fetched: 0, runs: 0, seconds: 1 },
  ...more,
});
const scope = (runs: string[], ended = true) => ({ runs, ended, asked: 1, missing: 0 });

it('is told from the syncs alone', () => {
  expect(coverageOf([])).toMatchObject({ known: 'nothing', sentence: null });
  expect(coverageOf([null])).toMatchObject({ known: 'part' });
  expect(coverageOf([sync(1, {})])).toMatchObject({ known: 'part' });
  const runs = coverageOf([sync(1, { scope: scope(['a'], false), new: 1 }), sync(2, { scope: scope(['b']), new: 1 })]);
  expect(runs).toMatchObject({ known: 'runs', runs: ['a', 'b'], cutShort: ['a'] });
  expect([isOfWholeStore(runs), mayBeUnaffected(runs)]).toEqual([false, false]);
  const whole = coverageOf([sync(1, { scope: scope(['a']) }), sync(2, { complete: true }), sync(3, { scope: scope(['a']) })]);
  expect(whole).toMatchObject({ known: 'whole', whole: { sync: 2 }, runs: [], sentence: null });
  const since = coverageOf([sync(1, { complete: true }), sync(2, { scope: scope(['a']), new: 3 })]);
  expect(since).toMatchObject({ known: 'whole-and-runs', runs: ['a'], sentence: expect.stringContaining('last listed by sync 1') });
  expect([isOfWholeStore(since), mayBeUnaffected(since)]).toEqual([false, true]);
  expect([runCoverageOf(since, 'a', 2), runCoverageOf(since, 'x', 1), runCoverageOf(since, 'x', 2)]).toEqual(['followed', 'whole', 'not-asked']);
});

it('is what its maker knew, where the records come out of a bundle; of one that noted no run, each may be another', () => {
  const bundle = { name: 'b.zip', sha256: '', size: 1, id: 'lineage-evidence-1' };
  const all = coverageOfBundle({ bundle, of: { run: 'a', coverage: null } });
  const part = coverageOfBundle({ bundle, of: { run: 'a', coverage: 'Only 1 run was synced.' } });
  const older = coverageOfBundle({ bundle });
  expect([all, part, older].map((one) => [isOfWholeStore(one), mayBeUnaffected(one)])).toEqual([all, part, older].map(() => [false, false]));
  expect([all, part, older].map((one) => [runCoverageOf(one, 'a', 1), runCoverageOf(one, 'b', 1)])).toEqual([
    ['whole', 'not-of-bundle'],
    ['as-its-maker', 'not-of-bundle'],
    ['of-some-bundle', 'of-some-bundle'],
  ]);
  expect(part.sentence).toContain('Its maker did not know all of it either: Only 1 run was synced.');
});
