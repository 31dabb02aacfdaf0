/** Files of an encrypted workspace, read and written as plain ones, and what is told when one of their bytes is another. */
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadTail, openFramedLog } from '../../../core/evidence/framed-log';
import type { HomeFiles } from '../../../core/ports';
import { createHomeFiles } from '../../../main/ports/home-files';
import { createVault } from '../../../main/ports/vault/sealed-home';

const passphrase = 'correct horse battery staple';
let root: string;
let raw: HomeFiles;
let home: HomeFiles;
let vault: ReturnType<typeof createVault>['vault'];
let folder: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sealed-'));
  raw = createHomeFiles(root);
  ({ home, vault } = createVault(raw));
  vault.create({ folder: vault.newFolder(), name: 'study', createdAt: '2026-01-01T00:00:00.000Z' }, passphrase);
  folder = vault.folder('study') ?? '';
});
afterAll(() => rmSync(root, { recursive: true }));
const onDisk = (path: string) => join(root, folder, path);
const logOf = (files: HomeFiles, name: string) =>
  openFramedLog({ home: files, deflate: (bytes) => deflateRawSync(bytes), inflate: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit }) }, name);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** What another process sees, which opened it by itself. */
const afresh = () => {
  const other = createVault(createHomeFiles(root));
  return { ...other, name: other.vault.unlock(folder, passphrase) };
};
const scanned = (files: HomeFiles, name: string) => {
  const bad: BadTail[] = [];
  const log = logOf(files, name);
  const found = [...log.scan({ segment: 1, offset: 0 }, (one) => void bad.push(one))].map(({ payload }) => text(payload));
  log.close();
  return { found, bad };
};

describe('any appends, reads and cuts', () => {
  it('give what a plain file gives', () => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.nat(9)), { maxLength: 20 }),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(700)), { maxLength: 8 }),
        (acts, reads) => {
          const path = `any-${count++}`;
          raw.makeFolder('plain');
          const files = [home.openAppend(`study/${path}`), raw.openAppend(`plain/${path}`)] as const;
          const ends = [0];
          for (const act of acts) {
            if (typeof act !== 'number') for (const file of files) file.append([act.subarray(0, act.length >> 1), act.subarray(act.length >> 1)]);
            else for (const file of files) file.truncate(ends[Math.min(act, ends.length - 1)] ?? 0);
            const size = files[1].size();
            ends.splice(0, ends.length, ...ends.filter((end) => end < size), size);
            if (!ends.includes(0)) ends.unshift(0);
            expect(files[0].size()).toBe(size);
          }
          for (const [offset, length] of reads)
            for (const files of [home, afreshOnce().home]) {
              const [sealed, plain] = [new Uint8Array(length), new Uint8Array(length)];
              const name = files === home ? 'study' : afreshOnce().name;
              expect(files.readAt(`${name}/${path}`, offset, sealed)).toBe(raw.readAt(`plain/${path}`, offset, plain));
              expect(sealed).toEqual(plain);
            }
          for (const file of files) file.close();
        },
      ),
      { numRuns: 60 },
    );
  });
  let other: ReturnType<typeof afresh> | undefined;
  const afreshOnce = () => {
    other ??= afresh();
    return other;
  };
});

