/** An outside path with several recorded checksums: which of them the file there now fits, and who recorded it; files of a history checked from its page. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';
import { historyOf, summaryText } from './asked';
import { lid, makeStore } from './made-store';

let bench: Workbench;
let path: string;
const deep = (text: string) => {
  const hash = bench.ports.murmur3();
  hash.update(new TextEncoder().encode(text));
  return { value: hash.hex(), algorithm: 'nextflow', mode: 'deep' };
};

beforeAll(async () => {
  bench = await openWorkbench();
  mkdirSync(join(bench.folder, 'data'));
  path = join(bench.folder, 'data', 'reference.fa');
  writeFileSync(path, 'content of now');
  const folder = join(bench.folder, 'store');
  const store = makeStore(folder);
  for (const [run, name, text] of [
    ['r1', 'first', 'content of an earlier day'],
    ['r2', 'second', 'content of now'],
  ] as const) {
    store.run(run, name);
    store.task(`${run}t`, 'USE', run, [{ path, checksum: deep(text) }]);
    store.file(`${run}t/out.txt`, { taskRun: lid(`${run}t`), workflowRun: lid(run), path: join(bench.folder, 'data', `${run}.txt`), checksum: deep(run), size: 2 });
    writeFileSync(join(bench.folder, 'data', `${run}.txt`), run);
  }
  await bench.sync('w', folder);
}, 60_000);
afterAll(() => bench?.close());

const fits = async () => (await historyOf(bench, 'w', path)).contents.map(({ checksum, runs, fits: fit }) => [checksum.value, runs.map(({ title }) => title), fit]);

it('before anybody looked, it says so; after a check, which checksum fits and which run recorded that one', async () => {
  const [old, now] = [deep('content of an earlier day').value, deep('content of now').value];
  expect(await fits()).toEqual([
    [old, ['first'], 'not-looked'],
    [now, ['second'], 'not-looked'],
  ]);
  expect((await historyOf(bench, 'w', path)).contents.flatMap(({ runs }) => runs.map((run) => [run.lid, run.present]))).toEqual([
    [lid('r1'), true],
    [lid('r2'), true],
  ]);
  expect(summaryText(await historyOf(bench, 'w', path))).toContain('fits is not known: nobody has looked.');
  expect(await bench.job('custody.check', { workspace: 'w', lid: path })).toMatchObject({ checked: 1, left: 0, cannot: 0, findings: 1, stopped: false });
  expect(await fits()).toEqual([
    [old, ['first'], 'no'],
    [now, ['second'], 'yes'],
  ]);
  const said = summaryText(await historyOf(bench, 'w', path));
  expect(said).toContain(`the file that was there fits ${now} (recorded by run second), which says: Content verified`);
  expect(said).toContain(`it does not fit ${old} (recorded by run first)`);
  expect(said).toContain('What was there when the tasks read it is not shown by that.');
});

it('when it is gone, it fits none, and a file of one checksum needs no such sentence', async () => {
  rmSync(path);
  await bench.job('custody.check', { workspace: 'w', lid: path });
  expect(summaryText(await historyOf(bench, 'w', path))).toContain('No file was there when it was last looked for');
  writeFileSync(path, 'content of now');
});

it('checks every file of a history, the nearest first, and counts what cannot be checked or is past the limit', async () => {
  const file = lid('r2t/out.txt');
  expect((await historyOf(bench, 'w', file)).file.check).toBeNull();
  expect(await bench.job('custody.check', { workspace: 'w', lid: file, chain: true, limit: 1 })).toMatchObject({ checked: 1, left: 1, findings: 0 });
  expect(await bench.job('custody.check', { workspace: 'w', lid: file, chain: true })).toMatchObject({ checked: 2, left: 0, cannot: 0 });
  const page = await historyOf(bench, 'w', file);
  expect(page.file.check?.verdict).toBe('content-verified');
  expect(page.outside[0]?.check?.verdict).toBe('content-verified');
  await expect(bench.job('custody.check', { workspace: 'w', lid: lid('r2t') })).rejects.toMatchObject({ code: 'bad-input' });
});
