/** What every lineage store must do, whatever it lies in: run over each adapter with a real store behind it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LineageStore, maxObjectBytes, type StoreObject, type StoreRead } from '../../../core/store/lineage-store';

/** One real, writable place and the adapter under test over it. */
export interface StoreHarness {
  /** Makes the place empty. */
  clear(): Promise<void>;
  put(path: string, body: Uint8Array | string): void;
  remove(path: string): void;
  open(): LineageStore;
  /** A store whose folder or bucket is not there. */
  openMissing(): LineageStore;
  close(): Promise<void>;
}

/** Names of files that have broken programs: each is one path part of at most 255 bytes. */
export const nastyNames = [
  'with space',
  ' leading and trailing ',
  'hash#output',
  '100%',
  '%20 is no space',
  '%2F%2e%2e',
  'why?&because=1+1',
  '+',
  "it's (a) [test]! *~",
  '<script>alert("x")</script>',
  '&lt;&#10;',
  '=:;,@$^`|{}\\',
  'naïve café',
  'e\u0301 is not \u00e9',
  '実験 🧬',
  '\ud83e\uddec'.repeat(40),
  'a tab\tand\nlines\r\nand\u0001control\u007f',
  '\u202eright to left',
  '1e5',
  'true',
  '__proto__',
  'constructor',
  '..hidden..',
  'long'.repeat(50),
];

export const never = new AbortController().signal;

export async function listAll(store: LineageStore): Promise<StoreObject[]> {
  const all: StoreObject[] = [];
  for await (const page of store.list(never)) all.push(...page);
  return all;
}

export async function readAll(store: LineageStore, objects: StoreObject[]): Promise<Map<string, StoreRead>> {
  const all = new Map<string, StoreRead>();
  for await (const read of store.readMany(objects, never)) all.set(read.object.path, read);
  return all;
}

