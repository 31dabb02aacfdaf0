/** A folder store read in a thread answers as one read without, stops when it is told to, and says so where the thread ends. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saidOf } from '../../../core/index/said';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { openFolderStore } from '../../../main/ports/folder-store';
import { murmur3 } from '../../../main/ports/hashes';
import { buildMain } from '../../build-main';

const folder = mkdtempSync(join(tmpdir(), 'folder-thread-'));
const store = join(folder, 'store');
const never = new AbortController().signal;
const spec = (kind: string, inside: string) => `{"version":"lineage/v1beta1","kind":"${kind}","spec":${inside}}`;
/** Of each kind, and what no honest program writes: all that a record says must come out of the thread as it went in. */
const records = [
  spec(
    'FileOutput',
    '{"path":"/x/\\ud800 é\\u0000","size":-0,"checksum":{"value":"ab","algorithm":"nextflow"},"source":"lid://a/b","labels":["l","l",7],"createdAt":"2026-01-01T10:00:00Z"}',
  ),
  spec('FileOutput', '{"path":"/x","path":"/y","size":1e400,"__proto__":{"a":1},"modifiedAt":7,"workflowRun":"lid://"}'),
  spec('TaskRun', '{"name":"A (b)","input":[{"value":[{"path":"/in","checksum":null},"/named","lid://x/y"]}],"container":"c"}'),
  spec('TaskOutput', '{"taskRun":"lid://other","createdAt":null,"output":[{"value":"lid://x"}]}'),
  spec('WorkflowRun', '{"name":"r","params":[{"name":"password","value":"hunter2"}],"metadata":{"start":"2026-01-01T10:00:00.123456789Z","stubRun":true}}'),
  spec('WorkflowOutput', '{"output":null}'),
  spec('AgentRun', '{"name":"a","tools":["t"]}'),
  spec('Other', '[]'),
  '{"version":"lineage/v1beta1","kind":"FileOutput","path":"/root/shape","size":9007199254740993}',
  '[1]',
];
let thread: string;
let objects: StoreObject[];
beforeAll(async () => {
  thread = buildMain('store-thread');
  for (let i = 0; i < 3000; i++) {
    const at = join(store, `${i % 50}`, `${i}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, '.data.json'), i % 700 === 0 ? '' : i % 3 === 0 ? (records[i % records.length] ?? '') : JSON.stringify({ i, text: 'é'.repeat(i % 1200) }));
  }
  mkdirSync(join(store, '.history'));
  for (const name of ['0123', '4567']) writeFileSync(join(store, '.history', name), '2026-01-01 10:00:00 CET\trun\tsession\tlid://4567');
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
  expect(threaded.length).toBe(3002);
  expect(threaded.filter((read) => 'error' in read)).toHaveLength(1);
  for (const [i, read] of threaded.entries()) {
    if (!('bytes' in read)) {
      expect(read).toEqual(plain[i]);
      continue;
    }
    const { object, bytes, sha256, packed, said } = read;
    expect(said).toEqual(saidOf(object.path, bytes, murmur3));
    expect(object).toEqual(plain[i]?.object);
    expect(Buffer.from((plain[i] as { bytes: Uint8Array }).bytes).equals(bytes)).toBe(true);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(inflateRawSync(packed ?? new Uint8Array()).equals(bytes)).toBe(true);
  }
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
    `const { parentPort } = require('node:worker_threads'); let n = 0; parentPort.on('message', () => { if (++n > 1) process.exit(3); parentPort.postMessage({ found: [{ object: {}, error: { code: 'failed', message: 'x' } }], content: new ArrayBuffer(0), said: "[]" }); });`,
  );
  const found: StoreRead[] = [];
  const reading = async () => {
    for await (const read of openFolderStore(store, broken).readMany(objects, never)) found.push(read);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'store-error', message: expect.stringContaining('exit 3') });
  expect(found).toMatchObject([{ object: objects[0], error: { message: 'x' } }]);
}, 60_000);
