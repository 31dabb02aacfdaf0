/** A sync of one run from a real S3 server: which requests it makes, and that a later whole sync reads nothing of it again. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FaultProxy, operationOf, startProxy } from '../../servers/proxy';
import { type S3Server, setS3Keys, startS3Server } from '../../servers/s3';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const strict = '87cf4e7e67eebdbcf18cc6b623acf905';
let server: S3Server;
let proxy: FaultProxy;
let bench: Workbench;

beforeAll(async () => {
  setS3Keys();
  server = await startS3Server();
  proxy = await startProxy(server.endpoint);
  bench = await openWorkbench();
  const store = join(unpack('trial-042-lineage.tar.gz', bench.folder), 'lineage');
  server.makeBucket('lineage');
  for (const name of readdirSync(store, { recursive: true, encoding: 'utf8' })) {
    const path = join(store, name);
    if (statSync(path).isFile()) server.put('lineage', `team/${relative(store, path)}`, readFileSync(path));
  }
  rmSync(store, { recursive: true });
  const location = { type: 's3' as const, bucket: 'lineage', prefix: 'team', endpoint: proxy.endpoint, pathStyle: true };
  await bench.engine.call('workspaces.add', { name: 'w', store: location });
}, 120_000);
afterAll(async () => {
  bench.close();
  await proxy.close();
  await server.close();
});

it('lists no more than the prefixes of keys, reads each object once, and is gone on from by a whole sync', async () => {
  proxy.seen.length = 0;
  const scoped = await bench.job('sync.run', { workspace: 'w', runs: [strict] });
  expect(scoped).toMatchObject({ records: 101, vanished: 0, quarantined: 0, scope: { ended: true, missing: 0 } });
  const urls = proxy.seen.filter((one) => operationOf(one) === 'ListObjectsV2').map(({ url }) => new URL(url, 'http://x').searchParams);
  // The first hundred objects tell who owns them (decision 24): no listing of the store.
  const wide = urls.filter((query) => !/^team\/([0-9a-f]{32}|\.history\/[0-9a-f]{32})/.test(query.get('prefix') ?? ''));
  expect(wide.every((query) => query.get('fetch-owner') === 'true')).toBe(true);
  expect(wide.length).toBeLessThanOrEqual(1);
  // Raw, so that a question about the bucket is told from one for an object.
  expect(proxy.seen.filter(({ url }) => /^\/lineage\/team\//.test(url))).toHaveLength(scoped.fetched);
  proxy.seen.length = 0;
  const whole = await bench.job('sync.run', { workspace: 'w' });
  expect(whole).toMatchObject({ complete: true, records: 666, unchanged: 101, changed: 0, fetched: 674 - scoped.fetched });
  const again = await bench.job('sync.run', { workspace: 'w', runs: [strict] });
  expect(again).toMatchObject({ fetched: 0, unchanged: 101 });
}, 180_000);
