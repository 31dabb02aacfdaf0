/** `find workflowRun=LID`: the index answers alone while every record names its run by `lid://` and the key; from the first that does not, the records decide. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkspace } from '../../../core/engine/open-workspace';
import { candidates } from '../../../core/index/queries/lineage-candidates';
import { openWorkbench, type Workbench } from '../../workbench';

const run = '0123456789abcdef0123456789abcdef';
let bench: Workbench;
let store: string;

function put(key: string, kind: string, spec: object): string {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  return `lid://${key}`;
}
const key = (digit: string) => digit.repeat(32);
const find = async (value: string) => (await bench.engine.call('lineage.find', { workspace: 'w', terms: [{ key: 'workflowRun', value }] })).lids;
function isSure(): boolean[] {
  const open = openWorkspace(bench.ports, 'w', () => undefined);
  const { sure, unsure } = candidates(open.db, [{ key: 'workflowRun', value: `lid://${run}` }]);
  open.close();
  return [...sure.map(() => true), ...unsure.map(() => false)];
}

let named: string[];
beforeAll(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  put(run, 'WorkflowRun', { name: 'a_run', sessionId: 's' });
  named = [
    put(key('1'), 'TaskRun', { name: 'T', workflowRun: `lid://${run}` }),
    put(`${key('1')}/a.txt`, 'FileOutput', { path: '/w/a.txt', workflowRun: `lid://${run}`, taskRun: `lid://${key('1')}` }),
    put(`${key('1')}#output`, 'TaskOutput', { workflowRun: `lid://${run}`, taskRun: `lid://${key('1')}`, output: [] }),
    put(`${run}#output`, 'WorkflowOutput', { workflowRun: `lid://${run}`, output: [] }),
  ].sort();
  put(key('2'), 'TaskRun', { name: 'T', workflowRun: `lid://${key('3')}` });
  await bench.sync('w', store);
});
afterAll(() => bench.close());

it('rests on the index where runs are named plainly', async () => {
  expect(isSure()).toEqual(named.map(() => true));
  expect(await find(`lid://${run}`)).toEqual(named);
  expect(await find(`lid://${run}/`)).toEqual([]);
  expect(await find(run)).toEqual([]);
  expect(await find(`lid://${key('9')}`)).toEqual([]);
});

it('rests on the records once one of them names its run otherwise, after a restart and an index made anew too', async () => {
  const slashed = put(key('4'), 'TaskRun', { name: 'T', workflowRun: `lid://${run}/` });
  const staged = put(key('5'), 'TaskRun', { name: 'T', workflowRun: `lid://lid:/${run}` });
  await bench.job('sync.run', { workspace: 'w' });
  const all = async () => {
    expect(isSure()).not.toContain(true);
    expect(await find(`lid://${run}`)).toEqual(named);
    expect(await find(`lid://${run}/`)).toEqual([slashed]);
    expect(await find(`lid://lid:/${run}`)).toEqual([staged]);
  };
  await all();
  bench = await bench.restart();
  await all();
  openWorkspace(bench.ports, 'w', () => undefined).discardIndex();
  bench = await bench.restart();
  await all();
});
