/** An index that was rewritten, sealed again and all, is found out by verifying the evidence, named by its table, and made anew; a sound one is not accused. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from '../../../core/contract/shared';
import { forgeImage } from '../../index-image';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 60_000 });
const workspace = 'w';
let bench: Workbench;
let data: string;
let store: string;
const imagePath = () => join(bench.home, 'w/index/index.db');
const verify = (seen?: (progress: Progress) => void, signal?: AbortSignal) => bench.job('evidence.verify', { workspace }, seen, signal);
const checked = async () => (await bench.job('verify.run', { workspace, lids: ['lid://a'] })).files[0];
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const put = (key: string, path: string) => {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path, size: 5, labels: [] } }));
};

const rewriteImage = (...statements: string[]) => forgeImage(bench.ports, 'w/index/index.db', ...statements);

beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  data = join(bench.folder, 'data.txt');
  writeFileSync(data, 'right');
  put('a', data);
  await bench.sync(workspace, store);
  await bench.job('verify.run', { workspace, all: true });
  for (let i = 0; i < 250; i++) put(`more-${i}`, `/nowhere/${i}`); // so many that the image is written
  await bench.job('sync.run', { workspace });
  bench.engine.close();
});
afterEach(() => bench.close());

it('a fingerprint replaced in a resealed image, with the file tampered and its size and time restored', async () => {
  const { atimeMs, mtimeMs } = statSync(data);
  writeFileSync(data, 'wrong');
  utimesSync(data, atimeMs / 1000, mtimeMs / 1000);
  rewriteImage(`UPDATE fingerprint SET sha256 = '${sha256('wrong')}'`);
  bench = await bench.restart();
  expect(await checked()).toMatchObject({ baseline: 'unchanged' }); // the attack works until the evidence is verified
  const seen = new Set<string>();
  const { ok, faults, index } = await verify(({ phase }) => seen.add(phase));
  expect(ok).toBe(false);
  expect(faults).toEqual([
    {
      file: 'w/index/index.db',
      offset: null,
      message: 'table fingerprint: of its 1 rows some are others than the evidence gives. The index does not follow from the evidence, and is made anew from it',
    },
  ]);
  expect(index).toMatchObject({ madeAnew: true, notCompared: null });
  expect([...seen]).toContain('index');
  expect(await checked()).toMatchObject({ baseline: 'changed' });
  const { events } = await bench.engine.call('journal.list', { workspace, limit: 10 });
  expect(events.find(({ act }) => act === 'index-made-anew')?.detail).toEqual({ differences: [expect.stringContaining('table fingerprint')] });
  expect(await verify()).toMatchObject({ ok: true, faults: [], index: { differences: [], madeAnew: false } });
  bench = await bench.restart();
  expect(await checked()).toMatchObject({ baseline: 'changed' });
});

it.each([
  ['a row taken out', 'DELETE FROM file_check', /^table file_check: it has 0 rows, and the evidence gives 1\./],
  ['a text that hides behind a NUL', "UPDATE object SET tag = tag || char(0) || 'x'", /^table object: of its 251 rows some/],
  ['a number that is text', 'UPDATE fingerprint SET kind = CAST(kind AS BLOB)', /^table fingerprint: of its 1 rows/],
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON fingerprint BEGIN DELETE FROM file_check; END', /^the definitions of its tables, look-ups or triggers/],
  ['a table that is a view', 'ALTER TABLE fingerprint RENAME TO f; CREATE VIEW fingerprint AS SELECT * FROM f', /^the definitions of its tables/],
  ['keys that no page can go on from', "INSERT INTO file_check SELECT node, char(0) || 'x', verdict, version, verification, body FROM file_check", /^table file_check:/],
  ['keys of the log', `UPDATE meta SET value = replace(value, '"kept":"file"', '"kept":"keychain"') WHERE name = 'log'`, /^table meta: what it says of the log/],
  [
    'a place in the ledger that nothing is ever behind',
    `UPDATE meta SET value = json_set(value, '$.offset', 'x') WHERE name = 'ledger'`,
    /^it says that it knows the ledger to byte x of file 1, where no entry ends/,
  ],
])('%s', async (_what, sql, told) => {
  rewriteImage(sql);
  bench = await bench.restart();
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(faults.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringMatching(told)]));
  expect(await verify()).toMatchObject({ ok: true, faults: [] });
});

it('look-ups that do not fit their rows', async () => {
  rewriteImage(
    'PRAGMA writable_schema = ON',
    "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'version_object') WHERE name = 'node_kind'",
    'PRAGMA writable_schema = OFF',
  );
  bench = await bench.restart();
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(faults.map(({ message }) => message).join('\n')).toMatch(/table node: /);
});

it('an image that is rewritten while the index is in use', async () => {
  bench = await bench.restart();
  await bench.engine.call('workspaces.get', { workspace });
  rewriteImage('DELETE FROM fingerprint');
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(faults).toEqual([expect.objectContaining({ message: expect.stringMatching(/^its image on the disk: table fingerprint: it has 0 rows, and the evidence gives 1/) })]);
  expect(await verify()).toMatchObject({ ok: true, faults: [] });
});

it('nothing is wrong with one that nobody touched, nor with one that another process wrote meanwhile', async () => {
  bench = await bench.restart();
  const first = await verify();
  expect(first).toMatchObject({ ok: true, faults: [], index: { differences: [], madeAnew: false, notCompared: null } });
  expect(first.index.rows).toBeGreaterThan(700);
  expect(first.index.tables).toBeGreaterThan(15);
  const other = await openWorkbench({ folder: bench.folder, keepFolder: true });
  for (let i = 0; i < 250; i++) put(`later-${i}`, `/nowhere/later-${i}`);
  await other.job('sync.run', { workspace });
  other.close();
  expect(await verify()).toMatchObject({ ok: true, faults: [] });
});

it('holds while results are written meanwhile', async () => {
  bench = await bench.restart();
  const [verified, run] = await Promise.all([verify(), bench.job('verify.run', { workspace, all: true })]);
  expect(run.files.length).toBeGreaterThan(200);
  expect(verified).toMatchObject({ faults: [], index: { differences: [], notCompared: null } });
});

it('an image of an older schema number is made anew without a word', async () => {
  rewriteImage("UPDATE meta SET value = '3' WHERE name = 'schema'", 'DROP TABLE fingerprint');
  bench = await bench.restart();
  expect(await verify()).toMatchObject({ ok: true, faults: [], index: { differences: [], madeAnew: false } });
  expect((await bench.engine.call('journal.list', { workspace, limit: 10 })).events.some(({ act }) => act === 'index-made-anew')).toBe(false);
});

it.each(['LAWIDX1\n', 'LAWIDX2\n'])('an image of the form %j, which programs before this one wrote, is made anew without a word', async (mark) => {
  const older = Buffer.concat([Buffer.alloc(9000, 7), Buffer.from(mark), Buffer.from('0'.repeat(64))]);
  writeFileSync(imagePath(), older);
  bench = await bench.restart();
  expect(await verify()).toMatchObject({ ok: true, faults: [], index: { differences: [], madeAnew: false } });
  expect(readFileSync(imagePath()).equals(older)).toBe(false);
  expect((await bench.engine.call('journal.list', { workspace, limit: 10 })).events.some(({ act }) => act === 'index-made-anew')).toBe(false);
});

it('is stopped where asked to, and leaves the index as it is', async () => {
  bench = await bench.restart();
  const stop = new AbortController();
  const stopped = verify(({ phase }) => phase === 'index' && stop.abort(), stop.signal);
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect(await verify()).toMatchObject({ ok: true });
});

it('says that it was not compared where the evidence cannot be replayed, and takes nothing away', async () => {
  const ledger = join(bench.home, 'w/evidence/ledger/000001.log');
  const bytes = readFileSync(ledger);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(ledger, bytes);
  bench = await bench.restart();
  const { ok, faults, index } = await verify();
  expect(ok).toBe(false);
  expect(faults.every(({ file }) => !file.includes('index.db'))).toBe(true);
  expect(index).toMatchObject({ madeAnew: false, notCompared: expect.stringContaining('ledger is damaged') });
  expect(existsSync(imagePath())).toBe(true);
});
