/** Folders on real disks: what is inside is read into a manifest, later checks say what differs, and the record is never said to cover it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FileCheck, Progress } from '../../../core/contract/shared';
import type { Ports } from '../../../core/ports';
import { directoryValues } from '../../../core/verify/checksum/modes';
import { folderWords } from '../../../core/verify/folder-words';
import { standingOf } from '../../../core/verify/standing';
import { murmur3 } from '../../../main/ports/hashes';
import { buildMain } from '../../build-main';
import { openWorkbench, type Workbench } from '../../workbench';
import { faultyFiles } from './faulty-files';
import { runHash, runLid, type VectorStore, vectorStore } from './vector-store';

let store: VectorStore;
let bench: Workbench;
const workspace = 'w';
const lid = `${runLid}/multiqc_data`;
/** As Nextflow hashes a folder: its own path, size and time, and nothing inside. */
const recordedValue = directoryValues(murmur3, { path: '/data/vectors/multiqc_data', size: 4096, modifiedMillis: Date.parse('2026-01-01T00:00:00Z') }).standard;
const at = (...parts: string[]) => join(store.folder, 'files', 'multiqc_data', ...parts);
afterEach(() => {
  bench.close();
  store.remove();
});

async function begin(change?: (ports: Ports) => Ports) {
  store = vectorStore();
  mkdirSync(at('deep', 'er'), { recursive: true });
  mkdirSync(at('empty'));
  writeFileSync(at('a.txt'), 'alpha');
  writeFileSync(at('deep', 'er', 'b c.txt'), 'beta');
  store.write(`${runHash}/multiqc_data`, 'FileOutput', {
    path: '/data/vectors/multiqc_data',
    checksum: { value: recordedValue, algorithm: 'nextflow', mode: 'standard' },
    source: null,
    workflowRun: runLid,
    taskRun: null,
    size: 4096,
    createdAt: '2026-01-01T00:00:00Z',
    modifiedAt: '2026-01-01T00:00:00Z',
    labels: null,
  });
  bench = await openWorkbench(change === undefined ? {} : { change });
  await bench.sync(workspace, store.store, store.maps);
}
const check = async (): Promise<FileCheck> => (await bench.job('verify.run', { workspace, lids: [lid] })).files[0] as FileCheck;
const words = (one: FileCheck) => standingOf(one).join(' ');
const evidence = () => bench.job('evidence.verify', { workspace });

test('the first check takes a manifest, the second finds it unchanged; the verdict stays what the record allows', async () => {
  await begin();
  const first = await check();
  expect(first).toMatchObject({ verdict: 'not-checkable', reason: 'directory', examined: 'content', baseline: 'first-seen' });
  expect(first.folder).toMatchObject({ files: 2, bytes: 9, others: 0, unreadable: 0, differences: 0, comparedWith: null, sha256: first.sha256 });
  expect(words(first)).toMatch(/The folder holds 2 files \(9 bytes\).*The record covers none of it/);
  const second = await check();
  expect(second).toMatchObject({
    verdict: 'not-checkable',
    reason: 'directory',
    baseline: 'unchanged',
    sha256: first.sha256,
    folder: { differences: 0, comparedWith: first.sha256 },
  });
  expect(words(second)).toMatch(/Unchanged since .* UTC, first read here.*manifest of what is inside is the same/);
  expect(await evidence()).toMatchObject({ ok: true, faults: [] });
});

test('added, removed and changed are named, with the size and time of the folder put back', async () => {
  await begin();
  await check();
  const { mtimeMs } = statSync(at('a.txt'));
  writeFileSync(at('a.txt'), 'ALPHA');
  execFileSync('touch', ['-d', `@${mtimeMs / 1000}`, at('a.txt')]);
  unlinkSync(at('deep', 'er', 'b c.txt'));
  writeFileSync(at('new'), '');
  const after = await check();
  expect(after).toMatchObject({ baseline: 'changed', folder: { added: ['new'], removed: ['deep/er/b c.txt'], changed: ['a.txt'], differences: 3 } });
  expect(words(after)).toContain('1 changed: a.txt; 1 added: new; 1 removed: deep/er/b c.txt');
  const { summary } = await bench.engine.call('verify.listed', { workspace, lids: [lid] });
  expect(summary.changedSinceBaseline).toBe(1);
});

