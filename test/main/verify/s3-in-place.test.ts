/** Files on a real S3 server with versions and Object Lock: what is said from the listing alone, what from the bytes, and what is the server's word. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, PutObjectLegalHoldCommand, PutObjectRetentionCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Ports } from '../../../core/ports';
import { attestedWords } from '../../../core/verify/attested';
import { vectorContent } from '../../core/verify/vectors';
import { answerError, type FaultProxy, startProxy } from '../../servers/proxy';
import { isVersionedS3Missing, startVersionedS3, type VersionedS3 } from '../../servers/versioned-s3';
import { openS3Bench, putInParts, putObject, type Recorded, type S3Bench } from './s3-bench';

const text = (words: string) => new TextEncoder().encode(words);
const digest = (algorithm: string, bytes: Uint8Array, as: 'base64' | 'hex' = 'base64') => createHash(algorithm).update(bytes).digest(as);
const large = vectorContent(5 * 1024 * 1024 + 10);
const until = new Date(Date.UTC(2099, 0, 2, 3, 4, 5));
const hour = 3_600_000;

describe.skipIf(isVersionedS3Missing)('files on an S3 server with versions and Object Lock', () => {
  let server: VersionedS3;
  let proxy: FaultProxy;
  let bench: S3Bench | undefined;
  let buckets = 0;
  const bucketName = (what: string) => `${what}-${++buckets}`;

  /** A bucket under Object Lock, which has versions. */
  async function lockedBucket(): Promise<string> {
    const bucket = bucketName('results');
    await server.owner.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    return bucket;
  }
  async function open(records: Recorded[], options: { anonymous?: boolean; change?: (ports: Ports) => Ports } = {}): Promise<S3Bench> {
    bench = await openS3Bench(server, bucketName('lineage'), records, { endpoint: proxy.endpoint, ...options });
    proxy.seen.length = 0;
    return bench;
  }
  const bodiesAsked = () => proxy.seen.filter(({ url }) => url.includes('x-id=GetObject') && !/x-id=GetObject[A-Z]/.test(url));

  beforeAll(async () => {
    server = await startVersionedS3();
    proxy = await startProxy(server.endpoint);
  });
  afterEach(() => {
    bench?.close();
    bench = undefined;
    proxy.rule = () => false;
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });

  test('from the listing alone no object is read, and nothing is verified that only the content could tell', async () => {
    const bucket = await lockedBucket();
    const records: Recorded[] = [];
    const put = async (name: string, content: Uint8Array, mode: Recorded['mode'], shift = 0, size = content.length) =>
      records.push({ path: `s3://${bucket}/a/${name}`, content, mode, size, modifiedMillis: shift + (await putObject(server, bucket, `a/${name}`, content)) });
    await put('standard #1 100%25+é.txt', text('same'), 'standard');
    await put('lenient.txt', text('same'), 'lenient', -hour);
    await put('deep.txt', text('content'), 'deep');
    await put('sha256.txt', text('content'), 'sha256');
    await put('copied.txt', text('written again'), 'standard', -hour);
    await put('longer.txt', text('appended'), 'standard', 0, 5);
    await put('gone.txt', text('gone'), 'deep');
    await server.owner.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a/gone.txt' }));
    const { verify } = await open(records);

    const listed = await verify();
    const verdicts = Object.fromEntries(Object.entries(listed).map(([name, { verdict, reason, matchedMode }]) => [name, [verdict, reason, matchedMode]]));
    expect(verdicts).toEqual({
      'standard #1 100%25+é.txt': ['metadata-match', null, 'standard'],
      'lenient.txt': ['metadata-match', null, 'lenient'],
      'deep.txt': ['not-checked', 'content-not-read', null],
      'sha256.txt': ['not-checked', 'content-not-read', null],
      'copied.txt': ['inconclusive', 'time-differs', null],
      'longer.txt': ['mismatch', 'size-differs', null],
      'gone.txt': ['missing', 'not-found', null],
    });
    expect(bodiesAsked()).toEqual([]);
    for (const [name, check] of Object.entries(listed)) {
      expect(check, name).toMatchObject({ sha256: null, baseline: null, strength: null, examined: name === 'gone.txt' ? null : 'metadata' });
      expect([check.attested?.etagAgrees ?? null, ...(check.attested?.checksums ?? []).map(({ agrees }) => agrees)], name).not.toContain(true);
    }
    expect(listed['standard #1 100%25+é.txt']?.detail).toContain("that the S3 server's listing says");
    expect(listed['deep.txt']?.detail).toContain('--content');

    const read = await verify({ content: true });
    expect(Object.fromEntries(Object.entries(read).map(([name, { verdict }]) => [name, verdict]))).toEqual({
      'standard #1 100%25+é.txt': 'metadata-match',
      'lenient.txt': 'metadata-match',
      'deep.txt': 'content-verified',
      'sha256.txt': 'content-verified',
      'copied.txt': 'inconclusive',
      'longer.txt': 'mismatch',
      'gone.txt': 'missing',
    });
    expect(bodiesAsked()).toHaveLength(6);
    expect(read['deep.txt']).toMatchObject({ examined: 'content', baseline: 'first-seen', sha256: digest('sha256', text('content'), 'hex') });
  });

  test('S3 checksums and ETags: of the whole content they are held against the bytes, of parts they are no digest of it', async () => {
    const bucket = await lockedBucket();
    const small = text('one part');
    const records: Recorded[] = [];
    const add = (name: string, content: Uint8Array, modifiedMillis: number) => records.push({ path: `s3://${bucket}/${name}`, content, mode: 'standard', modifiedMillis });
    add('sha256', small, await putObject(server, bucket, 'sha256', small, { ChecksumAlgorithm: 'SHA256' }));
    add('sha1', small, await putObject(server, bucket, 'sha1', small, { ChecksumAlgorithm: 'SHA1' }));
    add('crc32', small, await putObject(server, bucket, 'crc32', small, { ChecksumAlgorithm: 'CRC32' }));
    add('crc32c', small, await putObject(server, bucket, 'crc32c', small, { ChecksumAlgorithm: 'CRC32C' }));
    add('crc64', small, await putObject(server, bucket, 'crc64', small, { ChecksumAlgorithm: 'CRC64NVME' }));
    add('composite', large, await putInParts(server, bucket, 'composite', large, 'SHA256', 'COMPOSITE'));
    add('whole', large, await putInParts(server, bucket, 'whole', large, 'CRC64NVME', 'FULL_OBJECT'));
    const { verify } = await open(records);

    const listed = await verify();
    const md5 = digest('md5', small, 'hex');
    expect(listed.sha256?.attested).toMatchObject({
      bucket,
      key: 'sha256',
      versionId: expect.stringMatching(/\w+/),
      etag: { value: md5, kind: 'single-part', parts: null },
      etagAgrees: null,
      checksums: [{ algorithm: 'SHA256', value: digest('sha256', small), type: 'full-object', parts: null, agrees: null }],
      lock: { mode: 'none', until: null, legalHold: false },
      notAsked: [],
    });
    expect(listed.composite?.attested).toMatchObject({ etag: { kind: 'multipart', parts: 2 }, checksums: [{ algorithm: 'SHA256', type: 'composite', parts: 2, agrees: null }] });
    expect(listed.whole?.attested).toMatchObject({
      etag: { kind: 'multipart', parts: 2 },
      checksums: [{ algorithm: 'CRC64NVME', type: 'full-object', parts: null, agrees: null }],
    });

    const read = await verify({ content: true });
    expect(Object.fromEntries(Object.entries(read).map(([name, { attested }]) => [name, [attested?.checksums[0]?.agrees, attested?.etagAgrees]]))).toEqual({
      sha256: [true, true],
      sha1: [true, true],
      crc32: [true, true],
      crc32c: [true, true],
      crc64: [true, true],
      composite: [null, null],
      whole: [true, null],
    });
    expect(Object.values(read).map(({ verdict }) => verdict)).toEqual(records.map(() => 'metadata-match'));
    if (read.composite?.attested) expect(attestedWords(read.composite.attested).join(' ')).toContain('of the checksums of 2 parts: no digest of the content');
  });

  test("the server's word is not what it sent: told first, and a finding, whatever the record says", async () => {
    const bucket = await lockedBucket();
    const content = text('0123456789');
    const modifiedMillis = await putObject(server, bucket, 'rotten.txt', content, { ChecksumAlgorithm: 'SHA256' });
    const { verify } = await open([{ path: `s3://${bucket}/rotten.txt`, content, mode: 'standard', modifiedMillis }]);
    // One byte on the server's disk, same size and time.
    const file = server.fileOf(bucket, 'rotten.txt');
    const { atimeMs, mtimeMs } = statSync(file);
    const open_ = openSync(file, 'r+');
    writeSync(open_, 'X', 4);
    closeSync(open_);
    // In the middle of the same second, which is all that S3 tells of the time: a rounded millisecond could reach the next one.
    utimesSync(file, atimeMs / 1000, Math.floor(mtimeMs / 1000) + 0.5);
    expect((await verify())['rotten.txt']).toMatchObject({ verdict: 'metadata-match', attested: { checksums: [{ agrees: null }], etagAgrees: null } });
    const read = (await verify({ content: true }))['rotten.txt'];
    expect(read).toMatchObject({ verdict: 'metadata-match', attested: { checksums: [{ algorithm: 'SHA256', agrees: false }], etagAgrees: false } });
    expect(read?.detail).toMatch(/^WARNING: the S3 server's word is not what it sent: it says SHA256 \S+ and ETag \S+, which for a single part is the MD5/);
  });

  test('versions, Object Lock, legal hold', async () => {
    const bucket = await lockedBucket();
    const records: Recorded[] = [];
    for (const key of ['governed', 'held', 'free', 'overwritten'])
      records.push({ path: `s3://${bucket}/${key}`, content: text(key), mode: 'standard', modifiedMillis: await putObject(server, bucket, key, text(key)) });
    const lock = (Key: string, Mode: 'GOVERNANCE' | 'COMPLIANCE') =>
      server.owner.send(new PutObjectRetentionCommand({ Bucket: bucket, Key, Retention: { Mode, RetainUntilDate: until } }));
    await lock('governed', 'GOVERNANCE');
    await lock('held', 'COMPLIANCE');
    await server.owner.send(new PutObjectLegalHoldCommand({ Bucket: bucket, Key: 'held', LegalHold: { Status: 'ON' } }));
    const { verify } = await open(records);
    const first = await verify();
    expect(first.governed?.attested?.lock).toEqual({ mode: 'GOVERNANCE', until: until.toISOString(), legalHold: false });
    expect(first.held?.attested?.lock).toEqual({ mode: 'COMPLIANCE', until: until.toISOString(), legalHold: true });
    expect(first.free?.attested?.lock).toEqual({ mode: 'none', until: null, legalHold: false });
    if (first.held?.attested) expect(attestedWords(first.held.attested).join(' ')).toContain('until 2099-01-02T03:04:05.000Z (COMPLIANCE: nobody may delete this version');

    // Other bytes of the same size: the listing shows another time a second later, and another version at once.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await putObject(server, bucket, 'overwritten', text('OVERwritten'));
    const second = await verify();
    expect(first.overwritten).toMatchObject({ verdict: 'metadata-match' });
    expect(second.overwritten).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs' });
    expect(second.overwritten?.attested?.versionId).toMatch(/\w+/);
    expect(second.overwritten?.attested?.versionId).not.toBe(first.overwritten?.attested?.versionId);
  });

  test('a bucket without versions names none, and is not asked about locks for each object', async () => {
    const bucket = bucketName('plain');
    await server.owner.send(new CreateBucketCommand({ Bucket: bucket }));
    const modifiedMillis = await putObject(server, bucket, 'x', text('x'));
    const { verify } = await open([{ path: `s3://${bucket}/x`, content: text('x'), mode: 'standard', modifiedMillis }]);
    expect((await verify()).x?.attested).toMatchObject({ versionId: null, lock: { mode: 'none', until: null, legalHold: false }, notAsked: [] });
    expect(proxy.seen.filter(({ url }) => /retention|legal-hold|attributes/.test(url))).toEqual([]);
  });

  test('replaced between the look and the read: it is not judged by bytes of another object', async () => {
    const bucket = await lockedBucket();
    const content = text('the first');
    const modifiedMillis = await putObject(server, bucket, 'moving', content);
    for (const next of ['the other', 'the first']) {
      const change = (ports: Ports): Ports => ({
        ...ports,
        files: {
          ...ports.files,
          attest: async (path, options) => {
            const attested = await ports.files.attest(path, options);
            await server.owner.send(new PutObjectCommand({ Bucket: bucket, Key: 'moving', Body: text(next) }));
            return attested;
          },
        },
      });
      const { verify } = await open([{ path: `s3://${bucket}/moving`, content, mode: 'deep', modifiedMillis }], { change });
      expect((await verify({ content: true })).moving, next).toMatchObject({ verdict: 'unreadable', reason: 'changed-while-read', sha256: null });
      bench?.close();
    }
    bench = undefined;
  });

  test('rights that are missing: what is not known is said, and nothing is made of it', async () => {
    const bucket = await lockedBucket();
    const records: Recorded[] = [];
    for (const key of ['one', 'two'])
      records.push({ path: `s3://${bucket}/${key}`, content: text(key), mode: 'standard', modifiedMillis: await putObject(server, bucket, key, text(key)) });
    const { verify } = await open(records, { anonymous: true });

    await server.allowAnybody(bucket, ['s3:ListBucket']);
    const listed = await verify();
    expect(listed.one).toMatchObject({ verdict: 'metadata-match', matchedMode: 'standard', examined: 'metadata' });
    expect(listed.one?.attested).toMatchObject({ versionId: null, etag: null, checksums: [], lock: { mode: null, until: null, legalHold: null } });
    expect(listed.one?.attested?.notAsked.join()).toContain('s3:GetObject is missing');
    expect((await verify({ content: true })).one).toMatchObject({ verdict: 'unreadable', reason: 'permission', sha256: null });

    await server.allowAnybody(bucket, ['s3:ListBucket', 's3:GetObject']);
    const read = await verify({ content: true });
    expect(read.one).toMatchObject({ verdict: 'metadata-match', examined: 'content', attested: { etagAgrees: true, lock: { mode: null, legalHold: null } } });
    const notAsked = [read.one, read.two].flatMap((check) => check?.attested?.notAsked ?? []);
    for (const right of ['s3:GetObjectRetention', 's3:GetObjectLegalHold']) expect(notAsked.filter((sentence) => sentence.includes(right))).toHaveLength(2);
  });

  test('without the right to list, the time is known to the second: neither a match nor another time', async () => {
    const bucket = await lockedBucket();
    const modifiedMillis = await putObject(server, bucket, 'x', text('x'));
    const at = (name: string, shift: number): Recorded => ({ path: `s3://${bucket}/${name}`, content: text('x'), mode: 'standard', modifiedMillis: modifiedMillis + shift });
    await putObject(server, bucket, 'y', text('x'));
    const { verify } = await open([at('x', 123), at('y', -hour)], { anonymous: true });
    await server.allowAnybody(bucket, ['s3:GetObject']);
    const { x, y } = await verify();
    expect(x).toMatchObject({ verdict: 'inconclusive', reason: 'time-to-the-second' });
    expect(x?.detail).toContain('s3:ListBucket');
    expect(y).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs' });
  });

  test('a server that does not know the calls, one that answers nonsense, and one that tells of a delete marker', async () => {
    const bucket = await lockedBucket();
    const modifiedMillis = await putObject(server, bucket, 'x', text('x'));
    const { verify } = await open([
      { path: `s3://${bucket}/x`, content: text('x'), mode: 'standard', modifiedMillis },
      { path: `s3://${bucket}/deleted`, content: text('x'), mode: 'standard', modifiedMillis },
    ]);
    proxy.rule = (seen, response) => {
      if (/[?&](retention|legal-hold)/.test(seen.url)) return answerError(response, 501, 'NotImplemented');
      if (seen.method !== 'HEAD' || !seen.url.includes('deleted')) return false;
      response.writeHead(404, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'marker' });
      response.end();
      return true;
    };
    const { x, deleted } = await verify();
    expect(x).toMatchObject({ verdict: 'metadata-match', attested: { lock: { mode: null, until: null, legalHold: null } } });
    expect(x?.attested?.notAsked).toEqual([expect.stringContaining('NotImplemented'), expect.stringContaining('NotImplemented')]);
    expect(deleted).toMatchObject({ verdict: 'missing', detail: expect.stringContaining('delete marker') });
    proxy.rule = (seen, response) => seen.method === 'HEAD' && answerError(response, 400, 'Odd', '<b>\u202eodd</b>');
    const odd = await verify();
    expect(odd.x).toMatchObject({ verdict: 'metadata-match', attested: { etag: null, notAsked: [expect.stringContaining('Nothing could be learned')] } });
  });

  test('maps between buckets and folders: the recorded path is hashed, the mapped one is looked at', async () => {
    const [old, moved] = ['s3://old-results/run', await lockedBucket()];
    const content = text('moved');
    const modifiedMillis = await putObject(server, moved, 'archive/a b#1.txt', content);
    await putObject(server, moved, 'archive/from-folder.txt', content);
    const { verify, bench: workbench } = await open([
      { path: `${old}/a b#1.txt`, content, mode: 'standard', modifiedMillis },
      { path: '/data/run/from-folder.txt', content, mode: 'deep', modifiedMillis },
    ]);
    const maps = [
      { from: old, to: `s3://${moved}/archive` },
      { from: '/data/run', to: `s3://${moved}/archive` },
    ];
    expect(await verify({ maps })).toMatchObject({
      'a b#1.txt': { verdict: 'metadata-match', path: `${old}/a b#1.txt`, checkedPath: `s3://${moved}/archive/a b#1.txt`, attested: { bucket: moved, key: 'archive/a b#1.txt' } },
      'from-folder.txt': { verdict: 'not-checked', reason: 'content-not-read', checkedPath: `s3://${moved}/archive/from-folder.txt` },
    });
    expect(await verify({ maps, content: true })).toMatchObject({ 'from-folder.txt': { verdict: 'content-verified' } });
    const folder = join(workbench.folder, 'copy');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a b#1.txt'), content);
    utimesSync(join(folder, 'a b#1.txt'), modifiedMillis / 1000, modifiedMillis / 1000);
    // On disk it is read without being asked for.
    expect((await verify({ maps: [{ from: old, to: folder }] }))['a b#1.txt']).toMatchObject({ verdict: 'metadata-match', examined: 'content', attested: null });
  });
});
