/** Zips that no honest tool makes are refused in words, quickly, and nothing is laid anywhere. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crc32 } from '../../../core/evidence/crc32';
import { openWorkbench, type Workbench } from '../../workbench';

interface Made {
  name: string;
  content?: Buffer;
  method?: number;
  crc?: number;
  /** As the directory promises. */
  size?: number;
  mode?: number;
  flags?: number;
  localName?: string;
  /** Of another entry, by its number: both lie in the same place. */
  sharesWith?: number;
}

/** A zip by hand (APPNOTE 4.3): every field as given, right or wrong. */
function zip(entries: Made[]): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const directory: Buffer[] = [];
  for (const {
    name,
    content = Buffer.from('x'),
    method = 0,
    crc = crc32(content),
    size = content.length,
    mode = 0o100644,
    flags = 0x800,
    localName = name,
    sharesWith,
  } of entries) {
    const data = method === 8 ? deflateRawSync(content) : content;
    if (sharesWith === undefined) {
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(flags, 6);
      local.writeUInt16LE(method, 8);
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(data.length, 18);
      local.writeUInt32LE(size, 22);
      local.writeUInt16LE(Buffer.byteLength(localName), 26);
      parts.push(local, Buffer.from(localName), data);
      offsets.push(at);
      at += 30 + Buffer.byteLength(localName) + data.length;
    } else offsets.push(offsets[sharesWith] ?? 0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offsets.at(-1) ?? 0, 42);
    directory.push(central, Buffer.from(name));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.close());

const zeros = Buffer.alloc(64 << 20);

describe('a hostile zip', () => {
  it.each<[string, Buffer, RegExp]>([
    ['no zip at all', Buffer.from('PK is not enough'), /no zip/i],
    ['an empty file', Buffer.alloc(0), /no zip/i],
    ['cut in half', zip([{ name: 'a/b' }]).subarray(0, 40), /no zip/i],
    ['a way out of the folder', zip([{ name: 'a/../../evil' }]), /refused/],
    ['an absolute path', zip([{ name: '/etc/evil' }]), /refused/],
    ['a path of Windows', zip([{ name: 'C:/evil' }]), /refused/],
    ['backslashes', zip([{ name: 'a\\..\\evil' }]), /refused/],
    ['a NUL in a name', zip([{ name: 'a/b\0c' }]), /NUL|refused/],
    ['a dot as a part', zip([{ name: 'a/./b' }]), /no plain name/],
    ['a symbolic link', zip([{ name: 'a/link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }]), /no plain file/],
    ['a device', zip([{ name: 'a/tty', mode: 0o020666 }]), /no plain file/],
    ['the same name twice', zip([{ name: 'a/b' }, { name: 'a/b', content: Buffer.from('y') }]), /twice/],
    ['names that differ in case alone', zip([{ name: 'a/b' }, { name: 'a/B' }]), /twice/],
    ['a wrong check sum', zip([{ name: 'a/b', crc: 1 }]), /check sum/],
    ['another name where the content lies', zip([{ name: 'a/b', localName: 'a/c' }]), /another name/],
    ['two entries over the same bytes', zip([{ name: 'a/b' }, { name: 'a/c', localName: 'a/b', sharesWith: 0 }]), /another name|same place/],
    ['an encrypted entry', zip([{ name: 'a/b', flags: 0x801, content: Buffer.from('x'.repeat(20)), method: 8 }]), /encrypted/],
    ['an unknown compression', zip([{ name: 'a/b', method: 93 }]), /compressed in a way/],
    [
      'more than it promises',
      zip([{ name: 'a/b', content: Buffer.from('x'.repeat(1000)), method: 8, size: 10, crc: crc32(Buffer.from('x'.repeat(10))) }]),
      /cannot be unpacked|promised/,
    ],
    ['less than it promises', zip([{ name: 'a/b', content: Buffer.from('x'), method: 8, size: 10 }]), /promised/],
    ['a bomb: 1.1 GB of zeros', zip(Array.from({ length: 17 }, (_, i) => ({ name: `a/${i}`, content: zeros, method: 8 }))), /larger than/],
    ['two folders', zip([{ name: 'a/b' }, { name: 'c/d' }]), /outside the one folder/],
    ['a file beside the folder', zip([{ name: 'b' }]), /outside the one folder/],
    ['no bundle', zip([{ name: 'a/bagit.txt' }]), /no evidence bundle/],
  ])(
    '%s is refused',
    async (name, bytes, message) => {
      const path = join(bench.folder, 'hostile.zip');
      writeFileSync(path, bytes);
      // The key of masks, which what is told of the error asks for, is no part of the zip.
      const lying = () => readdirSync(bench.folder, { recursive: true }).filter((one) => !/^home(.keys(.masking-key.hex)?)?$/.test(String(one)));
      const before = lying();
      const start = performance.now();
      await expect(bench.job('bundle.import', { path, name: 'hostile' }), name).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) });
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(lying()).toEqual(before);
    },
    30_000,
  );

  it('a file that is not there, or a folder, is told as such', async () => {
    await expect(bench.job('bundle.import', { path: join(bench.folder, 'nowhere.zip'), name: 'x' })).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(bench.job('bundle.import', { path: bench.folder, name: 'x' })).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('a store of type bundle cannot be named by hand', async () => {
    const store = { type: 'bundle', sha256: 'a'.repeat(64), id: 'x', origin: 'y' } as never;
    await expect(bench.engine.call('workspaces.add', { name: 'x', store })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
