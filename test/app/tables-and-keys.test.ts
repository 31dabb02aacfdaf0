/** What a person sets and takes back: first steps, tables written out, the menu of a row by keyboard, files in their folder, and every page at 200 %. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app';

const release = '743f3d10fce32490142d3833990f2427';
let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ demo: true });
  page = app.page;
  page.setDefaultTimeout(12_000);
});
afterAll(() => app.close());

async function open(address: string, drawn: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, address);
  await page.locator(drawn).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

it('explains itself in three steps, until that is no longer wanted, and again under Help', async () => {
  const steps = page.getByRole('region', { name: 'First steps' });
  await steps.waitFor();
  await expect.poll(() => steps.getByRole('listitem').count()).toBe(3);
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Do not show this again' }).click();
  await expect.poll(() => steps.count()).toBe(0);
  await page.keyboard.press('Control+z');
  await steps.waitFor();
  await page.getByRole('button', { name: 'Do not show this again' }).click();
  await page.reload();
  await page.locator('article.workspace-card').first().waitFor();
  expect(await steps.count()).toBe(0);
  await open('/help', 'text=Menu key or Shift F10');
  await steps.waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('writes what a table shows as CSV, filtered by a column, and the journal has it', async () => {
  await open(`/w/trial-042/run/${release}/outputs`, '[role=grid] .grid-body [role=row]');
  await page.getByRole('button', { name: 'Filter by column' }).click();
  await page.getByLabel('Filter by Name').fill('.vcf.gz');
  await expect.poll(() => page.locator('.table-count').textContent()).toMatch(/^\d of 23 files$/);
  const out = join(app.folder, 'outputs.csv');
  await app.chooseInDialog(out);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await page.locator('.toast', { hasText: `written to ${out}` }).waitFor();
  const lines = readFileSync(out, 'utf8').trim().split('\r\n');
  expect(lines[0]).toContain('"Name"');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).every((line) => line.includes('.vcf.gz'))).toBe(true);
  const asked = await page.evaluate(() => window.audit.call('j', 'journal.list', { workspace: 'trial-042', act: 'table-exported' }));
  expect(asked).toMatchObject({ ok: { events: [{ detail: { path: out, rows: lines.length - 1, filter: 'Name: .vcf.gz' } }] } });
});

it('opens the menu of a row by keyboard, shows its file in the folder, and reaches no other file', async () => {
  await app.electron.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => Object.assign(globalThis, { shown: path });
  });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show the file in its folder' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('row-menu');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  await page.locator('.grid-body a').first().click({ button: 'right' });
  await page.locator('[role=menuitem]:not([data-disabled])', { hasText: 'Show the file in its folder' }).click();
  await expect.poll(() => app.electron.evaluate(() => (globalThis as { shown?: string }).shown ?? '')).toMatch(/\.vcf\.gz$/);
  for (const how of ['show', 'open']) {
    const asked = await page.evaluate((way) => window.audit.call(`x${way}`, 'shell.handOver', { workspace: 'trial-042', path: '/etc/passwd', how: way }), how);
    expect(asked).toMatchObject({ error: { code: 'bad-input' } });
  }
});

it('has the whole menu of a row in the window, however low the window and the row are', async () => {
  for (const height of [800, 660]) {
    await app.electron.evaluate(({ BrowserWindow }, high) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, high), height);
    await page.waitForFunction((high) => innerHeight === high, height);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await open(`/w/trial-042/run/${release}/outputs`, '[role=grid]');
    const grid = page.getByRole('grid');
    await grid.locator('.grid-body [role=row]').first().waitFor();
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Copy LID' }).waitFor();
    const menu = await page.getByRole('menu').boundingBox();
    const longer = await page.evaluate(() => (document.scrollingElement?.scrollHeight ?? 0) > innerHeight);
    expect([height, (menu?.y ?? -1) >= 0, (menu?.y ?? 0) + (menu?.height ?? height) <= height, longer]).toEqual([height, true, true, false]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await page.waitForFunction(() => innerHeight === 800);
});

const pages: Record<string, string> = {
  '/': 'h1',
  '/help': 'h1',
  '/glossary': 'h1',
  '/w/trial-042': 'text=Syncs so far',
  '/w/trial-042/runs': '[role=grid]',
  [`/w/trial-042/run/${release}/info`]: 'text=Parameters',
  [`/w/trial-042/run/${release}/tasks`]: '[role=grid]',
  [`/w/trial-042/run/${release}/outputs`]: '[role=grid]',
  [`/w/trial-042/run/${release}/checks`]: 'h1',
  [`/w/trial-042/record/${release}~002fcohort~002fcohort.tsv`]: '.record-panel',
  '/w/trial-042/search/NA12878': 'section.panel',
  '/w/trial-042/findings': 'h1',
  '/w/trial-042/checks': 'h1',
  '/w/trial-042/journal': '[role=grid]',
};

it.each([1.25, 2])('no page is wider than the window at a zoom of %s', async (factor) => {
  await app.electron.evaluate(({ BrowserWindow }, zoom) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(zoom), factor);
  await page.waitForFunction((width) => innerWidth === width, 1280 / factor);
  const wide: string[] = [];
  for (const [address, drawn] of Object.entries(pages)) {
    await open(address, drawn);
    const over = await page.evaluate(() =>
      [document.scrollingElement, document.getElementById('content'), document.querySelector('.shell-head')].some((one) => one !== null && one.scrollWidth > one.clientWidth),
    );
    if (over) wide.push(address);
  }
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1));
  expect(wide).toEqual([]);
});

it('moves nothing where the system asks for less motion', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open('/w/trial-042/runs', '[role=grid]');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox').first().waitFor();
  expect(await page.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length)).toBe(0);
});

it('did all this without an error in the page', () => {
  expect(app.errors).toEqual([]);
});
