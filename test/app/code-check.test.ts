/** Pipeline code in the window: a bundle is chosen by keyboard, every file is proven, and what is not covered is shown. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aRow } from '../bench/pages';
import { type OpenApp, openApp } from './open-app';

const release = '743f3d10fce32490142d3833990f2427';
const bundle = join(import.meta.dirname, '../fixtures/trial-042-pipeline.bundle');
let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ demo: true });
  page = app.page;
  page.setDefaultTimeout(20_000);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('code-check-failed');
});
afterAll(() => app.close());

const section = () => page.locator('details.code-check');

it('says that nobody has looked, and how it is done', async () => {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/w/trial-042/run/${release}/checks`);
  await section().getByText('Nobody has held the code of this run against a repository yet.').waitFor();
  // All of the page is here: nothing moves under a key that is pressed.
  await page.locator(aRow).first().waitFor();
  await section().locator('summary').focus();
  await page.keyboard.press('Enter');
  await section().getByText('The record names 4 scripts, each with a checksum of its text, and commit b7c7347f').waitFor();
});

it('proves the code from a bundle, by keyboard alone', async () => {
  await app.chooseInDialog(null, bundle);
  const choose = section().getByRole('button', { name: 'Choose a bundle…' });
  await choose.press('Enter');
  await page.waitForTimeout(500);
  expect(await section().getByRole('button', { name: 'Check the code' }).count()).toBe(0);
  await choose.press('Enter');
  const check = section().getByRole('button', { name: 'Check the code' });
  await check.press('Enter');
  await section().getByRole('status').getByText('5 of 5 recorded files of code proven').waitFor();
  expect(await section().locator('summary').textContent()).toContain('5 of 5 recorded files of code proven');
  const files = page.getByRole('grid', { name: 'Recorded files of code' });
  await expect.poll(() => files.getByText('Content verified').count()).toBe(5);
  await page.getByRole('grid', { name: 'Not covered by any recorded checksum' }).getByText('nextflow.config').waitFor();
  await app.screenshot('code-check-light');
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('shows it in the dark, and again after a reload without the repository', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await section().locator('summary').getByText('5 of 5 recorded files of code proven').waitFor();
  await section().locator('summary').click();
  await page.getByRole('grid', { name: 'Code of the tasks' }).getByText('modules/variants.nf, lines').first().waitFor();
  await app.screenshot('code-check-dark');
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('a page cannot name a repository by itself, and a folder that is none is told in words', async () => {
  const answer = await page.evaluate(([run]) => window.audit.call('forged', 'code.verify', { workspace: 'trial-042', run, repo: '/etc' }), [`lid://${release}`]);
  expect(answer).toMatchObject({ error: { code: 'bad-input', message: expect.stringContaining('was neither chosen in a dialog') } });
  await app.chooseInDialog(app.folder);
  await section().getByRole('button', { name: 'Choose a clone…' }).click();
  await section().getByRole('button', { name: 'Check the code' }).click();
  await section()
    .getByText(/is no git repository/)
    .waitFor();
  await section().locator('summary').getByText('5 of 5 recorded files of code proven').waitFor();
});
