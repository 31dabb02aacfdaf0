/** What is told of a file before its history is made: what its own record says, as the history tells it later, and nothing of what lies behind. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';
import { historyOf } from './asked';
import { lid, makeStore } from './made-store';

let bench: Workbench;
const published = 'r/results/out.txt';

beforeAll(async () => {
  bench = await openWorkbench();
  const folder = join(bench.folder, 'store');
  const store = makeStore(folder);
  store.run('r', 'first');
  store.task('t', 'USE', 'r', [{ path: '/data/in.txt', checksum: { value: 'ab', algorithm: 'nextflow', mode: 'standard' } }]);
  store.file('t/out.txt', { taskRun: lid('t'), workflowRun: lid('r'), path: '/work/out.txt', checksum: { value: 'cd', algorithm: 'nextflow', mode: 'standard' }, size: 2 });
  store.file(published, { source: lid('t/out.txt'), workflowRun: lid('r'), path: '/results/out.txt', size: 2 });
  store.file('gone/out.txt', { taskRun: lid('never-seen'), path: '/work/other.txt' });
  await bench.sync('w', folder);
}, 60_000);
afterAll(() => bench?.close());

const begun = async (file: string) => (await bench.engine.call('custody.begin', { workspace: 'w', lid: file })).begun;

it('is what the history says of the file itself', async () => {
  expect((await begun(lid('t/out.txt')))?.record?.contradicts).toBe(true);
  for (const one of [lid('t/out.txt'), lid(published), lid('gone/out.txt')]) {
    const told = await begun(one);
    const { file } = await historyOf(bench, 'w', one);
    expect(told).toMatchObject({ lid: file.lid, title: file.title, kind: 'FileOutput', present: true });
    expect(told?.record).toMatchObject({ path: file.path, size: file.size, checksum: file.checksum, check: file.check, contradicts: file.weakness === 'contradicts-itself' });
  }
});

it('names the task, the source and the run that the record names, also where no record of them is here', async () => {
  const names = async (file: string) => {
    const { record } = (await begun(lid(file))) ?? { record: null };
    return [record?.task?.lid ?? null, record?.source?.lid ?? null, record?.run?.title ?? null];
  };
  expect(await names('t/out.txt')).toEqual([lid('t'), null, 'first']);
  expect(await names(published)).toEqual([null, lid('t/out.txt'), 'first']);
  expect(await names('gone/out.txt')).toEqual([lid('never-seen'), null, null]);
  expect((await begun(lid('gone/out.txt')))?.record?.task).toMatchObject({ kind: 'Missing', present: false });
});

it('an outside file has no record of its own; what is no file, or unknown, is told by the history alone', async () => {
  expect(await begun('/data/in.txt')).toMatchObject({ lid: '/data/in.txt', kind: 'External', record: null });
  expect(await begun(lid('r'))).toBeNull();
  expect(await begun(lid('t'))).toBeNull();
  expect(await begun(lid('never-seen'))).toBeNull();
  expect(await begun('lid://nobody-knows/it')).toBeNull();
});
