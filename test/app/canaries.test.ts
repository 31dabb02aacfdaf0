/**
 * Nothing that is masked is ever in the window: not in a text, an attribute, a tooltip, a title, a field, a menu, what is copied, or what a page
 * saves, on any of its pages, nor for the moment in which a page is drawn.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MeasuredPage, pagesOf } from '../bench/pages';
import { foundIn, layCanaryStore, needles, other, run } from '../main/redact/canary-store';
import { openWorkbench } from '../workbench';
import { type OpenApp, openApp } from './open-app';

const workspace = 'canary';
const lid = `lid://${run}`;
const task = `lid://${'b'.repeat(32)}`;
const folder = mkdtempSync(join(tmpdir(), 'window-canaries-'));
let app: OpenApp;
let pages: MeasuredPage[];

beforeAll(async () => {
  const bench = await openWorkbench({ folder, keepFolder: true });
  await bench.sync(workspace, layCanaryStore(join(folder, 'store')));
  const deny = [{ pattern: 'CNRY-####', reason: 'numbers of subjects' }];
  await bench.engine.call('masking.set', { workspace, personal: ['email', 'home-folder', 'person', 'personal-number', 'sample'], deny, allow: [], reason: 'protocol' });
  await bench.job('verify.run', { workspace, run: lid });
  await bench.job('report.pdf', { workspace, about: { kind: 'run', run: lid }, settings: {}, out: join(folder, 'report.pdf') });
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid });
  const { inputs } = await bench.engine.call('runs.inputs', { workspace, lid });
  const { labels } = await bench.engine.call('labels.list', { workspace });
  bench.close();
  const published = outputs.find((one) => one.lid?.endsWith('.vcf'))?.lid ?? '';
  const reference = JSON.stringify(inputs).match(/\/data\/\[masked: [^"]*?\]\/reads\.fq/)?.[0] ?? '';
  const label = labels.find((one) => one.label.startsWith('key '))?.label ?? '';
  expect([published, reference, label].every((one) => one.includes('[masked: '))).toBe(true);
  pages = pagesOf(workspace, { run: lid, pair: [lid, `lid://${other}`], task, file: published, published, reference, sample: 'clean', label });
  app = await openApp({ folder, keepFolder: true });
  await app.page.getByText(workspace).first().waitFor();
  await app.page.evaluate(watch);
}, 120_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps all that the document ever holds from now on. Runs in the page. */
function watch(): void {
  const seen: string[] = [document.documentElement.outerHTML];
  const keep = (text: string | null | undefined) => text && seen.push(text);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === 'characterData') keep(target.textContent);
      else if (type === 'attributes') keep((target as Element).getAttribute(attributeName ?? ''));
      else for (const node of addedNodes) keep(node instanceof Element ? node.outerHTML : node.textContent);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  Object.assign(globalThis, {
    taken: () => {
      for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea')) keep(field.value);
      keep(document.title);
      keep(decodeURIComponent(location.hash));
      return seen.splice(0).join('\n');
    },
  });
}
const taken = () => app.page.evaluate(() => (globalThis as unknown as { taken(): string }).taken());
const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());

async function open(address: string, drawn: string): Promise<void> {
  await app.page.evaluate((to) => {
    location.hash = to;
  }, address);
  await app.page.locator(drawn).first().waitFor({ state: 'attached', timeout: 20_000 });
  await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
}

it('would find them: in what is shown of a page, and of what was there for a moment', async () => {
  await taken();
  await app.page.evaluate(async (text) => {
    const there = document.createElement('p');
    there.title = text;
    document.body.append(there);
    await new Promise((resolve) => setTimeout(resolve));
    there.remove();
    await new Promise((resolve) => setTimeout(resolve));
  }, needles[0] ?? '');
  expect(foundIn(Buffer.from(await taken()))).toEqual([needles[0]]);
});

describe('the pages of the window', () => {
  it('hold none, each with its menus, its copies and its table scrolled through', async () => {
    const { page } = app;
    let masks = 0;
    for (const { name, address, drawn, whole } of pages) {
      await open(address, whole ?? drawn).catch((error: Error) => {
        throw new Error(`${name} (${address}): ${error.message}`);
      });
      // Hovered, as a pointer that passes over all of it.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('main button, main a, main [data-tip], main [title], main .graph-box, main [role=gridcell], main abbr, main dd'))
          for (const type of ['pointerover', 'mouseover', 'pointermove', 'mousemove']) one.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      });
      for (const button of await page.locator('main button[aria-label^="Copy"]').all()) {
        await button.click({ timeout: 2_000 }).catch(() => undefined);
        expect(foundIn(Buffer.from(await copied())), `copied on ${name}`).toEqual([]);
      }
      const row = page.locator('main .grid-body [role=row]').first();
      if (await row.isVisible()) {
        await row.click({ button: 'right' });
        await page.keyboard.press('Escape');
        await row.press('Control+a').catch(() => undefined);
        await row.press('Control+c').catch(() => undefined);
        expect(foundIn(Buffer.from(await copied())), `rows copied on ${name}`).toEqual([]);
      }
      const shown = await taken();
      expect(foundIn(Buffer.from(shown)), name).toEqual([]);
      masks += shown.split('[masked').length - 1;
    }
    expect(masks).toBeGreaterThan(200);
    const title = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle()));
    expect(foundIn(Buffer.from(title.join('\n')))).toEqual([]);
  }, 300_000);

  it('hold none in what the search suggests and finds', async () => {
    const { page } = app;
    await open(pages.find(({ name }) => name === 'runs')?.address ?? '', 'main h1');
    for (const text of ['param:', 'label:', 'run:', 'container:', 'task:', 'cnry', 'CNRY', 'script:align', needles[0] ?? '']) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(text);
      await page.waitForTimeout(400);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      // What was typed is shown in its field.
      const shown = foundIn(Buffer.from(await taken())).filter((one) => one !== text);
      expect(shown, text).toEqual([]);
    }
  }, 60_000);

  it('hold none in the graph, its tooltips, its panel, its table, and what is saved of it', async () => {
    const { page } = app;
    await open(pages.find(({ name }) => name === 'run: graph')?.address ?? '', '.graph-box');
    await page.locator('.graph-status', { hasText: 'boxes' }).waitFor();
    for (const box of await page.locator('.graph-box').all()) {
      await box.hover({ force: true, timeout: 2_000 }).catch(() => undefined);
      await box.click({ force: true, timeout: 2_000 }).catch(() => undefined);
      await page.waitForTimeout(100);
    }
    for (const form of ['svg', 'png', 'csv'] as const) {
      const out = join(folder, `graph.${form}`);
      await app.chooseInDialog(out);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('menuitem', { name: form.toUpperCase() }).click();
      await page.getByText(`saved to ${out}`).waitFor();
      expect(foundIn(readFileSync(out)), form).toEqual([]);
      if (form !== 'png') expect(readFileSync(out, 'utf8')).toContain('[masked');
    }
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('grid', { name: /What the graph around/ }).waitFor();
    expect(foundIn(Buffer.from(await taken()))).toEqual([]);
  }, 60_000);
});
