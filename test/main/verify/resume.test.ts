/** A verification that was interrupted is gone on with: what it kept is not read again while it is as it was, and all else is. */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import type { Ports } from '../../../core/ports';
import { buildMain } from '../../build-main';
import { openWorkbench, type Workbench } from '../../workbench';
import { commandLine } from '../cli/command-line';
import { faultyFiles } from './faulty-files';
import { lidOf, runHash, runLid, setTime, type VectorStore, vectorFiles, vectorOfSize, vectorStore } from './vector-store';

const workspace = 'w';
let store: VectorStore;
let bench: Workbench;
/** Paths whose content was read, in order. */
let read: string[];
beforeEach(async () => {
  store = vectorStore();
  read = [];
  bench = await openWorkbench({ change: watched });
  await bench.sync(workspace, store.store, store.maps);
});
afterEach(() => {
  bench.close();
  store.remove();
});

/** Writes down what is read; so much time goes by between two looks at the clock that every result is kept and told at once. */
function watched(ports: Ports): Ports {
  let ticks = 0;
  const digest: Ports['files']['digest'] = (path, options) => {
    read.push(path);
    return ports.files.digest(path, options);
  };
  return { ...ports, clock: { now: ports.clock.now, ticks: () => (ticks += 1001) }, files: faultyFiles(ports.files, { digest }) };
}

const verify = (input: object = {}) => bench.job('verify.run', { workspace, run: runLid, ...input });
const unfinished = async (scope: object = { run: runLid }) => (await bench.engine.call('verify.unfinished', { workspace, ...scope })).unfinished;
async function verifyTo(count: number, input: object = {}) {
  const stop = new AbortController();
  const result = await bench.job('verify.run', { workspace, run: runLid, ...input }, ({ done }) => void (done >= count && stop.abort()), stop.signal);
  expect(result.stopped).toBe(true);
  read = [];
  return result;
}
const checkedIn = (files: FileCheck[]) => files.filter((file) => file.verdict !== 'not-checked');
const total = vectorFiles.length;

test('what was kept is taken over as it was, the rest is read', async () => {
  expect(await unfinished()).toBeNull();
  const first = await verifyTo(5);
  const kept = checkedIn(first.files);
  expect(await unfinished()).toMatchObject({ done: kept.length, total, by: bench.ports.who.user });
  expect(await unfinished({ all: true })).toBeNull();
  expect(await unfinished({ run: runLid, work: true })).toBeNull();

  const second = await verify({ resume: true });
  expect(second).toMatchObject({ stopped: false, resumed: kept.length, summary: { total, checked: total } });
  expect(read).toHaveLength(total - kept.length);
  for (const check of kept) {
    expect(second.files.find((file) => file.lid === check.lid)).toEqual(check);
    expect(read).not.toContain(check.checkedPath);
  }
  expect(await unfinished()).toBeNull();
  const { events } = await bench.engine.call('journal.list', { workspace });
  expect(events.find((event) => event.act === 'verify')?.detail).toMatchObject({ resumed: kept.length });
  expect(await bench.job('evidence.verify', { workspace })).toMatchObject({ ok: true, faults: [] });

  // There is nothing left to go on with, so all of it is read.
  read = [];
  expect(await verify({ resume: true })).toMatchObject({ resumed: 0 });
  expect(read).toHaveLength(total);
});

test('without being asked for, nothing is taken over, and the interrupted one is done with', async () => {
  await verifyTo(5);
  expect(await verify()).toMatchObject({ resumed: 0, summary: { checked: total } });
  expect(read).toHaveLength(total);
  expect(await unfinished()).toBeNull();
});

test('interrupted again and again, with the index made anew in between, no result is lost and none is counted twice', async () => {
  const first = await verifyTo(3);
  bench.engine.close();
  rmSync(join(bench.home, workspace, 'index'), { recursive: true, force: true });
  bench = await bench.restart();
  expect(await unfinished()).toMatchObject({ done: checkedIn(first.files).length });
  const second = await verifyTo(4, { resume: true });
  expect(second.resumed).toBe(checkedIn(first.files).length);
  expect(await unfinished()).toMatchObject({ done: checkedIn(second.files).length, total });
  const third = await verify({ resume: true });
  expect(third.resumed).toBe(checkedIn(second.files).length);
  expect(third.summary).toMatchObject({ total, checked: total });
  expect(await bench.job('evidence.verify', { workspace })).toMatchObject({ ok: true, faults: [] });
});

