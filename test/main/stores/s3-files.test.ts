/** Data files on S3: found, told apart from folders, read from the start, by the workspace's settings. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createS3Files, splitS3Path } from '../../../main/ports/s3-files';
import { answerError, type FaultProxy, operationOf, startProxy } from '../../servers/proxy';
import { type S3Server, startS3Server } from '../../servers/s3';

describe('data files on S3', { timeout: 30_000 }, () => {
  let server: S3Server;
  let proxy: FaultProxy;
  const files = () => createS3Files({ endpoint: proxy.endpoint, region: null, profile: null, pathStyle: true, anonymous: false });
  const content = Uint8Array.from({ length: 300_000 }, (_, k) => (k * 31 + 7) & 255);

  beforeAll(async () => {
    server = await startS3Server();
    proxy = await startProxy(server.endpoint);
    server.makeBucket('results');
    server.put('results', 'run/calls #1 100%+é.vcf', content);
    server.put('results', 'run/empty.txt', '');
    server.put('results', 'run/table', 'a file');
    server.put('results', 'run/table#notes', 'sorts between the file and what is below it');
    server.put('results', 'qc/report/index.html', 'x');
    server.put('results', 'qc/report#1', 'sorts before what is below the folder');
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  beforeEach(() => {
    proxy.rule = () => false;
  });

  async function read(path: string, limit?: number, signal?: AbortSignal): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of files().read(path, { ...(limit === undefined ? {} : { limit }), ...(signal === undefined ? {} : { signal }) })) parts.push(part.slice());
    return Buffer.concat(parts);
  }

  test('the path is taken as it stands: it is no URL', () => {
    expect(splitS3Path('s3://b/a b#c%20?d')).toEqual({ bucket: 'b', key: 'a b#c%20?d' });
    expect(splitS3Path('s3:///b/k')).toEqual({ bucket: 'b', key: 'k' });
    expect(splitS3Path('s3://b')).toBeNull();
    expect(splitS3Path('s3://b/')).toBeNull();
  });

  test('what is there is told: file, folder, missing', async () => {
    expect(await files().stat('s3://results/run/calls #1 100%+é.vcf')).toMatchObject({ kind: 'file', size: 300_000 });
    expect(await files().stat('s3://results/run/table')).toMatchObject({ kind: 'file', size: 6 });
    expect(await files().stat('s3://results/run/empty.txt')).toMatchObject({ kind: 'file', size: 0 });
    expect(await files().stat('s3://results/qc/report')).toMatchObject({ kind: 'folder' });
    expect(await files().stat('s3://results/qc/repo')).toMatchObject({ kind: 'missing' });
    expect(await files().stat('s3://results/run/tabl')).toMatchObject({ kind: 'missing' });
    expect(await files().stat('s3://no-such-bucket/x')).toMatchObject({ kind: 'error', message: expect.stringContaining('There is no bucket "no-such-bucket"') });
    expect(await files().stat('s3://results')).toMatchObject({ kind: 'error' });
  });

  test('the time is that of the listing; without the right to list it is that of the object', async () => {
    const listed = await files().stat('s3://results/run/table');
    expect(Math.abs(listed.modifiedMillis - Date.now())).toBeLessThan(600_000);
    proxy.rule = (seen, response) => operationOf(seen) === 'ListObjectsV2' && answerError(response, 403, 'AccessDenied');
    expect(await files().stat('s3://results/run/table')).toEqual({ ...listed, modifiedMillis: Math.floor(listed.modifiedMillis / 1000) * 1000, toldBy: 'head' });
    expect(listed.identity).toMatch(/^"[0-9a-f]{32}"$/);
    proxy.rule = (_, response) => answerError(response, 403, 'AccessDenied');
    expect(await files().stat('s3://results/run/table')).toMatchObject({ kind: 'denied', message: expect.stringContaining('s3:GetObject') });
  });

  test('the bytes are equal, the first part is no more than asked for', async () => {
    expect(Buffer.compare(await read('s3://results/run/calls #1 100%+é.vcf'), content)).toBe(0);
    expect(Buffer.compare(await read('s3://results/run/calls #1 100%+é.vcf', 100_001), content.subarray(0, 100_001))).toBe(0);
    expect(await read('s3://results/run/table', 100)).toHaveLength(6);
    expect(await read('s3://results/run/empty.txt', 100)).toHaveLength(0);
    expect(await read('s3://results/run/empty.txt')).toHaveLength(0);
    expect(await read('s3://results/run/table', 0)).toHaveLength(0);
  });

  test('a server that ignores the range, and one that refuses it on an empty object', async () => {
    proxy.rule = (seen, response) => {
      if (operationOf(seen) !== 'GetObject') return false;
      if (seen.url.includes('empty')) return answerError(response, 416, 'InvalidRange');
      response.writeHead(200, { etag: '"x"' });
      response.end(Buffer.alloc(50_000, 120));
      return true;
    };
    expect(await read('s3://results/run/table', 10)).toHaveLength(10);
    expect(await read('s3://results/run/empty.txt', 10)).toHaveLength(0);
  });

  test('what cannot be read has its reason', async () => {
    await expect(read('s3://results/run/gone')).rejects.toMatchObject({ code: 'file-unreadable', data: { reason: 'not-found' } });
    proxy.rule = (_, response) => answerError(response, 403, 'AccessDenied');
    await expect(read('s3://results/run/table')).rejects.toMatchObject({ code: 'file-unreadable', data: { reason: 'permission' } });
    proxy.rule = (_, response) => {
      response.end('<html>Please log in</html>');
      return true;
    };
    await expect(read('s3://results/run/table')).rejects.toMatchObject({ code: 'file-unreadable', data: { reason: 'io-error' }, message: expect.stringContaining('no S3 object') });
  });

  test('content that breaks off is taken up where it broke, and only of the same object', async () => {
    let breaks = 0;
    const asked: string[] = [];
    const breakOnce = (etag: string) => (_: unknown, response: ServerResponse, incoming: IncomingMessage) => {
      asked.push(`${incoming.headers.range ?? 'all'} ${incoming.headers['if-match'] ?? 'any'}`);
      if (breaks++ > 0) return false;
      response.writeHead(200, { etag, 'content-length': String(content.length) });
      response.write(content.subarray(0, 70_000));
      setTimeout(() => response.destroy(), 50);
      return true;
    };
    const { identity = '' } = await files().stat('s3://results/run/calls #1 100%+é.vcf');
    proxy.rule = breakOnce(identity);
    expect(Buffer.compare(await read('s3://results/run/calls #1 100%+é.vcf'), content)).toBe(0);
    expect(asked).toEqual(['all any', `bytes=70000- ${identity}`]);
    proxy.rule = (_, response) => {
      response.writeHead(200, { etag: identity, 'content-length': String(content.length) });
      response.write(content.subarray(0, 70_000));
      setTimeout(() => response.destroy(), 50);
      return true;
    };
    await expect(read('s3://results/run/calls #1 100%+é.vcf')).rejects.toMatchObject({
      code: 'file-unreadable',
      data: { reason: 'io-error' },
      message: expect.stringContaining('cannot go on'),
    });
  });

  test('reading stops when it is cancelled', async () => {
    proxy.rule = (_, response) => {
      response.writeHead(200, { etag: '"x"', 'content-length': '100' });
      response.write('half');
      return true;
    };
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    await expect(read('s3://results/run/table', undefined, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
