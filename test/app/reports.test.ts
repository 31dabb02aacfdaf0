/** Reports in the real window: begun from the page of reports and from the page of a file, with a logo and sections as chosen, saved as they are shown, then listed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { seeThrough } from '../main/pdf/logos';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
const show = (path: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, path);

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
});
afterAll(() => app.close());

it('are begun, chosen, saved and listed', async () => {
  const { page } = app;
  await show(paths.reports(workspace));
  await page.getByText('No report was saved yet').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByLabel('Report of').selectOption('subject');
  await page.getByText('That is a match of text').waitFor();
  await page.getByLabel('Text that names').fill('HG002');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'New report: A data subject' }).waitFor();
  await page.locator('.sheet').first().waitFor();
  const logo = join(app.folder, 'logo.png');
  writeFileSync(logo, Buffer.from(seeThrough, 'base64'));
  await page.locator('input[type=file]').setInputFiles(logo);
  await page.getByLabel('What the logo shows').fill('The sign of the house');
  await page.getByRole('img', { name: 'The sign of the house' }).waitFor();
  await page.getByRole('checkbox', { name: 'Definitions' }).uncheck();
  await page.getByText('Preview: the PDF says the same').waitFor();
  await expect.poll(() => page.getByRole('heading', { level: 2, name: 'Definitions' }).count()).toBe(0);
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('report-chosen');
  const out = join(app.folder, 'subject.pdf');
  await app.chooseInDialog(out);
  await page.getByRole('button', { name: 'Save PDF…' }).click();
  await page.getByText('Saved, ').waitFor();
  const text = readFileSync(out, 'latin1');
  expect(text).toContain('/Alt (The sign of the house)');
  expect(text).not.toContain('Definitions)');
  await page.getByRole('link', { name: 'Reports' }).first().click();
  await page.getByRole('button', { name: /^Show in folder: LAR-/ }).waitFor();
  await page.getByRole('gridcell', { name: 'A data subject' }).waitFor();
  expect(app.errors).toEqual([]);
}, 60_000);
