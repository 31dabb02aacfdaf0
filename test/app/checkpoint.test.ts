/** A checkpoint is handed out in the window: until then it says that nothing is witnessed, afterwards as far as what and by whose word. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { parseCheckpoint } from '../../core/evidence/tree/checkpoint';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(12_000);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('checkpoint-failed');
});
afterAll(() => app.close());

const notWitnessed = 'Not witnessed: the owner of this computer could have rewritten this.';
const goTo = (hash: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, hash);

it('says what signs and that nobody else has seen it, on the page of the workspace and beside the preview of a report', async () => {
  const { page } = app;
  await goTo('#/w/trial-042');
  const panel = page.getByRole('region', { name: 'Evidence and checkpoints' });
  await panel.getByText(notWitnessed).waitFor();
  await panel.getByText(/a key (in a file|that is sealed)/).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await goTo('#/w/trial-042/run/743f3d10fce32490142d3833990f2427/report');
  await page.locator('.report > .witness').getByText(notWitnessed).waitFor();
  await page.locator('.sheet').getByText(`That nobody rewrote what this program keeps. ${notWitnessed}`).waitFor();
  await goTo('#/w/trial-042');
});

it('hands out a checkpoint where the dialog says, and then says as far as what it is witnessed', async () => {
  const { page } = app;
  const panel = page.getByRole('region', { name: 'Evidence and checkpoints' });
  const out = join(app.folder, 'checkpoint.txt');
  await app.chooseInDialog(null, out);
  const button = panel.getByRole('button', { name: 'Hand out a checkpoint…' });
  await button.click();
  await button.click();
  await panel.getByText(/^Checkpoint \d+ was written\.$/).waitFor();
  await panel.getByText(/^Witnessed as far as checkpoint \d+ of .*, handed out by .* \(that a copy exists elsewhere is their word\)/).waitFor();
  expect(parseCheckpoint(readFileSync(out))).toMatchObject({ origin: expect.stringMatching(/^lineage-audit\//) });
  const key = join(app.home, 'keys/signing-key.pem');
  if ((await panel.getByText('a key in a file').count()) > 0) expect(statSync(key).mode & 0o777).toBe(0o600);
  await app.page.evaluate(() => document.querySelector('[aria-label="Evidence and checkpoints"]')?.scrollIntoView());
  await app.screenshot('checkpoint');
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
});
