/** An earlier time in the real window: chosen, told on every page, left with one click; the time line by keyboard; versions side by side; a published path over the runs. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../core/contract';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'dated';
let app: OpenApp;
let strict = '';

let asked = 0;
async function ask<T>(name: string, input: object): Promise<T> {
  const answer = await app.page.evaluate(([id, n, i]) => window.audit.call(id as string, n as string, i), [`time-${asked++}`, name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as T;
}
const show = (path: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, path);

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText('trial-042').first().waitFor();
  const { workspace: demo } = await ask<Output<'workspaces.get'>>('workspaces.get', { workspace: 'trial-042' });
  if (demo.store.type !== 'folder') throw new Error('The demo is a folder.');
  const store = join(app.folder, 'lineage');
  cpSync(demo.store.path, store, { recursive: true });
  await ask('workspaces.add', { name: workspace, store: { type: 'folder', path: store } });
  await ask('sync.run', { workspace });
  const { runs } = await ask<Output<'runs.list'>>('runs.list', { workspace });
  strict = runs.find(({ name }) => name === 'strict')?.lid ?? '';
  const record = join(store, strict.slice('lid://'.length), '.data.json');
  writeFileSync(record, readFileSync(record, 'utf8').replace('"name":"strict"', '"name":"altered"'));
  await ask('sync.run', { workspace });
});
afterAll(() => app.close());

it('is chosen in the window, told on every page, and left with one click on the same page', async () => {
  const { page } = app;
  await show(paths.record(workspace, strict));
  await page.getByRole('heading', { name: 'Compare two versions' }).waitFor();
  await page.getByText('$.spec.name').first().waitFor();
  await app.screenshot('versions');
  await page.getByRole('button', { name: 'As of now. Choose another time' }).click();
  const dialog = page.getByRole('dialog', { name: /earlier time/ });
  await dialog.getByLabel('The end of a sync').selectOption({ index: 2 });
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('as-of-choice');
  await dialog.getByRole('button', { name: 'Show as of this sync' }).click();
  const banner = page.getByRole('region', { name: 'As of an earlier time' });
  await banner.getByText(/what this workspace had seen by the end of sync 1 at/).waitFor();
  await page.getByText('Seen unchanged since it was first read.').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('as-of-record');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('grid').first().waitFor();
  expect(await banner.isVisible()).toBe(true);
  expect(await page.evaluate(() => location.hash)).toMatch(/^#\/w\/dated@[0-9TZ:.-]+\/runs$/);
  await app.screenshot('as-of-runs');
  await banner.getByRole('link', { name: 'Back to now' }).click();
  await page.getByRole('button', { name: 'As of now. Choose another time' }).waitFor();
  expect(await page.evaluate(() => location.hash)).toBe(`#${paths.runs(workspace)}`);
  await show(paths.runs(`${workspace}@2020-01-01T00:00:00.000Z`));
  await page.getByRole('heading', { name: 'Nothing was known then' }).first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('as-of-nothing');
});

it('the time line is zoomed by keyboard, and has a table', async () => {
  const { page } = app;
  await show(paths.timeline(workspace));
  const line = page.getByRole('region', { name: /^Time line\. Left and right/ });
  await line.waitFor();
  await page.getByRole('grid', { name: /newest first/ }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('timeline');
  const said = () => page.locator('.timeline-hint').innerText();
  const before = await said();
  await line.focus();
  await page.keyboard.press('+');
  await expect.poll(said).not.toBe(before);
  await page.keyboard.press('Home');
  await expect.poll(said).toBe(before);
});

it('a published path has a page of its own', async () => {
  const { page } = app;
  const { outputs } = await ask<Output<'runs.outputs'>>('runs.outputs', { workspace, lid: strict });
  await show(paths.pathHistory(workspace, outputs.find(({ name }) => name === 'cohort.tsv')?.lid ?? ''));
  await page.getByRole('grid', { name: 'Published under this path' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('path-history');
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.screenshot('path-history-dark');
  expect(app.errors).toEqual([]);
});
