/** What an S3 store says when rights, credentials, the network or the server fail: a proxy before a real server makes each happen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { S3Location } from '../../../core/contract/workspaces';
import type { StoreObject } from '../../../core/store/lineage-store';
import { openS3Store } from '../../../main/ports/s3-store';
import { answerError, type FaultProxy, operationOf, startProxy } from '../../servers/proxy';
import { type S3Server, setS3Keys, startS3Server } from '../../servers/s3';
import { listAll, never, readAll } from './conformance';

describe('S3: what fails is named', { timeout: 60_000 }, () => {
  let server: S3Server;
  let proxy: FaultProxy;
  const location = (more: Partial<S3Location> = {}): S3Location => ({
    type: 's3',
    bucket: 'bucket',
    prefix: 'p',
    endpoint: proxy.endpoint,
    region: null,
    profile: null,
    pathStyle: true,
    anonymous: false,
    ...more,
  });
  const key = (i: number) => `${i.toString(16).padStart(32, '0')}/.data.json`;

  beforeAll(async () => {
    server = await startS3Server();
    proxy = await startProxy(server.endpoint);
    server.makeBucket('bucket');
    for (let i = 0; i < 40; i++) server.put('bucket', `p/${key(i)}`, `{"i":${i}}`);
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  beforeEach(() => {
    proxy.rule = () => false;
    proxy.seen.length = 0;
    setS3Keys();
  });

  test('without s3:ListBucket the right is named, and nothing is listed', async () => {
    proxy.rule = (seen, response) => operationOf(seen) === 'ListObjectsV2' && answerError(response, 403, 'AccessDenied', 'Access Denied');
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({
      code: 'store-denied',
      data: { right: 's3:ListBucket' },
      message: expect.stringContaining('s3:ListBucket'),
    });
    expect(await openS3Store(location()).test(never)).toMatchObject({ looksLikeLineage: false, checks: [{ right: 's3:ListBucket', ok: false }] });
  });

  test('without s3:GetObject the listing is whole, each object is told, and the test names the right', async () => {
    proxy.rule = (seen, response) => operationOf(seen) === 'GetObject' && answerError(response, 403, 'AccessDenied', 'Access Denied');
    const store = openS3Store(location());
    const listed = await listAll(store);
    expect(listed).toHaveLength(40);
    for (const read of (await readAll(store, listed)).values()) expect(read).toMatchObject({ error: { code: 'denied', message: expect.stringContaining('s3:GetObject') } });
    expect(await store.test(never)).toMatchObject({
      looksLikeLineage: true,
      checks: [
        { right: 's3:ListBucket', ok: true },
        { right: 's3:GetObject', ok: false, message: expect.stringContaining('s3:GetObject') },
      ],
    });
  });

  test('one object that is denied does not hold up the others', async () => {
    proxy.rule = (seen, response) => seen.url.includes(key(7)) && answerError(response, 403, 'AccessDenied');
    const store = openS3Store(location());
    const reads = [...(await readAll(store, await listAll(store))).values()];
    expect(reads.filter((read) => 'error' in read).map((read) => read.object.path)).toEqual([key(7)]);
  });

  test('a right lost between two pages ends the listing with an error, not with a part of the store', async () => {
    proxy.rule = (seen, response) => seen.url.includes('continuation-token') && answerError(response, 403, 'AccessDenied');
    const pages: StoreObject[][] = [];
    const listing = (async () => {
      for await (const page of openS3Store(location(), { pageSize: 10 }).list(never)) pages.push(page);
    })();
    await expect(listing).rejects.toMatchObject({ code: 'store-denied' });
    expect(pages.flat()).toHaveLength(10);
  });

  test.each([
    [404, 'NoSuchBucket', 'store-unreachable', 'There is no bucket "bucket"'],
    [400, 'ExpiredToken', 'store-denied', 'has expired'],
    [403, 'InvalidAccessKeyId', 'store-denied', 'does not accept these credentials'],
    [403, 'SignatureDoesNotMatch', 'store-denied', 'does not accept these credentials'],
    [403, 'RequestTimeTooSkewed', 'store-unreachable', 'clock'],
    [400, 'SomethingNew', 'store-error', 'SomethingNew'],
  ])('%i %s', async (status, code, expected, words) => {
    proxy.rule = (_, response) => answerError(response, status, code);
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({ code: expected, message: expect.stringContaining(words) });
  });

  test('another region is named', async () => {
    proxy.rule = (_, response) => answerError(response, 301, 'PermanentRedirect', 'moved', { 'x-amz-bucket-region': 'eu-west-3' });
    await expect(listAll(openS3Store(location({ region: 'us-west-2' })))).rejects.toMatchObject({ code: 'store-unreachable', message: expect.stringContaining('"eu-west-3"') });
  });

  test("Amazon's word on the bucket's region is followed when none was set", async () => {
    process.env.AWS_ENDPOINT_URL_S3 = proxy.endpoint;
    proxy.rule = (seen, response) =>
      !seen.authorization?.includes('/eu-west-3/') && answerError(response, 301, 'PermanentRedirect', 'moved', { 'x-amz-bucket-region': 'eu-west-3' });
    expect(await listAll(openS3Store(location({ endpoint: null })))).toHaveLength(40);
    expect(proxy.seen.map((seen) => /\/([a-z0-9-]+)\/s3\//.exec(seen.authorization ?? '')?.[1])).toEqual(['us-east-1', 'eu-west-3']);
  });

  test('a key the server does not know is refused in words', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'NOBODY';
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({ code: 'store-denied', data: { right: 'credentials' } });
  });

  test('no credentials at all', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({ code: 'store-denied', message: expect.stringContaining('No credentials were found') });
    expect(proxy.seen).toEqual([]);
  });

  test('a profile that is not there, and an SSO profile that is not signed in', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lineage-aws-'));
    writeFileSync(
      join(home, 'config'),
      '[profile sso]\nsso_start_url = https://example.invalid/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = auditor\nregion = eu-west-1\n',
    );
    process.env.AWS_CONFIG_FILE = join(home, 'config');
    process.env.HOME = home;
    await expect(listAll(openS3Store(location({ profile: 'nobody' })))).rejects.toMatchObject({
      code: 'store-denied',
      message: expect.stringContaining('No credentials were found (profile "nobody")'),
    });
    await expect(listAll(openS3Store(location({ profile: 'sso' })))).rejects.toMatchObject({
      code: 'store-denied',
      message: expect.stringContaining('aws sso login --profile sso'),
    });
    rmSync(home, { recursive: true });
  });

  test('nobody listens, and a name that does not exist', async () => {
    const port = await freePort();
    await expect(listAll(openS3Store(location({ endpoint: `http://127.0.0.1:${port}` })))).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining(`http://127.0.0.1:${port} did not answer`),
    });
    await expect(listAll(openS3Store(location({ endpoint: 'http://s3.invalid' })))).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('http://s3.invalid did not answer'),
    });
  });

  test('a server that goes away while objects are read ends the reading with one error', async () => {
    const store = openS3Store(location());
    const listed = await listAll(store);
    proxy.rule = (_, response) => {
      response.destroy();
      return true;
    };
    await expect(readAll(store, listed)).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  test('a server that is busy is asked again', async () => {
    const asked = new Map<string, number>();
    proxy.rule = (seen, response) => {
      const times = (asked.get(seen.url) ?? 0) + 1;
      asked.set(seen.url, times);
      return times <= 2 && answerError(response, 503, 'SlowDown', 'Please reduce your request rate.');
    };
    const store = openS3Store(location());
    const reads = await readAll(store, (await listAll(store)).slice(0, 3));
    expect([...reads.values()].every((read) => 'bytes' in read)).toBe(true);
  });

  test('a body that breaks off is asked for again, and one that always does is told', async () => {
    let broken = 0;
    proxy.rule = (seen, response) => {
      const always = seen.url.includes(key(1));
      if (operationOf(seen) !== 'GetObject' || (!always && (!seen.url.includes(key(0)) || broken++ > 0))) return false;
      response.writeHead(200, { etag: '"x"', 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
      return true;
    };
    const store = openS3Store(location());
    const listed = (await listAll(store)).filter((object) => [key(0), key(1), key(2)].includes(object.path));
    const reads = await readAll(store, listed);
    expect(reads.get(key(0))).toHaveProperty('bytes');
    expect(reads.get(key(1))).toMatchObject({ error: { code: 'failed', message: expect.stringContaining('could not be read') } });
    expect(reads.get(key(2))).toHaveProperty('bytes');
  });

  test('cancelling ends a request that the server never answers, and a body that never ends', async () => {
    const store = openS3Store(location());
    const listed = await listAll(store);
    for (const half of [false, true]) {
      proxy.rule = (_, response) => {
        if (half) {
          response.writeHead(200, { etag: '"x"', 'content-length': '100' });
          response.write('half');
        }
        return true;
      };
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 300);
      const begun = performance.now();
      const reading = (async () => {
        for await (const _ of store.readMany(listed, stop.signal)) throw new Error('nothing can have come');
      })();
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - begun).toBeLessThan(5000);
    }
    store.close();
  });

  test('a listing that breaks off or holds what was not asked for is refused', async () => {
    const listing = (inside: string) => `<?xml version="1.0"?><ListBucketResult><Name>bucket</Name><Prefix>p/</Prefix>${inside}</ListBucketResult>`;
    proxy.rule = (_, response) => {
      response.end(listing('<IsTruncated>true</IsTruncated>'));
      return true;
    };
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({ code: 'store-error', message: expect.stringContaining('broke off') });
    proxy.rule = (_, response) => {
      response.end(listing('<IsTruncated>false</IsTruncated><Contents><Key>../outside</Key><Size>1</Size></Contents>'));
      return true;
    };
    await expect(listAll(openS3Store(location()))).rejects.toMatchObject({ code: 'store-error', message: expect.stringContaining('not below') });
  });

  test('an answer that is no S3 at all is neither an empty store nor a record', async () => {
    const store = openS3Store(location());
    const listed = (await listAll(store)).slice(0, 2);
    proxy.rule = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Please log in to the network</body></html>');
      return true;
    };
    await expect(listAll(store)).rejects.toMatchObject({ code: 'store-error', message: expect.stringContaining('is no S3 listing') });
    for (const read of (await readAll(store, listed)).values()) expect(read).toMatchObject({ error: { code: 'failed', message: expect.stringContaining('no S3 object') } });
    store.close();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
