/** The S3 store: the suite of every store on a real server, a real store's objects, and what only S3 does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { S3Location } from '../../../core/contract/workspaces';
import { classify } from '../../../core/store/classify';
import { openS3Store } from '../../../main/ports/s3-store';
import { type FaultProxy, operationOf, startProxy } from '../../servers/proxy';
import { releaseObjects, type S3Server, setS3Keys, startS3Server } from '../../servers/s3';
import { listAll, nastyNames, never, readAll, storeConformance } from './conformance';

const at = (endpoint: string, bucket: string, prefix = '', more: Partial<S3Location> = {}): S3Location => ({
  type: 's3',
  bucket,
  prefix,
  endpoint,
  region: null,
  profile: null,
  pathStyle: true,
  anonymous: false,
  ...more,
});

storeConformance('S3', async () => {
  const server = await startS3Server();
  let buckets = 0;
  let bucket = '';
  const prefix = 'team a/lineage+#1';
  return {
    async clear() {
      bucket = `bucket-${++buckets}`;
      server.makeBucket(bucket);
      // Not of the store: a neighbour whose name begins alike, and one above.
      server.put(bucket, `${prefix}2/${'0f'.repeat(16)}/.data.json`, 'neighbour');
      server.put(bucket, 'above/.data.json', 'above');
    },
    put: (path, body) => server.put(bucket, `${prefix}/${path}`, body),
    remove: (path) => server.remove(bucket, `${prefix}/${path}`),
    open: () => openS3Store(at(server.endpoint, bucket, prefix)),
    openMissing: () => openS3Store(at(server.endpoint, 'no-such-bucket', prefix)),
    close: () => server.close(),
  };
});

describe('S3: what only S3 does', { timeout: 30_000 }, () => {
  let server: S3Server;
  let proxy: FaultProxy;
  beforeAll(async () => {
    server = await startS3Server();
    proxy = await startProxy(server.endpoint);
    const release = releaseObjects();
    server.makeBucket(release.bucket);
    for (const object of release.objects) server.put(release.bucket, object.key, object.body);
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  beforeEach(() => {
    proxy.seen.length = 0;
    setS3Keys();
  });
  afterEach(() => setS3Keys());

  test('the objects of a real store: every one listed, markers told apart, bytes equal', async () => {
    const { bucket, prefix, objects } = releaseObjects();
    const store = openS3Store(at(server.endpoint, bucket, prefix), { pageSize: 50 });
    expect(store.text).toBe('s3://regulated-lineage/workspaces/77');
    const listed = await listAll(store);
    expect(listed.map((object) => `${prefix}/${object.path}`).sort()).toEqual(objects.map((object) => object.key).sort());
    const classes = listed.map((object) => classify(object.path, object.size));
    const count = (name: string) => classes.filter((what) => what.class === name).length;
    const markers = objects.filter((object) => object.key.endsWith('/')).length;
    expect({ markers, ignored: count('ignored'), history: count('history'), quarantined: count('quarantined') }).toEqual({
      markers: 102,
      ignored: 102,
      history: 1,
      quarantined: 0,
    });
    expect(count('record')).toBe(objects.length - 103);
    const reads = await readAll(store, listed);
    for (const object of objects) {
      const read = reads.get(object.key.slice(prefix.length + 1));
      expect(read !== undefined && 'bytes' in read && new TextDecoder().decode(read.bytes), object.key).toBe(object.body);
    }
    expect(await store.test(never)).toMatchObject({
      looksLikeLineage: true,
      checks: [
        { right: 's3:ListBucket', ok: true },
        { right: 's3:GetObject', ok: true },
      ],
    });
    store.close();
  });

  test('only GET and HEAD ever leave, signed, at most 32 at a time and many at once', async () => {
    const { bucket, prefix } = releaseObjects();
    const store = openS3Store(at(proxy.endpoint, bucket, prefix));
    await readAll(store, await listAll(store));
    await store.test(never);
    expect(new Set(proxy.seen.map((seen) => seen.method))).toEqual(new Set(['GET']));
    expect(proxy.seen.filter((seen) => operationOf(seen) === 'GetObject').length).toBeGreaterThan(200);
    for (const seen of proxy.seen) expect(seen.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=S3RVER\/.*\/us-east-1\/s3\//);
    expect(proxy.mostAtOnce()).toBeGreaterThan(4);
    expect(proxy.mostAtOnce()).toBeLessThanOrEqual(32);
    store.close();
  });

  test('anonymous requests carry no signature', async () => {
    const { bucket, prefix } = releaseObjects();
    const store = openS3Store(at(proxy.endpoint, bucket, prefix, { anonymous: true }));
    const [first] = await listAll(store);
    if (first !== undefined) await readAll(store, [first]);
    expect(proxy.seen).toHaveLength(2);
    for (const seen of proxy.seen) expect(seen.authorization).toBeUndefined();
    store.close();
  });

  test('a profile gives the keys and the region, before those of the environment', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lineage-aws-'));
    writeFileSync(join(home, 'config'), '[profile audit]\nregion = eu-central-1\n');
    writeFileSync(join(home, 'credentials'), '[audit]\naws_access_key_id = S3RVER\naws_secret_access_key = S3RVER\n');
    process.env.AWS_CONFIG_FILE = join(home, 'config');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(home, 'credentials');
    process.env.AWS_ACCESS_KEY_ID = 'SOMEONE-ELSE';
    const { bucket, prefix } = releaseObjects();
    const store = openS3Store(at(proxy.endpoint, bucket, prefix, { profile: 'audit' }));
    await listAll(store);
    expect(proxy.seen[0]?.authorization).toMatch(/Credential=S3RVER\/.*\/eu-central-1\/s3\//);
    store.close();
    rmSync(home, { recursive: true });
  });

  test('keys go out exactly as they were listed: nothing is normalised', async () => {
    const store = openS3Store(at(proxy.endpoint, 'bucket', ''));
    const paths = ['a/../b/.data.json', './/x', '/leading', 'a%2Fb', 'a+b c#d?e', 'https://x/'];
    proxy.rule = (_, response) => {
      response.end('{}');
      return true;
    };
    await readAll(
      store,
      paths.map((path) => ({ path, size: 2, tag: '', modifiedMillis: 0 })),
    );
    proxy.rule = () => false;
    expect(proxy.seen.map((seen) => seen.url.split('?')[0]).sort()).toEqual(
      paths
        .map(
          (path) =>
            `/bucket/${path
              .split('/')
              .map((part) => encodeURIComponent(part))
              .join('/')}`,
        )
        .sort(),
    );
    store.close();
  });

  test('a server that does not know URL-encoded listings gives the same keys, but for what its XML cannot carry', async () => {
    const plain = await startS3Server('plain');
    plain.makeBucket('bucket');
    // A carriage return becomes a line feed in XML (XML 1.0, 2.11): the fault of such a server, told as "gone", not lost in silence.
    const names = nastyNames.map((name) => name.replaceAll('\r', ''));
    for (const name of names) plain.put('bucket', `${name}/.data.json`, name);
    plain.put('bucket', 'return\r/.data.json', 'x');
    const store = openS3Store(at(plain.endpoint, 'bucket'));
    const listed = await listAll(store);
    expect(listed.map((object) => object.path).sort()).toEqual([...names, 'return\n'].map((name) => `${name}/.data.json`).sort());
    expect((await readAll(store, listed)).get('return\n/.data.json')).toMatchObject({ error: { code: 'gone' } });
    store.close();
    await plain.close();
  });
});
