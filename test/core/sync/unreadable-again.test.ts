/** An object that could not be read for a while: told as such, and a record again once it can. */
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const text = JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'one' } });
let bench: Workbench;
let file: string;
beforeEach(async () => {
  bench = await openWorkbench();
  const folder = join(bench.folder, 'store', 'a');
  mkdirSync(folder, { recursive: true });
  file = join(folder, '.data.json');
});
afterEach(() => bench.close());
const tooLarge = () => {
  writeFileSync(file, '');
  truncateSync(file, (64 << 20) + 1);
};
const readable = () => {
  rmSync(file);
  writeFileSync(file, text);
};
const sync = () => bench.job('sync.run', { workspace: 'w' });

it('is no longer told as unreadable when the same bytes are read again', async () => {
  writeFileSync(file, text);
  await bench.sync('w', join(bench.folder, 'store'));
  tooLarge();
  expect(await sync()).toMatchObject({ records: 0, quarantined: 1 });
  readable();
  expect(await sync()).toMatchObject({ records: 1, unchanged: 1, quarantined: 0 });
  expect(await sync()).toMatchObject({ records: 1, unchanged: 1, quarantined: 0, fetched: 0 });
  expect(await bench.engine.call('findings.list', { workspace: 'w' })).toMatchObject({ total: 0 });
});

it('counts as new, and not as changed, when it is read for the first time', async () => {
  tooLarge();
  expect(await bench.sync('w', join(bench.folder, 'store'))).toMatchObject({ records: 0, quarantined: 1 });
  readable();
  expect(await sync()).toMatchObject({ records: 1, new: 1, changed: 0, quarantined: 0 });
  expect(await bench.engine.call('findings.list', { workspace: 'w' })).toMatchObject({ total: 0 });
});
