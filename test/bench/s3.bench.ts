/** First sync from a real S3 server on this machine, against a bare loop that gets the same objects with the same SDK, as many at a time, and keeps nothing. BENCH_OBJECTS takes another size. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { concurrentRequests, createS3Client } from '../../main/ports/s3/client';
import { startVersionedS3, type VersionedS3 } from '../servers/versioned-s3';
import type { Workbench } from '../workbench';
import { generateStore } from './generate-store';
import { type Measured, median, report, time } from './table';
import { openThreadedWorkbench, timedSync } from './timed-sync';

const records = Number(process.env.BENCH_OBJECTS ?? 10_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const bucket = 'lineage';
const rows: Measured[] = [];
let bench: Workbench;
let server: VersionedS3;
let objects = 0;

beforeAll(async () => {
  bench = await openThreadedWorkbench();
  const store = join(bench.folder, 'store');
  generateStore(store, records);
  server = await startVersionedS3();
  await server.owner.send(new CreateBucketCommand({ Bucket: bucket }));
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  objects = files.length;
  await together(files, ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return server.owner.send(new PutObjectCommand({ Bucket: bucket, Key: relative(store, path), Body: readFileSync(path) }));
  });
}, 3_600_000);
afterAll(async () => {
  bench.close();
  await server.close();
  report(`S3, ${objects.toLocaleString('en')} objects`, rows);
});

/** As many at a time as the workbench asks for. */
async function together<Item>(items: readonly Item[], act: (item: Item) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await act(item);
  };
  await Promise.all(Array.from({ length: concurrentRequests }, one));
}

async function bareLoop(client: S3Client): Promise<number> {
  const keys: string[] = [];
  for (let token: string | undefined; ; ) {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
    if (token === undefined) break;
  }
  await together(keys, async (Key) => (await client.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToByteArray());
  return keys.length;
}

it('syncs', async () => {
  const location = { type: 's3' as const, bucket, prefix: '', endpoint: server.endpoint, region: 'us-east-1', profile: null, pathStyle: true, anonymous: false };
  const client = createS3Client(location);
  expect(await bareLoop(client)).toBe(objects);
  const [bare, first, again]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await time(() => bareLoop(client)));
    const workspace = `s3-${round}`;
    await bench.engine.call('workspaces.add', { name: workspace, store: location });
    const { saved, fetched } = await timedSync(bench, workspace);
    first.push(saved);
    expect(fetched).toBe(objects);
    again.push(await time(() => bench.job('sync.run', { workspace })));
  }
  client.destroy();
  const loop = median(bare);
  rows.push(
    { what: 'bare loop of concurrent GETs', value: `${loop.toFixed(0)} ms`, against: `${Math.round((objects * 1000) / loop)} objects a second` },
    { what: 'first sync, saved and indexed', value: `${median(first).toFixed(0)} ms`, against: `${(median(first) / loop).toFixed(2)} × the bare loop; goal: 1.3` },
    { what: 'second sync, nothing changed', value: `${median(again).toFixed(0)} ms`, against: `${(median(again) / loop).toFixed(2)} × the bare loop` },
  );
}, 3_600_000);