describe('a log', () => {
  const entries = Array.from({ length: 12 }, (_, i) => `entry ${i} of Mrs Miller ${'x'.repeat(i * 3)}`);
  beforeAll(() => {
    const log = logOf(home, 'study/log');
    for (const entry of entries) log.append(new TextEncoder().encode(entry), false);
    log.sync();
    log.close();
  });
  const path = () => onDisk('log/000001.log');

  it('is read again, here and by another process, and nothing of it lies on the disk', () => {
    expect(scanned(home, 'study/log')).toEqual({ found: entries, bad: [] });
    const other = afresh();
    expect(other.name).toBe('study');
    expect(scanned(other.home, 'study/log')).toEqual({ found: entries, bad: [] });
    expect(readFileSync(path()).includes('Miller')).toBe(false);
    expect(readdirSync(root).join()).not.toContain('study');
    expect(readFileSync(join(root, folder, 'encrypted.json'), 'utf8')).not.toContain('study');
  });

  it('tells every flipped bit at its place, and never takes it for the end of a write unless it is the last entry', () => {
    const whole = readFileSync(path());
    const sound = scanned(home, 'study/log');
    const last = whole.length - (60 + 9 + (entries[11]?.length ?? 0));
    try {
      for (let at = 0; at < whole.length; at += at > 150 && at < last - 100 ? 7 : 1) {
        const flipped = Buffer.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(path(), flipped);
        home.stopReading();
        const { found, bad } = scanned(home, 'study/log');
        expect(bad.length, `byte ${at}`).toBeGreaterThan(0);
        expect(bad[0]?.kind, `byte ${at}`).toBe(at >= last ? 'cut' : 'damage');
        expect(found.every((entry) => sound.found.includes(entry))).toBe(true);
        expect(found.length).toBe(at < 24 ? 0 : at < 24 + 68 ? entries.length : entries.length - 1);
      }
    } finally {
      writeFileSync(path(), whole);
      home.stopReading();
    }
  }, 120_000);

  it('tells chunks that were moved, swapped, left out, put in twice or taken from another file or workspace', () => {
    const whole = readFileSync(path());
    const starts = [...Array(13).keys()].reduce<number[]>((all) => [...all, (all.at(-1) ?? 24) + 60 + whole.readUInt32LE((all.at(-1) ?? 24) + 4)], [24]);
    const chunk = (i: number) => whole.subarray(starts[i], starts[i + 1]);
    const all = Array.from({ length: 13 }, (_, i) => chunk(i));
    const put = (order: readonly Uint8Array[]) => {
      writeFileSync(path(), Buffer.concat([whole.subarray(0, 24), ...order]));
      home.stopReading();
      return scanned(home, 'study/log');
    };
    try {
      expect(put(all).bad).toEqual([]);
      expect(put(all.toSpliced(4, 2, chunk(5), chunk(4))).bad[0]?.kind).toBe('damage');
      expect(put(all.toSpliced(4, 1)).bad[0]).toMatchObject({ kind: 'damage' });
      expect(put(all.toSpliced(4, 0, chunk(4))).bad[0]?.kind).toBe('damage');
      expect(put(all.toSpliced(4, 0, chunk(2))).bad[0]?.kind).toBe('damage');
      // Under another path, and with another file's start.
      copyFileSync(path(), path());
      raw.makeFolder(`${folder}/other`);
      writeFileSync(onDisk('other/000001.log'), whole);
      expect(scanned(home, 'study/other').found).toEqual([]);
      expect(scanned(home, 'study/other').bad[0]?.kind).toBe('damage');
    } finally {
      writeFileSync(path(), whole);
      home.stopReading();
    }
  });

  it('tells the end of a write that never finished as a plain log does, and goes on behind the cut', () => {
    const whole = readFileSync(path());
    try {
      for (const left of [whole.length - 1, whole.length - 60, whole.length - 100]) {
        writeFileSync(path(), whole);
        truncateSync(path(), left);
        home.stopReading();
        const { found, bad } = scanned(home, 'study/log');
        expect(found).toEqual(entries.slice(0, 11));
        expect(bad).toMatchObject([{ kind: 'cut' }]);
        const log = logOf(home, 'study/log');
        log.append(new TextEncoder().encode('behind'), false);
        expect(() => log.sync()).toThrow(/never finished/);
        log.truncate(bad[0] as BadTail);
        log.append(new TextEncoder().encode('after'), false);
        log.close();
        expect(scanned(afresh().home, 'study/log')).toEqual({ found: [...entries.slice(0, 11), 'after'], bad: [] });
      }
      // Between two chunks nothing is torn: what is gone is told by the checkpoints.
      writeFileSync(path(), whole.subarray(0, whole.length - 69 - (entries[11]?.length ?? 0)));
      home.stopReading();
      expect(scanned(home, 'study/log')).toEqual({ found: entries.slice(0, 11), bad: [] });
      for (const left of [0, 5, 24, 50]) {
        writeFileSync(path(), whole.subarray(0, left));
        home.stopReading();
        expect(home.size('study/log/000001.log')).toBe(0);
        const log = logOf(home, 'study/log');
        log.append(new TextEncoder().encode('anew'), false);
        log.close();
        expect(scanned(home, 'study/log')).toEqual({ found: ['anew'], bad: [] });
      }
    } finally {
      writeFileSync(path(), whole);
      home.stopReading();
    }
  });

  it('never uses a nonce twice, also where an end was cut and written anew', () => {
    const nonces = new Set<string>();
    let chunks = 0;
    const log = logOf(home, 'study/nonces');
    for (let i = 0; i < 200; i++) {
      const at = log.append(new TextEncoder().encode(`entry ${i}`), false);
      log.sync();
      const bytes = readFileSync(onDisk('nonces/000001.log'));
      const start = bytes.lastIndexOf('LAWC');
      nonces.add(bytes.subarray(start + 16, start + 40).toString('hex'));
      chunks++;
      if (i % 2 === 0) log.truncate(at);
    }
    log.close();
    expect(nonces.size).toBe(chunks);
  });

  it('is followed by two processes', () => {
    const other = afresh();
    const [one, two] = [logOf(home, 'study/both'), logOf(other.home, 'study/both')];
    const read: string[] = [];
    for (let i = 0; i < 10; i++) {
      const writer = i % 3 === 0 ? two : one;
      writer.append(new TextEncoder().encode(`${i}`), false);
      writer.sync();
      read.splice(0, read.length, ...[...(i % 2 === 0 ? one : two).scan({ segment: 1, offset: 0 }, () => undefined)].map(({ payload }) => text(payload)));
    }
    expect(read).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    one.close();
    two.close();
  });
});

