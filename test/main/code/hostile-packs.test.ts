/** Packs made to stop the program: differences to themselves, indexes that lie, objects that unpack to more than there is. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuditError } from '../../../core/errors';
import { openGit } from '../../../main/ports/git';
import { fixtures } from '../../workbench';
import { git } from './git-program';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-packs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest();
const id = 'a'.repeat(40);
const other = 'b'.repeat(40);
const delta = deflateSync(Buffer.from([1, 1, 1, 65]));
const byDistance = (distance: number) => Buffer.concat([Buffer.from([0x64, distance]), delta]);
const byId = (base: string) => Buffer.concat([Buffer.from([0x74]), Buffer.from(base, 'hex'), delta]);

function packOf(...entries: Buffer[]): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(entries.length, 8);
  const body = Buffer.concat([head, ...entries]);
  return Buffer.concat([body, sha1(body)]);
}
function indexOf(pack: Buffer, offsets: Record<string, number>, count = Object.keys(offsets).length): Buffer {
  const ids = Object.keys(offsets).sort();
  const fanout = Buffer.alloc(1024);
  for (let i = 0; i < 256; i++) fanout.writeUInt32BE(i === 255 ? count : ids.filter((one) => Number.parseInt(one.slice(0, 2), 16) <= i).length, 4 * i);
  const places = Buffer.alloc(4 * ids.length);
  ids.forEach((one, i) => void places.writeUInt32BE(offsets[one] ?? 0, 4 * i));
  const body = Buffer.concat([Buffer.from('ff744f6300000002', 'hex'), fanout, Buffer.from(ids.join(''), 'hex'), Buffer.alloc(4 * ids.length), places, pack.subarray(-20)]);
  return Buffer.concat([body, sha1(body)]);
}
function repositoryWith(name: string, packs: [Buffer, Buffer][]): string {
  const path = join(folder, name);
  git(folder, 'init', '-q', '--bare', path);
  packs.forEach(([pack, index], i) => {
    writeFileSync(join(path, `objects/pack/pack-${i}.pack`), pack);
    writeFileSync(join(path, `objects/pack/pack-${i}.idx`), index);
  });
  return path;
}
function bundleWith(name: string, pack: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([Buffer.from(`# v2 git bundle\n${id} HEAD\n\n`), pack]));
  return path;
}
const refused = async (path: string) => {
  const error = await openGit(path, signal)
    .then((opened) => opened.read(id))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AuditError);
  return (error as AuditError).message;
};

test('a bundle whose object is a difference to itself, to nothing, or to what is no object', async () => {
  expect(await refused(bundleWith('itself', packOf(byDistance(0))))).toContain('difference to itself');
  expect(await refused(bundleWith('before', packOf(byDistance(100))))).toContain('one that is not there');
  expect(await refused(bundleWith('between', packOf(Buffer.concat([Buffer.from([0x31]), deflateSync(Buffer.from('A'))]), byDistance(3))))).toContain('difference to no object');
  expect(await refused(bundleWith('by-id', packOf(byId(id))))).toMatch(/only 0 of its 1 objects|cannot be unpacked/);
});

test('a pack on a disk whose objects are differences to one another, within it or over two packs', async () => {
  const self = packOf(byId(id));
  expect(await refused(repositoryWith('self', [[self, indexOf(self, { [id]: 12 })]]))).toContain('difference to itself');
  const first = byId(other);
  const pair = packOf(first, byId(id));
  expect(await refused(repositoryWith('pair', [[pair, indexOf(pair, { [id]: 12, [other]: 12 + first.length })]]))).toContain('difference to itself');
  const [a, b] = [packOf(byId(other)), packOf(byId(id))];
  const two: [Buffer, Buffer][] = [
    [a, indexOf(a, { [id]: 12 })],
    [b, indexOf(b, { [other]: 12 })],
  ];
  expect(await refused(repositoryWith('two', two))).toContain('one that is not there');
});

test('an index that claims four thousand million objects, is cut, or points behind the end', async () => {
  const pack = packOf(byDistance(0));
  expect(await refused(repositoryWith('count', [[pack, indexOf(pack, { [id]: 12 }, 4_000_000_000)]]))).toContain('no whole index');
  expect(await refused(repositoryWith('cut', [[pack, indexOf(pack, { [id]: 12 }).subarray(0, 1050)]]))).toContain('no whole index');
  expect(await refused(repositoryWith('behind', [[pack, indexOf(pack, { [id]: 100_000 })]]))).toContain('ends within the object');
});

test('a loose object of a few bytes that unpacks to more than 512 MiB', async () => {
  const path = repositoryWith('bomb', []);
  mkdirSync(join(path, 'objects/aa'));
  writeFileSync(join(path, 'objects/aa', id.slice(2)), deflateSync(Buffer.alloc(2 ** 29 + 1)));
  expect(await refused(path)).toContain('more than 512 MiB');
});

test('a real pack with many differences is read', async () => {
  const path = join(folder, 'real');
  git(folder, 'clone', '-q', '--bare', join(fixtures, 'trial-042-pipeline.bundle'), path);
  git(path, 'repack', '-adqf', '--depth=50');
  const pack = readdirSync(join(path, 'objects/pack')).find((file) => file.endsWith('.pack')) ?? '';
  expect(git(path, 'verify-pack', '-v', join('objects/pack', pack))).toContain('chain length = 1');
  const opened = await openGit(path, signal);
  for (const [, one = '', type = ''] of git(path, 'verify-pack', '-v', join('objects/pack', pack)).matchAll(/^([0-9a-f]{40}) (\w+) /gm)) {
    const found = await opened.read(one);
    expect([one, found?.type, sha1(Buffer.concat([Buffer.from(`${type} ${found?.bytes.length}\0`), found?.bytes ?? Buffer.alloc(0)])).toString('hex')]).toEqual([one, type, one]);
  }
  expect(readFileSync(join(path, 'objects/pack', pack)).length).toBeGreaterThan(100);
});
