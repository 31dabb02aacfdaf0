/** The search in the real window: a suggestion completes what is typed, a saved search opens again from its address, a label has its page; axe on each. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(12_000);
  await app.page.evaluate((to) => {
    location.hash = to;
  }, paths.search(workspace));
});
afterAll(() => app.close());

it('completes, answers, saves, opens the page of a label, by keyboard', async () => {
  const { page } = app;
  const field = page.getByLabel('Search for');
  await field.fill('kind:file label:gx');
  await page.getByRole('option', { name: /gxp/ }).waitFor();
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('kind:file label:gxp ');
  await page.getByText('carries the label “gxp”').waitFor();
  await page.getByRole('heading', { name: /^Files \(\d+\)$/ }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);

  await page.getByRole('button', { name: 'Save this search' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('GxP files');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await page.getByRole('link', { name: 'GxP files' }).waitFor();
  await field.fill('lable:gxp');
  await page.locator('mark').waitFor();
  expect(await page.locator('mark').textContent()).toBe('lable:gxp');
  await page.getByRole('link', { name: 'GxP files' }).click();
  await expect.poll(() => field.inputValue()).toBe('kind:file label:gxp');

  await page.getByRole('link', { name: /^Show all \d+ files$/ }).click();
  await page.getByRole('grid', { name: 'Files' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);

  await page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.label(workspace, 'gxp'),
  );
  await page.getByText('fixed at run time, in the records themselves').waitFor();
  await page.getByRole('grid', { name: 'By run' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
}, 60_000);
