/** Files on a real S3 server: found with the workspace's own settings, read once, and hashed as `/bucket/key`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lenientValue, standardValue } from '../../../core/verify/checksum/modes';
import { standingOf } from '../../../core/verify/standing';
import { createDataFiles } from '../../../main/ports/data-files';
import { murmur3 } from '../../../main/ports/hashes';
import { vectorContent } from '../../core/verify/vectors';
import { releaseObjects, type S3Server, startS3Server } from '../../servers/s3';
import { openWorkbench, type Workbench } from '../../workbench';
import { runHash, runLid, vectorOfSize } from './vector-store';

let server: S3Server;
let bench: Workbench;
const workspace = 'w';
const bucket = 'trial-results';
const vector = vectorOfSize(64);
const names = ['deep name#1%20ü.txt', 'standard.txt', 'lenient.txt', 'moved.txt', 'gone.txt', 'folder'];
const key = (name: string) => `release/${name}`;
const modified: Record<string, number> = {};

beforeAll(async () => {
  server = await startS3Server();
  server.makeBucket(bucket);
  for (const name of names.slice(0, 4)) server.put(bucket, key(name), vectorContent(64));
  server.put(bucket, `${key('folder')}/inside.txt`, 'x');
  bench = await openWorkbench();
  const store = { type: 's3' as const, bucket, prefix: 'lineage/', endpoint: server.endpoint, region: 'us-east-1', pathStyle: true };
  const whole = { ...store, profile: null, anonymous: false };
  for (const name of names) modified[name] = (await createDataFiles().stat(`s3://${bucket}/${key(name)}`, { store: whole })).modifiedMillis;
  const record = (name: string, value: string, mode: string) => {
    const modifiedAt = new Date(modified[name] ?? 0).toISOString();
    const spec = {
      path: `s3://${bucket}/${key(name)}`,
      checksum: { value, algorithm: 'nextflow', mode },
      source: null,
      workflowRun: runLid,
      taskRun: null,
      size: 64,
      createdAt: modifiedAt,
      modifiedAt,
      labels: null,
    };
    server.put(bucket, `lineage/${runHash}/${name}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec }));
  };
  const facts = (name: string, shift = 0) => ({ path: `/${bucket}/${key(name)}`, size: 64, modifiedMillis: (modified[name] ?? 0) + shift });
  const [deep = '', standard = '', lenient = '', moved = '', gone = '', folder = ''] = names;
  record(deep, vector.deep, 'deep');
  record(standard, standardValue(murmur3, facts(standard)), 'standard');
  record(lenient, lenientValue(murmur3, facts(lenient)), 'lenient');
  record(moved, vector.sha256, 'standard');
  record(gone, vector.deep, 'deep');
  record(folder, vector.deep, 'deep');
  await bench.engine.call('workspaces.add', { name: workspace, store });
  await bench.job('sync.run', { workspace });
});
afterAll(async () => {
  bench.close();
  await server.close();
});

test('from the listing alone, each file as far as that can tell', async () => {
  const { files } = await bench.job('verify.run', { workspace, run: runLid });
  expect(Object.fromEntries(files.map((file) => [file.path?.slice(`s3://${bucket}/release/`.length), [file.verdict, file.matchedMode ?? file.reason, file.examined]]))).toEqual({
    'deep name#1%20ü.txt': ['not-checked', 'content-not-read', 'metadata'],
    'standard.txt': ['metadata-match', 'standard', 'metadata'],
    'lenient.txt': ['metadata-match', 'lenient', 'metadata'],
    'moved.txt': ['not-checked', 'content-not-read', 'metadata'],
    'gone.txt': ['missing', 'not-found', null],
    folder: ['mismatch', 'kind-differs', 'metadata'],
  });
});

test('with the content read, each file by its own evidence; a later look at the listing alone does not hide it', async () => {
  const { files } = await bench.job('verify.run', { workspace, run: runLid, content: true });
  const verdicts = Object.fromEntries(
    files.map((file) => [file.path?.slice(`s3://${bucket}/release/`.length), [file.verdict, file.matchedMode ?? file.reason, file.labelConflict]]),
  );
  expect(verdicts).toEqual({
    'deep name#1%20ü.txt': ['content-verified', 'deep', false],
    'standard.txt': ['metadata-match', 'standard', false],
    'lenient.txt': ['metadata-match', 'lenient', false],
    'moved.txt': ['content-verified', 'sha256', true],
    'gone.txt': ['missing', 'not-found', false],
    folder: ['mismatch', 'kind-differs', false],
  });
  await bench.job('verify.run', { workspace, run: runLid });
  const kept = await bench.engine.call('verify.listed', { workspace, run: runLid });
  expect(kept.checks.find(({ path }) => path?.includes('deep name'))).toMatchObject({ verdict: 'content-verified', baseline: 'first-seen' });
  const standard = kept.checks.find(({ path }) => path?.includes('standard.txt'));
  expect(standard).toMatchObject({ verdict: 'metadata-match', examined: 'metadata', baseline: null, firstSeen: expect.any(String) });
  if (standard !== undefined) expect(standingOf(standard).join(' ')).toMatch(/the content was not read\. Our SHA-256 of .* UTC was not held against it\./);
});

test('a preview from S3, and files mapped from S3 to a folder', async () => {
  const lid = `${runLid}/standard.txt`;
  const { preview } = await bench.engine.call('files.preview', { workspace, lid });
  expect(preview).toMatchObject({ form: 'binary', size: 64, checkedPath: `s3://${bucket}/${key('standard.txt')}` });
  mkdirSync(join(bench.folder, 'copy'));
  writeFileSync(join(bench.folder, 'copy', 'standard.txt'), vectorContent(64));
  await bench.engine.call('workspaces.setMaps', { workspace, maps: [{ from: `s3://${bucket}/release`, to: join(bench.folder, 'copy') }] });
  const { files } = await bench.job('verify.run', { workspace, lids: [lid] });
  expect(files[0]).toMatchObject({
    verdict: 'inconclusive',
    path: `s3://${bucket}/${key('standard.txt')}`,
    checkedPath: join(bench.folder, 'copy', 'standard.txt'),
    baseline: 'unchanged',
  });
});

test('the real store of a real run: all 23 published files from the listing alone, with the times that the real server listed', async () => {
  const { bucket: lineage, prefix, objects } = releaseObjects();
  const published = objects.flatMap(({ body }) =>
    body.includes('s3://trial-results/release/') ? [JSON.parse(body).spec as { path: string; size: number; modifiedAt: string }] : [],
  );
  server.makeBucket(lineage);
  for (const { key: name, body } of objects) server.put(lineage, name, body);
  for (const { path, size, modifiedAt } of published) {
    const name = path.slice('s3://trial-results/'.length);
    server.put(bucket, name, new Uint8Array(size));
    server.setModified(bucket, name, Date.parse(modifiedAt));
  }
  const store = { type: 's3' as const, bucket: lineage, prefix, endpoint: server.endpoint, region: 'us-east-1', pathStyle: true };
  await bench.engine.call('workspaces.add', { name: 'real', store });
  await bench.job('sync.run', { workspace: 'real' });
  const { files } = await bench.job('verify.run', { workspace: 'real', all: true });
  const onS3 = files.filter(({ path }) => path?.startsWith('s3://'));
  expect(onS3).toHaveLength(23);
  // The bytes are not the real ones: nothing from a listing may claim that they are.
  for (const check of onS3)
    expect(check).toMatchObject({ verdict: 'metadata-match', matchedMode: 'standard', examined: 'metadata', ownRecord: 'consistent', sha256: null, baseline: null });
});