test('a file with another size or time, a record that says otherwise, a check of its own since: read again', async () => {
  const [size, time, record, gone, link] = [64, 63, 33, 17, 16].map(vectorOfSize);
  if (!size || !time || !record || !gone || !link) throw new Error('a vector is missing');
  const lids = [size, time, record, gone, link, vectorOfSize(1), vectorOfSize(15)].map(lidOf);
  await verifyTo(7, { run: undefined, lids: [...lids, lidOf(vectorOfSize(31)), lidOf(vectorOfSize(32))] });
  const { done } = (await unfinished({ lids: [...lids, lidOf(vectorOfSize(31)), lidOf(vectorOfSize(32))] })) ?? { done: 0 };
  appendFileSync(store.at(size), 'x');
  setTime(store.at(time), 1);
  store.record(record, { labels: ['new'] });
  await bench.job('sync.run', { workspace });
  unlinkSync(store.at(gone));
  await bench.engine.call('verify.check', { workspace, lid: lidOf(link) });
  read = [];
  const again = await verify({ run: undefined, lids: [...lids, lidOf(vectorOfSize(31)), lidOf(vectorOfSize(32))], resume: true });
  expect(again.resumed).toBeLessThan(done);
  expect(read).toEqual(expect.arrayContaining([size, time, record, link].map(store.at)));
  const verdictOf = (lid: string) => again.files.find((file) => file.lid === lid)?.verdict;
  expect([size, time, record, gone].map(lidOf).map(verdictOf)).toEqual(['mismatch', 'inconclusive', 'metadata-match', 'missing']);
  expect(again.summary).toMatchObject({ total: 9, checked: 9 });
});

test('what was missing or unreadable is looked at again, and other path maps are another place', async () => {
  const away = vectorFiles.slice(0, 10);
  for (const file of away) unlinkSync(store.at(file));
  const { files } = await verifyTo(5);
  expect(files.filter((file) => file.verdict === 'missing').length).toBeGreaterThan(0);
  for (const file of away) writeFileSync(store.at(file), 'x');
  const { summary } = await verify({ resume: true });
  expect(summary.byVerdict.missing).toBeUndefined();

  const before = await verifyTo(5);
  expect(checkedIn(before.files).length).toBeGreaterThan(0);
  await bench.engine.call('workspaces.setMaps', { workspace, maps: [] });
  expect(await verify({ resume: true })).toMatchObject({ resumed: 0, summary: { byVerdict: { missing: total } } });
});

test('the process is killed with -9 in the middle of a huge file: at most a second of work is done again', async () => {
  const cli = buildMain('cli');
  const huge = join(store.folder, 'files', 'huge');
  writeFileSync(huge, '');
  truncateSync(huge, 2 ** 36);
  const checksum = { value: '0'.repeat(32), algorithm: 'nextflow', mode: 'deep' };
  store.write(`${runHash}/huge`, 'FileOutput', { path: '/data/vectors/huge', checksum, size: 2 ** 36, modifiedAt: '2026-01-01T00:00:00Z', workflowRun: runLid });
  await bench.job('sync.run', { workspace });
  bench.engine.close();
  const ledger = join(bench.home, workspace, 'evidence/ledger/000001.log');
  const before = statSync(ledger).size;
  const child = spawn(process.execPath, [cli, '--home', bench.home, '-w', workspace, 'verify', '--run', runLid], { stdio: 'ignore' });
  const died = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const began = performance.now();
  while (!existsSync(ledger) || statSync(ledger).size === before) {
    if (performance.now() - began > 25_000) throw new Error('nothing was kept');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  expect(await died).toBe('SIGKILL');
  const killed = Date.now();

  // What it had read of the huge file is not known any more: that file starts over, here with fewer bytes to read.
  truncateSync(huge, 10);
  const audit = commandLine(bench.home, bench.folder);
  const said = await audit('-w', workspace, 'verify', '--run', runLid, '--resume');
  expect(said.stdout).toContain(`Taken over from the check that was interrupted: ${total};`);
  bench = await openWorkbench({ folder: bench.folder });
  expect(await unfinished()).toBeNull();
  const { checks: files } = await bench.engine.call('verify.listed', { workspace, run: runLid });
  const late = files.filter((file) => Date.parse(file.at ?? '') >= killed).map((file) => file.lid);
  expect(late).toEqual([`${runLid}/huge`]);
  expect(files.map((file) => file.lid)).toEqual([...vectorFiles.map(lidOf), `${runLid}/huge`].sort());
  expect(await bench.job('evidence.verify', { workspace })).toMatchObject({ ok: true, faults: [] });
}, 120_000);
