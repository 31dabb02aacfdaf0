/** Threads that digest files: progress, a stop within a huge file, files that move, and a thread that ends under its work. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataFiles } from '../../../core/ports';
import { observe } from '../../../core/verify/observe';
import { createDataFiles } from '../../../main/ports/data-files';
import { createDigestPool } from '../../../main/ports/digest/pool';
import { murmur3 } from '../../../main/ports/hashes';
import { buildMain } from '../../build-main';

const folder = mkdtempSync(join(tmpdir(), 'digest-pool-'));
const at = (name: string) => join(folder, name);
const gigabyte = 2 ** 30;
const largeSize = gigabyte / 4;
let thread: string;
let files: DataFiles;
beforeAll(() => {
  thread = buildMain('digest-thread');
  files = createDataFiles(thread);
  writeFileSync(at('huge'), '');
  // A hole takes no room on the disk, and is read like any other bytes.
  truncateSync(at('huge'), 64 * gigabyte);
  writeFileSync(at('large'), '');
  truncateSync(at('large'), largeSize);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sha256 = { algorithms: ['sha256'] as const };

test('bytes are told while they are read, and add up', async () => {
  const told: number[] = [];
  const { bytes } = await files.digest(at('large'), { ...sha256, size: largeSize, onBytes: (count) => told.push(count) });
  expect(bytes).toBe(largeSize);
  expect(told.length).toBeGreaterThan(1);
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(bytes);
});

test('a stop is obeyed within a tenth of a second, in the thread as well', async () => {
  const stop = new AbortController();
  let stoppedAt = 0;
  const huge = Array.from({ length: files.atOnce + 2 }, () => files.digest(at('huge'), { ...sha256, size: 64 * gigabyte, signal: stop.signal }));
  setTimeout(() => {
    stoppedAt = performance.now();
    stop.abort();
  }, 300);
  const answers = await Promise.allSettled(huge);
  expect(performance.now() - stoppedAt).toBeLessThan(100);
  for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  // The threads are free: a small file does not wait for the rest of 64 GiB.
  writeFileSync(at('small'), 'x');
  const asked = performance.now();
  await files.digest(at('small'), { ...sha256, size: 1 });
  expect(performance.now() - asked).toBeLessThan(1000);
  await expect(files.digest(at('small'), { ...sha256, size: 1, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('what is no regular file, not there or may not be opened fails by name, and the others of its batch do not', async () => {
  mkdirSync(at('folder'), { recursive: true });
  execFileSync('mkfifo', [at('fifo')]);
  const paths = [at('small'), at('folder'), at('fifo'), at('none'), at('small/below'), `${folder}/a\0b`, at('small')];
  const answers = await Promise.allSettled(paths.map((path) => files.digest(path, { ...sha256, size: 1 })));
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? 'ok' : answer.reason.data.reason))).toEqual([
    'ok',
    'not-regular',
    'not-regular',
    'not-found',
    'not-found',
    'io-error',
    'ok',
  ]);
});

test('a look and a read in one go tell what each tells by itself; what is no file, or larger than asked for, is not read', async () => {
  symlinkSync('small', at('link'));
  symlinkSync('nowhere', at('dangling'));
  symlinkSync('turning', at('turning'));
  const asked = { ...sha256, size: 1000 };
  const paths = ['small', 'link', 'folder', 'fifo', 'none', 'small/below', 'a\0b', 'dangling', 'turning', 'large', 'small'].map(at);
  const thisThread = createDataFiles('');
  for (const ask of [files, thisThread]) {
    const answers = await Promise.all(paths.map((path) => ask.lookAndDigest(path, asked)));
    for (const [i, path] of paths.entries()) expect(answers[i]?.seen).toEqual(await steady(path));
    expect(answers.map((answer) => answer?.digested?.digests.sha256?.slice(0, 8) ?? null)).toEqual([
      '2d711642',
      '2d711642',
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      '2d711642',
    ]);
  }
  for (const elsewhere of ['s3://bucket/key', 'https://example.org/x']) expect(files.lookAndDigest(elsewhere, asked)).toBeNull();
  const stopped = AbortSignal.abort();
  await expect(files.lookAndDigest(at('small'), { ...asked, signal: stopped })).rejects.toMatchObject({ code: 'cancelled' });

  async function steady(path: string) {
    const { message, ...rest } = await files.stat(path);
    return message === undefined ? rest : { ...rest, message: expect.stringContaining(message.slice(0, 20)) };
  }
});

test('a file that grows, shrinks or is replaced while it is read has no digest', async () => {
  const look = (path: string) => observe({ files, murmur3 }, path, [], { store: { type: 'folder', path: '/' } });
  const changes: [string, (path: string) => void][] = [
    ['grows', (path) => appendFileSync(path, 'more')],
    ['shrinks', (path) => truncateSync(path, 10)],
    [
      'replaced',
      (path) => {
        writeFileSync(`${path}.new`, '');
        truncateSync(`${path}.new`, largeSize);
        renameSync(`${path}.new`, path);
      },
    ],
    ['gone', (path) => rmSync(path)],
  ];
  for (const [name, change] of changes) {
    writeFileSync(at(name), '');
    truncateSync(at(name), largeSize);
    setTimeout(() => change(at(name)), 100);
    expect(await look(at(name))).toMatchObject({ kind: 'unreadable', reason: 'changed-while-read' });
  }
  expect(await look(at('large'))).toMatchObject({ kind: 'file', size: largeSize, deep: null });
});

test('a thread that ends under a file costs that file alone, and the next ones find another', async () => {
  // The real thread, but for one name at which it ends as a thread does that runs out of memory: with no answer.
  writeFileSync(
    at('dying.cjs'),
    `const { parentPort } = require('node:worker_threads');
     parentPort.addEventListener('message', (event) => {
       if (!event.data.paths.some((path) => path.endsWith('/deadly'))) return;
       event.stopImmediatePropagation();
       throw new Error('out of memory');
     });
     require(${JSON.stringify(thread)});`,
  );
  const { digest } = createDigestPool(at('dying.cjs'), 2);
  const names = Array.from({ length: 40 }, (_, i) => (i === 20 ? 'deadly' : `s${i}`));
  for (const name of names) writeFileSync(at(name), name);
  const answers = await Promise.allSettled(names.map((name) => digest(at(name), { ...sha256, size: name.length })));
  expect(answers.filter((answer) => answer.status === 'rejected')).toHaveLength(1);
  expect(answers[20]).toMatchObject({
    reason: { code: 'file-unreadable', data: { reason: 'io-error' }, message: expect.stringContaining('the thread that read it ended (out of memory)') },
  });
  expect(await digest(at('s1'), { ...sha256, size: 2 })).toMatchObject({ bytes: 2 });
});

test('where no thread can be started, each file says so', async () => {
  writeFileSync(at('broken.cjs'), 'throw new Error("cannot start")');
  const { digest } = createDigestPool(at('broken.cjs'), 2);
  const answers = await Promise.allSettled([1, 2, 3].map(() => digest(at('small'), { ...sha256, size: 1 })));
  for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'file-unreadable', message: expect.stringContaining('cannot start') } });
});
