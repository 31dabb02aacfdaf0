/** The main job from end to end: a folder is added, synced, explored, verified and reported, by a hand on the mouse. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { unpackDemo } from '../../build/demo.mjs';
import { textOf } from '../main/pdf/tools';
import { type OpenApp, openApp } from './open-app';
import { renderedPages } from './rendered-pages';

const patient = { timeout: 12_000 };
let app: OpenApp;
let page: Page;
let files: string;
beforeAll(async () => {
  files = unpackDemo();
  app = await openApp();
  page = app.page;
  page.setDefaultTimeout(12_000);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('folder-journey-failed');
});
afterAll(() => app.close());

const goTo = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const grid = (name: string | RegExp) => page.getByRole('grid', { name });

it('adds a folder by the native picker; nothing is read until it is synced', async () => {
  await page.getByText('No workspace yet').waitFor();
  await button('Add a workspace').first().click();
  await app.chooseInDialog(null, join(files, 'lineage'));
  await button('Choose a folder…').click();
  expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('');
  await button('Choose a folder…').click();
  await expect.poll(() => page.getByLabel('Folder', { exact: true }).inputValue()).toBe(join(files, 'lineage'));
  expect(await page.getByLabel('Name of the workspace').inputValue()).toBe('trial-042');
  await button('Test connection').click();
  await page.getByText('This looks like a lineage store.').waitFor();
  await button('Add workspace').click();
  await page.getByRole('heading', { name: 'Store and sync' }).waitFor();
  await page.getByText('Never synced: nothing of this store has been read yet.').waitFor();
});

it('syncs with progress, and says what it found in counts that add up', async () => {
  // The progress is gone in a second or two: what it says is caught as it is drawn.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenProgress: seen });
    new MutationObserver(() => {
      const bar = document.querySelector('[role=progressbar]');
      const text = bar?.closest('section')?.querySelector('[role=status]')?.textContent;
      if (text && seen.at(-1) !== text) seen.push(text);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const panel = page.getByRole('region', { name: 'Sync', exact: true });
  await panel.getByRole('button', { name: 'Sync now' }).click();
  await panel.getByText(/674 objects listed: 666 records \(666 new\), 8 history lines, 0 that could not be read/).waitFor();
  const seen = await page.evaluate(() => (window as unknown as { seenProgress: string[] }).seenProgress);
  expect(seen.some((text) => /\d+ of 674/.test(text))).toBe(true);
  await panel.getByRole('button', { name: 'Sync again' }).click();
  await panel.getByText(/666 records \(666 unchanged\)/).waitFor();
  await panel.getByText(/^0 objects read/).waitFor();
});

it('lists the runs, and opens one', async () => {
  await goTo('Runs');
  await grid('Runs of trial-042').waitFor();
  expect(await grid('Runs of trial-042').getAttribute('aria-rowcount')).toBe('9');
  await page.getByText('Runs that were launched with lineage off leave no record').waitFor();
  await app.screenshot('journey-runs');
  await page.getByRole('link', { name: 'release', exact: true }).click();
  await page.getByRole('heading', { name: 'Run release' }).waitFor();
  await page.getByText('Success and end time: not recorded.').waitFor();
});

/** A table that asks for its rows knows their number when they are here. */
const rows = (name: string, count: number) =>
  grid(name)
    .and(page.locator(`[aria-rowcount="${count}"]`))
    .waitFor();

it('shows what the run was on its tabs', async () => {
  const info = page.getByRole('tabpanel', { name: 'Run info' });
  await info
    .getByText('https://git.example.org/assays/germline')
    .or(info.getByText(/germline/).first())
    .first()
    .waitFor();
  for (const fact of ['26.04.6', 'not recorded', 'min_qual']) await info.getByText(fact).first().waitFor();
  await app.screenshot('journey-info');

  await tab('Tasks').click();
  await grid('Tasks of the run').waitFor();
  await rows('Tasks of the run', 19);
  await app.screenshot('journey-tasks');

  await tab('Inputs').click();
  await rows('Inputs of the run', 11);
  await tab('Outputs').click();
  await rows('Outputs of the run', 24);
  await expect.poll(() => grid('Outputs of the run').getByText('Not checked').count()).toBeGreaterThan(0);

  await tab('Environment').click();
  const missing = page.getByRole('region', { name: 'What is not recorded' });
  await missing
    .getByText(/libraries: not recorded/)
    .first()
    .waitFor();
  await page.getByText('tag only', { exact: false }).first().waitFor();
  await app.screenshot('journey-environment');
});

it('previews a file beside its LID and verdict, and says in words when it is not there', async () => {
  await tab('Outputs').click();
  await button('Preview cohort.tsv').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Nothing can be shown').waitFor();
  await drawer
    .getByText(/ENOENT|no file|nothing is/i)
    .first()
    .waitFor();
  await app.screenshot('journey-preview-missing');
  await button('Close the preview').click();
  await drawer.waitFor({ state: 'detached' });
});

