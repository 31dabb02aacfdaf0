/** Impact where no link says it and a path does: folders and files below them, paths as mere text, and records that had other content earlier. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImpactQuestion } from '../../../core/contract/impact';
import { pathTies, tiedPaths } from '../../../core/graph/impact/paths';
import { atOnce } from '../../../core/pause';
import { openWorkbench, type Workbench } from '../../workbench';
import { rowsOf } from '../graph/impact/rows-of';

const key = (letter: string) => letter.repeat(32);
const [runA, runB, taskA, taskB] = [key('a'), key('b'), key('c'), key('d')];
const lid = (of: string) => `lid://${of}`;
const sum = (value: string) => ({ value: value.repeat(32), algorithm: 'nextflow', mode: 'standard' });

let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
});
afterEach(() => bench.close());

function record(of: string, kind: string, spec: object) {
  const path = join(store, of, '.data.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
}
const run = (of: string, name: string, params: object[] = []) =>
  record(of, 'WorkflowRun', { name, sessionId: name, workflow: { scriptFiles: [], repository: 'r', commitId: '0'.repeat(40) }, params, metadata: {} });
const task = (of: string, ofRun: string, input: object[]) => record(of, 'TaskRun', { name: 'T', workflowRun: lid(ofRun), input, sessionId: 's' });
const file = (of: string, path: string, spec: object) =>
  record(of, 'FileOutput', { path, checksum: sum('9'), source: null, workflowRun: null, taskRun: null, size: 1, createdAt: null, modifiedAt: null, labels: [], ...spec });
const outputs = (of: string, ofRun: string, output: object[] = []) => record(`${of}#output`, 'WorkflowOutput', { createdAt: null, workflowRun: lid(ofRun), output });
const reads = (path: string) => [{ type: 'path', name: 'in', value: [{ path, checksum: sum('1') }] }];

/** Run A reads /in/ref.fa and publishes /results/a.bam; run B has one task with these inputs. */
function twoRuns(inputB: object[], listed: object[] = []) {
  run(runA, 'first');
  task(taskA, runA, reads('/in/ref.fa'));
  file(`${taskA}/a.bam`, `/work/${taskA}/a.bam`, { taskRun: lid(taskA), source: lid(taskA), workflowRun: lid(runA) });
  file(`${runA}/a.bam`, '/results/a.bam', { source: lid(`${taskA}/a.bam`), workflowRun: lid(runA) });
  outputs(runA, runA, [{ type: 'Path', name: 'bam', value: lid(`${runA}/a.bam`) }, ...listed]);
  run(runB, 'second');
  task(taskB, runB, inputB);
  file(`${taskB}/b.txt`, `/work/${taskB}/b.txt`, { taskRun: lid(taskB), source: lid(taskB), workflowRun: lid(runB) });
  outputs(runB, runB);
}

async function stateOf(asked: ImpactQuestion, of: string): Promise<string | null> {
  for (const list of ['runs', 'tasks', 'files', 'unknown', 'unaffected'] as const) {
    const row = (await bench.engine.call('impact.list', { workspace: 'w', asked, list, limit: 2000 })).rows.find((one) => one.lid === lid(of));
    if (row !== undefined) return row.reason?.code ?? list;
  }
  return null;
}
const reference: ImpactQuestion = { by: 'path', path: '/in/ref.fa' };

