/** A folder store of many folders, listed by two threads, is listed as by one: the same objects in the same order, or an error in words; never less, and never without end. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LineageStore, StoreObject } from '../../../core/store/lineage-store';
import { openFolderStore } from '../../../main/ports/folder-store';
import { buildMain } from '../../build-main';
import { asOrdinaryUser } from './as-ordinary-user';
import { listAll, nastyNames, never, readAll } from './conformance';
import { folderConformance } from './folder-conformance';

const folder = mkdtempSync(join(tmpdir(), 'listed-beside-'));
const thread = buildMain('store-thread');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

folderConformance('folder, with a thread beside', (path) => openFolderStore(path, thread, 500));

/** The real thread, with what a test does in it before; `tell` writes a line that `told` reads. */
let threads = 0;
function threadWith(before: string): { thread: string; told: () => string[] } {
  const [script, log] = [join(folder, `${++threads}.cjs`), join(folder, `${threads}.txt`)];
  writeFileSync(
    script,
    `const { parentPort } = require('node:worker_threads'); const fs = require('node:fs'); const tell = (what) => fs.appendFileSync(${JSON.stringify(log)}, what + '\\n');
${before}
require(${JSON.stringify(thread)});`,
  );
  return { thread: script, told: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) };
}
const tellsFolders = `parentPort.on('message', ({ folders }) => folders?.forEach(tell));`;
const beats = `setInterval(() => tell('beat'), 10);`;
const isRunning = async (told: () => string[]) => {
  await wait(200);
  const before = told().length;
  await wait(200);
  return told().length > before;
};

