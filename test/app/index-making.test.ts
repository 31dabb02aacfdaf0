/** An index made anew in the real window: how far it is, stopped by a button, other workspaces usable, begun again. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateStore } from '../bench/generate-store';
import { openWorkbench } from '../workbench';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
beforeAll(async () => {
  const bench = await openWorkbench({ keepFolder: true });
  for (const [name, records] of [
    ['large', 40_000],
    ['small', 200],
  ] as const) {
    generateStore(join(bench.folder, name), records);
    await bench.sync(name, join(bench.folder, name));
  }
  bench.close();
  rmSync(join(bench.home, 'large', 'index'), { recursive: true });
  app = await openApp({ folder: bench.folder });
  app.page.setDefaultTimeout(60_000);
}, 240_000);
afterAll(() => app.close(), 120_000);

const goTo = (hash: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, hash);

it('is stopped by a button, leaves other workspaces usable, and is begun again', async () => {
  const { page } = app;
  await page.getByText('The index of large is being made from its evidence').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('The index of large was not made: it was stopped.').waitFor();
  await page.getByRole('link', { name: 'small' }).first().waitFor();
  await app.screenshot('index-making-stopped');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await goTo('#/w/large');
  await page.getByText('No evidence is lost; it is made from the beginning').first().waitFor();
  await app.screenshot('index-making-stopped-page');
  await goTo('#/w/small');
  await page.getByText('All of it, as sync 1 listed it.').waitFor();
  await page.getByRole('button', { name: 'Make the index' }).click();
  await goTo('#/w/large');
  await page.getByText('All of it, as sync 1 listed it.').waitFor();
  expect(await page.getByText('was not made').count()).toBe(0);
}, 240_000);
