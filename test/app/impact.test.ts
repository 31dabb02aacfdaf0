/** Impact in the real window: asked one question after another, each answer has one form, which holds the question that was asked last. */
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

it('has one form, however many questions were asked before', async () => {
  const { page } = app;
  const show = (address: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, address);
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