it('draws the graph: expands, folds, changes the focus, and says the same as a table', async () => {
  await tab('Graph').click();
  const graph = page.getByRole('group', { name: /^Graph around/ });
  const boxes = graph.locator('.graph-box');
  const settled = async () => {
    await expect.poll(() => page.locator('.graph-status').innerText(), patient).toMatch(/^\d+ /);
    return boxes.count();
  };
  await boxes.first().waitFor();
  await app.screenshot('journey-graph');

  await button('All upstream').click();
  await button('Fold to one level').click();
  const folded = await settled();
  await button('Fit').click();
  const more = graph.getByRole('button', { name: /^Show \d+ things? (that this was made from|made from this)/, includeHidden: true }).first();
  await more.click();
  await expect.poll(settled, patient).toBeGreaterThan(folded);
  await app.screenshot('journey-graph-open');
  await button('Fold to one level').click();
  await expect.poll(settled, patient).toBe(folded);

  const other = boxes.and(page.locator('[data-kind=FileOutput][data-type=node], [data-kind=TaskRun][data-type=node]')).and(page.locator(':not([data-focus])')).first();
  const title = await other.locator('.box-title').innerText();
  await other.locator('.box-main').click();
  const panel = page.getByRole('complementary', { name: 'Selected box' });
  await panel.getByRole('heading', { name: title }).waitFor();
  await panel.getByRole('button', { name: 'Make it the focus' }).click();
  await expect.poll(() => graph.locator('.graph-box[data-focus] .box-title').innerText(), patient).toBe(title);
  await settled();

  await page.getByRole('radiogroup', { name: 'Show the graph as' }).getByText('Table').click();
  const twin = grid(/^What the graph around/);
  await twin.waitFor();
  expect(Number(await twin.getAttribute('aria-rowcount'))).toBeGreaterThan(2);
  await twin.getByText(title).first().waitFor();
  await app.screenshot('journey-graph-table');
});

it('audits the run: finds the files gone, asks where they are now, and checks again', async () => {
  expect(existsSync('/data/trial-042'), 'this test needs the recorded paths to be empty').toBe(false);
  await button('Audit this run').click();
  const audit = page.getByRole('dialog', { name: 'Audit of release' });
  const where = audit.getByRole('region', { name: 'Where are these files now?' });
  await where.waitFor();
  await where.getByText('71 files are not where the records say.', { exact: false }).waitFor();
  await app.screenshot('journey-where-now');
  await app.chooseInDialog(files);
  await where.getByRole('button', { name: 'Choose the folder…' }).click();
  await where.getByText(`23 of 23 published files found if /data/trial-042 is now ${files}`).waitFor();
  await where.getByRole('button', { name: 'Save this and check again' }).click();
  await audit.getByText('The content of 71 of 71 files is not proven:').waitFor();
  await audit.getByRole('region', { name: 'Mismatch', exact: true }).getByText('reference.fa', { exact: true }).waitFor();
  await audit.getByRole('region', { name: 'Same path, size and date; content NOT checked' }).getByText('70 files').waitFor();
  await audit.getByText('The content of no file of this run was verified against its record.').waitFor();
  await expect.poll(() => where.count()).toBe(0);
  await app.screenshot('journey-exceptions');
});

it('previews the report and saves it as a PDF that says the same', async () => {
  await button('To the report preview').click();
  await button('Save PDF…').waitFor();
  const sheet = page.getByRole('article').first();
  await sheet.getByText('DRAFT – UNSIGNED').waitFor();
  const id = /LAR-[0-9A-F]+/.exec(await sheet.innerText())?.[0] ?? 'no id';
  await app.screenshot('journey-report');
  const out = join(app.folder, 'release.pdf');
  await app.chooseInDialog(out);
  await button('Save PDF…').click();
  const saved = page.locator('.save-result');
  await saved.waitFor();

  const pages = textOf(readFileSync(out));
  expect(await saved.innerText()).toContain(`Saved, ${pages.length} pages`);
  expect(pages.length).toBeGreaterThan(3);
  const report = /LAR-[0-9A-F]{16}/.exec(pages[0] ?? '')?.[0] ?? 'no report id';
  pages.forEach((text, at) => {
    expect(text).toContain('DRAFT – UNSIGNED');
    expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    expect(text).toContain(report);
  });
  expect(id).toMatch(/^LAR-/);
  const words = pages.join(' ').replace(/\s+/g, ' ');
  expect(words).toContain('743f3d10fce32490142d3833990f2427');
  expect(words).toMatch(/lineage off/);
  expect(words).toMatch(/content NOT checked/);
  expect(words).not.toMatch(/\bsuccess(ful|fully)\b|\bvalid\b/i);
  expect(words).toContain('23 of 23 published files: same path, size and date as recorded; content NOT checked');
  expect(words).toMatch(/1 of \d+ inputs from outside is not there/);
  expect(words).not.toContain('Content verified 23');

  const rendered = renderedPages(out);
  expect(rendered).toHaveLength(pages.length);
  for (const { width, height, ink } of rendered) {
    expect(height / width).toBeCloseTo(Math.SQRT2, 1);
    expect(ink).toBeGreaterThan(0.01);
    expect(ink).toBeLessThan(0.6);
  }
  await button('Close the audit').click();
});

it('shows the checks afterwards: by whom, when, with what answer', async () => {
  await tab('Outputs').click();
  await grid('Outputs of the run')
    .getByText(/content NOT checked/i)
    .first()
    .waitFor();
  await page.getByText('23 of 23 checked', { exact: false }).first().waitFor();
  await button('Preview cohort.tsv').click();
  await page.getByRole('dialog').getByText('NA12878').first().waitFor();
  await app.screenshot('journey-preview');
  await button('Close the preview').click();
  await tab('Checks').click();
  await page
    .getByText(/2026-|20\d\d-/)
    .first()
    .waitFor();
  await app.screenshot('journey-checks');
  await goTo('Journal');
  await page
    .getByRole('grid')
    .getByText(/verify|check/i)
    .first()
    .waitFor();
  await app.screenshot('journey-journal');
});

it('did all this without an error in the page', () => {
  expect(app.errors).toEqual([]);
});
