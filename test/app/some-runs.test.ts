/** Syncing only some runs in the real window: chosen from the store's history, and what is not known by that said on the pages. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { unpack } from '../workbench';
import { type OpenApp, openApp } from './open-app';

const strict = '87cf4e7e67eebdbcf18cc6b623acf905';
let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
  app.page.setDefaultTimeout(60_000);
  const store = join(unpack('trial-042-lineage.tar.gz', app.folder), 'lineage');
  await app.page.evaluate((path) => window.audit.call('t1', 'workspaces.add', { name: 'w', store: { type: 'folder', path } }), store);
  await goTo('#/w/w');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('some-runs-failed');
});
afterAll(() => app.close());

const goTo = (hash: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, hash);

it('reads one run and what it rests on, and says on each page what is not known', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Sync only some runs…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sync only some runs' });
  await dialog.getByLabel('Name or LID contains').fill('strict');
  await dialog.getByRole('checkbox', { name: /^strict/ }).check();
  await app.screenshot('some-runs-dialog');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await dialog.getByRole('button', { name: 'Sync 1 run' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Only 1 run (lid://').first().waitFor();
  await page.getByRole('button', { name: 'Sync the whole store' }).waitFor();
  await app.screenshot('some-runs-workspace');
  expect(await app.seriousAxeFaults()).toEqual([]);

  await goTo(`#/w/w/run/${strict}/info`);
  await page.getByText('This run was synced by itself').waitFor();
  await app.screenshot('some-runs-run');
  expect(await app.seriousAxeFaults()).toEqual([]);

  await goTo('#/w/w/overview');
  await page.getByText('Not measurable: only 1 run').first().waitFor();
  await app.screenshot('some-runs-overview');

  await goTo('#/w/w');
  await page.getByRole('button', { name: 'Sync the whole store' }).click();
  await page.getByText('All of it, as sync 2 listed it.').waitFor();
  expect(await page.getByText('Only 1 run').count()).toBe(0);
});
