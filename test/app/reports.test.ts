/** Reports in the real window: begun from the page of reports and from the page of a file, with a logo and sections as chosen, saved as they are shown, then listed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { seeThrough } from '../main/pdf/logos';
import { textOf, unpacked } from '../main/pdf/tools';
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
  const text = unpacked(readFileSync(out)).toString('latin1');
  expect(text).toContain('/Alt (The sign of the house)');
  expect(text).not.toContain('Definitions)');
  await page.getByRole('link', { name: 'Reports' }).first().click();
  await page.getByRole('button', { name: /^Show in folder: LAR-/ }).waitFor();
  await page.getByRole('gridcell', { name: 'A data subject' }).waitFor();
  expect(app.errors).toEqual([]);
}, 60_000);

it('keep how they were asked for when one leaves, and under a name as templates', async () => {
  const { page } = app;
  const release = 'lid://743f3d10fce32490142d3833990f2427';
  const heading = page.getByRole('heading', { level: 2, name: 'How this report is made' });
  await show(paths.run(workspace, release, 'report'));
  await heading.waitFor();
  await page.getByLabel('Classification').fill('Restricted');
  await page.getByRole('checkbox', { name: 'Definitions' }).uncheck();
  await page.locator('.sheet').getByText('Restricted').first().waitFor();
  await show(paths.journal(workspace));
  await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
  await show(paths.run(workspace, release, 'report'));
  await heading.waitFor();
  expect(await page.getByLabel('Classification').inputValue()).toBe('Restricted');
  expect(await page.getByRole('checkbox', { name: 'Definitions' }).isChecked()).toBe(false);

  await page.getByRole('button', { name: 'Save as a template…' }).click();
  await page.getByLabel('Name of the template').fill('House');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Save template' }).click();
  await page.getByRole('button', { name: 'Remove “House”' }).waitFor();
  await page.getByRole('button', { name: 'Back to the usual settings' }).click();
  await expect.poll(() => page.getByLabel('Classification').inputValue()).toBe('');
  expect(await page.getByRole('checkbox', { name: 'Definitions' }).isChecked()).toBe(true);

  // Of another run it is taken over by its name.
  await show(paths.run(workspace, 'lid://87cf4e7e67eebdbcf18cc6b623acf905', 'report'));
  await page.getByRole('heading', { level: 1, name: 'Run strict' }).waitFor();
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'House' }).click();
  await expect.poll(() => page.getByLabel('Classification').inputValue()).toBe('Restricted');
  await page.locator('.sheet').getByText('Restricted').first().waitFor();
  await page.getByRole('button', { name: 'Remove “House”' }).click();
  await page.getByText('None was saved for reports of this kind.').waitFor();
  const { reports } = await page.evaluate(async (name) => {
    const { ok } = (await window.audit.call('templates', 'report.templates', { workspace: name })) as { ok: { templates: unknown[] } };
    return { reports: ok.templates };
  }, workspace);
  expect(reports).toEqual([]);
  expect(app.errors).toEqual([]);
}, 60_000);

it('of every run go into a folder by a template, told how far they are; stopped on the way it says what was made', async () => {
  const { page } = app;
  await page.evaluate(
    (name) =>
      window.audit.call('save', 'report.template-set', {
        workspace: name,
        template: { kind: 'run', name: 'Short', settings: { sections: ['summary', 'outputs', 'journal'], classification: 'For the sponsor' } },
      }),
    workspace,
  );
  await show(paths.reports(workspace));
  const form = page.getByRole('region', { name: 'One for each run' });
  const chosen = async (folder: string) => {
    await form.getByLabel('With the settings of').selectOption('Short');
    mkdirSync(folder);
    await app.chooseInDialog(folder);
    await form.getByRole('button', { name: 'One for each run…' }).click();
  };
  const [whole, part] = [join(app.folder, 'whole'), join(app.folder, 'part')];
  await chosen(whole);
  await form.getByRole('progressbar').waitFor();
  await app.screenshot('report-batch');
  await form.getByText(/^8 reports/).waitFor({ timeout: 60_000 });
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('report-batch-done');
  expect(readdirSync(whole).filter((name) => name.endsWith('.pdf'))).toHaveLength(8);
  for (const name of readdirSync(whole))
    expect(
      textOf(readFileSync(join(whole, name))).every((sheet) => sheet.includes('For the sponsor')),
      name,
    ).toBe(true);

  await chosen(part);
  await expect.poll(() => readdirSync(part).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await form.getByRole('button', { name: /Cancel|Stop/ }).click();
  await form.getByText('Runs of which no report was made, as it was stopped before').waitFor();
  await app.screenshot('report-batch-stopped');
  const made = readdirSync(part).filter((name) => name.endsWith('.pdf'));
  expect(made.length).toBeLessThan(8);
  expect(await form.locator('ul').last().locator('li').count()).toBe(8 - made.length);
  expect(app.errors).toEqual([]);
}, 120_000);
