/** Data files on real disks: what is there is told without opening it, and reading gives every byte once. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDataFiles } from '../../../main/ports/data-files';
import { vectorContent } from '../../core/verify/vectors';

const folder = mkdtempSync(join(tmpdir(), 'data-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = createDataFiles();
const at = (name: string) => join(folder, name);

async function readAll(path: string, limit?: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of files.read(path, limit === undefined ? {} : { limit })) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

test('kinds: file, folder, FIFO, socket, device, missing, elsewhere, and paths that no system takes', async () => {
  writeFileSync(at('file'), 'x');
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('fifo')]);
  const server = createServer().listen(at('socket'));
  await new Promise((resolve) => server.once('listening', resolve));
  const kinds = await Promise.all(
    [
      at('file'),
      at('folder'),
      at('fifo'),
      at('socket'),
      '/dev/zero',
      at('none'),
      at('file/below'),
      'gs://bucket/key',
      'https://example.org/x',
      `${folder}/a\0b`,
      `/${'x'.repeat(5000)}`,
    ].map(async (path) => (await files.stat(path)).kind),
  );
  server.close();
  expect(kinds).toEqual(['file', 'folder', 'other', 'other', 'other', 'missing', 'missing', 'remote', 'remote', 'error', 'error']);
});

test('links are followed and told', async () => {
  writeFileSync(at('target'), 'xyz');
  symlinkSync(at('target'), at('link'));
  symlinkSync(at('nothing'), at('dangling'));
  expect(await files.stat(at('link'))).toMatchObject({ kind: 'file', size: 3, link: at('target') });
  expect(await files.stat(at('dangling'))).toMatchObject({ kind: 'missing', link: at('nothing') });
  expect(await files.stat(at('target'))).not.toHaveProperty('link');
});

test('nanoseconds are cut down to milliseconds, before 1970 too; identity sees them', async () => {
  writeFileSync(at('time'), '');
  execFileSync('touch', ['-d', '2026-11-21T05:10:06.964999999Z', at('time')]);
  const first = await files.stat(at('time'));
  expect(first.modifiedMillis).toBe(Date.parse('2026-11-21T05:10:06.964Z'));
  execFileSync('touch', ['-d', '2026-11-21T05:10:06.964999998Z', at('time')]);
  const second = await files.stat(at('time'));
  expect([second.modifiedMillis, second.identity === first.identity]).toEqual([first.modifiedMillis, false]);
  execFileSync('touch', ['-d', '1969-12-31T23:59:59.999999999Z', at('time')]);
  expect((await files.stat(at('time'))).modifiedMillis).toBe(-1);
});

test('every byte once, however long; a limit is kept', async () => {
  for (const size of [0, 1, 524_287, 524_288, 524_289, 3_000_001]) {
    const content = Buffer.from(vectorContent(size));
    writeFileSync(at('bytes'), content);
    expect((await readAll(at('bytes'))).equals(content)).toBe(true);
    for (const limit of [0, 1, 524_288, 600_000]) expect((await readAll(at('bytes'), limit)).equals(content.subarray(0, limit))).toBe(true);
  }
});

test('reading what is not there, or no file, fails by name', async () => {
  await expect(readAll(at('none'))).rejects.toMatchObject({ code: 'file-unreadable', data: { reason: 'not-found' } });
  await expect(readAll(folder)).rejects.toMatchObject({ code: 'file-unreadable', data: { reason: 'not-regular' } });
  execFileSync('mkfifo', [at('fifo2')]);
  await expect(readAll(at('fifo2'))).rejects.toMatchObject({ data: { reason: 'not-regular' } });
  unlinkSync(at('fifo2'));
});

test('an aborted read ends as cancelled', async () => {
  writeFileSync(at('long'), vectorContent(3_000_000));
  const stop = new AbortController();
  const read = async () => {
    for await (const _ of files.read(at('long'), { signal: stop.signal })) stop.abort();
  };
  await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
});
