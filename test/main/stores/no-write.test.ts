/** Nothing in the program can write to a store: the source names no S3 operation and no file system call that could. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(root, folder, path), 'utf8') }));

const namesFrom = (text: string, module: string) =>
  [...text.matchAll(/import\s+(?:type\s+)?(\{[^}]*\}|\S+(?:\s+as\s+\S+)?)\s+from\s+'([^']+)'/g)]
    .filter((found) => found[2] === module)
    .flatMap((found) => (found[1]?.startsWith('{') ? found[1].slice(1, -1).split(',') : [found[1] ?? '']))
    .map((name) => name.trim().replace(/^type\s+/, ''))
    .filter(Boolean);

describe('nothing is written to a store', () => {
  test('of S3 there are the reading operations alone, in the whole program', () => {
    const all = [...sources('core'), ...sources('main'), ...sources('renderer'), ...sources('preload')];
    const commands = all.flatMap(({ text }) => namesFrom(text, '@aws-sdk/client-s3')).filter((name) => name.endsWith('Command'));
    expect(new Set(commands)).toEqual(
      new Set([
        'HeadBucketCommand',
        'GetBucketAclCommand',
        'ListBucketsCommand',
        'ListObjectsV2Command',
        'GetObjectCommand',
        'HeadObjectCommand',
        'GetObjectAttributesCommand',
        'GetObjectRetentionCommand',
        'GetObjectLegalHoldCommand',
      ]),
    );
    const clients = all
      .flatMap(({ text }) => namesFrom(text, '@aws-sdk/client-s3'))
      .filter((name) => !name.endsWith('Command') && !/^(S3Client|S3ClientConfig|GetObjectCommandOutput|HeadObjectCommandOutput)$/.test(name));
    expect(clients).toEqual([]);
    for (const { path, text } of all) expect([...text.matchAll(/client-s3'\)|lib-storage|s3-request-presigner/g)], path).toEqual([]);
  });

  test('of the file system the folder store knows the reading calls alone', () => {
    const reading = [
      'BigIntStats',
      'closeSync',
      'constants',
      'existsSync',
      'fstatSync',
      'lstatSync',
      'openSync',
      'readdirSync',
      'readFileSync',
      'readSync',
      'realpathSync',
      'statSync',
    ];
    const files = [...sources('main/ports/folder'), { path: 'main/ports/folder-store.ts', text: readFileSync(join(root, 'main/ports/folder-store.ts'), 'utf8') }];
    const used = files.flatMap(({ text }) => [...namesFrom(text, 'node:fs'), ...namesFrom(text, 'node:fs/promises'), ...namesFrom(text, 'fs')]);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !reading.includes(name))).toEqual([]);
    const opens = files.flatMap(({ text }) => [...text.matchAll(/openSync\(([^;]*)\);/g)].map((found) => found[1]));
    expect(opens).toEqual(['systemPath(root, object.path), openFlags']);
    const flags = files.flatMap(({ text }) => [...text.matchAll(/constants\.(O_\w+)/g)].map((found) => found[1]));
    expect(new Set(flags)).toEqual(new Set(['O_RDONLY', 'O_NOFOLLOW', 'O_NONBLOCK']));
  });
});
