/** Real files with the checksums that Nextflow gave them, each tampered with in one way: the verdict that follows, and nothing more. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import type { Ports } from '../../../core/ports';
import { digestParts } from '../../../main/ports/digest/digests';
import { openWorkbench, type Workbench } from '../../workbench';
import { faultyFiles } from './faulty-files';
import { lidOf, runLid, setTime, type VectorFile, type VectorStore, vectorFiles, vectorOfSize, vectorStore } from './vector-store';

let store: VectorStore;
let bench: Workbench;
afterEach(() => {
  bench.close();
  store.remove();
});

const file = vectorOfSize(64);

async function begin(made: VectorStore, change?: (ports: Ports) => Ports) {
  store = made;
  bench = await openWorkbench(change === undefined ? {} : { change });
  await bench.sync('w', store.store, store.maps);
}
async function checkOf(one: VectorFile = file): Promise<FileCheck> {
  const { files } = await bench.job('verify.run', { workspace: 'w', lids: [lidOf(one)] });
  return files[0] as FileCheck;
}
/** Checks before and after the act. */
async function after(act: () => void, made = vectorStore()): Promise<FileCheck> {
  await begin(made);
  expect((await checkOf()).baseline).toBe('first-seen');
  act();
  return checkOf();
}
/** As an editor would: other bytes, the same length. */
function editInPlace(path: string) {
  const { mtimeMs, size } = statSync(path);
  writeFileSync(path, Buffer.alloc(size, 'x'));
  return Math.floor(mtimeMs);
}

test.each(['standard', 'lenient', 'deep', 'sha256'] as const)('every intact file, recorded as %s', async (mode) => {
  await begin(vectorStore(mode));
  const { files, summary } = await bench.job('verify.run', { workspace: 'w', run: runLid });
  const verdict = mode === 'deep' || mode === 'sha256' ? 'content-verified' : 'metadata-match';
  // The empty file's content hash is the same whatever the mode says of it; every value is matched by its own mode.
  expect(summary).toMatchObject({ total: vectorFiles.length, checked: vectorFiles.length, byVerdict: { [verdict]: vectorFiles.length }, labelConflicts: 0 });
  for (const check of files) expect(check).toMatchObject({ matchedMode: mode, baseline: 'first-seen', labelConflict: false, reason: null });
});

test('standard values under the label deep, as Nextflow 26.04 writes them', async () => {
  await begin(vectorStore('standard', 'deep'));
  const { summary } = await bench.job('verify.run', { workspace: 'w', run: runLid });
  expect(summary).toMatchObject({ byVerdict: { 'metadata-match': vectorFiles.length }, labelConflicts: vectorFiles.length });
});

test('content edited, same size, time put back: only the baseline sees it', async () => {
  const check = await after(() => setTime(store.at(file), editInPlace(store.at(file))));
  expect(check).toMatchObject({ verdict: 'metadata-match', matchedMode: 'standard', strength: null, baseline: 'changed' });
});

test('content edited, same size, time put back, deep', async () => {
  const check = await after(() => setTime(store.at(file), editInPlace(store.at(file))), vectorStore('deep'));
  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'content-differs', baseline: 'changed' });
});

test('content edited, same size, new time', async () => {
  const check = await after(() => void editInPlace(store.at(file)));
  expect(check).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs', baseline: 'changed' });
});

test('a copy without its time', async () => {
  const check = await after(() => {
    copyFileSync(store.at(file), `${store.at(file)}.copy`);
    renameSync(`${store.at(file)}.copy`, store.at(file));
  });
  expect(check).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs', baseline: 'unchanged' });
});

test('a time that differs by one millisecond', async () => {
  const check = await after(() => setTime(store.at(file), file.modifiedMillis + 1));
  expect(check).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs', found: { modifiedAt: new Date(file.modifiedMillis + 1).toISOString() } });
});

test('appended, with the time put back', async () => {
  const check = await after(() => {
    appendFileSync(store.at(file), 'x');
    setTime(store.at(file), file.modifiedMillis);
  });
  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'size-differs', baseline: 'changed', found: { size: 65 } });
});

test('truncated', async () => {
  expect(await after(() => truncateSync(store.at(file), 63))).toMatchObject({ verdict: 'mismatch', reason: 'size-differs' });
});

test('replaced by a folder', async () => {
  const check = await after(() => {
    unlinkSync(store.at(file));
    mkdirSync(store.at(file));
  });
  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'kind-differs', sha256: null, baseline: null });
});

