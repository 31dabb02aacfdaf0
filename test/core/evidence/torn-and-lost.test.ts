/** What a kill, a bit or a deleted file does to the evidence of a workspace: later syncs stay readable, and what is gone is told. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AuditError } from '../../../core/errors';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 30_000 });
const record = (name: string) => JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name } });
let bench: Workbench;
let store: string;
const put = (key: string, text: string) => {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), text);
};
const inWorkspace = (path: string) => join(bench.home, 'w', path);
const verify = () => bench.job('evidence.verify', { workspace: 'w' });
const sync = () => bench.job('sync.run', { workspace: 'w' });
const messages = (faults: { message: string }[]) => faults.map(({ message }) => message).join('\n');
const flipLastByte = (path: string) => {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 4;
  writeFileSync(path, bytes);
};

beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  put('a', record('first'));
  await bench.sync('w', store);
});
afterEach(() => bench.close());

it('cuts a torn pack before it appends, so that what is synced later survives the loss of the index', async () => {
  const garbage = Buffer.from('\x50\0\0\0abcd\x01cut');
  appendFileSync(inWorkspace('evidence/packs/000001.log'), garbage);
  put('b', record('second'));
  bench = await bench.restart();
  expect(await sync()).toMatchObject({ new: 1, complete: true });
  expect(await verify()).toMatchObject({ ok: true, faults: [] });
  rmSync(inWorkspace('index'), { recursive: true, force: true });
  bench = await bench.restart();
  const raw = await bench.engine.call('records.raw', { workspace: 'w', lid: 'lid://b' });
  expect(Buffer.from(raw.base64, 'base64').toString()).toBe(record('second'));
  const [aside] = readdirSync(inWorkspace('torn'));
  expect(readFileSync(inWorkspace(`torn/${aside}`)).equals(garbage)).toBe(true);
});

it('keeps the bytes of a broken last entry aside and journals the cut, for the ledger and for the journal itself', async () => {
  for (const file of ['evidence/ledger/000001.log', 'journal/000001.log']) flipLastByte(inWorkspace(file));
  bench = await bench.restart();
  expect((await verify()).ok).toBe(false);
  await sync();
  const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
  const cuts = events.filter(({ act }) => act === 'torn-tail-cut');
  expect(cuts.map(({ detail }) => String(detail.file)).sort()).toEqual(['w/evidence/ledger/000001.log', 'w/journal/000001.log']);
  for (const { detail } of cuts) expect(readFileSync(join(bench.home, String(detail.keptAs)))).toHaveLength(Number(detail.bytes));
});

it('says that a ledger which the journal tells of is gone', async () => {
  rmSync(inWorkspace('evidence/ledger/000001.log'));
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(messages(faults)).toMatch(/syncs that the ledger does not hold/);
  expect(messages(faults)).toMatch(/the packs hold records, and the ledger does not name one/);
});

it('says that results of checks are gone from the ledger', async () => {
  put('f', JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: join(store, 'nothing'), size: 1 } }));
  await sync();
  const before = readFileSync(inWorkspace('evidence/ledger/000001.log')).length;
  await bench.job('verify.run', { workspace: 'w', all: true });
  expect((await verify()).ok).toBe(true);
  truncateSync(inWorkspace('evidence/ledger/000001.log'), before);
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(messages(faults)).toMatch(/1 results? of checks, the ledger holds 0/);
});

it('says that a journal is gone, or begins in the middle', async () => {
  bench.engine.close();
  rmSync(inWorkspace('journal'), { recursive: true });
  bench = await bench.restart();
  expect(messages((await verify()).faults)).toMatch(/no entry can be read/);
  await sync();
  expect(messages((await verify()).faults)).toMatch(/begins with "evidence-verified"/);
});

it('says how far a damaged journal could be read', async () => {
  expect(await bench.engine.call('journal.list', { workspace: 'w' })).not.toHaveProperty('damage');
  bench.engine.close();
  flipLastByte(inWorkspace('journal/000001.log'));
  bench = await bench.restart();
  expect(await bench.engine.call('journal.list', { workspace: 'w' })).toMatchObject({ total: 1, damage: expect.stringContaining('cannot be read in bytes') });
});

it('answers though the disk is too full to save the index', async () => {
  for (let i = 0; i < 300; i++) put(`c${i}`, record(`many ${i}`));
  await sync();
  rmSync(inWorkspace('index'), { recursive: true });
  bench.engine.close();
  const full = await openWorkbench({
    folder: bench.folder,
    keepFolder: true,
    change: (ports) => ({
      ...ports,
      home: {
        ...ports.home,
        replace: (path) => {
          throw new AuditError('disk', `${path} could not be written or read: the disk is full.`);
        },
      },
    }),
  });
  expect(await full.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({ workspace: { records: 301 } });
  full.close();
});

it('refuses to go on where a pack is gone, and writes nothing', async () => {
  for (let i = 0; i < 300; i++) put(`c${i}`, record(`many ${i}`)); // so many that the index is saved
  await sync();
  bench.engine.close();
  rmSync(inWorkspace('evidence/packs/000001.log'));
  bench = await bench.restart();
  await expect(sync()).rejects.toMatchObject({ code: 'evidence-damaged' });
});
