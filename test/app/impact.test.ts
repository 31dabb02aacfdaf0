/** Impact in the real window: reached from a search, one form for one question after another, and of a copy where to ask further. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(12_000);
});
afterAll(() => app.close());

const show = (address: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, address);

it('is one click from what was searched for and has no page of its own', async () => {
  const { page } = app;
  for (const [text, link, heading] of [
    ['python:3.11', 'Where was this used?', 'The container quay.io/biocontainers/python:3.11'],
    ['b7c7347', 'What did this commit make?', 'The commit b7c7347fc3e9f3407a819c5c5de04a413733e707'],
    ['min_qual=high', 'Where was this used?', 'The parameter min_qual = high'],
    ['ac7fc8', 'Where was this used?', 'The checksum ac7fc813c36b057ac80b28f74abb8bdf'],
  ] as const) {
    await show(paths.search(workspace, text));
    await page.getByRole('link', { name: link }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
  }
  // The table of all results has the same link as the page of the best.
  await show(paths.search(workspace, 'min_qual', 'parameters'));
  await page.getByRole('grid', { name: 'Parameters' }).getByRole('link', { name: 'Where was this used?' }).first().click();
  await page.getByRole('heading', { name: /^The parameter min_qual = / }).waitFor();
  await show(paths.search(workspace, 'ac7fc8', 'checksums'));
  await page.getByRole('grid', { name: 'Checksums' }).getByRole('link', { name: 'Where was this used?' }).click();
  await page.getByRole('heading', { name: 'The checksum ac7fc813c36b057ac80b28f74abb8bdf' }).waitFor();
  // The file with this checksum is a copy that was published: what tasks made from its source is asked by one click more.
  await page.getByText('A published copy: what tasks made from the file that it was published from is not reached from the copy', { exact: false }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  const reached = page.getByRole('row', { name: /^Reached/ });
  expect(await reached.innerText()).toMatch(/^Reached\s+1\s+1\s+0\s+1$/);
  await page
    .getByRole('link', { name: /^lid:.*\/HG002\.vcf\.gz$/ })
    .first()
    .click();
  await expect.poll(() => reached.innerText()).toMatch(/^Reached\s+2\s+4\s+1\s+1$/);
}, 60_000);

it('has one form, however many questions were asked before', async () => {
  const { page } = app;
  await show(paths.impact(workspace));
  for (const revision of ['v1.2.0', 'v1.3.0', 'v1.2.0']) {
    await page.getByText('Ask by', { exact: true }).first().waitFor();
    await page.getByLabel('Ask by').first().click();
    await page.getByRole('option', { name: 'version of the pipeline' }).click();
    await page.getByLabel('Revision (tag, branch)').first().fill(revision);
    await page.getByRole('button', { name: 'Ask', exact: true }).first().click();
    await page.getByRole('heading', { name: `The pipeline version ${revision} (of any repository)` }).waitFor();
    expect(await page.getByRole('button', { name: 'Ask', exact: true }).count()).toBe(1);
    expect(await page.getByLabel('Revision (tag, branch)').inputValue()).toBe(revision);
  }
  await show(paths.impact(workspace));
  await page.getByRole('heading', { name: 'What did it reach?' }).waitFor();
  expect(await page.getByRole('button', { name: 'Ask', exact: true }).count()).toBe(1);
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
}, 60_000);
