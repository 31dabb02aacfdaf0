/** The LIDs of all records in columns say what the tables say, and say when they cannot. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkspace, type WorkspaceInside } from '../../../core/engine/open-workspace';
import { lidsOfParts, lidsWith, partsOfLids } from '../../../core/index/lids';
import { lidColumns } from '../../../core/index/queries/lids';
import { candidates } from '../../../core/index/queries/lineage-candidates';
import type { Term } from '../../../core/nextflow/term';
import { atOnce } from '../../../core/pause';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const run = '0123456789abcdef0123456789abcdef';
let bench: Workbench;
let store: string;
let open: WorkspaceInside | undefined;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
});
afterEach(() => {
  open?.close();
  open = undefined;
  bench.close();
});

function put(key: string, kind: string, spec: object) {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
}
const columnsNow = () => {
  open?.close();
  open = openWorkspace(bench.ports, 'w', () => undefined);
  const columns = atOnce(lidColumns(open.db));
  // As they are read back.
  return columns && lidsOfParts(partsOfLids(columns));
};
const byTables = (terms: Term[]) => {
  if (open === undefined) throw new Error('nothing is open');
  const { sure, unsure } = candidates(open.db, terms);
  expect(unsure).toEqual([]);
  return sure.sort();
};
const term = (key: string, value: string): Term => ({ key, value });

it('gives what the tables give, of every kind, label and run of a real store, and of two of them', async () => {
  await bench.sync('w', `${unpack('trial-042-lineage.tar.gz', store)}/lineage`);
  const columns = columnsNow();
  if (columns === null) throw new Error('no columns');
  const labels = [...new Set(columns.labelSets.flat())];
  expect(labels.length).toBeGreaterThan(2);
  expect(columns.runLids?.length).toBe(8);
  const terms = [
    ...['WorkflowRun', 'WorkflowOutput', 'TaskRun', 'TaskOutput', 'FileOutput', 'Missing', 'Unknown', 'Withdrawn', 'External', 'nothing', ''].map((kind) => term('type', kind)),
    term('kind', 'TaskRun'),
    ...[...labels, 'no such label', ''].map((label) => term('labels', label)),
    ...[...(columns.runLids ?? []), `lid://${'9'.repeat(32)}`].map((lid) => term('workflowRun', lid)),
  ];
  let found = 0;
  for (const one of terms) {
    const lids = lidsWith(columns, [one]);
    expect(lids).toEqual(byTables([one]));
    found += lids?.length ?? 0;
    for (const other of terms) expect(lidsWith(columns, [one, other])).toEqual(byTables([one, other]));
  }
  expect(found).toBeGreaterThan(1000);
});

it('has LIDs of any text, in the order in which they are sorted', async () => {
  const keys = ['plain', `${run}/a`, `${run}/a\nb`, `${run}/\u{1F600}`, `${run}/\uFFEF`, `${run}/é`];
  for (const key of keys) put(key, 'FileOutput', { path: '/w', labels: ['x'] });
  await bench.sync('w', store);
  const columns = columnsNow();
  expect(columns && lidsWith(columns, [term('type', 'FileOutput')])).toEqual(keys.map((key) => `lid://${key}`).sort());
  rmSync(join(store, `${run}/a`), { recursive: true });
  await bench.job('sync.run', { workspace: 'w' });
  const fewer = columnsNow();
  expect(fewer && lidsWith(fewer, [term('labels', 'x')])).toHaveLength(keys.length - 1);
});

it('does not decide what only a record can tell', async () => {
  put(run, 'WorkflowRun', { name: 'a_run', sessionId: 's' });
  put('1'.repeat(32), 'TaskRun', { name: 'T', workflowRun: `lid://${run}` });
  await bench.sync('w', store);
  const plain = columnsNow();
  if (plain === null) throw new Error('no columns');
  expect(lidsWith(plain, [term('workflowRun', `lid://${run}`)])).toEqual([`lid://${'1'.repeat(32)}`]);
  for (const other of [term('name', 'T'), term('workflowRun', run), term('workflowRun', `lid://${run}/`)]) expect(lidsWith(plain, [term('type', 'TaskRun'), other])).toBeNull();
  put('2'.repeat(32), 'TaskRun', { name: 'T', workflowRun: `lid://${run}/` });
  await bench.job('sync.run', { workspace: 'w' });
  const otherwise = columnsNow();
  if (otherwise === null) throw new Error('no columns');
  expect(lidsWith(otherwise, [term('workflowRun', `lid://${run}`)])).toBeNull();
  expect(lidsWith(otherwise, [term('type', 'TaskRun')])).toHaveLength(2);
  put('new', 'RunOfTomorrow', {});
  await bench.job('sync.run', { workspace: 'w' });
  expect(columnsNow()).toBeNull();
});
