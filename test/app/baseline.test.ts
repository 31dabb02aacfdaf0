/** First fingerprints in the real window: exported, a list read in that differs, signed off with a reason; asked of dialogs, told in words. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const workspace = 'trial-042';
let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.run(workspace, release, 'checks'),
  );
});
afterAll(() => app.close());

const panel = () => app.page.getByRole('region', { name: 'First fingerprints' });

it('says how many there are, and that none can be signed off before any was taken', async () => {
  await panel().getByText('0 of 23 files have one').waitFor();
  expect(await panel().getByRole('button', { name: 'Sign off and lock…' }).isDisabled()).toBe(true);
  await app.page.getByRole('button', { name: 'Check 23 files' }).click();
  await panel().getByText('23 of 23 files have one').waitFor({ timeout: 60_000 });
});

it('writes a list where the save dialog says, and reads one in where the open dialog says: what differs is told', async () => {
  const list = join(app.folder, 'list.sha256');
  await app.chooseInDialog(list);
  await panel().getByRole('button', { name: 'Export list…' }).click();
  await panel().getByText('23 of 23 files written.').waitFor();
  const text = readFileSync(list, 'utf8');
  expect(text.match(/^[0-9a-f]{64} {2}/gm)).toHaveLength(23);
  writeFileSync(list, text.replace(/^[0-9a-f]{64}(?= {2}.*cohort\.tsv$)/m, 'e'.repeat(64)));
  appendFileSync(list, 'no line\n');
  await app.chooseInDialog(list);
  await panel().getByRole('button', { name: 'Import list…' }).click();
  await panel().getByText('22 agree with what was known, 1 in conflict').waitFor();
  await panel().getByText('has another fingerprint, which stays').waitFor();
});

it('is signed off with a reason, and says by whom and since when', async () => {
  await panel().getByRole('button', { name: 'Sign off and lock…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Sign off these fingerprints' });
  await dialog.waitFor();
  const lock = dialog.getByRole('button', { name: 'Lock for good' });
  expect(await lock.isDisabled()).toBe(true);
  await dialog.getByLabel('Reason (kept with it)').fill('Release 42 reviewed');
  await app.screenshot('baseline-lock');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await lock.click();
  await dialog.waitFor({ state: 'hidden' });
  await panel()
    .getByText(/23 fingerprints signed off .* UTC by .*: Release 42 reviewed/)
    .waitFor();
  await app.screenshot('baseline');
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
});