describe('impact over paths alone', () => {
  it('leaves a run with other inputs unaffected as far as recorded', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    await bench.sync('w', store);
    expect([await stateOf(reference, taskA), await stateOf(reference, taskB), await stateOf(reference, runB)]).toEqual(['tasks', 'unaffected', 'unaffected']);
  });

  it('a task that reads a folder below which a reached file was published is unknown, and so is what it wrote', async () => {
    twoRuns(reads('/results/'));
    await bench.sync('w', store);
    expect([await stateOf(reference, taskB), await stateOf(reference, `${taskB}/b.txt`), await stateOf(reference, runB)]).toEqual([
      'inside-folder',
      'inside-folder',
      'inside-folder',
    ]);
  });

  it('a folder that a run names in a parameter alone, as one for results, ties no file to it', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    run(runB, 'second', [{ type: 'String', name: 'outdir', value: '/results' }]);
    await bench.sync('w', store);
    expect(await stateOf(reference, runB)).toBe('unaffected');
  });

  it.each(['/in', '/in/', 'file:///in'])('asked about a file, a task that read the folder %s is unknown', async (folder) => {
    twoRuns(reads(folder));
    await bench.sync('w', store);
    expect(await stateOf(reference, taskB)).toBe('inside-folder');
  });

  it('asked about a folder that no record names, what was read from below it is unknown', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    await bench.sync('w', store);
    const asked: ImpactQuestion = { by: 'path', path: '/in' };
    expect([await stateOf(asked, taskA), await stateOf(asked, `${runA}/a.bam`), await stateOf(asked, taskB)]).toEqual(['inside-folder', 'inside-folder', 'unaffected']);
    await expect(bench.engine.call('impact.summary', { workspace: 'w', asked: { by: 'path', path: '/i' } })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a path that a list of outputs holds as a text leads on to who read it', async () => {
    twoRuns(reads('/shared/panel.tsv'), [{ type: 'Path', name: 'panel', value: '/shared/panel.tsv' }]);
    await bench.sync('w', store);
    expect([await stateOf(reference, taskB), await stateOf(reference, runB)]).toEqual(['listed-by-path', 'listed-by-path']);
    // It is written by run A, and not read by it.
    expect(await stateOf({ by: 'path', path: '/shared/panel.tsv' }, taskA)).toBe('unaffected');
  });

  it('a path that a task was given as a text is no proof that it did not read it', async () => {
    twoRuns([{ type: 'val', name: 'index', value: { bam: 'file:///results/a.bam' } }]);
    await bench.sync('w', store);
    expect(await stateOf(reference, taskB)).toBe('named-in-value');
    expect(await stateOf({ by: 'path', path: '/results/a.bam' }, taskB)).toBe('named-in-value');
  });

  it('a record that named something else at an earlier sync is unknown, and so is what hangs on it', async () => {
    twoRuns(reads('/in/ref.fa'));
    await bench.sync('w', store);
    expect(await stateOf(reference, taskB)).toBe('tasks');
    task(taskB, runB, reads('/elsewhere/b.txt'));
    await bench.job('sync.run', { workspace: 'w' });
    expect([await stateOf(reference, taskB), await stateOf(reference, `${taskB}/b.txt`)]).toEqual(['record-changed', 'record-changed']);
  });

  it('files below a folder that is read are tied to it, 200,000 of them in little time', () => {
    const count = 200_000;
    const nodes = Array.from({ length: count }, (_, i): [number, string] => [i, `/out/${i % 1000}/${i}.txt`]);
    const before = process.cpuUsage();
    const rows = { outside: rowsOf([[count, '/out/7', 1] as const]), files: rowsOf(nodes), named: rowsOf([]) };
    const at = (id: number) => id;
    const ties = pathTies(atOnce(tiedPaths(rows, at)), { at, count: count + 1 }, { at: () => nodes, below: () => nodes });
    let tied = 0;
    for (const [node] of nodes) ties.of(node, () => tied++);
    ties.ofPath('/out', () => tied++);
    expect(tied).toBe(200 + 1 + count);
    expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
  });

  it('a parameter that is masked as a secret is told by its original and by its mask; by a mask that says nothing of it, or is of another key, its run is unknown', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    run(runA, 'first', [{ type: 'String', name: 'api_token', value: 'abcDEF123456' }]);
    await bench.sync('w', store);
    const mask = JSON.stringify((await bench.engine.call('records.get', { workspace: 'w', lid: lid(runA) })).record).match(/\[masked: named-value hmac:\w{12}\]/)?.[0] ?? '';
    const states = async (value: string) => {
      const asked: ImpactQuestion = { by: 'param', name: 'api_token', value };
      return [await stateOf(asked, runA), await stateOf(asked, taskA), await stateOf(asked, runB)];
    };
    for (const value of ['abcDEF123456', mask]) expect(await states(value), value).toEqual(['runs', 'tasks', 'unaffected']);
    expect(await stateOf({ by: 'param', name: 'api_token', value: 'another' }, runA).catch(({ code }) => code)).toBe('not-found');
    for (const value of ['•••• masked (12 characters)', '[masked: named-value]', '[masked: named-value hmac:000000000000]'])
      expect(await states(value), value).toEqual(['not-recorded-here', 'not-recorded-here', 'unaffected']);
  });

  it('a commit is found in either case; too few digits of one are refused, and not told as recorded nowhere', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    record(runA, 'WorkflowRun', { name: 'first', sessionId: 's', workflow: { repository: 'r', commitId: 'abc'.padEnd(40, 'd') }, params: [], metadata: {} });
    await bench.sync('w', store);
    expect(await stateOf({ by: 'commit', commit: 'ABCDDDDD' }, runA)).toBe('runs');
    await expect(bench.engine.call('impact.summary', { workspace: 'w', asked: { by: 'commit', commit: 'abcd' } })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('a record that could not be read and then vanished is still counted', async () => {
    twoRuns(reads('/elsewhere/b.txt'));
    const besides = join(store, taskB, '.data.json~');
    writeFileSync(besides, '{}');
    const unread = async () => (await bench.engine.call('impact.summary', { workspace: 'w', asked: reference })).summary.unread;
    await bench.sync('w', store);
    const before = await unread();
    expect(before).toBe(1);
    rmSync(besides);
    await bench.job('sync.run', { workspace: 'w' });
    expect(await unread()).toBe(before);
  });
});
