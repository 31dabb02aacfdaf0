/** An input from outside that is not what was recorded: told where findings are told, though no record is its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { badChecksSentence } from '../../../core/verify/bad-words';
import { openWorkbench, type Workbench } from '../../workbench';

const key = (letter: string) => letter.repeat(32);
const workspace = 'w';
let bench: Workbench;
let store: string;
let inputs: string;

beforeAll(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  inputs = join(bench.folder, 'inputs');
  mkdirSync(inputs);
  writeFileSync(join(inputs, 'two.fa'), 'two');
  const record = (of: string, kind: string, spec: object) => {
    const path = join(store, of, '.data.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const read = (name: string, letter: string) => ({ path: join(inputs, name), checksum: { value: letter.repeat(32), algorithm: 'nextflow', mode: 'standard' } });
  record(key('a'), 'WorkflowRun', { name: 'first', sessionId: 's', workflow: { scriptFiles: [], repository: 'r', commitId: '0'.repeat(40) }, params: [], metadata: {} });
  // One path with two recorded checksums, and one that is not there.
  record(key('b'), 'TaskRun', {
    name: 'T',
    workflowRun: `lid://${key('a')}`,
    sessionId: 's',
    input: [{ type: 'path', name: 'in', value: [read('two.fa', '1'), read('gone.fa', '3')] }],
  });
  record(key('c'), 'TaskRun', { name: 'U', workflowRun: `lid://${key('a')}`, sessionId: 's', input: [{ type: 'path', name: 'in', value: [read('two.fa', '2')] }] });
  await bench.sync(workspace, store);
});
afterAll(() => bench.close());

const bad = () => bench.engine.call('verify.bad', { workspace });

it('says nothing before anybody looked', async () => {
  expect(await bad()).toEqual({ checked: 0, bad: 0, outside: 0 });
  expect(badChecksSentence(await bad())).toBeNull();
});

it('counts each outside file once, and lists it with what is wrong and against which checksum', async () => {
  await bench.job('verify.run', { workspace, run: `lid://${key('a')}`, inputs: true });
  expect(await bad()).toEqual({ checked: 2, bad: 2, outside: 2 });
  expect(badChecksSentence(await bad())).toBe('Checks found 2 files not as recorded, with other bytes than before, or not to be had, from outside.');
  const { rows, total } = await bench.engine.call('overview.list', { workspace, list: 'bad-checks' });
  expect(total).toBe(2);
  const found = Object.fromEntries(rows.map(({ lid, part, detail }) => [lid, [part, detail]]));
  expect(found[join(inputs, 'two.fa')]).toEqual(['mismatch', expect.stringMatching(/^recorded checksum 1{32}, checked .* UTC; recorded checksum 2{32}, checked .* UTC$/)]);
  expect(found[join(inputs, 'gone.fa')]).toEqual(['missing', expect.stringMatching(/^recorded checksum 3{32}, checked/)]);
  expect((await bench.engine.call('overview.list', { workspace, list: 'bad-checks', part: 'missing' })).total).toBe(1);
});

it('leaves the findings of syncs as they are', async () => {
  expect((await bench.engine.call('findings.list', { workspace })).findings.filter(({ lid }) => lid?.includes('two.fa'))).toEqual([]);
});
