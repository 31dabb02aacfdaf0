/** What a search must not take for certain: times of an unknown zone, runs of several names, outside files that were checked against one of their checksums. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const key = (letter: string) => letter.repeat(32);
let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
});
afterEach(() => bench.close());

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(store, path)), { recursive: true });
  writeFileSync(join(store, path), text);
};
const history = (file: string, run: string, time: string, name: string) => write(`.history/${file}`, `${time}\t${name}\tsession\tlid://${run}`);
const found = async (text: string) => {
  const { groups, withoutTime } = await bench.engine.call('search.find', { workspace: 'w', text, limit: 1000 });
  return { lids: groups.flatMap(({ hits }) => hits.map(({ lid }) => lid)).sort(), withoutTime };
};

describe('search does not decide what is not known', () => {
  it('a run whose zone is not known is on neither side of a time near it, with a dash or without, and counted', async () => {
    history('a', key('a'), '2026-03-01 12:00:00 XYZ', 'somewhere');
    history('b', key('b'), '2026-03-01 12:00:00 UTC', 'known');
    await bench.sync('w', store);
    for (const [text, lids] of [
      ['kind:run before:2026-03-01T12:30Z', [`lid://${key('b')}`]],
      ['kind:run -after:2026-03-01T12:30Z', [`lid://${key('b')}`]],
      ['kind:run after:2026-03-01T11:30Z', [`lid://${key('b')}`]],
      ['kind:run -before:2026-03-01T11:30Z', [`lid://${key('b')}`]],
    ] as const)
      expect(await found(text)).toEqual({ lids, withoutTime: 1 });
    expect(await found('kind:run before:2026-03-03')).toEqual({ lids: [`lid://${key('a')}`, `lid://${key('b')}`], withoutTime: 0 });
    expect(await found('kind:run -before:2026-03-03')).toEqual({ lids: [], withoutTime: 0 });
  });

  it('a parameter whose name or value holds an equals sign is found, leads to its runs, and to its impact by name and value', async () => {
    const params = [
      { type: 'String', name: 'a=b', value: 'x=y' },
      { type: 'String', name: 'opts', value: '--min=3' },
    ];
    write(`${key('a')}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind: 'WorkflowRun', spec: { name: 'one', sessionId: 's', workflow: {}, params, config: {} } }));
    await bench.sync('w', store);
    for (const { name, value } of params) {
      const { groups } = await bench.engine.call('search.find', { workspace: 'w', text: JSON.stringify(value) });
      const hit = groups.find(({ group }) => group === 'parameters')?.hits[0];
      expect(hit?.parameter).toEqual({ name, value });
      expect((await found(hit?.query ?? '')).lids).toEqual([`lid://${key('a')}`]);
      const { summary } = await bench.engine.call('impact.summary', { workspace: 'w', asked: { by: 'param', name, value } });
      expect(summary.starts.count).toBe(1);
    }
    for (const [text, lids] of [
      ['param:a=b', [`lid://${key('a')}`]],
      ['param:a', []],
      ['param:a=b=x', []],
      ['param:opts=--min', []],
    ] as const)
      expect([text, (await found(text)).lids]).toEqual([text, lids]);
  });

  it('a run that two lines of the history name differently is found by either name, and its time is sure only where both lie', async () => {
    history('a', key('a'), '2026-03-01 12:00:00 UTC', 'first_name');
    history('b', key('a'), '2026-03-05 12:00:00 UTC', 'second_name');
    await bench.sync('w', store);
    for (const name of ['first_name', 'second_name']) {
      expect((await found(`run:${name}`)).lids).toEqual([`lid://${key('a')}`]);
      expect((await found(name)).lids).toContain(`lid://${key('a')}`);
    }
    expect(await found('kind:run before:2026-03-03')).toEqual({ lids: [], withoutTime: 1 });
    expect((await found('kind:run before:2026-03-06')).lids).toEqual([`lid://${key('a')}`]);
  });

  it('an outside file of two checksums, checked against one, is among those that nobody checked', async () => {
    const path = join(bench.folder, 'ref.fa');
    writeFileSync(path, 'ACGT');
    const record = (of: string, kind: string, spec: object) => write(`${of}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
    for (const [run, task, value] of [
      ['a', 'c', '1'],
      ['b', 'd', '2'],
    ] as const) {
      record(key(run), 'WorkflowRun', { name: `run_${run}`, sessionId: run, workflow: {}, params: [], metadata: {} });
      const input = [{ type: 'path', name: 'in', value: [{ path, checksum: { value: value.repeat(32), algorithm: 'nextflow', mode: 'standard' } }] }];
      record(key(task), 'TaskRun', { name: 'T', workflowRun: `lid://${key(run)}`, input, sessionId: 's' });
      record(`${key(task)}/o.txt`, 'FileOutput', { path: '/o', source: `lid://${key(task)}`, taskRun: `lid://${key(task)}`, workflowRun: `lid://${key(run)}` });
      record(`${key(run)}/o.txt`, 'FileOutput', { path: '/r', source: `lid://${key(task)}/o.txt`, taskRun: null, workflowRun: `lid://${key(run)}` });
    }
    await bench.sync('w', store);
    const outside = async (verdict: string) => (await found(`kind:outside verdict:${verdict}`)).lids;
    expect(await outside('not-checked')).toEqual([path]);
    const { inputs } = await bench.job('verify.run', { workspace: 'w', run: `lid://${key('a')}`, inputs: true });
    const verdict = inputs?.[0]?.verdict ?? 'not-checked';
    expect(verdict).not.toBe('not-checked');
    expect(await outside(verdict)).toEqual([path]);
    expect(await outside('not-checked')).toEqual([path]);
    await bench.job('verify.run', { workspace: 'w', run: `lid://${key('b')}`, inputs: true });
    expect(await outside('not-checked')).toEqual([]);
    // A record that names another checksum since: the check of the old one is of nothing that is recorded now.
    for (const task of ['c', 'd']) {
      const input = [{ type: 'path', name: 'in', value: [{ path, checksum: { value: '3'.repeat(32), algorithm: 'nextflow', mode: 'standard' } }] }];
      record(key(task), 'TaskRun', { name: 'T', workflowRun: `lid://${key(task === 'c' ? 'a' : 'b')}`, input, sessionId: 's' });
    }
    await bench.job('sync.run', { workspace: 'w' });
    expect([await outside(verdict), await outside('not-checked')]).toEqual([[], [path]]);
  });

  it('records that were never read are found, as such, whether another record names them or not; once they can be read they are what they are', async () => {
    const record = (of: string, kind: string, spec: object) => write(`${of}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
    record(`${key('a')}/o.txt`, 'FileOutput', { path: '/o', source: `lid://${key('c')}`, taskRun: `lid://${key('c')}`, workflowRun: `lid://${key('d')}` });
    write(`${key('b')}/.data.json`, '');
    write(`${key('c')}/.data.json`, 'no JSON');
    await bench.sync('w', store);
    const both = [`lid://${key('b')}`, `lid://${key('c')}`];
    expect((await found('kind:unknown')).lids).toEqual(both);
    expect((await found(key('b').slice(0, 9))).lids).toEqual(both.slice(0, 1));
    expect((await found(`lid://${key('b')}`)).lids).toEqual(both.slice(0, 1));
    expect((await found(`-${key('b')} kind:unknown`)).lids).toEqual(both.slice(1));
    const { groups } = await bench.engine.call('search.find', { workspace: 'w', text: 'kind:unknown' });
    expect(groups[0]).toMatchObject({ group: 'records', total: 2 });
    expect(groups[0]?.hits.find(({ lid }) => lid === both[0])).toMatchObject({ kind: 'Unknown', present: true, detail: expect.stringContaining('empty') });
    expect(await bench.engine.call('records.get', { workspace: 'w', lid: both[0] ?? '' })).toMatchObject({ record: expect.anything() });
    const { items } = await bench.engine.call('search.suggest', { workspace: 'w', text: 'kind:unk', caret: 8 });
    expect(items[0]).toMatchObject({ label: 'unknown', count: 2 });
    record(key('b'), 'TaskRun', { name: 'B', workflowRun: `lid://${key('d')}`, input: [], sessionId: 's' });
    await bench.job('sync.run', { workspace: 'w' });
    expect((await found('kind:unknown')).lids).toEqual(both.slice(1));
    expect((await found('kind:task')).lids).toContain(both[0]);
    expect((await bench.engine.call('search.find', { workspace: 'w', text: 'kind:unknown', sort: 'newest' })).groups[0]?.total).toBe(1);
  });
});
