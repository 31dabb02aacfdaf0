/** Objects that could not be read are counted by why, whatever a reason quotes of each; the list behind keeps the whole reason. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const workspace = 'w';
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(bench.folder, 'lineage');
  const put = (path: string, text: string) => {
    mkdirSync(join(store, path, '..'), { recursive: true });
    writeFileSync(join(store, path), text);
  };
  for (const [at, text] of ['{"kind": "x', '{"kind": 1, "x', '<html>', 'NaN', '{"a":\u0001}'].entries()) put(`a${at}/.data.json`, text);
  put('b/.data.json.bak', '{}');
  put('c/.data.json.1', '{}');
  put('d/.data.json', '[]');
  await bench.sync(workspace, store);
});
afterAll(() => bench.close());

it('by kind, with as many lines behind each, the whole reason in them', async () => {
  const { debug } = await bench.engine.call('overview.debug', { workspace });
  expect(debug.quarantine.map(({ reason, count }) => [reason, count])).toEqual([
    ['not JSON', 5],
    [expect.stringMatching(/^not named \.data\.json: Nextflow/), 2],
    ['JSON, but no object', 1],
  ]);
  for (const { reason, count } of debug.quarantine) {
    const { rows, total } = await bench.engine.call('overview.list', { workspace, list: 'quarantine', part: reason });
    expect(total).toBe(count);
    if (reason === 'not JSON') for (const { detail } of rows) expect(detail).toMatch(/^not JSON: ./);
  }
  // What would be a record has a page with its bytes.
  const html = (await bench.engine.call('overview.list', { workspace, list: 'quarantine', arranged: { filters: { lid: 'a2' } } })).rows;
  expect(html).toEqual([expect.objectContaining({ lid: 'lid://a2', title: 'a2/.data.json' })]);
  expect((await bench.engine.call('records.get', { workspace, lid: 'lid://a2' })).record.state).toBe('quarantined');
  const named = (await bench.engine.call('overview.list', { workspace, list: 'quarantine', arranged: { filter: '.data.json.bak' } })).rows;
  expect(named).toEqual([expect.objectContaining({ detail: expect.stringContaining('named ".data.json.bak"') })]);
});
