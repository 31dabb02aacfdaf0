/** What real stores were seen to have besides sound records: each is shown with what is known of it, none is dropped or an error. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';
import { odd, writeOddStore } from './odd-store';

let bench: Workbench;
let folder: string;
const lid = (key: string) => `lid://${key}`;
const ask = { workspace: 'odd' };
beforeAll(async () => {
  bench = await openWorkbench();
  folder = writeOddStore(join(bench.folder, 'store'));
  await bench.sync('odd', folder);
}, 60_000);
afterAll(() => bench?.close());

describe('runs', () => {
  it('each run that anything speaks of has a row, with marks and where its start comes from', async () => {
    const { runs } = await bench.engine.call('runs.list', ask);
    expect(runs.map(({ lid: one, name, start, startFrom, outputs, executedTasks, marks }) => ({ lid: one, name, start, startFrom, outputs, executedTasks, marks }))).toEqual([
      { lid: 'lid://null', name: null, start: '2026-01-05T00:00:00Z', startFrom: 'output', outputs: 1, executedTasks: 1, marks: ['no-record', 'no-history'] },
      { lid: lid(odd.broken), name: null, start: '2026-01-04T00:00:00Z', startFrom: 'output', outputs: 2, executedTasks: 0, marks: ['no-record', 'no-history'] },
      { lid: lid(odd.historyOnly), name: 'ghost', start: '2026-01-03 00:00:00 CET', startFrom: 'history', outputs: 0, executedTasks: 0, marks: ['no-output-record', 'no-record'] },
      {
        lid: lid(odd.run),
        name: 'odd_one',
        start: '2026-01-02T00:00:00+02:00',
        startFrom: 'record',
        outputs: 1,
        executedTasks: 1,
        marks: ['stub', 'preview', 'no-output-record', 'no-history'],
      },
      { lid: lid(odd.lostRun), name: null, start: null, startFrom: null, outputs: 0, executedTasks: 0, marks: ['no-output-record', 'no-record', 'no-history'] },
    ]);
  });

  it('every one of them has a page, tasks, outputs, inputs and an environment', async () => {
    const { runs } = await bench.engine.call('runs.list', ask);
    for (const { lid: one, outputs, marks } of runs) {
      const { run } = await bench.engine.call('runs.get', { ...ask, lid: one });
      expect(run.notRecorded[0]).toMatch(/^Success: not recorded/);
      expect(run.notRecorded.length > 3).toBe(true);
      if (marks.includes('no-record')) expect(run.notRecorded[2]).toMatch(/^The run itself/);
      expect((await bench.engine.call('runs.outputs', { ...ask, lid: one })).outputs).toHaveLength(outputs);
      await bench.engine.call('runs.tasks', { ...ask, lid: one, effective: true });
      await bench.engine.call('runs.inputs', { ...ask, lid: one });
      await bench.engine.call('runs.environment', { ...ask, lid: one });
    }
  });

  it('a task without record is behind the outputs as a ghost, and not called reused', async () => {
    const { tasks } = await bench.engine.call('runs.tasks', { ...ask, lid: lid(odd.run), effective: true });
    expect(tasks.map((task) => [task.lid, task.kind, task.executed, task.reliedOn, task.reused, task.run])).toEqual([
      [lid(odd.task), 'TaskRun', true, true, false, lid(odd.run)],
      [lid(odd.lostTask), 'Missing', false, true, false, null],
    ]);
    expect(tasks[0]?.upstream.map((one) => one.lid)).toEqual([lid(odd.lostTask)]);
  });

  it('a LID that no record has is an input of unknown origin', async () => {
    const { inputs } = await bench.engine.call('runs.inputs', { ...ask, lid: lid(odd.run) });
    expect(inputs.map((file) => [file.lid, file.path, file.usedBy.map((user) => user.lid)])).toEqual([['lid://nowhere/at all.txt', null, [lid(odd.task)]]]);
  });

  it('outputs that a run names elsewhere, as a LID or a plain path, are listed; other texts are not', async () => {
    const { outputs } = await bench.engine.call('runs.outputs', { ...ask, lid: lid(odd.broken) });
    expect(outputs.map((file) => [file.lid, file.path, file.output])).toEqual([
      [lid(`${odd.task}/r.txt`), `/out/${odd.task}/r.txt`, 'elsewhere'],
      [null, 's3://b/k.bam', 'elsewhere'],
    ]);
  });

  it('a task has its plain path outputs, and values are no files', async () => {
    const ofTask = { ...ask, lid: lid(odd.task) };
    const filesOf = async (side: 'inputs' | 'outputs') => (await bench.engine.call('tasks.files', { ...ofTask, side })).files;
    expect((await filesOf('outputs')).map((file) => file.lid ?? file.path)).toEqual([lid(`${odd.task}/r.txt`), '/plain/path.txt']);
    expect((await filesOf('inputs')).map((file) => file.lid).sort()).toEqual([lid(`${odd.lostTask}/x y#1.txt`), 'lid://nowhere/at all.txt']);
    expect((await bench.engine.call('tasks.values', ofTask)).values).toEqual([{ name: null, type: 'val', value: { a: [1, null] }, masked: false }]);
  });
});

describe('records', () => {
  it('lid://lid:/ means the LID without it; so it is one record', async () => {
    const direct = await bench.engine.call('records.get', { ...ask, lid: lid(`${odd.lostTask}/x y#1.txt`) });
    expect(await bench.engine.call('records.get', { ...ask, lid: `lid://lid:/${odd.lostTask}/x y#1.txt` })).toEqual(direct);
    expect(direct.record).toMatchObject({ state: 'present', kind: 'FileOutput', referencedByCount: 1 });
    expect(direct.record.referencedBy[0]).toMatchObject({ lid: lid(odd.task), relation: 'read' });
  });

  it('a LID with no record has a page that says who names it; one that nobody names is not found', async () => {
    const { record } = await bench.engine.call('records.get', { ...ask, lid: lid(odd.lostTask) });
    expect(record).toMatchObject({ state: 'missing', kind: 'Unknown', fields: {}, versions: [], storePath: null });
    expect(record.referencedBy.map((one) => [one.lid, one.relation])).toEqual([[lid(`${odd.lostTask}/x y#1.txt`), 'produced']]);
    await expect(bench.engine.call('records.get', { ...ask, lid: 'lid://never/named' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(bench.engine.call('records.raw', { ...ask, lid: lid(odd.lostTask) })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('what could not be read says why, and its bytes are there', async () => {
    const { record } = await bench.engine.call('records.get', { ...ask, lid: lid(odd.broken) });
    expect(record).toMatchObject({ state: 'quarantined', fields: {}, storePath: `${odd.broken}/.data.json` });
    expect(record.problem).toMatch(/Could not be read, kept: not JSON/);
    const raw = await bench.engine.call('records.raw', { ...ask, lid: lid(odd.broken) });
    expect(raw.text).toBe('{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{');
  });

  it('an unknown kind is shown as it is, its secrets masked', async () => {
    const { record } = await bench.engine.call('records.get', { ...ask, lid: '1100000000000000000000000000000a' });
    expect(record).toMatchObject({
      kind: 'Unknown',
      recordedKind: 'Mystery',
      state: 'present',
      masked: 1,
      fields: { anything: [lid(odd.run)], token: expect.stringMatching(/^\[masked: named-value hmac:\w{12}\]$/) },
    });
    expect(record.problem).toContain('unknown kind "Mystery"');
    expect(record.links).toEqual([{ lid: lid(odd.run), kind: 'WorkflowRun', title: 'odd_one', present: true }]);
  });

  it('a record that names its run as lid:// says so', async () => {
    const { record } = await bench.engine.call('records.get', { ...ask, lid: 'lid://null/results/é.txt' });
    expect(record.problem).toContain('names its run as "lid://" alone');
    expect(record.run).toBeNull();
  });

  it('a changed and then vanished record keeps its versions, its rows and marks', async () => {
    rmSync(join(folder, odd.run, '.data.json'));
    await bench.job('sync.run', { workspace: 'odd' });
    const { record } = await bench.engine.call('records.get', { ...ask, lid: lid(odd.run) });
    expect(record).toMatchObject({ state: 'vanished', kind: 'WorkflowRun', title: 'odd_one' });
    expect(record.versions).toHaveLength(1);
    expect(record.versions[0]).toMatchObject({ current: false, sync: 1 });
    const { runs } = await bench.engine.call('runs.list', ask);
    expect(runs.find((run) => run.lid === lid(odd.run))?.marks).toContain('vanished');
    expect((await bench.engine.call('runs.get', { ...ask, lid: lid(odd.run) })).run.notRecorded.join(' ')).toContain('no longer in the store');
  });
});