test('a touched file, and one replaced by the same bytes, are no change', async () => {
  await begin();
  await check();
  execFileSync('touch', ['-d', '2020-01-01', at('a.txt')]);
  writeFileSync(at('copy'), 'alpha');
  renameSync(at('copy'), at('a.txt'));
  expect(await check()).toMatchObject({ baseline: 'unchanged' });
});

test('links are listed with their target and not followed, loops among them; FIFOs, sockets and odd names are listed and not opened', async () => {
  await begin();
  symlinkSync('..', at('loop'));
  symlinkSync('/etc/passwd', at('out'));
  symlinkSync('nowhere', at('dangling'));
  execFileSync('mkfifo', [at('fifo')]);
  writeFileSync(Buffer.concat([Buffer.from(`${at()}/`), Buffer.from([0x63, 0xe9])]), 'latin');
  writeFileSync(at('not-utf-8:\\x41'), 'a name that looks like ours for odd ones');
  writeFileSync(at('new\nline'), '');
  const first = await check();
  expect(first).toMatchObject({ baseline: 'first-seen', folder: { files: 5, others: 4, unreadable: 0 } });
  expect(await check()).toMatchObject({ baseline: 'unchanged' });
  writeFileSync(Buffer.concat([Buffer.from(`${at()}/`), Buffer.from([0x63, 0xe9])]), 'LATIN');
  writeFileSync(at('not-utf-8:\\x41'), 'hidden?');
  unlinkSync(at('out'));
  symlinkSync('/etc/shadow', at('out'));
  const { folder } = await check();
  expect(folder).toMatchObject({ changed: ['/not-utf-8:c\\xe9', 'not-utf-8:\\x41', 'out'], differences: 3 });
  expect(folderWords({ folder }).join(' ')).not.toContain('\n');
});

test('a folder that is reached by a link is walked, and the link told', async () => {
  await begin();
  renameSync(at(), join(store.folder, 'elsewhere'));
  symlinkSync(join(store.folder, 'elsewhere'), at());
  expect(await check()).toMatchObject({ folder: { files: 2 }, detail: expect.stringContaining('symbolic link') });
});

describe('what cannot be read', () => {
  /** Root reads everything: the port denies what modes would. */
  const denying = (ports: Ports): Ports => ({
    ...ports,
    files: faultyFiles(ports.files, {
      digest: (path, options) => ports.files.digest(path.endsWith('a.txt') && denied ? '/nowhere-denied' : path, options),
      async *walk(folder, options) {
        for await (const batch of ports.files.walk(folder, options))
          yield batch.map((entry) => (denied && entry.path === 'a.txt' ? { path: 'a.txt', kind: 'unreadable' as const, message: 'the system denies access' } : entry));
      },
    }),
  });
  let denied = false;

  test('a part is never a fingerprint, and says so; a change in what could be read still shows', async () => {
    denied = true;
    await begin(denying);
    const part = await check();
    expect(part).toMatchObject({ sha256: null, baseline: null, examined: 'metadata', folder: { files: 1, unreadable: 1 } });
    expect(words(part)).toMatch(/1 entry inside could not be read: this manifest is not whole, and no fingerprint was taken/);
    denied = false;
    expect(await check()).toMatchObject({ baseline: 'first-seen', folder: { files: 2, unreadable: 0 } });
    denied = true;
    expect(await check()).toMatchObject({ baseline: null, folder: { differences: 0 } });
    writeFileSync(at('more'), '');
    expect(await check()).toMatchObject({ baseline: 'changed', sha256: null, folder: { added: ['more'], removed: [], differences: 1 } });
    expect((await evidence()).faults).toEqual([]);
  });

  test('as an unprivileged account on the real disk: a file, and a folder inside', async () => {
    await begin();
    chmodSync(at('a.txt'), 0);
    chmodSync(at('deep'), 0);
    // Root ignores modes: then an account without rights looks.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    if (nobody.uid !== undefined) execFileSync('chown', ['-R', '65534:65534', bench.folder, store.folder]);
    const { stdout } = spawnSync(process.execPath, [buildMain('cli'), '--home', bench.home, '--json', 'verify', lid], { ...nobody, cwd: bench.folder, encoding: 'utf8' });
    const [part] = (JSON.parse(stdout) as { files: FileCheck[] }).files;
    expect(part).toMatchObject({ reason: 'directory', sha256: null, baseline: null, folder: { files: 0, unreadable: 2 } });
  });

  test('a folder that changes while it is read is unreadable, and no manifest is kept', async () => {
    let turn = 0;
    await begin((ports) => ({
      ...ports,
      files: faultyFiles(ports.files, {
        digest(path, options) {
          if (path.endsWith('a.txt') && turn++ === 0) appendFileSync(at('deep', 'er', 'b c.txt'), 'x');
          return ports.files.digest(path, options);
        },
      }),
    }));
    expect(await check()).toMatchObject({ verdict: 'unreadable', reason: 'changed-while-read', folder: null, sha256: null, baseline: null, matchedMode: null });
    expect(await check()).toMatchObject({ reason: 'directory', baseline: 'first-seen' });
  });
});

