/** Paths that a history names and no record states as read: told with their step, weak, and never left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import { custodyText } from '../../../core/graph/custody/text';
import { openWorkbench, type Workbench } from '../../workbench';
import { historyOf, summaryText } from './asked';
import { lid, makeStore, outside } from './made-store';

let bench: Workbench;
const value = (text: string) => ({ type: 'val', name: 'ref', value: text });
const reads = (path: string) => ({ type: 'path', name: 'in', value: [outside(path)] });

beforeAll(async () => {
  bench = await openWorkbench();
  const folder = join(bench.folder, 'store');
  const store = makeStore(folder);
  store.run('r1', 'first');
  store.task('t1', 'MAKE (a)', 'r1', [outside('/in/a.txt')]);
  store.file('t1/a.bam', { taskRun: lid('t1'), workflowRun: lid('r1') });
  store.file('r1/a.bam', { source: lid('t1/a.bam'), workflowRun: lid('r1'), path: 'file:///results/a.bam' });
  store.file('r1/b.bam', { source: lid('t1/a.bam'), workflowRun: lid('r1'), path: '/results/deep/b.bam' });
  store.file('r1/c.bam', { source: lid('t1/a.bam'), workflowRun: lid('r1'), path: '/results0/c.bam' });
  store.record('t1#output', 'TaskOutput', { taskRun: lid('t1'), workflowRun: lid('r1'), createdAt: null, output: [{ type: 'path', name: 'o', value: ['/elsewhere/kept/'] }] });
  store.run('r2', 'second', [{ type: 'String', name: 'outdir', value: '/results' }]);
  const task = (key: string, input: object[], made = {}) => {
    store.task(key, `USE (${key})`, 'r2', [], { input });
    store.file(`${key}/out.txt`, { taskRun: lid(key), workflowRun: lid('r2'), ...made });
  };
  task('value', [reads('/in/b.txt'), value('/results/a.bam')]);
  task('unknown', [reads('/in/b.txt'), value('/refs/never recorded.fa')]);
  task('folder', [reads('/results/')]);
  task('both', [reads('/in/b.txt'), value('/in/b.txt')]);
  task('listed', [reads('/elsewhere/kept/x.txt')]);
  task('plain', [reads('/in/b.txt')]);
  task('sheet', [reads('/in/samples.csv')]);
  await bench.sync('w', folder);
}, 60_000);
afterAll(() => bench?.close());

const named = async (key: string) => (await historyOf(bench, 'w', lid(`${key}/out.txt`))).named;

describe('paths that are not recorded as read', () => {
  it('a text in a value of a task is told with the file that it can mean, and is the weakest link before a path alone', async () => {
    const page = await historyOf(bench, 'w', lid('value/out.txt'));
    expect(page.named).toMatchObject([{ how: 'value', path: '/results/a.bam', step: 1, found: [{ lid: lid('r1/a.bam') }], foundCount: 1, atLeast: false }]);
    expect(page.weakest).toMatchObject({ weakness: 'named-alone', step: 1 });
    expect(page.weakest?.text).toBe('Task USE (value) was given the path /results/a.bam as a text; that it read it is not recorded. 1 record can be meant by it: a.bam.');
    expect(summaryText(page)).toContain('This history is not whole: 1 path is named as text');
    expect(page.steps[0]?.places[0]?.weakness).toBe('named-alone');
    const rank = page.ranks.find(({ weakness }) => weakness === 'named-alone');
    expect([rank?.count, rank?.basis]).toEqual([1, 'links']);
    expect(rank?.of).toBeGreaterThanOrEqual(2);
    expect(contract['custody.get'].output.parse(page)).toEqual(page);
  });

  it('a path of which nothing is known is told all the same', async () => {
    expect(await named('unknown')).toMatchObject([{ how: 'value', path: '/refs/never recorded.fa', found: [], foundCount: 0 }]);
  });

  it('a folder that was read holds the files recorded below it, and no others', async () => {
    const [folder, ...more] = await named('folder');
    expect(more).toEqual([]);
    expect(folder).toMatchObject({ how: 'folder', path: '/results', step: 1, foundCount: 2 });
    expect(folder?.found.map((file) => file.lid).sort()).toEqual([lid('r1/a.bam'), lid('r1/b.bam')]);
  });

  it('an outside file below a folder that a list of outputs names may come from there', async () => {
    expect(await named('listed')).toMatchObject([{ how: 'listed', path: '/elsewhere/kept/x.txt', found: [{ lid: lid('t1') }] }]);
    const itself = await historyOf(bench, 'w', '/elsewhere/kept/x.txt');
    expect(summaryText(itself)).toContain('it may have been written there, which is inferred and not recorded.');
    expect(itself.weakest?.weakness).toBe('named-alone');
  });

  it('what is recorded as read is not told again, nor a folder that a parameter of a run alone names', async () => {
    expect(await named('both')).toEqual([]);
    const plain = await historyOf(bench, 'w', lid('plain/out.txt'));
    expect(plain.outside.map((file) => file.lid)).toContain('/results');
    expect(plain.named).toEqual([]);
    expect(summaryText(plain)).toContain('without a missing record or an inferred link');
  });

  it('says of a sample sheet that what stands in it was not read', async () => {
    expect((await historyOf(bench, 'w', lid('sheet/out.txt'))).notProven.join(' ')).toContain(
      'What 1 outside file with the name of a list or table (as a sample sheet) names inside',
    );
    expect((await historyOf(bench, 'w', lid('listed/out.txt'))).notProven.join(' ')).toContain('names inside');
  });

  it('a path that stands as text alone has no history, and the refusal says where it stands', async () => {
    await expect(historyOf(bench, 'w', 'file:///refs/never recorded.fa')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('1 record holds this path as a text alone'),
    });
  });

  it('stands in the text and in the CSV', async () => {
    const page = await historyOf(bench, 'w', lid('value/out.txt'));
    expect(custodyText(page)).toContain('Named by path alone, not recorded as read (1 of 1):');
    const out = join(bench.folder, 'history.csv');
    await bench.job('custody.save', { workspace: 'w', lid: lid('value/out.txt'), form: 'csv', out });
    expect(readFileSync(out, 'utf8')).toMatch(/"named by path","not recorded as read",.*"\/results\/a\.bam".*"inferred","Named by path alone/);
  });
});