describe('a whole file', () => {
  it('is replaced and read in any size, in parts too', () => {
    for (const size of [0, 1, 1 << 20, (1 << 20) + 1, 3_000_000]) {
      const bytes = new Uint8Array(size).map((_, i) => i % 251);
      home.replace('study/whole', bytes);
      expect(Buffer.from(home.read('study/whole')).equals(bytes)).toBe(true);
      expect(home.size('study/whole')).toBe(size);
      const part = new Uint8Array(64);
      home.readAt('study/whole', Math.max(0, size - 64), part);
      expect(part.subarray(0, Math.min(size, 64))).toEqual(bytes.subarray(Math.max(0, size - 64)));
    }
  });
  it('is refused when it is cut between two parts, or one is another', () => {
    home.replace('study/whole', new Uint8Array(2 << 20));
    const whole = readFileSync(onDisk('whole'));
    for (const broken of [whole.subarray(0, whole.length / 2 + 12), Buffer.concat([whole, whole.subarray(24)]), whole.fill(1, 500, 501), Buffer.from('{}')]) {
      writeFileSync(onDisk('whole'), broken);
      expect(() => home.read('study/whole')).toThrow(/not what was written/);
    }
  });
});

describe('the key', () => {
  it('opens with its passphrase alone; a wrong one is no damage, and damage is no wrong passphrase', () => {
    const other = createVault(createHomeFiles(root));
    expect(other.vault.list()).toEqual([{ folder, createdAt: '2026-01-01T00:00:00.000Z', name: null }]);
    expect(() => other.home.read(`${folder}/whole`)).toThrow(expect.objectContaining({ code: 'sealed', data: { reason: 'locked', workspace: folder } }));
    expect(() => other.home.replace(`${folder}/whole`, new Uint8Array())).toThrow(expect.objectContaining({ code: 'sealed' }));
    expect(() => other.vault.unlock(folder, `${passphrase}.`)).toThrow(expect.objectContaining({ code: 'sealed', data: { reason: 'wrong-passphrase' } }));
    const file = onDisk('encrypted.json');
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 29) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      writeFileSync(file, flipped);
      const damaged = createVault(createHomeFiles(root));
      expect(damaged.vault.list()[0]?.createdAt).toBe('2026-01-01T00:00:00.000Z');
    }
    // One copy is enough, and makes the other good.
    expect(createVault(createHomeFiles(root)).vault.unlock(folder, passphrase)).toBe('study');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(readFileSync(onDisk('encrypted-copy.json'), 'utf8')));
    const copy = readFileSync(onDisk('encrypted-copy.json'));
    writeFileSync(file, '{}');
    writeFileSync(onDisk('encrypted-copy.json'), '');
    expect(() => createVault(createHomeFiles(root)).vault.unlock(folder, passphrase)).toThrow(expect.objectContaining({ code: 'evidence-damaged' }));
    writeFileSync(file, copy);
    writeFileSync(onDisk('encrypted-copy.json'), copy);
  });

  it('is wrapped anew for another passphrase, and no other file is written', () => {
    const before = statSync(onDisk('log/000001.log')).mtimeMs;
    expect(() => vault.changePassphrase('study', 'not the right one', 'another one altogether')).toThrow(/does not open/);
    vault.changePassphrase('study', passphrase, 'another one altogether');
    const other = createVault(createHomeFiles(root));
    expect(() => other.vault.unlock(folder, passphrase)).toThrow(/does not open/);
    expect(other.vault.unlock(folder, 'another one altogether')).toBe('study');
    expect(statSync(onDisk('log/000001.log')).mtimeMs).toBe(before);
    vault.changePassphrase('study', 'another one altogether', passphrase);
  });

  it('is gone after locking, and a name that is taken meanwhile does not come into its way', () => {
    const other = afresh();
    other.vault.lock('study');
    expect(() => other.home.size(`${folder}/whole`)).toThrow(/locked/);
    raw.makeFolder('study');
    expect(other.vault.unlock(folder, passphrase)).toBe(folder);
    expect(other.home.size(`${folder}/log/000001.log`)).toBeGreaterThan(0);
    rmSync(join(root, 'study'), { recursive: true });
  });
});

it('leaves what is not encrypted as it was', () => {
  home.replace('plain/file', new TextEncoder().encode('as it is'));
  appendFileSync(join(root, 'plain/file'), '.');
  expect(text(home.read('plain/file'))).toBe('as it is.');
  expect(home.createExclusive('plain/file', '')).toBe(false);
});