test('a folder’s fingerprint makes nothing look like a file that was there, and a file in its place is a change', async () => {
  await begin();
  await check();
  expect(await check()).toMatchObject({ reason: 'directory' });
  rmSync(at(), { recursive: true });
  writeFileSync(at(), 'a file');
  expect(await check()).toMatchObject({ baseline: 'changed', folder: null });
});

test('one with 5,000 files: progress counts files and bytes inside, and cancel ends it', async () => {
  await begin();
  mkdirSync(at('many'));
  for (let i = 0; i < 5_000; i++) writeFileSync(at('many', `${i}`), 'x');
  const stop = new AbortController();
  const stopped = await bench.job('verify.run', { workspace, lids: [lid] }, ({ note }) => void (note !== undefined && stop.abort()), stop.signal);
  expect(stopped).toMatchObject({ stopped: true, files: [{ verdict: 'not-checked', folder: null }] });
  const seen: Progress[] = [];
  const { files } = await bench.job('verify.run', { workspace, lids: [lid] }, (progress) => seen.push(progress));
  expect(files[0]).toMatchObject({ baseline: 'first-seen', folder: { files: 5_002, bytes: 5_009 } });
  expect(seen.some(({ note }) => /^\d+ of 5002 files inside /.test(note ?? ''))).toBe(true);
  expect(seen.at(-1)?.bytes?.done).toBe(5_009);
}, 120_000);

test('made anew from the ledger, the index says the same, and the manifest is found again; the list written out has the files inside', async () => {
  await begin();
  await check();
  appendFileSync(at('a.txt'), 'x');
  const before = await check();
  rmSync(join(bench.home, workspace, 'index'), { recursive: true, force: true });
  bench = await bench.restart();
  const { checks: files } = await bench.engine.call('verify.listed', { workspace, lids: [lid] });
  expect(files).toEqual([before]);
  expect(await check()).toMatchObject({ baseline: 'changed', folder: { changed: ['a.txt'] } });
  const out = join(bench.folder, 'list');
  expect(await bench.engine.call('baseline.export', { workspace, lids: [lid], out })).toMatchObject({ listed: 1, total: 1 });
  const { status, stdout } = spawnSync('sha256sum', ['-c', out], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, `${at('a.txt')}: FAILED\n${at('deep', 'er', 'b c.txt')}: OK\n`]);
});

test('a manifest that is gone from the packs is found by evidence verify', async () => {
  await begin();
  const packs = join(bench.home, workspace, 'evidence', 'packs');
  const [pack = ''] = readdirSync(packs).map((name) => join(packs, name));
  const short = readFileSync(pack);
  await check();
  expect((await evidence()).ok).toBe(true);
  writeFileSync(pack, short);
  expect((await evidence()).faults.map(({ message }) => message)).toEqual([
    expect.stringContaining('are not in the packs'),
    expect.stringMatching(/^table kept: .* is made anew from it$/),
  ]);
});
