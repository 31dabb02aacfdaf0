/** Verifying many small files, with all that is kept of each, against a bare loop that stats and hashes the same files. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataFiles } from '../../main/ports/data-files';
import { buildMain } from '../build-main';
import { openWorkbench, type Workbench } from '../workbench';
import { bareLoop } from './bare-loop';
import { type Measured, median, report, time } from './table';

const files = Number(process.env.BENCH_FILES ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const rows: Measured[] = [];
const paths: string[] = [];
let bench: Workbench;

beforeAll(async () => {
  const thread = buildMain('digest-thread');
  bench = await openWorkbench({ change: (ports) => ({ ...ports, files: createDataFiles(thread) }) });
  const store = join(bench.folder, 'store');
  for (let i = 0; i < files; i++) {
    const folder = join(bench.folder, 'data', `${i % 1000}`);
    const path = join(folder, `${i}.txt`);
    const text = String(i).repeat(200 + (i % 300));
    if (i < 1000) mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
    paths.push(path);
    const checksum = { value: createHash('sha256').update(text).digest('hex'), algorithm: 'sha-256', mode: 'sha-256' };
    mkdirSync(join(store, `${i}`), { recursive: true });
    writeFileSync(join(store, `${i}`, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path, checksum, size: text.length } }));
  }
  await bench.sync('w', store);
}, 3_600_000);
afterAll(() => {
  bench.close();
  report(`Verifying ${files.toLocaleString('en')} small files`, rows);
});

it('keeps up with a bare loop', async () => {
  bareLoop(paths);
  const bare: number[] = [];
  const verified: number[] = [];
  const processor: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    bare.push(await time(() => bareLoop(paths)));
    const between = process.cpuUsage();
    verified.push(
      await time(async () => {
        const { summary } = await bench.job('verify.run', { workspace: 'w', all: true });
        expect(summary.total).toBe(files);
      }),
    );
    const after = process.cpuUsage();
    processor.push([between.user + between.system - before.user - before.system, after.user + after.system - between.user - between.system]);
  }
  const each = (millis: number) => `${((1000 * millis) / files).toFixed(1)} µs each`;
  rows.push(
    { what: 'a bare loop', value: each(median(bare)), against: '' },
    { what: 'verified, and kept', value: each(median(verified)), against: `${(median(verified) / median(bare)).toFixed(1)} × the bare loop; goal: 1.3` },
    {
      what: '… in processor time of all threads',
      value: each(median(processor.map(([, ours]) => ours / 1000))),
      against: `${median(processor.map(([loop, ours]) => ours / loop)).toFixed(1)} × the bare loop`,
    },
  );
}, 3_600_000);
