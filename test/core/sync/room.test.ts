/** A sync of more than memory holds is stopped in words, and goes on where there is enough. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSyncRoom } from '../../../core/sync/room';
import { openWorkbench, type Workbench } from '../../workbench';

let left = Number.POSITIVE_INFINITY;
let short = () => false;
let bench: Workbench;
let store: string;
beforeEach(async () => {
  short = () => false;
  left = Number.POSITIVE_INFINITY;
  bench = await openWorkbench({ change: (ports) => ({ ...ports, heapLeft: () => (short() ? 100e6 : left) }) });
  store = join(bench.folder, 'store');
  for (let i = 0; i < 2500; i++) {
    mkdirSync(join(store, `f${i}`), { recursive: true });
    writeFileSync(join(store, `f${i}`, '.data.json'), `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/x/${i}","size":${i}}}`);
  }
});
afterEach(() => bench.close());

it('is refused while it is listed, and nothing is read', async () => {
  left = 200e6;
  await expect(bench.sync('w', store)).rejects.toMatchObject({
    code: 'not-supported',
    message: expect.stringMatching(/The store has more than .* and 200 MB of memory are left .* Nothing was read\./),
  });
  left = Number.POSITIVE_INFINITY;
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true, fetched: 2500, new: 2500 });
});

it('says while it reads what is saved, and how to go on', () => {
  const room = createSyncRoom({ heapLeft: () => left });
  left = 140e6;
  room.whileReading(2000, 2500);
  left = 100e6;
  for (let look = 0; look < 63; look++) room.whileReading(2000, 2500);
  expect(() => room.whileReading(2000, 2500)).toThrow(/^Of 2,500 objects 2,000 are read and saved, and 100 MB of memory .* What is saved stays; sync again/);
});

it('makes nothing ahead where memory would end by it: all is saved and indexed, and it says so', async () => {
  for (let i = 2500; i < 6000; i++) {
    mkdirSync(join(store, `f${i}`), { recursive: true });
    writeFileSync(join(store, `f${i}`, '.data.json'), `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/x/${i}","size":${i}}}`);
  }
  await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: store } });
  const kept = () => readdirSync(join(bench.home, 'w', 'index')).filter((name) => name.startsWith('ahead-'));
  const indexed = join(bench.home, 'w', 'index', 'index.db');
  short = () => existsSync(indexed);
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true, new: 6000, notMadeAhead: 'memory' });
  expect(kept()).toEqual(['ahead-findings']); // the sync itself tells of these
  expect(await bench.engine.call('search.find', { workspace: 'w', text: '5999' })).toMatchObject({ groups: [{ total: 1 }] });
});

it('takes what is left after garbage was collected for what is left', () => {
  const room = createSyncRoom({ heapLeft: () => left });
  left = 900e6;
  room.whileListing(1000);
  left = 10e6;
  room.whileListing(2000);
  for (let look = 0; look < 62; look++) room.whileListing(3000);
  expect(() => room.whileListing(4000)).toThrow('and 10 MB of memory are left');
});
