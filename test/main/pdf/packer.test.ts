/** What a report is made of is packed to the same bytes here and in a thread, whatever ends the thread. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPdf } from '../../../main/ports/pdf';
import { createPacker, type Packer } from '../../../main/ports/pdf/packer';
import { buildMain } from '../../build-main';
import { outputsTable, sampleOutline } from './sample';
import { drawn } from './tools';

const folder = mkdtempSync(join(tmpdir(), 'packer-'));
let thread: string;
beforeAll(() => {
  thread = buildMain('pack-thread');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (count: number) => Buffer.from(Array.from({ length: count }, (_, at) => `${at} /data/project/results/sample_${at % 97}.vcf.gz\n`).join(''));
const long = lines(60_000);

async function fileOf(packer: Packer, bytes: Uint8Array, part: number) {
  const file = packer.file();
  for (let at = 0; at < bytes.length; at += part) file.push(new Uint8Array(bytes.subarray(at, at + part)));
  const { bytes: packed, ...facts } = file.end();
  return { ...facts, bytes: await packed };
}

test('a file is the same however it is parted and wherever it is packed, and comes out as it was', async () => {
  const here = await fileOf(createPacker('nowhere'), long, long.length);
  const there = createPacker(thread);
  for (const part of [9999, 65_536, 70_001, long.length]) {
    const { bytes, ...facts } = await fileOf(there, long, part);
    expect(facts).toEqual({ packed: true, size: long.length, sha256: here.sha256 });
    expect(Buffer.compare(bytes, here.bytes), String(part)).toBe(0);
  }
  expect(long.length).toBeGreaterThan(1 << 20);
  expect(inflateSync(here.bytes).equals(long)).toBe(true);
  const small = lines(100);
  expect(await fileOf(there, small, 7)).toMatchObject({ packed: false, size: small.length, bytes: new Uint8Array(small) });
  expect(await fileOf(there, Buffer.alloc(0), 1)).toMatchObject({ packed: false, size: 0 });
});

test('streams keep their order and their bytes in the thread, and room is given while it works', async () => {
  const there = createPacker(thread);
  const parts = Array.from({ length: 60 }, (_, at) => lines(5000 + at));
  const asked = parts.map((part) => there.stream(new Uint8Array(part)));
  const room = there.room();
  expect(room).not.toBeNull();
  await room;
  expect(there.room()).toBeNull();
  for (const [at, packed] of (await Promise.all(asked)).entries()) expect(inflateSync(packed).equals(parts[at] as Buffer)).toBe(true);
});

test('a file that is left does not keep the thread from resting, and the next one is whole', async () => {
  const there = createPacker(thread);
  const left = there.file();
  for (let at = 0; at < long.length; at += 100_000) left.push(new Uint8Array(long.subarray(at, at + 100_000)));
  left.leave();
  expect(inflateSync((await fileOf(there, long, 50_000)).bytes).equals(long)).toBe(true);
});

test('a thread that ends fails what it was given in words, and the next report begins another', async () => {
  const ends = join(folder, 'ends.cjs');
  writeFileSync(ends, "require('node:worker_threads').parentPort.on('message', () => process.exit(3));");
  const packer = createPacker(ends);
  const asked = Array.from({ length: 30 }, () => packer.stream(new Uint8Array(lines(5000))));
  const outcomes = await Promise.allSettled(asked);
  const failed = outcomes.filter(({ status }) => status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  for (const one of failed) expect((one as PromiseRejectedResult).reason.message).toMatch(/thread for it ended \(exit 3\).*Make it again/);
  await expect(fileOf(packer, long, 100_000)).rejects.toThrow(/thread for it ended/);
});

test('a report is the same bytes where its pages are packed in a thread', async () => {
  const outline = sampleOutline([outputsTable(1600)]);
  const there = await drawn(outline, [], createPdf(thread));
  const here = await drawn(outline);
  expect(Buffer.compare(Buffer.from(there.bytes), Buffer.from(here.bytes))).toBe(0);
}, 120_000);