describe('many folders', { timeout: 60_000 }, () => {
  let root: string;
  let alone: StoreObject[];
  let firstGiven: string;
  const put = (path: string, body = '{}') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), body);
  };
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'lineage-folder-'));
    chmodSync(root, 0o755);
    for (let i = 0; i < 4000; i++) {
      put(`k${i}/.data.json`, `${i}`);
      if (i % 7 === 0) put(`k${i}/deep/${'d/'.repeat(i % 50)}.data.json`, `${i}`);
      if (i % 5 === 0) put(`k${i}/${nastyNames[i % nastyNames.length]}/.data.json`, `${i}`);
      if (i % 11 === 0) symlinkSync('..', join(root, `k${i}`, 'circle'));
      if (i % 13 === 0) symlinkSync('/etc', join(root, `k${i}`, 'outside'));
      if (i % 17 === 0) writeFileSync(Buffer.concat([Buffer.from(join(root, `k${i}`, 'caf')), Buffer.from([0xe9])]), 'x');
    }
    alone = await listAll(openFolderStore(root, 'none'));
    const seen = threadWith(tellsFolders);
    const store = openFolderStore(root, seen.thread);
    await listAll(store);
    store.close();
    firstGiven = seen.told()[0] as string;
    expect(firstGiven).toMatch(/^k\d+$/);
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let store: LineageStore;
  const open = (path: string) => {
    store = openFolderStore(root, path);
    return store;
  };
  beforeEach(() => () => store.close());

  test('the same objects in the same order as by one thread, of which the other listed a good part', async () => {
    const { thread, told } = threadWith(tellsFolders);
    expect(await listAll(open(thread))).toEqual(alone);
    expect(told().length).toBeGreaterThanOrEqual(400);
    expect(alone.length).toBeGreaterThan(5500);
    expect(alone.filter(({ special }) => special?.includes('symbolic link')).length).toBeGreaterThan(600);
    expect(alone.filter(({ path }) => path.includes('/not-utf-8:')).length).toBeGreaterThan(200);
  });

  test('one thread lists and then reads; it ends with the store', async () => {
    const { thread, told } = threadWith(`tell('started'); ${beats}`);
    const listed = await listAll(open(thread));
    const plain = listed.filter((object) => object.special === undefined);
    expect(await isRunning(told)).toBe(true);
    const reads = await readAll(store, plain);
    expect([...reads.values()].filter((read) => 'bytes' in read)).toHaveLength(plain.length);
    expect(told().filter((line) => line === 'started')).toHaveLength(1);
    expect(await isRunning(told)).toBe(false);
    await listAll(store);
    expect(await isRunning(told)).toBe(true);
    store.close();
    expect(await isRunning(told)).toBe(false);
  });

  test('a reading that does not come to begin leaves no thread behind', async () => {
    const { thread, told } = threadWith(beats);
    const listed = await listAll(open(thread));
    store.readMany(listed, never);
    const stop = new AbortController();
    stop.abort();
    await expect(store.readMany(listed, stop.signal)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'cancelled' });
    store.close();
    expect(await isRunning(told)).toBe(false);
  });

  test('whoever takes no more ends the thread', async () => {
    const { thread, told } = threadWith(beats);
    let pages = 0;
    for await (const _ of open(thread).list(never)) {
      if (++pages < 3) continue;
      while (told().length === 0) await wait(20);
      break;
    }
    expect(await isRunning(told)).toBe(false);
  });

  test('a stop ends it, also while it waits for a thread that does not answer', async () => {
    const { thread, told } = threadWith(`${beats} parentPort.on = () => parentPort;`);
    const stop = new AbortController();
    let pages = 0;
    const listing = (async () => {
      for await (const _ of open(thread).list(stop.signal)) pages++;
    })();
    const first = await Promise.race([listing.catch(() => 'ended'), wait(3000, 'waits')]);
    expect(first).toBe('waits');
    expect(pages).toBeGreaterThan(1);
    stop.abort();
    await expect(listing).rejects.toMatchObject({ code: 'cancelled' });
    expect(told()).not.toEqual([]);
    expect(await isRunning(told)).toBe(false);
  });

  test.each([
    ['at once', `process.exit(3);`],
    ['when it is asked', `parentPort.on('message', () => process.exit(3));`],
    ['behind the first answer', `let n = 0; parentPort.on('message', () => ++n > 1 && process.exit(3));`],
    [
      'within an answer',
      `const post = parentPort.postMessage.bind(parentPort); parentPort.postMessage = (answer, given) => { post({ ...answer, last: false }, given); process.exit(3); };`,
    ],
    ['by an error', `parentPort.on('message', () => { throw new Error('exit 3, as it were'); });`],
  ])('a thread that ends %s is told: the listing does not end normally', async (_, before) => {
    await expect(listAll(open(threadWith(before).thread))).rejects.toMatchObject({
      code: 'store-error',
      message: expect.stringMatching(/thread that listed a part of it ended \(exit 3/),
    });
  });

  test('a thread that ends while it has nothing to do is not asked any more', async () => {
    const { thread, told } = threadWith(
      `tell('started'); let idle; parentPort.on('message', ({ folders }) => { clearTimeout(idle); if (folders) idle = setTimeout(() => { tell('ended'); process.exit(3); }, 1500); });`,
    );
    const listed = (await listAll(open(thread))).filter((object) => object.special === undefined);
    while (!told().includes('ended')) await wait(50);
    await wait(300);
    const reads = await readAll(store, listed);
    expect([...reads.values()].filter((read) => 'bytes' in read)).toHaveLength(listed.length);
    expect(told()).toEqual(['started', 'ended', 'started']);
  });

  test('a folder that the thread may not read ends the listing, in the same words', async () => {
    const shut = join(root, firstGiven);
    for (const rights of [0, 0o444]) {
      chmodSync(shut, rights);
      await asOrdinaryUser(async () => {
        const told = await listAll(openFolderStore(root, 'none')).catch((error: unknown) => error);
        await expect(listAll(open(thread))).rejects.toEqual(told);
        expect(told).toMatchObject({ code: 'store-denied', message: expect.stringContaining(shut), data: { right: 'read and enter the folder' } });
      });
      chmodSync(shut, 0o755);
    }
  });

  test('folders that go and come meanwhile: what is there is listed', async () => {
    const inThread = `parentPort.on('message', ({ root, folders }) => { if (folders === undefined) return; tell(folders[5]); tell(folders[6]); fs.renameSync(root + '/' + folders[5], root + '-gone-' + folders[5]); fs.mkdirSync(root + '/' + folders[6] + '/came'); fs.writeFileSync(root + '/' + folders[6] + '/came/.data.json', '{}'); });`;
    const { thread, told } = threadWith(inThread);
    const listed = new Set((await listAll(open(thread))).map(({ path }) => path));
    const lines = told();
    const [gone, came] = [new Set(lines.filter((_, i) => i % 2 === 0)), lines.filter((_, i) => i % 2 === 1)];
    expect(gone.size).toBeGreaterThanOrEqual(2);
    for (const path of came) {
      expect(listed.delete(`${path}/came/.data.json`)).toBe(true);
      rmSync(join(root, path, 'came'), { recursive: true });
    }
    for (const path of gone) renameSync(`${root}-gone-${path}`, join(root, path));
    expect([...listed]).toEqual(alone.map(({ path }) => path).filter((path) => !gone.has(path.split('/')[0] as string)));
  });

  test('a store that is replaced meanwhile does not end normally', async () => {
    const moved = `${root}-moved`;
    const { thread } = threadWith(
      `parentPort.on('message', ({ root }) => { if (fs.existsSync(root + '-moved')) return; fs.renameSync(root, root + '-moved'); fs.mkdirSync(root); });`,
    );
    await expect(listAll(open(thread))).rejects.toMatchObject({ code: 'store-unreachable', message: expect.stringContaining('replaced or disconnected') });
    rmSync(root, { recursive: true });
    renameSync(moved, root);
  });
});
