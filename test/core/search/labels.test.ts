/** Who carries a label: each record once, however many of the labels that are meant it has, and of a list of outputs the task that made it. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const workspace = 'w';
const [run, task, other] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];
const records: Record<string, [string, object]> = {
  [run]: ['WorkflowRun', { name: 'one', sessionId: 's', params: [] }],
  [task]: ['TaskRun', { name: 'ALIGN (1)', workflowRun: `lid://${run}` }],
  [other]: ['TaskRun', { name: 'ALIGN (2)', workflowRun: `lid://${run}` }],
  [`${task}#output`]: ['TaskOutput', { taskRun: `lid://${task}`, workflowRun: `lid://${run}`, createdAt: '2026-01-01T00:00:00Z', output: [], labels: ['odd', 'odder'] }],
  [`${other}#output`]: ['TaskOutput', { taskRun: `lid://${other}`, workflowRun: `lid://${run}`, createdAt: '2026-01-01T00:00:00Z', output: [], labels: ['other'] }],
  [`${run}/x.bam`]: ['FileOutput', { path: '/data/x.bam', workflowRun: `lid://${run}`, labels: ['odd', 'odder'] }],
  [`${run}/y.bam`]: ['FileOutput', { path: '/data/y.bam', workflowRun: `lid://${run}`, labels: ['odder'] }],
};
let bench: Workbench;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'labels-'));
  for (const [key, [kind, spec]] of Object.entries(records)) {
    mkdirSync(join(folder, 'store', key), { recursive: true });
    writeFileSync(join(folder, 'store', key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  }
  bench = await openWorkbench({ folder });
  await bench.sync(workspace, join(folder, 'store'));
});
afterAll(() => bench.close());

async function found(text: string) {
  const { groups } = await bench.engine.call('search.find', { workspace, text });
  return Object.fromEntries(groups.map(({ group, total, hits }) => [group, [total, ...hits.map(({ lid }) => lid?.slice('lid://'.length) ?? '').sort()]]));
}

it('of a list of outputs its task, too', async () => {
  expect(await found('label:odd')).toEqual({ tasks: [1, task], files: [1, `${run}/x.bam`], records: [1, `${task}#output`] });
  expect(await found('label:other')).toEqual({ tasks: [1, other], records: [1, `${other}#output`] });
});

it('each record once, whichever of the labels it has', async () => {
  expect(await found('label:odd*')).toEqual({ tasks: [1, task], files: [2, `${run}/x.bam`, `${run}/y.bam`], records: [1, `${task}#output`] });
  expect(await found('label:odd* -label:odd')).toEqual({ files: [1, `${run}/y.bam`] });
  const { groups } = await bench.engine.call('search.find', { workspace, text: 'odd' });
  expect(groups.find(({ group }) => group === 'files')?.total).toBe(2);
});

it('counted on its page as the search counts', async () => {
  const page = await bench.engine.call('labels.get', { workspace, label: 'odd', limit: 10, offset: 0 });
  expect(page).toMatchObject({ files: 1, tasks: 1, runsTotal: 1 });
  expect(page.runs[0]).toMatchObject({ files: 1, tasks: 1, records: 1 });
});
