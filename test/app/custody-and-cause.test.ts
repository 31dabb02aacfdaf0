/** The processing history and the root cause of one file in the real window: by keyboard, clean for axe, checked from the page itself. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const release = 'lid://743f3d10fce32490142d3833990f2427';
let app: OpenApp;
const show = (path: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, path);

beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(20_000);
  await app.page.getByText(workspace).first().waitFor();
});
afterAll(() => app.close());

it('a history: its weakest link by keyboard, checked there; then why its file is different, with what can be done where nothing is earlier', async () => {
  const { page } = app;
  await show(paths.record(workspace, `${release}/cohort/cohort.tsv`, 'custody'));
  const article = page.getByRole('article', { name: 'Processing history of this file' });
  await article.getByText('According to the records, this file was published by run release').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await article
    .getByRole('button', { name: /^Step \d/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H3');
  await article.getByRole('button', { name: 'Check this file now' }).focus();
  await page.keyboard.press('Enter');
  await article.getByText('1 file looked at, 0 findings.').waitFor();

  await show(paths.cause(workspace, `${release}/cohort/cohort.tsv`));
  await page.getByText('There is nothing to compare with').waitFor();
  await page.getByText('What can be done:').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('link', { name: 'Processing history' }).focus();
  await page.keyboard.press('Enter');
  await article.waitFor();
});
