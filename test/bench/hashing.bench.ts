/** Hashing in threads against `sha256sum`, `openssl` and a bare loop, on the same files in turn in the same run. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DataFiles, DigestName } from '../../core/ports';
import { createDigestPool } from '../../main/ports/digest/pool';
import { buildMain } from '../build-main';
import { bareLoop } from './bare-loop';
import { type Measured, median, report, time } from './table';

const gibibytes = Number(process.env.BENCH_GIB ?? 2);
const smallFiles = Number(process.env.BENCH_FILES ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const size = gibibytes * 2 ** 30;
const folder = mkdtempSync(join(tmpdir(), 'hashing-'));
const large = [join(folder, 'a'), join(folder, 'b')] as const;
const rows: Measured[] = [];
let one: DataFiles['digest'];
let two: DataFiles['digest'];

beforeAll(() => {
  const thread = buildMain('digest-thread');
  one = createDigestPool(thread, 1).digest;
  two = createDigestPool(thread, 2).digest;
  const part = randomBytes(2 ** 24);
  for (const path of large) {
    const file = openSync(path, 'w');
    for (let written = 0; written < size; written += part.length) writeSync(file, part);
    closeSync(file);
  }
}, 600_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  report(`Hashing, files of ${gibibytes} GiB, medians of ${rounds}`, rows);
});

const digest = (pool: DataFiles['digest'], path: string, algorithms: DigestName[] = ['sha256']) => pool(path, { algorithms, size });
function tool(command: string, ...args: string[]): string {
  const { stdout, status } = spawnSync(command, args, { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout;
}

it('keeps up with sha256sum and openssl, and two threads with two files', async () => {
  const times: Record<string, number[]> = {};
  const measure = async (name: string, act: () => unknown) => {
    times[name] = [...(times[name] ?? []), await time(act)];
  };
  const sum = tool('sha256sum', large[0]).slice(0, 64);
  for (const path of large) expect((await digest(two, path)).digests.sha256).toBe(sum);
  await digest(one, large[0], ['sha256', 'murmur3']);
  for (let round = 0; round < rounds; round++) {
    await measure('sha256sum', () => tool('sha256sum', large[0]));
    await measure('openssl', () => tool('openssl', 'dgst', '-sha256', large[0]));
    await measure('one', () => digest(one, large[0]));
    await measure('two', () => Promise.all(large.map((path) => digest(two, path))));
    await measure('one again', () => digest(one, large[0]));
    await measure('with murmur3', () => digest(one, large[0], ['sha256', 'murmur3']));
    await measure('for S3', () => digest(one, large[0], ['sha256', 'md5', 'crc64nvme']));
  }
  const of = (name: string) => median(times[name] ?? []);
  const best = Math.min(of('sha256sum'), of('openssl'));
  const alone = median([...(times.one ?? []), ...(times['one again'] ?? [])]);
  const speed = (millis: number) => `${(size / 2 ** 20 / (millis / 1000)).toFixed(0)} MiB/s`;
  const against = (millis: number) => `${(best / millis).toFixed(2)} × the faster of sha256sum and openssl`;
  rows.push(
    { what: 'sha256sum', value: speed(of('sha256sum')), against: '' },
    { what: 'openssl dgst -sha256', value: speed(of('openssl')), against: '' },
    { what: 'one thread: SHA-256', value: speed(alone), against: `${against(alone)}; goal: 0.9` },
    { what: 'two threads, two files: SHA-256', value: speed(of('two') / 2), against: `${((2 * alone) / of('two')).toFixed(2)} × one thread; goal: 1.7` },
    { what: 'one thread: SHA-256 and MurmurHash3', value: speed(of('with murmur3')), against: against(of('with murmur3')) },
    { what: 'one thread: SHA-256, MD5, CRC64NVME', value: speed(of('for S3')), against: against(of('for S3')) },
  );
  expect(alone).toBeGreaterThan(0);
}, 1_800_000);

it('does not lose itself in messages over small files', async () => {
  const paths = Array.from({ length: smallFiles }, (_, i) => join(folder, `small/${i % 1000}/${i}`));
  for (let i = 0; i < 1000; i++) mkdirSync(join(folder, `small/${i}`), { recursive: true });
  for (const [i, path] of paths.entries()) writeFileSync(path, String(i).repeat(200 + (i % 300)));
  const inLanes = async (pool: DataFiles['digest']) => {
    let next = 0;
    const lane = async () => {
      for (let path = paths[next++]; path !== undefined; path = paths[next++]) await pool(path, { algorithms: ['sha256'], size: 1000 });
    };
    await Promise.all(Array.from({ length: 256 }, lane));
  };
  bareLoop(paths);
  const bare: number[] = [];
  const single: number[] = [];
  const both: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await time(() => bareLoop(paths)));
    single.push(await time(() => inLanes(one)));
    both.push(await time(() => inLanes(two)));
  }
  const each = (millis: number) => `${((1000 * millis) / smallFiles).toFixed(1)} µs each`;
  const count = smallFiles.toLocaleString('en');
  rows.push(
    { what: `${count} small files, a bare loop`, value: each(median(bare)), against: '' },
    { what: `${count} small files, one thread`, value: each(median(single)), against: `${(median(single) / median(bare)).toFixed(2)} × the bare loop` },
    { what: `${count} small files, two threads`, value: each(median(both)), against: `${(median(both) / median(bare)).toFixed(2)} × the bare loop` },
  );
  expect(median(bare)).toBeGreaterThan(0);
}, 1_800_000);
