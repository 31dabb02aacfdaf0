/** An S3 store read in a thread answers as one read without: the same objects, the same faults, the same errors where all reads fail. */
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { S3Location } from '../../../core/contract/workspaces';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { openS3Store } from '../../../main/ports/s3-store';
import { buildMain } from '../../build-main';
import { answerError, type FaultProxy, operationOf, startProxy } from '../../servers/proxy';
import { type S3Server, setS3Keys, startS3Server } from '../../servers/s3';
import { listAll, never } from './conformance';

const count = 700;

describe('S3 in a thread', { timeout: 60_000 }, () => {
  let server: S3Server;
  let proxy: FaultProxy;
  let thread: string;
  let objects: StoreObject[];
  const location = (): S3Location => ({ type: 's3', bucket: 'bucket', prefix: 'p', endpoint: proxy.endpoint, region: null, profile: null, pathStyle: true, anonymous: false });
  const key = (i: number) => `p/${i.toString(16).padStart(32, '0')}/.data.json`;

  beforeAll(async () => {
    thread = buildMain('store-thread');
    server = await startS3Server();
    proxy = await startProxy(server.endpoint);
    server.makeBucket('bucket');
    for (let i = 0; i < count; i++) server.put('bucket', key(i), JSON.stringify({ i, text: 'é'.repeat(i) }));
    objects = await listAll(openS3Store(location()));
    server.remove('bucket', key(130));
  }, 120_000);
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  beforeEach(() => {
    proxy.rule = () => false;
    setS3Keys();
  });

  async function readAll(built: string, signal = never): Promise<StoreRead[]> {
    const store = openS3Store(location(), { thread: built });
    const reads: StoreRead[] = [];
    for await (const read of store.readMany(objects, signal)) reads.push(read);
    store.close();
    return reads.sort((a, b) => (a.object.path < b.object.path ? -1 : 1));
  }

  test('the same bytes, with digests and packed bytes that are theirs, and the object that is gone', async () => {
    const [plain, threaded] = [await readAll('none'), await readAll(thread)];
    expect(threaded).toHaveLength(count);
    expect(threaded.filter((read) => 'error' in read)).toMatchObject([{ error: { code: 'gone' } }]);
    for (const [i, read] of threaded.entries()) {
      const other = plain[i];
      if (!('bytes' in read) || other === undefined || !('bytes' in other)) {
        expect(read).toEqual(other);
        continue;
      }
      expect(read.object).toEqual(other.object);
      expect(Buffer.from(read.bytes).equals(other.bytes)).toBe(true);
      expect(read.sha256).toBe(createHash('sha256').update(other.bytes).digest('hex'));
      expect(inflateRawSync(read.packed ?? new Uint8Array()).equals(other.bytes)).toBe(true);
    }
  });

  test('a right that is missing for each, and keys that the server refuses, are told as without a thread', async () => {
    proxy.rule = (seen, response) => operationOf(seen) === 'GetObject' && answerError(response, 403, 'AccessDenied', 'Access Denied');
    expect(await readAll(thread)).toEqual(await readAll('none'));
    proxy.rule = (_seen, response) => answerError(response, 403, 'InvalidAccessKeyId', 'The key does not exist');
    const failure = async (built: string) => readAll(built).then(undefined, ({ code, message, data }) => ({ code, message, data }));
    const plain = await failure('none');
    expect(plain).toMatchObject({ code: expect.stringContaining('store-') });
    expect(await failure(thread)).toEqual(plain);
  });

  test('a stop ends it', async () => {
    const stop = new AbortController();
    proxy.rule = (seen) => {
      if (operationOf(seen) === 'GetObject') stop.abort();
      return false;
    };
    await expect(readAll(thread, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
