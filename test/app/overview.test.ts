/** The overview in a real window: bars lead to the lists of what they count, by keyboard and from a link, and axe finds nothing. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layMadeUpStore } from '../core/overview/made-up-store';
import { openWorkbench } from '../workbench';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  const bench = await openWorkbench({ folder, keepFolder: true });
  layMadeUpStore(join(folder, 'store'));
  await bench.sync('bad', join(folder, 'store'));
  bench.close();
  app = await openApp({ folder });
  app.page.setDefaultTimeout(15_000);
});
afterAll(() => app.close());

const go = (address: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, address);

it('leads from a bar to its list, from a number to the domain’s, and from a link to a part', async () => {
  const { page } = app;
  await go('/w/bad/overview');
  const bar = page.getByRole('link', { name: 'Not checked: 7' });
  await bar.waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await bar.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Published files by verdict', level: 1 }).waitFor();
  await page.getByText('7 lines').waitFor();
  expect(await page.getByLabel('Why', { exact: true }).inputValue()).toBe('not-checked');
  expect(await app.seriousAxeFaults()).toEqual([]);

  await go('/w/bad/overview/list/policy/local-code');
  await page.getByRole('heading', { name: 'Policy violations: 37.5 %' }).waitFor();
  await page.getByText('1 line', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'two' }).waitFor();
  await page.getByLabel('Why', { exact: true }).selectOption('');
  await page.getByText('3 lines').waitFor();
  expect(await page.evaluate(() => location.hash)).toBe('#/w/bad/overview/list/policy');

  await go('/w/bad/overview/executive');
  await page.getByRole('link', { name: /^Published files whose every recorded way back is full: 3$/ }).click();
  await page.getByText('3 lines').waitFor();
  for (const tab of ['executive', 'incident', 'debug']) {
    await go(`/w/bad/overview/${tab}`);
    await page.getByRole('tab', { selected: true, name: new RegExp(tab, 'i') }).waitFor();
    await page.locator('.overview-card').first().waitFor();
    await app.screenshot(`overview-${tab}-light`);
    expect(await app.seriousAxeFaults(), tab).toEqual([]);
  }
  expect(app.errors).toEqual([]);
});

it('says of a risk only what its number shows', async () => {
  const { page } = app;
  await go('/w/bad/overview/executive');
  const rows = page.getByRole('grid', { name: 'Risk' }).locator('.grid-body [role=row]');
  await rows.first().waitFor();
  const said = await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '')));
  expect(said.length).toBe(6);
  const cut = await rows.evaluateAll((all) =>
    all.flatMap((row) => [...row.querySelectorAll('[role=gridcell]')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)),
  );
  expect(cut).toEqual([]);
  for (const [name = '', number = '', , means = ''] of said) {
    expect([name, /^–/.test(name)]).toEqual([name, number === '0']);
    expect([name, means === 'none that is known of']).toEqual([name, number === '0']);
    // That a rule is broken is known, and is no fault of a file.
    if (/break a rule$/.test(name) && number !== '0') expect([name, means]).toEqual(['! runs and tasks that break a rule', 'a rule is broken']);
  }
  expect(new Set(said.map(([, number]) => number === '0')).size).toBe(2);
});
