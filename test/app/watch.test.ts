/** Watching in the real window: a schedule syncs by itself, notices come and go, and another store is refused until somebody says why. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let store: string;
beforeAll(async () => {
  app = await openApp();
  app.page.setDefaultTimeout(40_000);
  store = join(app.folder, 'store');
  for (const name of ['a', 'b']) put(name, name);
  await app.page.evaluate(async (path) => {
    await window.audit.call('t1', 'workspaces.add', { name: 'w', store: { type: 'folder', path } });
    await window.audit.call('t2', 'sync.run', { workspace: 'w' });
  }, store);
  await goTo('#/w/w');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('watch-failed');
});
afterAll(() => app.close());

function put(name: string, run: string) {
  mkdirSync(join(store, name), { recursive: true });
  writeFileSync(join(store, name, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'WorkflowRun', spec: { name: run } }));
}
const goTo = (hash: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, hash);

it('syncs by itself once a schedule is set, and a notice leads to what it found', async () => {
  const { page } = app;
  put('a', 'other');
  // A minute is less than the window offers; the schedule is the same.
  await page.evaluate(() => window.audit.call('t3', 'watch.set', { workspace: 'w', everyMinutes: 1, quietDays: 7, desktop: false }));
  await page
    .getByRole('region', { name: 'Watch' })
    .getByText(/Synced every minute while the program is open, set by /)
    .waitFor();
  // Due a minute after the sync before, looked for every 20 seconds.
  await page.getByRole('button', { name: '1 notice', exact: true }).waitFor({ timeout: 100_000 });
  await page.getByRole('button', { name: '1 notice', exact: true }).click();
  const notices = page.getByRole('dialog', { name: 'Notices' });
  await notices.getByText('1 record or history line changed in the store').waitFor();
  await app.screenshot('watch-notices');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await notices.getByRole('link', { name: 'Changed in the store' }).click();
  await page.waitForURL(/#\/w\/w\/findings\/changed$/);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '1 notice', exact: true }).click();
  await notices.getByRole('button', { name: /^Mark as seen/ }).click();
  await page.getByRole('button', { name: 'No notices' }).waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.audit.call('t4', 'watch.set', { workspace: 'w', everyMinutes: null, quietDays: 7, desktop: false }));
});

it('refuses an empty folder in the place of the store, and another store until a reason is given', async () => {
  const { page } = app;
  await goTo('#/w/w');
  renameSync(store, `${store}.away`);
  mkdirSync(store);
  const panel = page.getByRole('region', { name: 'Sync', exact: true });
  await panel.getByRole('button', { name: 'Sync again' }).click();
  await panel.getByText(/it is empty, and 2 objects were there at the last look/).waitFor();
  rmSync(store, { recursive: true });
  cpSync(`${store}.away/a`, join(store, 'elsewhere'), { recursive: true });
  await panel.getByRole('button', { name: 'Sync again' }).click();
  await panel.getByText(/none is among the 1 there now/).waitFor();
  await panel.getByRole('table', { name: 'This is not the store that was pinned' }).getByText('0, among 1 listed').waitFor();
  await app.screenshot('watch-refused');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await panel.getByRole('button', { name: 'Accept this store…' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('moved to the archive');
  await page.getByRole('button', { name: 'Accept and sync' }).click();
  await page
    .getByRole('region', { name: 'Which store this is' })
    .getByText(/“moved to the archive”/)
    .waitFor();
  await panel.getByText(/2 records vanished from the store/).waitFor();
  const journal = readFileSync(join(app.home, 'w/journal/000001.log'), 'utf8');
  expect(journal.match(/"store-refused"/g)?.length).toBe(2);
  expect(app.errors).toEqual([]);
});