test('replaced by a link to the same bytes', async () => {
  const check = await after(() => {
    renameSync(store.at(file), join(store.folder, 'elsewhere'));
    symlinkSync(join(store.folder, 'elsewhere'), store.at(file));
  });
  expect(check).toMatchObject({ verdict: 'metadata-match', baseline: 'unchanged' });
  expect(check.detail).toContain('A symbolic link was followed');
});

test('replaced by a link to nothing, and by links in a ring', async () => {
  const dangling = await after(() => {
    unlinkSync(store.at(file));
    symlinkSync('/nowhere/at/all', store.at(file));
  });
  expect(dangling).toMatchObject({ verdict: 'missing', reason: 'not-found' });
  expect(dangling.detail).toContain('/nowhere/at/all');
  unlinkSync(store.at(file));
  symlinkSync(store.at(file), store.at(file));
  expect(await checkOf()).toMatchObject({ verdict: 'unreadable', reason: 'io-error' });
});

test('replaced by a FIFO, which is not opened and holds nothing up', async () => {
  const check = await after(() => {
    unlinkSync(store.at(file));
    execFileSync('mkfifo', [store.at(file)]);
  });
  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'kind-differs', sha256: null });
});

test('removed, and a folder on the way turned into a file', async () => {
  expect(await after(() => unlinkSync(store.at(file)))).toMatchObject({ verdict: 'missing', reason: 'not-found', sha256: null });
  const inside = vectorOfSize(8);
  rmSync(join(store.at(inside), '..'), { recursive: true });
  writeFileSync(join(store.at(inside), '..'), 'a file');
  expect(await checkOf(inside)).toMatchObject({ verdict: 'missing', reason: 'not-found' });
});

test('another file of the same size in its place, its time put right', async () => {
  const check = await after(() => {
    writeFileSync(store.at(file), Buffer.alloc(64));
    setTime(store.at(file), file.modifiedMillis);
  }, vectorStore('sha256'));
  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'content-differs' });
});

test('the record edited: checksum, size, path, kind of algorithm, nothing left', async () => {
  store = vectorStore();
  const sum = { value: file.standard, algorithm: 'nextflow', mode: 'standard' };
  const results: Record<string, unknown> = {};
  const changes = {
    checksum: { checksum: { ...sum, value: `${file.standard.slice(0, -1)}0` } },
    size: { size: 65 },
    path: { path: vectorOfSize(63).path },
    algorithm: { checksum: { ...sum, algorithm: 'xxh3' } },
    none: { checksum: null },
    pathless: { path: null },
  };
  for (const [name, change] of Object.entries(changes)) {
    store.record(file, change);
    bench = await openWorkbench();
    await bench.sync('w', store.store, store.maps);
    const check = await checkOf();
    results[name] = [check.verdict, check.reason];
    bench.close();
  }
  expect(results).toEqual({
    checksum: ['mismatch', 'undetermined'],
    size: ['mismatch', 'size-differs'],
    path: ['mismatch', 'size-differs'],
    algorithm: ['not-checkable', 'unknown-algorithm'],
    none: ['not-checkable', 'no-checksum'],
    pathless: ['not-checkable', 'no-path'],
  });
});

test('a file without a recorded checksum still gets a baseline', async () => {
  const made = vectorStore();
  made.record(file, { checksum: null });
  const check = await after(() => setTime(store.at(file), editInPlace(store.at(file))), made);
  expect(check).toMatchObject({ verdict: 'not-checkable', reason: 'no-checksum', baseline: 'changed' });
});

async function* faulty(parts: AsyncIterable<Uint8Array>, path: string, reason: string): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    if (reason === 'io-error') throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    if (reason === 'grows') appendFileSync(path, 'more');
    yield part;
    return;
  }
}

test('a file that may not be read, a disk that fails, a file that moves while it is read', async () => {
  const refuse =
    (reason: string) =>
    (ports: Ports): Ports => ({
      ...ports,
      files: faultyFiles(ports.files, {
        stat: async (path, options) =>
          reason === 'denied' ? { kind: 'denied', size: 0, modifiedMillis: 0, message: 'EACCES: permission denied' } : ports.files.stat(path, options),
        digest: (path, { algorithms }) => digestParts(faulty(ports.files.read(path, {}), path, reason), algorithms),
      }),
    });
  for (const [fault, reason] of [
    ['denied', 'permission'],
    ['io-error', 'io-error'],
    ['grows', 'changed-while-read'],
  ] as const) {
    await begin(vectorStore(), refuse(fault));
    expect(await checkOf()).toMatchObject({ verdict: 'unreadable', reason, sha256: null, baseline: null });
    bench.close();
    store.remove();
  }
  await begin(vectorStore());
});