export function storeConformance(name: string, make: () => Promise<StoreHarness>) {
  describe(`${name}: what every store does`, { timeout: 60_000 }, () => {
    let harness: StoreHarness;
    let store: LineageStore;
    beforeAll(async () => {
      harness = await make();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      await harness.clear();
      store = harness.open();
      return () => store.close();
    });

    test('an empty store lists nothing and ends normally', async () => {
      expect(await listAll(store)).toEqual([]);
      const { checks, looksLikeLineage } = await store.test(never);
      expect(checks[0]).toMatchObject({ ok: true });
      expect(looksLikeLineage).toBe(false);
    });

    test('every object is listed once with its size, whatever its name, and its bytes come back equal', async () => {
      const bodies = new Map<string, Uint8Array>();
      for (const [at, part] of nastyNames.entries())
        bodies.set(
          `${at.toString(16).padStart(32, '0')}/${part}/.data.json`,
          Uint8Array.from({ length: 300 + at }, (_, i) => (i * 31 + at) & 255),
        );
      bodies.set('.history/00ff', new TextEncoder().encode('\ufeffwith a byte order mark'));
      bodies.set('empty/.data.json', new Uint8Array());
      for (const [path, body] of bodies) harness.put(path, body);
      const listed = await listAll(store);
      expect(listed.map((object) => object.path).sort()).toEqual([...bodies.keys()].sort());
      for (const object of listed) expect(object.size).toBe(bodies.get(object.path)?.length);
      for (const object of listed) expect(Math.abs(object.modifiedMillis - Date.now())).toBeLessThan(600_000);
      const reads = await readAll(store, listed);
      for (const [path, body] of bodies) expect(reads.get(path), path).toMatchObject({ bytes: body });
    });

    test('a listing of several pages is whole', async () => {
      const paths = Array.from({ length: 2300 }, (_, i) => `${(i >> 1).toString(16).padStart(32, '0')}${i & 1 ? '#output' : ''}/.data.json`);
      for (const path of paths) harness.put(path, path);
      const pages: StoreObject[][] = [];
      for await (const page of store.list(never)) pages.push(page);
      expect(pages.length).toBeGreaterThan(2);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(1000);
      expect(
        pages
          .flat()
          .map((object) => object.path)
          .sort(),
      ).toEqual([...paths].sort());
      const reads = await readAll(store, pages.flat());
      expect(reads.size).toBe(paths.length);
      for (const [path, read] of reads) expect('bytes' in read && new TextDecoder().decode(read.bytes)).toBe(path);
    });

    test('what lies at a path and below it is listed, with the tags of the whole listing, and nothing beside it', async () => {
      const [hash, other] = ['0f'.repeat(16), '0e'.repeat(16)];
      const own = [`${hash}/.data.json`, `${hash}/a/b c#1/.data.json`, `${hash}/a/%2F/.data.json`];
      const output = `${hash}#output/.data.json`;
      for (const path of [
        ...own,
        output,
        `${hash}0/.data.json`,
        `${other}/x/.data.json`,
        `${other}/xy/.data.json`,
        '.history/one',
        '.history/one2',
        'null/y/.data.json',
        'nullx/.data.json',
      ])
        harness.put(path, path);
      const at = async (...paths: string[]) => {
        const found: StoreObject[] = [];
        for await (const page of store.listAt(paths, never)) found.push(...page);
        return found;
      };
      const pathsAt = async (...paths: string[]) => (await at(...paths)).map(({ path }) => path).sort();
      expect(await pathsAt(hash)).toEqual([...own].sort());
      expect(await pathsAt(hash, `${hash}#output`)).toEqual([...own, output].sort());
      expect(await pathsAt(`${hash}#output`)).toEqual([output]);
      expect(await pathsAt(`${other}/x/.data.json`, '.history/one')).toEqual(['.history/one', `${other}/x/.data.json`]);
      expect(await pathsAt('null', '.history')).toEqual(['.history/one', '.history/one2', 'null/y/.data.json']);
      expect(await pathsAt('nowhere', `${other}/nothing/.data.json`, 'x'.repeat(3000), `${hash}/${'y'.repeat(300)}/.data.json`)).toEqual([]);
      const listed = new Map((await listAll(store)).map((object) => [object.path, object]));
      for (const object of await at(hash, `${other}/x/.data.json`, '.history/one')) expect(object).toEqual(listed.get(object.path));
      const stop = new AbortController();
      stop.abort();
      await expect(
        (async () => {
          for await (const _ of store.listAt([hash], stop.signal)) throw new Error('a page came after the stop');
        })(),
      ).rejects.toMatchObject({ code: 'cancelled' });
      const missing = harness.openMissing();
      await expect(
        (async () => {
          for await (const _ of missing.listAt([hash], never)) throw new Error('a page came from nowhere');
        })(),
      ).rejects.toMatchObject({ code: 'store-unreachable' });
      missing.close();
    });

    test('a store that is not there is told, and no listing ends normally', async () => {
      const missing = harness.openMissing();
      await expect(listAll(missing)).rejects.toMatchObject({ name: 'AuditError', code: 'store-unreachable' });
      const { checks } = await missing.test(never);
      expect(checks).toHaveLength(1);
      expect(checks[0]).toMatchObject({ ok: false });
      missing.close();
    });

    test('listing stops when it is cancelled', async () => {
      for (let i = 0; i < 1500; i++) harness.put(`k${i}/.data.json`, 'x');
      const stop = new AbortController();
      const listing = (async () => {
        for await (const _ of store.list(stop.signal)) stop.abort();
      })();
      await expect(listing).rejects.toMatchObject({ code: 'cancelled' });
      await expect(listNothing(store, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('reading stops when it is cancelled or left, and the store can be read again', async () => {
      for (let i = 0; i < 200; i++) harness.put(`k${i}/.data.json`, `${i}`);
      const objects = await listAll(store);
      const stop = new AbortController();
      let seen = 0;
      const reading = (async () => {
        for await (const _ of store.readMany(objects, stop.signal)) if (++seen === 5) stop.abort();
      })();
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
      expect(seen).toBe(5);
      for await (const _ of store.readMany(objects, never)) break;
      expect((await readAll(store, objects)).size).toBe(200);
    });

    test('what is gone since the listing is told, and the rest goes on', async () => {
      for (const path of ['a/.data.json', 'b/.data.json', 'c/.data.json']) harness.put(path, path);
      const objects = await listAll(store);
      harness.remove('b/.data.json');
      const reads = await readAll(store, objects);
      expect(reads.get('b/.data.json')).toMatchObject({ error: { code: 'gone' } });
      expect(reads.get('a/.data.json')).toHaveProperty('bytes');
      expect(reads.get('c/.data.json')).toHaveProperty('bytes');
    });

    test('an object too large to be a record is told and not read', async () => {
      harness.put('big/.data.json', new Uint8Array(maxObjectBytes + 1));
      harness.put('largest/.data.json', new Uint8Array(maxObjectBytes));
      const reads = await readAll(store, await listAll(store));
      expect(reads.get('big/.data.json')).toMatchObject({ error: { code: 'too-large' } });
      const largest = reads.get('largest/.data.json');
      expect(largest !== undefined && 'bytes' in largest && largest.bytes.length).toBe(maxObjectBytes);
    });

    test('the tag stays as long as nothing changes, and changes with the content', async () => {
      harness.put('a/.data.json', 'aaaa');
      harness.put('b/.data.json', 'bbbb');
      const tags = async () => Object.fromEntries((await listAll(store)).map((object) => [object.path, object.tag]));
      const before = await tags();
      expect(await tags()).toEqual(before);
      harness.put('a/.data.json', 'AAAA');
      const after = await tags();
      expect(after['a/.data.json']).not.toBe(before['a/.data.json']);
      expect(after['b/.data.json']).toBe(before['b/.data.json']);
    });

    test('the connection test finds lineage and reads one record', async () => {
      harness.put(`${'0f'.repeat(16)}/.data.json`, '{}');
      const { checks, looksLikeLineage } = await store.test(never);
      expect(looksLikeLineage).toBe(true);
      expect(checks.map((check) => check.ok)).toEqual([true, true]);
    });

    test('the connection test says when nothing there is lineage', async () => {
      harness.put('holiday.jpg', 'x');
      const { checks, looksLikeLineage } = await store.test(never);
      expect(looksLikeLineage).toBe(false);
      expect(checks[0]?.message).toContain('no lineage record');
    });
  });
}

async function listNothing(store: LineageStore, signal: AbortSignal) {
  for await (const _ of store.list(signal)) throw new Error('a page came after the stop');
}
