/** Records that are named and not here: drawn as ghosts, said in words in drawing, table and history, and nothing claimed of what lies behind them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';
import { colours } from './walk';

const workspace = 'ghosts';
const [run, gone] = ['aa'.repeat(16), 'bb'.repeat(16)];
const file = `lid://${run}/out/made.txt`;
let app: OpenApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ghosts-'));
  const lineage = join(folder, 'lineage');
  const write = (lid: string, kind: string, spec: object) => {
    mkdirSync(join(lineage, lid), { recursive: true });
    writeFileSync(join(lineage, lid, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  write(run, 'WorkflowRun', {
    workflow: { scriptFiles: [], repository: null, commitId: null },
    sessionId: 's',
    name: 'lost_half',
    params: [],
    config: {},
    metadata: { start: '2026-01-02T03:04:05Z' },
  });
  const made = { checksum: null, workflowRun: `lid://${run}`, size: 1, createdAt: '2026-01-02T03:04:06Z', modifiedAt: '2026-01-02T03:04:06Z', labels: [] };
  write(`${gone}/made.txt`, 'FileOutput', { ...made, path: '/work/made.txt', taskRun: `lid://${gone}`, source: `lid://${gone}` });
  write(`${run}/out/made.txt`, 'FileOutput', { ...made, path: '/results/made.txt', taskRun: null, source: `lid://${gone}/made.txt` });
  app = await openApp({ folder, keepFolder: true });
  const ask = (call: string, input: object) => app.page.evaluate(([n, i]) => window.audit.call(`ghosts-${n}`, n as string, i), [call, input] as const);
  expect(await ask('workspaces.add', { name: workspace, store: { type: 'folder', path: lineage } })).toHaveProperty('ok');
  await show(paths.workspace(workspace));
  await app.page.getByRole('button', { name: 'Sync now' }).last().click();
  await app.page.getByText('3 objects listed', { exact: false }).waitFor();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const show = (to: string) =>
  app.page.evaluate((address) => {
    location.hash = address;
  }, to);

async function cleanInBoth(): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await colours(app, scheme);
    expect(await app.seriousAxeFaults()).toEqual([]);
  }
}

it('in the drawing: dashed, in words, and what it was made from not known', async () => {
  await show(`${paths.record(workspace, file, 'graph')}/depth=all`);
  const ghost = app.page.locator('.graph-box[data-kind=Missing]');
  await ghost.waitFor();
  expect(await app.page.getByRole('button', { name: /^Not here.*open finding/ }).count()).toBe(1);
  expect(
    await ghost
      .locator('path')
      .first()
      .evaluate((path) => [getComputedStyle(path).strokeDasharray, getComputedStyle(path).fill]),
  ).toEqual(['3px, 4px', 'rgba(0, 0, 0, 0)']);
  await ghost.locator('.box-main').click();
  const panel = app.page.getByRole('complementary', { name: 'Selected box' });
  await panel.getByText('The store does not hold this record, so what lies behind it is unknown.').waitFor();
  await panel.getByText('Made from: not known, no record here says it').waitFor();
  await cleanInBoth();
});

it('in the table beside it', async () => {
  await app.page.locator('.graph-toolbar label', { hasText: 'Table' }).first().click();
  const row = app.page.getByRole('row', { name: /Not here/ });
  await row.waitFor();
  expect(await row.textContent()).toContain(gone);
  await cleanInBoth();
});

it('in the history of the file, where its container is not said to be none', async () => {
  await show(paths.record(workspace, file, 'custody'));
  await app.page.locator('.custody-weakest', { hasText: `No record of task ${gone} is here` }).waitFor();
  await app.page.getByText('not known: no record of this task can be read').waitFor();
  await app.page.getByText('of 1 no record can be read, so that it is not known', { exact: false }).waitFor();
  await cleanInBoth();
  expect(app.errors).toEqual([]);
});
