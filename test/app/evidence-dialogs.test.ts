/** The dialogs that keep, hand out and end evidence: named, readable, begun at their first field, and the focus back where it was. */
import { appendFileSync, cpSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpackDemo } from '../../build/demo.mjs';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const run = 'lid://743f3d10fce32490142d3833990f2427';
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
}
const focused = (place: Locator) => place.evaluate((element) => element === document.activeElement);

it.each([
  ['Encrypt…', `Encrypt ${workspace}`, 'Passphrase'],
  ['Retire…', `Retire ${workspace}`, 'Reason, as it will stand in the certificate'],
])('%s', async (button, title, first) => {
  await open(paths.workspace(workspace), 'text=Syncs so far');
  const opener = page.getByRole('button', { name: button });
  await opener.press('Enter');
  const dialog = page.getByRole('dialog', { name: title });
  await expect.poll(() => focused(dialog.getByLabel(first))).toBe(true);
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focused(opener)).toBe(true);
});

it('an evidence bundle: what it will hold of secrets is readable, and what was written is seen', async () => {
  await open(paths.run(workspace, run), 'text=Parameters');
  await page.getByRole('button', { name: 'Evidence bundle…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Evidence bundle of release' });
  await dialog.getByText(/records read, each kept version/).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  const out = join(app.folder, 'run.zip');
  await app.chooseInDialog(out);
  await dialog.getByLabel('With the report as PDF').uncheck();
  await dialog.getByRole('button', { name: 'Choose where to save it…' }).click();
  const saved = dialog.getByText(/^Saved: /);
  await saved.waitFor();
  const [box, height] = [await saved.boundingBox(), await page.evaluate(() => innerHeight)];
  expect(box).not.toBeNull();
  expect(box?.y ?? height).toBeLessThan(height);
  await page.keyboard.press('Escape');
});

it('opens it again: the answer of the check takes the focus', async () => {
  await open(paths.workspaces(), 'article.workspace-card');
  await app.chooseInDialog(join(app.folder, 'run.zip'));
  await page.getByRole('button', { name: 'Open an evidence bundle…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open an evidence bundle' });
  await dialog.getByRole('button', { name: 'Choose the zip…' }).click();
  await dialog.getByRole('button', { name: 'Check', exact: true }).press('Enter');
  await expect.poll(() => focused(dialog.getByText('All that can be checked within the bundle itself holds.'))).toBe(true);
  await page.keyboard.press('Escape');
});

it('a changed record: both versions can be reached and scrolled by the keyboard', async () => {
  const store = join(app.folder, 'store');
  cpSync(join(unpackDemo(), 'lineage'), store, { recursive: true, preserveTimestamps: true });
  const ask = (name: string, input: object) => page.evaluate(([n, i]) => window.audit.call(`dialogs-${n}`, n as string, i), [name, input] as const);
  await ask('workspaces.add', { name: 'altered', store: { type: 'folder', path: store }, maps: [] });
  await ask('sync.run', { workspace: 'altered' });
  const record = join(store, run.slice(6), '.data.json');
  writeFileSync(record, readFileSync(record, 'utf8').replace('"release"', '"altered"'));
  appendFileSync(record, '\n'.repeat(3));
  utimesSync(record, new Date(), new Date());
  await ask('sync.run', { workspace: 'altered' });
  await open(paths.findings('altered', 'changed'), '[role=grid]');
  await page.getByRole('grid').getByText('changed in the store').first().click();
  const panel = page.getByRole('region', { name: 'The finding' });
  await panel.getByRole('heading', { name: 'Before and after' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
});
