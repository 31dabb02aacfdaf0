/** The drawn graph in the real window: found in by keyboard, a way through it lit, saved as image and table that say what they show, its twin in step. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const strict = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
  await app.page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.run(workspace, strict, 'graph'),
  );
  await app.page.locator('.graph-status', { hasText: 'boxes' }).waitFor();
});
afterAll(() => app.close());

it('says of what a run took over, folded or not, that it is of another run', async () => {
  const trim = app.page.locator('.graph-box[data-type=group]', { hasText: 'TRIM ×4' });
  await trim.getByText('of another run', { exact: true }).waitFor();
  await app.page.locator('.graph-box[data-type=node]', { hasText: 'INDEX_REFERENCE' }).getByText('of another run', { exact: true }).waitFor();
  expect(await app.page.locator('.graph-box', { hasText: 'FILTER' }).getByText('of another run').count()).toBe(0);
});

it('tells what its signs mean within the window', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Legend' }).click();
  const legend = page.getByRole('group', { name: 'Legend' });
  await legend.getByText('named as its run', { exact: true }).waitFor();
  const beyond = () => legend.evaluate((one) => [one.getBoundingClientRect().bottom <= innerHeight, (document.scrollingElement?.scrollHeight ?? 0) <= innerHeight]);
  await expect.poll(beyond).toEqual([true, true]);
  await page.keyboard.press('Escape');
  await expect.poll(() => legend.count()).toBe(0);
});

it('is searched from the keyboard, inside group boxes too', async () => {
  const { page } = app;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('NA12878.vcf.gz');
  await page.getByText(/ found\. Enter goes to the first\./).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/^1 of \d+: NA12878\.vcf\.gz/).waitFor();
  await page.locator('.graph-box[data-marks~="current"][data-type=group]').waitFor();
  await page.getByRole('button', { name: 'Take it out' }).click();
  await page.locator('.graph-box[data-marks~="current"][data-type=node]', { hasText: 'NA12878.vcf.gz' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('textbox', { name: 'Find in the graph' }).press('Escape');
  await expect.poll(() => page.locator('.graph-box[data-marks~="found"]').count()).toBe(0);
});

it('shows how one item has come to the other', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Way between…' }).click();
  await page.getByRole('textbox', { name: 'From' }).fill('/data/trial-042/inputs/reference.fa');
  await page.getByRole('textbox', { name: 'To' }).fill(`${strict}/cohort/cohort.tsv`);
  await page.keyboard.press('Enter');
  await page.getByText('According to the records, “cohort.tsv” lies downstream of “reference.fa” (7 links on the shortest way).').waitFor();
  await expect.poll(() => page.locator('.graph-way li').count()).toBe(8);
  await page.locator('.graph-box[data-marks~="way"]').first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('textbox', { name: 'To' }).press('Escape');
  await expect.poll(() => page.locator('.graph-box[data-marks~="way"]').count()).toBe(0);
});

it('is saved as SVG, PNG and CSV, which say how much is folded', async () => {
  const { page } = app;
  for (const form of ['svg', 'png', 'csv'] as const) {
    const out = join(app.folder, `graph.${form}`);
    await app.chooseInDialog(out);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: form.toUpperCase() }).click();
    await page.getByText(`saved to ${out}`).waitFor();
    const bytes = readFileSync(out);
    expect(bytes.toString('utf8')).toMatch(/of them are folded into \d+ group boxes\./);
    // PNG: width and height in IHDR, twice the SVG's.
    if (form === 'png') {
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(readFileSync(join(app.folder, 'graph.svg'), 'utf8')) ?? [];
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
      expect(bytes.length).toBeGreaterThan(50_000);
    }
  }
});

it('has a twin of tables that is in step, and fills the screen', async () => {
  const { page } = app;
  const boxes = await page.locator('.graph-box').count();
  await page.getByText('Table', { exact: true }).click();
  const twin = page.getByRole('grid', { name: 'What the graph around strict shows' });
  await twin.waitFor();
  expect(await twin.getAttribute('aria-rowcount')).toBe(String(boxes + 1));
  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.locator('.graph[data-full]').waitFor();
  const [tops, lefts] = await page.locator('.graph').evaluate((graph) => [graph.getBoundingClientRect().top, graph.getBoundingClientRect().left]);
  expect([tops, lefts]).toEqual([0, 0]);
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await page.locator('.graph:not([data-full])').waitFor();
  expect(app.errors).toEqual([]);
});
