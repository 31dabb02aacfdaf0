/** A folder store with the oddest names a file system takes: each object told, nothing followed out of it, nothing laid outside the workspace. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const record = JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'T' } });
let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

it('reads each once, and says of each what it is', { timeout: 120_000 }, async () => {
  const store = join(bench.folder, 'store');
  const names = [
    '-rf',
    'a\nb',
    ' ',
    '...',
    '..x',
    'x'.repeat(255),
    `${'é'.repeat(127)}`,
    '%2e%2e',
    'C:\\x',
    "$(touch '",
    '\u202egpj',
    '~',
    'é',
    'e\u0301',
    '__proto__',
    'con',
    '#output',
    '.history#',
  ];
  for (const name of names) {
    mkdirSync(join(store, name), { recursive: true });
    writeFileSync(join(store, name, '.data.json'), record);
  }
  const notUtf8 = Buffer.concat([Buffer.from(`${store}/caf`), Buffer.from([0xe9])]);
  mkdirSync(notUtf8);
  writeFileSync(Buffer.concat([notUtf8, Buffer.from('/.data.json')]), record);
  mkdirSync(join(bench.folder, 'outside'));
  writeFileSync(join(bench.folder, 'outside/.data.json'), record);
  symlinkSync(join(bench.folder, 'outside'), join(store, 'linked'));
  mkdirSync(join(store, 'link'));
  symlinkSync(join(bench.folder, 'outside/.data.json'), join(store, 'link/.data.json'));
  mkdirSync(join(store, 'pipe'));
  execFileSync('mkfifo', [join(store, 'pipe/.data.json')]);

  const result = await bench.sync('w', store);
  expect(result).toMatchObject({ listed: names.length + 4, records: names.length, quarantined: 1, ignored: 3, complete: true });
  expect((await bench.engine.call('findings.list', { workspace: 'w', type: 'quarantined' })).findings.map((one) => one.detail)).toEqual([expect.stringContaining('not UTF-8')]);
  expect((await bench.engine.call('findings.list', { workspace: 'w', type: 'lid-collision' })).total).toBe(1);
  for (const name of names) expect((await bench.engine.call('records.get', { workspace: 'w', lid: `lid://${name}` })).record.storePath, name).toBe(`${name}/.data.json`);
  expect(readdirSync(bench.folder).sort()).toEqual(['home', 'outside', 'store']);
  expect(readdirSync(join(bench.folder, 'outside'))).toEqual(['.data.json']);
  expect(readFileSync(join(bench.folder, 'outside/.data.json'), 'utf8')).toBe(record);
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ unchanged: names.length, fetched: 0 });
});
