/** Tags of this workbench in a real window: several rows tagged at once, seen on a page and in the list, taken back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(12_000);
});
afterAll(() => app.close());

const tag = /^Tag of this workbench:\s*project\s*=\s*aurora$/;
const go = (address: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, address);

it('tags chosen rows together, shows the tag on a page and in the list, and takes it back', async () => {
  const { page } = app;
  await go('/w/trial-042/runs');
  const grid = page.getByRole('grid');
  await grid.getByRole('row').nth(2).waitFor();
  await grid.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Tag \d+ chosen rows…$/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Tags of this workbench on/ });
  await dialog.getByLabel('Key').first().fill('project');
  await dialog.getByLabel('Value').first().fill('aurora');
  await dialog.getByLabel('Reason (optional)').fill('as in the plan');
  await app.screenshot('tags-dialog-light');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await dialog.getByRole('button', { name: 'Set tag' }).click();
  await page.getByText(/^Tags changed on \d+ items\./).waitFor();

  await go('/w/trial-042/tags');
  await page.getByRole('link', { name: tag }).waitFor();
  // What a screen reader says of it is not drawn as well, and its key is a link as any other.
  const drawn = await page
    .locator('.tag')
    .first()
    .evaluate((one) => [...one.children].filter((part) => part.getBoundingClientRect().width > 1).map((part) => part.textContent));
  expect(drawn).toEqual(['project', 'aurora']);
  const colour = (name: RegExp | string) =>
    page
      .getByRole('link', { name, exact: true })
      .first()
      .evaluate((one) => getComputedStyle(one).color);
  expect(await colour('project')).not.toBe('rgb(0, 0, 238)');
  expect(await app.seriousAxeFaults()).toEqual([]);
  const out = join(app.folder, 'tags.csv');
  await app.chooseInDialog(out);
  const save = page.getByRole('button', { name: 'Save every tagged item (CSV)' });
  await save.press('Enter');
  await page.getByText(/^8 lines saved to .*tags\.csv, SHA-256 [0-9a-f]{64}\.$/).waitFor();
  expect(await save.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(readFileSync(out, 'utf8').split('as in the plan').length - 1).toBe(8);
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('link', { name: tag }).click();
  await page.getByRole('heading', { name: 'Tag of this workbench: project=aurora' }).waitFor();
  await page.getByRole('grid').getByText('as in the plan').first().waitFor();
  for (const scheme of ['light', 'dark'] as const) {
    await app.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, scheme);
    await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme);
    await app.screenshot(`tags-one-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
  }

  // A label has its tags on its own page, set apart from itself.
  await go('/w/trial-042/label/gxp');
  await page.getByRole('region', { name: 'Tags of this workbench' }).getByRole('button', { name: 'Change tags…' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('tags-label-dark');

  await go('/w/trial-042/run/743f3d10fce32490142d3833990f2427/info');
  const panel = page.getByRole('region', { name: 'Tags of this workbench' });
  await panel.getByRole('link', { name: tag }).waitFor();
  await panel.getByText('Changes (1)').click();
  await app.screenshot('tags-run-dark');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.keyboard.press('Control+z');
  await panel.getByText('Changes (2)').waitFor();
  expect(await panel.textContent()).toContain('takes act 1 back');
  expect(app.errors).toEqual([]);
});
