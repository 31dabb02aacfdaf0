/** Checking by scope: which files, with what progress, stopped and gone on with, and what is kept of it. */
import { appendFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../../core/contract/shared';
import type { Ports } from '../../../core/ports';
import { openWorkbench, type Workbench } from '../../workbench';
import { lidOf, runLid, setTime, taskHash, type VectorStore, vectorFiles, vectorOfSize, vectorStore } from './vector-store';

let store: VectorStore;
let bench: Workbench;
const workspace = 'w';
beforeEach(async () => {
  store = vectorStore();
  bench = await openWorkbench();
  await bench.sync(workspace, store.store, store.maps);
});
afterEach(() => {
  bench.close();
  store.remove();
});
const acts = async () => (await bench.engine.call('journal.list', { workspace })).events.map((event) => event.act);
const results = (scope: object) => bench.engine.call('verify.listed', { workspace, run: runLid, ...scope });

/** A clock on which a second or more goes by between any two looks: every step is told, and what is known is kept at once. */
function everySecond(ports: Ports): Ports {
  let ticks = 0;
  return { ...ports, clock: { now: ports.clock.now, ticks: () => (ticks += 1001) } };
}

describe('scopes', () => {
  test('a run: its published files, in the order of their LIDs', async () => {
    const { files, inputs, summary } = await bench.job('verify.run', { workspace, run: runLid });
    expect(files.map((file) => file.lid)).toEqual(vectorFiles.map(lidOf).sort());
    expect(inputs).toBeUndefined();
    expect(summary.total).toBe(vectorFiles.length);
  });

  test('its work and its inputs, in a list of their own', async () => {
    const { files, inputs, inputsSummary } = await bench.job('verify.run', { workspace, run: runLid, work: true, inputs: true });
    expect(files).toHaveLength(vectorFiles.length + 1);
    expect(files.map((file) => file.lid)).toContain(`lid://${taskHash}/${vectorOfSize(64).path.slice(14)}`);
    expect(inputsSummary).toMatchObject({ total: 3, checked: 3, byVerdict: { 'metadata-match': 2, mismatch: 1 } });
    // One path under two checksums: it is one content now, so it can be only one of the two.
    const replaced = inputs?.filter((input) => input.path === vectorOfSize(32).path);
    expect(replaced?.map((input) => [input.lid, input.verdict, input.reason, input.baseline])).toEqual(
      expect.arrayContaining([
        [null, 'metadata-match', null, 'first-seen'],
        [null, 'mismatch', 'undetermined', 'first-seen'],
      ]),
    );
  });

  test('some LIDs, with an outside file among them; one of a task, of nothing, or no scope at all are refused', async () => {
    const { files } = await bench.job('verify.run', { workspace, lids: [lidOf(vectorOfSize(64)), vectorOfSize(31).path, lidOf(vectorOfSize(64))] });
    expect(files.map((file) => [file.lid, file.path])).toEqual([
      [lidOf(vectorOfSize(64)), vectorOfSize(64).path],
      [null, vectorOfSize(31).path],
    ]);
    await expect(bench.job('verify.run', { workspace, lids: [`lid://${taskHash}`] })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('is a TaskRun'),
    });
    await expect(bench.job('verify.run', { workspace, lids: ['lid://nothing'] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(bench.job('verify.run', { workspace, run: `lid://${taskHash}` })).rejects.toMatchObject({ code: 'not-found' });
    await expect(bench.job('verify.run', { workspace })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(bench.job('verify.run', { workspace, run: runLid, all: true })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('all: every FileOutput, one that has vanished from the store among them', async () => {
    rmSync(`${store.store}/${lidOf(vectorOfSize(64)).slice('lid://'.length)}`, { recursive: true });
    expect(await bench.job('sync.run', { workspace })).toMatchObject({ vanished: 1 });
    const { files } = await bench.job('verify.run', { workspace, all: true });
    expect(files).toHaveLength(vectorFiles.length + 1);
  });
});

test('progress counts files and bytes to their totals', async () => {
  const seen: Progress[] = [];
  await bench.job('verify.run', { workspace, run: runLid }, (progress) => seen.push(progress));
  const bytes = vectorFiles.reduce((sum, file) => sum + file.size, 0);
  expect(seen.at(-1)).toEqual({ phase: 'checking files', done: vectorFiles.length, total: vectorFiles.length, bytes: { done: bytes, total: bytes } });
  for (let i = 1; i < seen.length; i++) expect(seen[i]?.done).toBeGreaterThanOrEqual(seen[i - 1]?.done ?? 0);
});

test('stopped: what was done is kept, the rest says so; going on finishes it', async () => {
  bench.engine.close();
  bench = await openWorkbench({ folder: bench.folder, change: everySecond });
  const stop = new AbortController();
  const stopped = await bench.job('verify.run', { workspace, run: runLid }, ({ done }) => void (done >= 4 && stop.abort()), stop.signal);
  expect(stopped.stopped).toBe(true);
  const { checked, byVerdict, total } = stopped.summary;
  expect(checked).toBeGreaterThanOrEqual(4);
  expect(checked).toBeLessThan(total);
  expect(byVerdict['not-checked']).toBe(total - checked);
  const left = stopped.files.filter((file) => file.verdict === 'not-checked');
  for (const file of left) expect(file).toMatchObject({ reason: 'stopped', at: null, by: null, sha256: null });
  expect(left[0]?.checkedPath).toContain(store.folder);
  expect((await results({})).summary).toMatchObject({ checked, total });
  expect(await acts()).toContain('verify-stopped');

  const whole = await bench.job('verify.run', { workspace, run: runLid });
  expect(whole.stopped).toBe(false);
  expect(whole.files.filter((file) => file.baseline === 'unchanged')).toHaveLength(checked);
});

test('stopped before it began, nothing is looked at', async () => {
  const stop = new AbortController();
  stop.abort();
  const { summary } = await bench.job('verify.run', { workspace, run: runLid }, undefined, stop.signal);
  expect(summary).toMatchObject({ checked: 0, byVerdict: { 'not-checked': vectorFiles.length } });
});

test('a process that dies on the way keeps what was handed over', async () => {
  const dying = await openWorkbench({ folder: bench.folder, change: everySecond });
  const steps = dying.engine.job('verify.run', { workspace, run: runLid }, new AbortController().signal);
  let told = 0;
  while (told < 5) {
    const step = await steps.next();
    if (!step.done) told = step.value.done;
  }
  // Nothing is closed, as nothing would be.
  bench = await bench.restart();
  const { summary } = await results({});
  expect(summary.checked).toBeGreaterThanOrEqual(told);
  expect(summary.checked).toBeLessThan(vectorFiles.length);
  dying.engine.close();
});

test('while another holds the workspace, results wait and are not lost', async () => {
  const lock = `${workspace}/evidence.lock`;
  bench.ports.home.createExclusive(lock, JSON.stringify({ pid: process.pid, host: bench.ports.who.host, user: 'other', surface: 'window', purpose: 'sync', since: 'now' }));
  const phases = new Set<string>();
  const { summary } = await bench.job('verify.run', { workspace, run: runLid }, ({ phase, note }) => {
    phases.add(phase);
    if (note?.includes('is being written (sync) by the window of other')) bench.ports.home.remove(lock);
  });
  expect([...phases]).toEqual(['checking files', 'waiting to keep the results']);
  expect((await results({})).summary).toEqual(summary);
});

test('results at hand, after a restart too, and stale once the record has changed', async () => {
  expect((await results({ inputs: true })).inputsSummary).toMatchObject({ total: 3, checked: 0 });
  const first = await bench.job('verify.run', { workspace, run: runLid, inputs: true });
  bench = await bench.restart();
  const kept = await results({ inputs: true });
  expect(kept.checks).toEqual(first.files);
  expect((await results({ inputs: true, list: 'inputs' })).checks).toEqual(first.inputs);
  expect((await results({ page: { offset: 2, limit: 3 } })).checks).toEqual(first.files.slice(2, 5));

  const file = vectorOfSize(64);
  store.record(file, { labels: ['new'] });
  await bench.job('sync.run', { workspace });
  const changed = await results({});
  expect(changed.summary.stale).toBe(1);
  expect(changed.checks.find((one) => one.lid === lidOf(file))?.stale).toBe(true);

  await bench.job('verify.run', { workspace, lids: [lidOf(file)] });
  expect((await results({})).summary.stale).toBe(0);
});

test('the baseline is the first ever taken, and stays it', async () => {
  const file = vectorOfSize(64);
  const once = async () => (await bench.job('verify.run', { workspace, lids: [lidOf(file)] })).files[0];
  const first = await once();
  const bytes = Buffer.alloc(64, 'x');
  writeFileSync(store.at(file), bytes);
  expect(await once()).toMatchObject({ baseline: 'changed', firstSeen: first?.firstSeen });
  writeFileSync(store.at(file), bytes);
  bench = await bench.restart();
  expect(await once()).toMatchObject({ baseline: 'changed', firstSeen: first?.firstSeen });
  unlinkSync(store.at(file));
  expect(await once()).toMatchObject({ verdict: 'missing', baseline: null, firstSeen: first?.firstSeen });
});

test('path maps are tried without reading', async () => {
  const none = await bench.engine.call('workspaces.tryMaps', { workspace, maps: [] });
  expect(none).toMatchObject({ found: 0, total: vectorFiles.length });
  expect(none.missing).toHaveLength(20);
  expect(await bench.engine.call('workspaces.tryMaps', { workspace, maps: store.maps, run: runLid })).toEqual({
    found: vectorFiles.length,
    total: vectorFiles.length,
    missing: [],
    maps: [{ ...store.maps[0], catches: vectorFiles.length, found: vectorFiles.length, problem: null }],
  });
});

describe("Nextflow's own check", () => {
  const check = (lid: string) => bench.engine.call('verify.check', { workspace, lid });

  test('an intact file succeeds, and is kept as checked', async () => {
    const answer = await check(lidOf(vectorOfSize(64)));
    expect(answer).toMatchObject({ nextflow: { stdout: 'Checksum validation succeed\n' }, file: { verdict: 'metadata-match' } });
    expect((await results({})).summary.checked).toBe(1);
    expect(await acts()).toContain('check');
  });

  test('a file that Nextflow would fail has no answer of its', async () => {
    appendFileSync(store.at(vectorOfSize(64)), 'x');
    expect(await check(lidOf(vectorOfSize(64)))).toMatchObject({ nextflow: null, file: { verdict: 'mismatch' } });
    setTime(store.at(vectorOfSize(63)), 1);
    expect(await check(lidOf(vectorOfSize(63)))).toMatchObject({ nextflow: null, file: { verdict: 'inconclusive' } });
    unlinkSync(store.at(vectorOfSize(33)));
    expect(await check(lidOf(vectorOfSize(33)))).toMatchObject({ nextflow: null, file: { verdict: 'missing' } });
  });

  test('a record without a checksum, which Nextflow lets pass, proves nothing', async () => {
    store.record(vectorOfSize(64), { checksum: null });
    await bench.job('sync.run', { workspace });
    expect(await check(lidOf(vectorOfSize(64)))).toMatchObject({ nextflow: null, file: { verdict: 'not-checkable' } });
  });

  test('a mislabelled mode: no answer of Nextflow, ours beside it', async () => {
    store.record(vectorOfSize(64), { checksum: { value: vectorOfSize(64).standard, algorithm: 'nextflow', mode: 'deep' } });
    await bench.job('sync.run', { workspace });
    expect(await check(lidOf(vectorOfSize(64)))).toMatchObject({ nextflow: null, file: { verdict: 'metadata-match', labelConflict: true } });
  });

  test('what is no file', async () => {
    await expect(check(`lid://${taskHash}`)).rejects.toMatchObject({ code: 'nextflow-refuses', message: 'Unexpected lineage object type: nextflow.lineage.model.v1beta1.TaskRun' });
    await expect(check(runLid)).rejects.toMatchObject({ code: 'nextflow-refuses', message: expect.stringContaining('WorkflowRun') });
    await expect(check('lid://none')).rejects.toMatchObject({ code: 'not-found' });
  });
});
