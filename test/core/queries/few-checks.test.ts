/** Counts of checks are the same whether few files of a workspace were checked, which are then looked up alone, or more than that. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkbench } from '../../workbench';
import { writerOf } from '../overview/made-up-store';

/** `fewChecks` of core/engine/runs/file-rows.ts. */
const few = 5000;

it('counts the checks of runs below, at and beyond the limit of what is few', async () => {
  const bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  const { record, file } = writerOf(store);
  const made: Record<string, number> = { aa: few - 1, bb: 1, cc: 2 };
  for (const [key, files] of Object.entries(made)) {
    record(key, 'WorkflowRun', { name: key, sessionId: key, workflow: {}, params: [], config: {} });
    for (let at = 0; at < files; at++) file(`${key}/f${at}.txt`, { workflowRun: `lid://${key}`, path: join(bench.folder, 'nowhere', key, `f${at}.txt`) });
  }
  await bench.sync('w', store);
  const counts = async () => {
    const { runs } = await bench.engine.call('runs.list', { workspace: 'w' });
    return Object.fromEntries(runs.map(({ name, checks }) => [name, checks.byVerdict]));
  };
  const expected: Record<string, Record<string, number>> = Object.fromEntries(Object.entries(made).map(([key, files]) => [key, { 'not-checked': files }]));
  expect(await counts()).toEqual(expected);
  for (const [key, files] of Object.entries(made)) {
    await bench.job('verify.run', { workspace: 'w', run: `lid://${key}` });
    expected[key] = { missing: files };
    expect([key, await counts()]).toEqual([key, expected]);
  }
  bench.close();
}, 120_000);
