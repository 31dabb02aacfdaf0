/** Store identity on real S3 servers: a bucket made again by another account, and what servers and rights leave unsaid. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { S3Location } from '../../../core/contract/workspaces';
import { answerError, startProxy } from '../../servers/proxy';
import { type S3Server, setS3Keys, startS3Server } from '../../servers/s3';
import { isVersionedS3Missing, startVersionedS3, type VersionedS3 } from '../../servers/versioned-s3';
import { openWorkbench, type Workbench } from '../../workbench';

const bucket = 'lineage-bucket';
const at = (endpoint: string, more: Partial<S3Location> = {}): S3Location => ({
  type: 's3',
  bucket,
  prefix: '',
  endpoint,
  region: null,
  profile: null,
  pathStyle: true,
  anonymous: false,
  ...more,
});
const run = (n: number) => ({ key: `${String(n).repeat(32)}/.data.json`, body: `{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"run-${n}"}}` });

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => {
  bench.close();
  setS3Keys();
});
const sync = (acceptStore?: string) => bench.job('sync.run', { workspace: 'w', ...(acceptStore === undefined ? {} : { acceptStore }) });
const add = (store: S3Location) => bench.engine.call('workspaces.add', { name: 'w', store });
const pinned = async () => Object.fromEntries((await bench.engine.call('store.identity', { workspace: 'w' })).pin?.facts.map(({ name, value }) => [name, value]) ?? []);

describe.skipIf(isVersionedS3Missing)('a server with accounts', () => {
  let server: VersionedS3;
  beforeAll(async () => {
    server = await startVersionedS3();
  });
  afterAll(() => server.close());

  async function makeBucket(keys: { accessKeyId: string; secretAccessKey: string }) {
    const client = new S3Client({ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true, credentials: keys });
    await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectOwnership: 'BucketOwnerPreferred' }));
    for (const { key, body } of [run(1), run(2)]) await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    await server.allowAnybody(bucket, ['s3:ListBucket', 's3:GetObject']);
    client.destroy();
  }
  async function removeBucket() {
    const { Versions = [], DeleteMarkers = [] } = await server.owner.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) await server.owner.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
    await server.owner.send(new DeleteBucketCommand({ Bucket: bucket }));
  }

  it.each([{ anonymous: false }, { anonymous: true }])(
    'refuses a bucket of the same name and content made by another account, until it is accepted (%o)',
    async ({ anonymous }) => {
      const [alice, bob] = [await server.makeAccount(`alice-${anonymous}`), await server.makeAccount(`bob-${anonymous}`)];
      await makeBucket(alice);
      await add(at(server.endpoint, { anonymous }));
      expect(await sync()).toMatchObject({ records: 2 });
      const name = alice.accessKeyId;
      expect(await pinned()).toMatchObject({ bucket, endpoint: server.endpoint, region: 'us-east-1', 'object-owners': name, owner: anonymous ? null : name });
      expect(await sync()).toMatchObject({ unchanged: 2 });
      await removeBucket();
      await makeBucket(bob);
      await expect(sync()).rejects.toMatchObject({
        code: 'other-store',
        message: expect.stringContaining(`accounts that own its first objects: was ${name}, is ${bob.accessKeyId}`),
      });
      expect((await bench.engine.call('sync.list', { workspace: 'w' })).syncs).toHaveLength(2);
      expect(await sync('moved to the account of the archive')).toMatchObject({ records: 2 });
      expect(await pinned()).toMatchObject({ 'object-owners': bob.accessKeyId });
      expect(await sync()).toMatchObject({ unchanged: 2 });
      await removeBucket();
    },
  );
});

describe('a server that says less', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
    server.makeBucket(bucket);
    for (const { key, body } of [run(1), run(2)]) server.put(bucket, key, body);
  });
  afterAll(() => server.close());

  it('what it does not say is not pinned, and no sync fails for it', async () => {
    await add(at(server.endpoint));
    await sync();
    expect(await pinned()).toMatchObject({ owner: null, region: null, 'object-owners': '123456789000' });
    expect(await sync()).toMatchObject({ unchanged: 2 });
  });

  it('rights that are denied are asked for once, when it is pinned', async () => {
    const proxy = await startProxy(server.endpoint);
    const isExtra = (url: string) => url.startsWith('/?') || /[?&]acl\b/.test(url) || url === '/';
    proxy.rule = (seen, response) => (isExtra(seen.url) || seen.method === 'HEAD') && answerError(response, 403, 'AccessDenied');
    await add(at(proxy.endpoint));
    expect(await sync()).toMatchObject({ records: 2, complete: true });
    expect(proxy.seen.filter(({ url }) => isExtra(url))).toHaveLength(2);
    proxy.seen.length = 0;
    expect(await sync()).toMatchObject({ unchanged: 2 });
    expect(proxy.seen.filter(({ url, method }) => isExtra(url) || method === 'HEAD')).toEqual([]);
    await proxy.close();
  });

  it('another server, another prefix, an emptied bucket: each is refused', async () => {
    const other = await startS3Server();
    other.makeBucket(bucket);
    for (const { key, body } of [run(1), run(2)]) other.put(bucket, key, body);
    await add(at(server.endpoint));
    await sync();
    const path = join(bench.home, 'w/workspace.json');
    const settings = readFileSync(path, 'utf8');
    const edited = (change: Partial<S3Location>) => writeFileSync(path, JSON.stringify({ ...JSON.parse(settings), store: at(server.endpoint, change) }));
    edited({ endpoint: other.endpoint });
    await expect(sync()).rejects.toMatchObject({ code: 'other-store', message: expect.stringContaining(`server: was ${server.endpoint}, is ${other.endpoint}`) });
    edited({ prefix: run(1).key.slice(0, 32) });
    await expect(sync()).rejects.toMatchObject({ code: 'other-store', message: expect.stringContaining(`prefix: was /, is ${run(1).key.slice(0, 32)}/`) });
    writeFileSync(path, settings);
    expect(await sync()).toMatchObject({ unchanged: 2 });
    for (const { key } of [run(1), run(2)]) server.remove(bucket, key);
    await expect(sync()).rejects.toMatchObject({ code: 'other-store', message: expect.stringContaining('it is empty, and 2 objects were there') });
    expect(await sync('emptied on purpose')).toMatchObject({ vanished: 2 });
    await other.close();
  });
});
