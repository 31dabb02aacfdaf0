/** The export dialog in the real window: each format is written where one says, with what it leaves out; nothing is where one did not. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatIds } from '../../core/export/format';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const release = 'lid://743f3d10fce32490142d3833990f2427';
let app: OpenApp;

beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(15_000);
});
afterAll(() => app.close());

async function openDialog(address: string): Promise<void> {
  await app.page.evaluate((to) => {
    location.hash = to;
  }, address);
  await app.page.getByRole('button', { name: 'Export…' }).click();
  await app.page.getByRole('dialog').getByLabel('Format', { exact: true }).waitFor();
}

it('writes a run in every format, and says what each leaves out', async () => {
  const { page } = app;
  await openDialog(paths.run(workspace, release));
  const dialog = page.getByRole('dialog');
  expect(await app.seriousAxeFaults()).toEqual([]);
  const format = dialog.getByRole('combobox', { name: 'Format' });
  await format.click();
  await page.getByRole('option').first().waitFor();
  await expect.poll(() => page.getByRole('option').count()).toBe(formatIds.length);
  const titles = await page.getByRole('option').allTextContents();
  await page.keyboard.press('Escape');
  for (const [at, title] of titles.entries()) {
    await format.click();
    await page.getByRole('option', { name: title, exact: true }).click();
    await expect.poll(() => format.inputValue()).toBe(title);
    const out = join(app.folder, `export-${at}`);
    await app.chooseInDialog(out);
    await dialog.getByRole('button', { name: 'Choose where to save it…' }).click();
    const said = dialog.getByRole('status').filter({ hasText: `export-${at}` });
    await said.waitFor();
    const text = await said.innerText();
    const written = ['', '.zip', '.json', '.txt'].map((end) => `${out}${end}`).find((path) => existsSync(path)) ?? out;
    expect(text).toContain(createHash('sha256').update(readFileSync(written)).digest('hex'));
    expect(text).toMatch(/Saved: 1 run, \d+ tasks, \d+ files, \d+ links/);
    expect(text.split('Not carried')[1]?.trim().length).toBeGreaterThan(20);
  }
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('export-dialog');
  expect(app.errors).toEqual([]);
});

it('writes nothing where no place was chosen, and gives the focus back', async () => {
  const { page } = app;
  await openDialog(paths.custody(workspace, '/data/trial-042/inputs/reference.fa'));
  const dialog = page.getByRole('dialog');
  await app.chooseInDialog(null);
  await dialog.getByRole('button', { name: 'Choose where to save it…' }).click();
  await expect.poll(() => dialog.getByRole('button', { name: 'Choose where to save it…' }).isEnabled()).toBe(true);
  expect(await dialog.getByRole('status').count()).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Export…');
  expect(app.errors).toEqual([]);
});
