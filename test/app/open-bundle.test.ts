/** A bundle of somebody else is opened in the window: checked and shown before anything is kept, then a workspace of its own. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { layLeakyStore, run } from '../main/secrets/leaky-store';
import { openWorkbench, type Workbench } from '../workbench';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let maker: Workbench;
let zip: string;
beforeAll(async () => {
  maker = await openWorkbench();
  await maker.sync('maker', layLeakyStore(join(maker.folder, 'store')));
  await maker.job('verify.run', { workspace: 'maker', run: `lid://${run}` });
  zip = join(maker.folder, 'redacted.zip');
  await maker.job('evidence.bundle', { workspace: 'maker', run: `lid://${run}`, out: zip, redacted: true });
  app = await openApp();
  app.page.setDefaultTimeout(20_000);
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('open-bundle-failed');
});
afterAll(async () => {
  await app.close();
  maker.close();
});

it('shows what holds, that it is redacted and whose word it is, then opens it with nothing checked', async () => {
  const { page } = app;
  await app.chooseInDialog(zip);
  await page.getByRole('button', { name: 'Open an evidence bundle…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Open an evidence bundle' });
  await dialog.getByRole('button', { name: 'Choose the zip…' }).click();
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await dialog.getByText('All that can be checked within the bundle itself holds.').waitFor();
  await dialog.getByText(/^Redacted: \d+ contents/).waitFor();
  await dialog.getByText(/nobody here vouches for whose key it is/).waitFor();
  await dialog.getByLabel('Name of the workspace').fill('from-maker');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('open-bundle');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Imported evidence bundle' });
  await panel.getByText(/Claimed by the maker of the bundle, no verdicts of this program/).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page
    .getByRole('region', { name: 'How much of the store is known here' })
    .getByText(/All that is known here is what the evidence bundle/)
    .waitFor();
  await app.screenshot('imported-bundle');
  expect(app.errors).toEqual([]);
}, 120_000);
