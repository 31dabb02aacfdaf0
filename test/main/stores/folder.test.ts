/** The folder store: the suite of every store, and what only a file system can do. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { classify } from '../../../core/store/classify';
import { openFolderStore } from '../../../main/ports/folder-store';
import { asOrdinaryUser } from './as-ordinary-user';
import { listAll, never, readAll } from './conformance';
import { folderConformance } from './folder-conformance';

folderConformance('folder', (path) => openFolderStore(path));

describe('folder: what only a file system does', { timeout: 30_000 }, () => {
  let root: string;
  const put = (path: string, body: string | Uint8Array = '{}') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), body);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lineage-folder-'));
    chmodSync(root, 0o755);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('links are told and never followed: out of the store, in circles, to nowhere', async () => {
    put('a/.data.json');
    symlinkSync('/etc', join(root, 'outside'));
    symlinkSync('..', join(root, 'a', 'circle'));
    symlinkSync('nowhere', join(root, 'broken'));
    mkdirSync(join(root, 'b'));
    symlinkSync('/etc/passwd', join(root, 'b', '.data.json'));
    const store = openFolderStore(root);
    const listed = await listAll(store);
    expect(listed.map((object) => object.path).sort()).toEqual(['a/.data.json', 'a/circle', 'b/.data.json', 'broken', 'outside']);
    for (const object of listed.filter((object) => object.path !== 'a/.data.json')) {
      const said = classify(object.path, object.size, object.special);
      expect(said.class === 'ignored' && said.reason).toContain('symbolic link');
    }
    const reads = await readAll(store, listed);
    expect(reads.get('b/.data.json')).toMatchObject({ error: { code: 'failed' } });
    expect(reads.get('a/.data.json')).toHaveProperty('bytes');
  });

  test('a file replaced by a link or a pipe after the listing is neither followed nor waited for', async () => {
    put('a/.data.json');
    put('b/.data.json');
    const store = openFolderStore(root);
    const listed = await listAll(store);
    rmSync(join(root, 'a/.data.json'));
    symlinkSync('/etc/passwd', join(root, 'a/.data.json'));
    rmSync(join(root, 'b/.data.json'));
    execFileSync('mkfifo', [join(root, 'b/.data.json')]);
    const reads = await readAll(store, listed);
    expect(reads.get('a/.data.json')).toMatchObject({ error: { code: 'failed', message: expect.stringContaining('symbolic link') } });
    expect(reads.get('b/.data.json')).toMatchObject({ error: { code: 'failed', message: expect.stringContaining('no longer a file') } });
  });

  test('pipes are told and never opened', async () => {
    put('a/.data.json');
    execFileSync('mkfifo', [join(root, 'a', 'pipe')]);
    const store = openFolderStore(root);
    const listed = await listAll(store);
    expect(listed.find((object) => object.path === 'a/pipe')?.special).toContain('a pipe');
    expect((await readAll(store, listed)).get('a/pipe')).toMatchObject({ error: { code: 'failed' } });
  });

  test('names that are not UTF-8 are listed apart from one another, read, and set aside with the reason', async () => {
    for (const byte of ['e9', 'e8']) {
      const name = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from(byte, 'hex')]);
      mkdirSync(name);
      writeFileSync(Buffer.concat([name, Buffer.from('/.data.json')]), byte);
    }
    put('caf\ufffd/.data.json', 'really U+FFFD');
    const store = openFolderStore(root);
    const listed = await listAll(store);
    expect(listed.map((object) => object.path).sort()).toEqual(['/not-utf-8:caf\\xe8/.data.json', '/not-utf-8:caf\\xe9/.data.json', 'caf\ufffd/.data.json']);
    const reads = await readAll(store, listed);
    const text = (path: string) => {
      const read = reads.get(path);
      return read !== undefined && 'bytes' in read ? new TextDecoder().decode(read.bytes) : read;
    };
    expect(text('/not-utf-8:caf\\xe8/.data.json')).toBe('e8');
    expect(text('/not-utf-8:caf\\xe9/.data.json')).toBe('e9');
    expect(text('caf\ufffd/.data.json')).toBe('really U+FFFD');
    expect(classify('/not-utf-8:caf\\xe9/.data.json', 2)).toMatchObject({ class: 'quarantined', reason: expect.stringContaining('not UTF-8') });
    expect(classify('caf\ufffd/.data.json', 2)).toEqual({ class: 'record', key: 'caf\ufffd' });
  });

  test('a folder that may not be read ends the listing: its records are not declared gone', async () => {
    put('open/.data.json');
    put('shut/.data.json');
    chmodSync(join(root, 'shut'), 0);
    await asOrdinaryUser(async () => {
      const store = openFolderStore(root);
      await expect(listAll(store)).rejects.toMatchObject({
        code: 'store-denied',
        message: expect.stringContaining(join(root, 'shut')),
        data: { right: 'read and enter the folder' },
      });
      expect((await store.test(never)).checks[0]).toMatchObject({ ok: false });
    });
    chmodSync(join(root, 'shut'), 0o755);
  });

  test('a folder that can be listed but not entered ends the listing too', async () => {
    put('shut/.data.json');
    chmodSync(join(root, 'shut'), 0o444);
    await asOrdinaryUser(() => expect(listAll(openFolderStore(root))).rejects.toMatchObject({ code: 'store-denied' }));
    chmodSync(join(root, 'shut'), 0o755);
  });

  test('a file that may not be read is told, and the rest goes on', async () => {
    put('open/.data.json');
    put('shut/.data.json');
    chmodSync(join(root, 'shut/.data.json'), 0);
    await asOrdinaryUser(async () => {
      const store = openFolderStore(root);
      const reads = await readAll(store, await listAll(store));
      expect(reads.get('shut/.data.json')).toMatchObject({ error: { code: 'denied' } });
      expect(reads.get('open/.data.json')).toHaveProperty('bytes');
    });
  });

  test('a store that goes away or is replaced while it is listed does not end normally', async () => {
    for (let i = 0; i < 1500; i++) put(`k${i}/.data.json`);
    const moved = `${root}-moved`;
    const listing = (async () => {
      let pages = 0;
      for await (const _ of openFolderStore(root).list(never)) {
        if (pages++ > 0) continue;
        renameSync(root, moved);
        mkdirSync(root);
      }
    })();
    await expect(listing).rejects.toMatchObject({ code: 'store-unreachable', message: expect.stringContaining('replaced or disconnected') });
    rmSync(moved, { recursive: true });
  });

  test('a file is no store', async () => {
    put('file');
    await expect(listAll(openFolderStore(join(root, 'file')))).rejects.toMatchObject({ code: 'store-unreachable', message: expect.stringContaining('is a file') });
  });

  test('content exchanged under the same time and size has another tag', async () => {
    put('a/.data.json', 'aaaa');
    utimesSync(join(root, 'a/.data.json'), 1_700_000_000, 1_700_000_000);
    const store = openFolderStore(root);
    const [before] = await listAll(store);
    put('a/.data.json', 'bbbb');
    utimesSync(join(root, 'a/.data.json'), 1_700_000_000, 1_700_000_000);
    const [after] = await listAll(store);
    expect(after).toMatchObject({ size: before?.size, modifiedMillis: before?.modifiedMillis });
    expect(after?.tag).not.toBe(before?.tag);
  });

  test('a file that is being written while it is read is never handed over half', async () => {
    put('a/.data.json', '');
    const file = join(root, 'a/.data.json');
    const writer = spawn(
      process.execPath,
      [
        '-e',
        'const f=require("fs").openSync(process.argv[1],"w");const b=Buffer.alloc(65536,120);for(;;){require("fs").ftruncateSync(f,0);for(let i=0;i<200;i++)require("fs").writeSync(f,b,0,b.length,i*b.length)}',
        file,
      ],
      { stdio: 'ignore' },
    );
    try {
      const store = openFolderStore(root);
      let changing = 0;
      for (const until = Date.now() + 10_000; changing === 0 && Date.now() < until; ) {
        const [read] = (await readAll(store, await listAll(store))).values();
        if (read !== undefined && 'error' in read) {
          expect(read.error.message).toContain('was changing while it was read');
          changing++;
        }
      }
      expect(changing).toBe(1);
    } finally {
      writer.kill('SIGKILL');
      await new Promise((resolve) => writer.once('exit', resolve));
    }
  });

  test('deep nesting is walked without end of stack', async () => {
    put(`${'d/'.repeat(1200)}.data.json`);
    expect(await listAll(openFolderStore(root))).toHaveLength(1);
  });

  test('of the folder around a store it is said where the store is', async () => {
    put(`.lineage/${'0f'.repeat(16)}/.data.json`);
    put('main.nf');
    const { checks, looksLikeLineage } = await openFolderStore(root).test(never);
    expect(looksLikeLineage).toBe(false);
    expect(checks[0]).toMatchObject({ ok: true, message: expect.stringContaining(`"${join(root, '.lineage')}"`) });
  });

  test('listing, reading and testing leave the store as it was', async () => {
    put('a/.data.json');
    put('.history/a', 'x');
    const state = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => [path, statSync(join(root, path)).mtimeMs, statSync(join(root, path)).ctimeMs]);
    const before = state();
    const store = openFolderStore(root);
    await readAll(store, await listAll(store));
    await store.test(never);
    expect(state()).toEqual(before);
  });
});
