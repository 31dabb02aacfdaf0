/** A folder store read in a thread answers as one read without, stops when it is told to, and says so where the thread ends. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saidPlainly } from '../../../core/record/said';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { openFolderStore } from '../../../main/ports/folder-store';
import { murmur3 } from '../../../main/ports/hashes';
import { buildMain } from '../../build-main';

const folder = mkdtempSync(join(tmpdir(), 'folder-thread-'));
const store = join(folder, 'store');
const never = new AbortController().signal;
let thread: string;
let objects: StoreObject[];
beforeAll(async () => {
  thread = buildMain('store-thread');
  for (let i = 0; i < 3000; i++) {
    const at = join(store, `${i % 50}`, `${i}`);
    mkdirSync(at, { recursive: true });
    const record = { version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: i % 3 === 0 ? null : `/data/${i}`, size: i } };
    writeFileSync(join(at, '.data.json'), i % 700 === 0 ? '' : JSON.stringify(i % 2 === 0 ? record : { i, text: 'é'.repeat(i % 1200) }));
  }
  objects = [];
  for await (const page of openFolderStore(store).list(never)) objects.push(...page);
  rmSync(join(store, '7', '57'), { recursive: true });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function all(reads: AsyncIterable<StoreRead>): Promise<StoreRead[]> {
  const found: StoreRead[] = [];
  for await (const read of reads) found.push(read);
  return found;
}

test('the same answers, with digests and packed bytes that are those of the bytes', async () => {
  const plain = await all(openFolderStore(store, 'none').readMany(objects, never));
  const threaded = await all(openFolderStore(store, thread).readMany(objects, never));
  expect(threaded.length).toBe(3000);
  expect(threaded.filter((read) => 'error' in read)).toHaveLength(1);
  for (const [i, read] of threaded.entries()) {
    if (!('bytes' in read)) {
      expect(read).toEqual(plain[i]);
      continue;
    }
    const { object, bytes, sha256, packed } = read;
    expect(object).toEqual(plain[i]?.object);
    expect(Buffer.from((plain[i] as { bytes: Uint8Array }).bytes).equals(bytes)).toBe(true);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(inflateRawSync(packed ?? new Uint8Array()).equals(bytes)).toBe(true);
  }
}, 60_000);

test('what records say is found out on the way where nobody waits, the same as by whoever reads them', async () => {
  let said = 0;
  for (const read of await all(openFolderStore(store, thread).readMany(objects, never))) {
    if ('error' in read || read.said === undefined) continue;
    said++;
    expect(read.said).toEqual(saidPlainly(read.object.path, read.bytes, murmur3));
  }
  // The first batches are waited for.
  expect(said).toBeGreaterThan(200);
  expect(said).toBeLessThan(1500);
}, 60_000);

test('a stop ends it, and so does whoever takes no more', async () => {
  const stop = new AbortController();
  let seen = 0;
  const reading = async () => {
    for await (const _ of openFolderStore(store, thread).readMany(objects, stop.signal)) if (++seen === 5) stop.abort();
  };
  await expect(reading()).rejects.toMatchObject({ code: 'cancelled' });
  expect(seen).toBe(5);
  for await (const _ of openFolderStore(store, thread).readMany(objects, never)) break;
}, 60_000);

test('a thread that ends is told, and what it had answered was handed over', async () => {
  const broken = join(folder, 'broken.cjs');
  writeFileSync(
    broken,
    `const { parentPort } = require('node:worker_threads'); let n = 0; parentPort.on('message', () => { if (++n > 1) process.exit(3); parentPort.postMessage({ found: [{ object: {}, error: { code: 'failed', message: 'x' } }], content: new ArrayBuffer(0), said: '' }); });`,
  );
  const found: StoreRead[] = [];
  const reading = async () => {
    for await (const read of openFolderStore(store, broken).readMany(objects, never)) found.push(read);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'store-error', message: expect.stringContaining('exit 3') });
  expect(found).toMatchObject([{ object: objects[0], error: { message: 'x' } }]);
}, 60_000);
