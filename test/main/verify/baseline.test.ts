/** First fingerprints: read in from lists, written out for the real sha256sum, renewed on purpose, locked for good; and nothing of it can be taken back in silence. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../core/contract';
import type { FileCheck } from '../../../core/contract/shared';
import { openWorkbench, type Workbench } from '../../workbench';
import { lidOf, nameOf, runLid, taskHash, type VectorFile, type VectorStore, vectorFiles, vectorOfSize, vectorStore } from './vector-store';

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

const file = vectorOfSize(64);
const other = vectorOfSize(63);
const shaOf = (one: VectorFile) =>
  createHash('sha256')
    .update(readFileSync(store.at(one)))
    .digest('hex');
const wrong = 'e'.repeat(64);
const verify = async (scope: object = { run: runLid }) => (await bench.job('verify.run', { workspace, ...scope })).files;
const check = async (one: VectorFile) => (await verify({ lids: [lidOf(one)] }))[0] as FileCheck;
const importing = (text: string, more: Partial<Input<'baseline.import'>> = {}) =>
  bench.engine.call('baseline.import', { workspace, text, name: 'release.sha256', run: runLid, ...more });
const show = (more: object = { run: runLid }) => bench.engine.call('baseline.show', { workspace, ...more });
const rowOf = async (one: VectorFile) => (await show({ lids: [lidOf(one)] })).files[0];
const lastAct = async () => (await bench.engine.call('journal.list', { workspace, limit: 1 })).events[0];
const evidence = () => bench.job('evidence.verify', { workspace });

describe('import', () => {
  test('a file without fingerprint gets the list’s; the next check holds the bytes against it and says where it comes from', async () => {
    const result = await importing(`# released\n${shaOf(file)}  ${file.path}\n`);
    expect(result).toMatchObject({ counts: { lines: 1, taken: 1, agree: 0, conflicts: 0, ambiguous: 0, unmatched: 0, problems: 0 }, without: vectorFiles.length - 1 });
    expect(await check(file)).toMatchObject({ baseline: 'unchanged', baselineFrom: 'imported', firstSeen: expect.stringMatching(/^20/) });
    expect((await rowOf(file))?.fingerprint).toMatchObject({ origin: 'imported', sha256: shaOf(file), list: { name: 'release.sha256', line: 2 } });
    expect(await lastAct()).toMatchObject({ act: 'verify' });
    appendFileSync(store.at(file), 'x');
    expect(await check(file)).toMatchObject({ baseline: 'changed', baselineFrom: 'imported' });
    expect((await evidence()).faults).toEqual([]);
  });

  test('recorded, mapped and relative paths match; unmatched and ambiguous lines are listed, broken ones told, and nothing is guessed', async () => {
    const text = [
      `${shaOf(file)}  ${file.path}`,
      `${shaOf(other)}  ${store.at(other)}`,
      `${shaOf(vectorOfSize(31))}  ./${nameOf(vectorOfSize(31)).split('/').pop()}`,
      `${wrong}  /nowhere/x`,
      'not a line',
      `SHA512 (x) = ${'a'.repeat(128)}`,
    ].join('\r\n');
    const { counts, unmatched, problems } = await importing(text);
    expect(counts).toMatchObject({ lines: 4, taken: 3, unmatched: 1, problems: 2 });
    expect(unmatched).toEqual([{ line: 4, path: '/nowhere/x' }]);
    expect(problems.map(({ line }) => line)).toEqual([5, 6]);
    // In the whole workspace the run's file and the task's have one path.
    const all = await bench.engine.call('baseline.import', { workspace, text: `${wrong}  ${file.path}` });
    expect(all).toMatchObject({ counts: { taken: 0, ambiguous: 1 }, ambiguous: [{ line: 1, candidates: expect.arrayContaining([lidOf(file)]) }] });
    expect(all.ambiguous[0]?.candidates.length).toBeGreaterThan(1);
  });

  test('--base makes relative paths absolute', async () => {
    const name = nameOf(file);
    expect(await importing(`${shaOf(file)}  ${name}`, { base: '/elsewhere' })).toMatchObject({ counts: { taken: 0, unmatched: 1 } });
    expect(await importing(`${shaOf(file)}  ${name}`, { base: '/data/vectors/' })).toMatchObject({ counts: { taken: 1 } });
  });

  test('two lines that mean one file and differ: neither is taken', async () => {
    expect(await importing(`${shaOf(file)}  ${file.path}\n${wrong}  ${store.at(file)}`)).toMatchObject({ counts: { taken: 0, ambiguous: 2 } });
  });

  test('a file that has another fingerprint is a conflict: told, kept as evidence, never replaced', async () => {
    await verify();
    const result = await importing(`${wrong}  ${file.path}\n${shaOf(other)}  ${other.path}`);
    expect(result).toMatchObject({ counts: { taken: 0, agree: 1, conflicts: 1 }, conflicts: [{ lid: lidOf(file), sha256: wrong, has: shaOf(file), locked: false }] });
    expect((await rowOf(file))?.fingerprint).toMatchObject({ sha256: shaOf(file), origin: 'read', conflicts: [{ list: 'release.sha256', sha256: wrong, line: 1 }] });
    expect((await show()).counts).toMatchObject({ conflicting: 1, imported: 0, have: vectorFiles.length });
    expect(await check(file)).toMatchObject({ baseline: 'unchanged', baselineFrom: 'read' });
  });

  test('the same list again changes nothing, and is journalled', async () => {
    const text = `${shaOf(file)}  ${file.path}\n`;
    await importing(text);
    const before = await show();
    expect(await importing(text)).toMatchObject({ counts: { taken: 0, agree: 1 } });
    expect(await show()).toEqual(before);
    expect(await lastAct()).toMatchObject({ act: 'baseline-imported', detail: { event: null } });
    expect((await evidence()).ok).toBe(true);
  });

  test('from a file; no list, no such file, and text and path at once are refused by name', async () => {
    const path = join(bench.folder, 'sums');
    writeFileSync(path, `\\${shaOf(file)}  ${file.path}\n`);
    expect(await bench.engine.call('baseline.import', { workspace, path, run: runLid })).toMatchObject({ list: { name: 'sums' }, counts: { taken: 1 } });
    writeFileSync(path, 'hello\n');
    await expect(bench.engine.call('baseline.import', { workspace, path })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('line 1') });
    await expect(bench.engine.call('baseline.import', { workspace, path: join(bench.folder, 'none') })).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(bench.engine.call('baseline.import', { workspace })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('a list of many megabytes is taken as it is', async () => {
    const path = join(bench.folder, 'sums');
    const elsewhere = Array.from({ length: 50_000 }, (_, at) => `${at.toString(16).padStart(64, '0')}  /elsewhere/file-${at}.bam`);
    const list = `${[`${shaOf(file)}  ${file.path}`, ...elsewhere].join('\n')}\n`;
    writeFileSync(path, list);
    expect(await bench.engine.call('baseline.import', { workspace, path, run: runLid })).toMatchObject({
      list: { sha256: createHash('sha256').update(list).digest('hex'), size: Buffer.byteLength(list) },
      counts: { taken: 1 },
    });
  });
});

describe('export', () => {
  const sha256sum = (list: string) => spawnSync('sha256sum', ['-c', '--strict', list], { encoding: 'utf8' });

  test('the real sha256sum takes it right there, sees a changed file, and the list says what it lacks', async () => {
    await verify({ lids: [lidOf(file), lidOf(other)] });
    const out = join(bench.folder, 'out.sha256');
    const made = await bench.engine.call('baseline.export', { workspace, run: runLid, out });
    expect(made).toMatchObject({ path: out, text: null, total: vectorFiles.length, listed: 2, without: vectorFiles.length - 2, notListed: 0 });
    const text = readFileSync(out, 'utf8');
    expect(text).toContain(`# 2 of ${vectorFiles.length} files of this scope have a fingerprint`);
    expect(text).toMatch(/^# workspace: w$/m);
    expect(text).toMatch(/\d\d:\d\d:\d\d UTC/);
    expect(text.match(/^# NO FINGERPRINT: /gm)).toHaveLength(vectorFiles.length - 2);
    expect(sha256sum(out)).toMatchObject({ status: 0, stdout: `${[store.at(file), store.at(other)].sort().join(': OK\n')}: OK\n` });
    appendFileSync(store.at(file), 'x');
    expect(sha256sum(out)).toMatchObject({ status: 1, stdout: expect.stringContaining(`${store.at(file)}: FAILED`) });
  });

  test('recorded paths; read in again elsewhere it gives the same fingerprints', async () => {
    await verify();
    const { text } = await bench.engine.call('baseline.export', { workspace, run: runLid, recorded: true });
    await bench.sync('v', store.store, store.maps);
    const back = await bench.engine.call('baseline.import', { workspace: 'v', run: runLid, text: text ?? '' });
    expect(back).toMatchObject({ counts: { taken: vectorFiles.length, problems: 0 }, without: 0 });
    const { files } = await bench.job('verify.run', { workspace: 'v', run: runLid });
    expect(files.every(({ baseline, baselineFrom }) => baseline === 'unchanged' && baselineFrom === 'imported')).toBe(true);
  });

  test('one path under two fingerprints is listed under none; never into the store', async () => {
    await verify({ lids: [lidOf(file)] });
    appendFileSync(store.at(file), 'x');
    await verify({ lids: [`lid://${taskHash}/${nameOf(file)}`] });
    const { text, notListed } = await bench.engine.call('baseline.export', { workspace, all: true });
    expect(notListed).toBe(2);
    expect(text).toContain('two fingerprints for one path');
    await expect(bench.engine.call('baseline.export', { workspace, out: join(store.store, 'x') })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('renew', () => {
  test('the newest reading takes over, the old one stays in the history, and later checks say so', async () => {
    await verify();
    const old = shaOf(file);
    appendFileSync(store.at(file), 'replaced on purpose');
    expect(await check(file)).toMatchObject({ baseline: 'changed' });
    const renewed = await bench.engine.call('baseline.renew', { workspace, lids: [lidOf(file), lidOf(other)], reason: 'corrected by QA-17' });
    expect(renewed).toMatchObject({ renewed: [{ lid: lidOf(file), was: old, now: shaOf(file) }], unchanged: [lidOf(other)] });
    expect((await rowOf(file))?.fingerprint).toMatchObject({ origin: 'renewed', sha256: shaOf(file), past: [{ sha256: old, origin: 'read', reason: 'corrected by QA-17' }] });
    const { checks: files } = await bench.engine.call('verify.listed', { workspace, lids: [lidOf(file)] });
    expect(files[0]).toMatchObject({ baseline: 'first-seen', baselineFrom: 'renewed' });
    expect(await check(file)).toMatchObject({ baseline: 'unchanged', baselineFrom: 'renewed' });
    expect((await bench.engine.call('journal.list', { workspace })).events.find(({ act }) => act === 'baseline-renewed')?.detail).toMatchObject({
      reason: 'corrected by QA-17',
      files: [{ was: old, now: shaOf(file) }],
    });
  });

  test('never without a reason, a fingerprint or a reading', async () => {
    const renew = (reason: string, one = file) => bench.engine.call('baseline.renew', { workspace, lids: [lidOf(one)], reason });
    await expect(renew('  ')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(renew('why')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('no fingerprint yet') });
    await importing(`${wrong}  ${file.path}`);
    await expect(renew('why')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('never checked') });
  });
});

describe('lock', () => {
  test('a part is refused unless meant; locked fingerprints are replaced by nothing; the digest can be made anew by hand', async () => {
    await verify({ lids: [lidOf(file), lidOf(other)] });
    const lock = (more: object) => bench.engine.call('baseline.lock', { workspace, run: runLid, reason: 'release 42 signed off', ...more });
    await expect(lock({})).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(`2 of ${vectorFiles.length}`) });
    const { lock: made, newly } = await lock({ partial: true });
    expect(made).toMatchObject({ files: 2, without: vectorFiles.length - 2, reason: 'release 42 signed off' });
    expect(newly).toBe(2);
    const { text } = await bench.engine.call('baseline.export', { workspace, run: runLid, recorded: true });
    const lines = execFileSync('grep', ['-v', '^#'], { input: text ?? '' });
    expect(createHash('sha256').update(lines).digest('hex')).toBe(made.digest);

    appendFileSync(store.at(file), 'x');
    expect(await check(file)).toMatchObject({ baseline: 'changed', baselineLocked: true });
    await expect(bench.engine.call('baseline.renew', { workspace, lids: [lidOf(other), lidOf(file)], reason: 'try' })).rejects.toMatchObject({ code: 'locked' });
    expect(await importing(`${wrong}  ${file.path}`)).toMatchObject({ counts: { conflicts: 1 }, conflicts: [{ locked: true }] });
    expect((await rowOf(file))?.fingerprint).toMatchObject({ lock: made.id, past: [] });
    await expect(lock({ partial: true })).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('what has changed, is amiss, or was never read here is not signed off unless that is meant, and the answer says how many', async () => {
    await verify({ lids: [lidOf(file)] });
    appendFileSync(store.at(file), 'x');
    await check(file);
    await importing(`${wrong}  ${other.path}`);
    const lock = (more: object) => bench.engine.call('baseline.lock', { workspace, lids: [lidOf(file), lidOf(other)], reason: 'signed', ...more });
    await expect(lock({})).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/1 had other bytes.*1 come from a list alone.*no unlock/),
      data: { changed: 1, amiss: 0, unread: 1 },
    });
    expect((await show()).counts).toMatchObject({ locked: 0, doubts: { changed: 1, amiss: 0, unread: 1 } });
    expect(await lock({ doubtful: true })).toMatchObject({ newly: 2, doubts: { changed: 1, amiss: 0, unread: 1 } });
  });

  test('results checked before the lock say that it is there now', async () => {
    await verify();
    await bench.engine.call('baseline.lock', { workspace, run: runLid, reason: 'signed' });
    const { checks: files } = await bench.engine.call('verify.listed', { workspace, run: runLid });
    expect(files.every(({ baselineLocked, baseline }) => baselineLocked && baseline === 'first-seen')).toBe(true);
    expect((await show()).counts).toMatchObject({ locked: vectorFiles.length, have: vectorFiles.length, total: vectorFiles.length });
  });
});

test('a new process, and an index made anew from the ledger, say the same of all of it', async () => {
  await verify({ lids: [lidOf(file), lidOf(other)] });
  await importing(`${shaOf(vectorOfSize(31))}  ${vectorOfSize(31).path}\n${wrong}  ${other.path}`);
  appendFileSync(store.at(file), 'x');
  await check(file);
  await bench.engine.call('baseline.renew', { workspace, lids: [lidOf(file)], reason: 'replaced' });
  await bench.engine.call('baseline.lock', { workspace, lids: [lidOf(file)], reason: 'signed' });
  const before = await show();
  execFileSync('rm', ['-rf', join(bench.home, workspace, 'index')]);
  bench = await bench.restart();
  expect(await show()).toEqual(before);
  expect((await evidence()).faults).toEqual([]);
});

describe('tampering with the evidence is found', () => {
  const logs = (folder: string) => readdirSync(join(bench.home, workspace, folder)).map((name) => join(bench.home, workspace, folder, name));

  test('an imported list whose bytes are gone from the packs, and acts that are gone from the ledger', async () => {
    const [ledger = ''] = logs('evidence/ledger');
    const [pack = ''] = logs('evidence/packs');
    const [shortLedger, shortPack] = [readFileSync(ledger), readFileSync(pack)];
    await importing(`${shaOf(file)}  ${file.path}`);
    await bench.engine.call('baseline.lock', { workspace, lids: [lidOf(file)], reason: 'signed', doubtful: true });
    expect((await evidence()).ok).toBe(true);
    const whole = readFileSync(ledger);
    writeFileSync(pack, shortPack);
    expect((await evidence()).faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('are not in the packs'),
      expect.stringMatching(/^table kept: .* is made anew from it$/),
    ]);
    writeFileSync(ledger, shortLedger);
    expect((await evidence()).faults.map(({ message }) => message).join()).toMatch(/acts on fingerprints.*baseline-imported.*baseline-locked/);
    writeFileSync(ledger, whole);
  });
});
