/** One whole journey by keyboard alone: not one call of the mouse, the focus always seen and never lost. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aRow } from '../bench/pages';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ demo: true });
  page = app.page;
  page.setDefaultTimeout(12_000);
  await page.getByRole('heading', { level: 1 }).waitFor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('keyboard-failed');
});
afterAll(() => app.close());

interface Focus {
  name: string;
  role: string;
  lost: boolean;
  seen: boolean;
}

/** What has the focus, whether it is in sight, and whether anything shows that it has it. */
function focus(): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: '', role: '', lost: true, seen: false };
    // A radio or checkbox shows the focus on what stands for it.
    const shown = element.matches('input[type=radio], input[type=checkbox]')
      ? [element, ...(element.parentElement?.children ?? [])]
      : [element, element.closest('[data-variant], .mantine-Input-wrapper') ?? element];
    const ring = shown.some((one) => {
      const style = getComputedStyle(one);
      const outline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      return outline || style.boxShadow !== 'none' || one.matches('input:not([type=radio], [type=checkbox])');
    });
    const box = (element.matches('input[type=radio], input[type=checkbox]') ? (element.parentElement ?? element) : element).getBoundingClientRect();
    const inSight = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const name = element.getAttribute('aria-label') ?? (element.textContent || (element as HTMLInputElement).value || '');
    return { name: name.trim(), role: element.getAttribute('role') ?? element.tagName.toLowerCase(), lost: false, seen: ring && inSight };
  });
}

/** Presses a key, then says what has the focus; a heading that was moved to (tabindex -1) need not show a ring. */
async function press(key: string): Promise<Focus> {
  await page.keyboard.press(key);
  const now = await focus();
  expect(now.lost, `the focus was lost after ${key}`).toBe(false);
  if (!['h1', 'main'].includes(now.role)) expect(now.seen, `after ${key} nothing shows that "${now.name}" (${now.role}) has the focus`).toBe(true);
  return now;
}

/** Tab (or another key) until what has the focus fits. */
async function pressUntil(key: string, fits: (now: Focus) => boolean, most = 60): Promise<Focus> {
  const passed: string[] = [];
  for (let step = 0; step < most; step++) {
    const now = await press(key);
    if (fits(now)) return now;
    passed.push(`${now.role} ${now.name}`.slice(0, 40));
  }
  throw new Error(`${key} never reached it; passed: ${passed.join(' | ')}`);
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Alt and Left are the menu's: the key goes in where the system gives it to the window, not into the page. */
const back = () =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    for (const type of ['keyDown', 'keyUp'] as const) contents?.sendInputEvent({ type, keyCode: 'Left', modifiers: ['alt'] });
  });

/** The first row of the table in a tab: a part of a page that is still on its way has no stops, Tab would go past it and out of the page; and the part that was left may stand there for a moment more. */
async function firstRow(tab = 'Outputs'): Promise<void> {
  const panel = await page.getByRole('tab', { name: tab, selected: true }).getAttribute('aria-controls');
  await page.locator(`[id="${panel}"] ${aRow}`).filter({ visible: true }).first().waitFor();
}

/** The heading of a new page takes the focus, so that a screen reader says where one is. */
async function arrivedAt(name: string | RegExp): Promise<void> {
  await heading(name);
  await expect.poll(async () => (await focus()).role).toBe('h1');
}

it('begins at the skip link, which leads to the content', async () => {
  expect(await press('Tab')).toMatchObject({ name: 'Skip to the content', seen: true });
  await app.screenshot('keyboard-skip');
  await press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
});

it('opens the workspace and a run from the table', async () => {
  await pressUntil('Tab', ({ name }) => name === 'trial-042');
  await press('Enter');
  await arrivedAt('Runs');
  const grid = await pressUntil('Tab', ({ role }) => role === 'grid');
  expect(grid.name).toBe('Runs of trial-042');
  const active = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '');
  const first = await active();
  await press('ArrowDown');
  expect(await active()).not.toBe(first);
  await press('End');
  expect(await active()).toContain('release');
  await app.screenshot('keyboard-grid');
  await press('Enter');
  await arrivedAt('Run release');
});

it('walks the tabs of the run with the arrow keys', async () => {
  await pressUntil('Tab', ({ role }) => role === 'tab');
  for (const name of ['Tasks', 'Inputs', 'Outputs', 'Environment', 'Graph', 'Checks', 'Report']) {
    expect(await press('ArrowRight')).toMatchObject({ role: 'tab', name });
    await page.getByRole('tab', { name, selected: true }).waitFor();
    expect(await focus()).toMatchObject({ role: 'tab', name });
  }
  await press('Home');
  await pressUntil('ArrowRight', ({ name }) => name === 'Outputs');
});

it('opens a record from the table of outputs, and comes back', async () => {
  await firstRow();
  await pressUntil('Tab', ({ role }) => role === 'grid');
  await press('ArrowDown');
  await press('Enter');
  await arrivedAt(/^File: /);
  await back();
  await arrivedAt('Run release');
  await page.getByRole('tab', { name: 'Outputs', selected: true }).waitFor();
});

it('previews a file beside the table, and has the focus back after Escape', async () => {
  await firstRow();
  await pressUntil('Tab', ({ role }) => role === 'grid');
  await pressUntil('ArrowRight', ({ name }) => name.startsWith('Preview '));
  const { name } = await focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(async () => (await focus()).name).toBe(name);
});

it('searches from anywhere: type, Enter, and the first hit opens', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  expect(await focus()).toMatchObject({ role: 'input', seen: true });
  await page.keyboard.type('cohort.tsv');
  await page.locator('[data-action][data-selected]').waitFor();
  await app.screenshot('keyboard-search');
  await page.keyboard.press('Enter');
  await arrivedAt(/^File: cohort\.tsv$/);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await arrivedAt(/^File: cohort\.tsv$/);
});

it('checks a file and saves a report of it, and the focus stays where these were begun', async () => {
  await pressUntil('Tab', ({ name }) => name === 'Check this file now');
  await press('Enter');
  await page.getByText('First read here', { exact: false }).waitFor();
  await expect.poll(async () => (await focus()).name).toBe('Check this file now');
  await pressUntil('Shift+Tab', ({ name }) => name === 'Report…');
  await press('Enter');
  await arrivedAt('New report: A file');
  await page.locator('.sheet').first().waitFor();
  await app.chooseInDialog(join(app.folder, 'by-keyboard.pdf'));
  await pressUntil('Tab', ({ name }) => name === 'Save PDF…');
  await press('Enter');
  await page.getByText('Saved, ', { exact: false }).waitFor();
  await expect.poll(async () => (await focus()).name).toBe('Save PDF…');
  await back();
  await arrivedAt(/^File: /);
});

it('opens the first hit even when Enter comes before the hits do', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('newref');
  await page.keyboard.press('Enter');
  await arrivedAt('Run newref');
  // Opened again, the box shows the hits of last time and waits.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.locator('[data-action][data-selected]').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByRole('heading', { level: 1, name: 'Run newref' }).count()).toBe(1);
  expect((await focus()).lost).toBe(false);
});

it('moves in the graph along its lines, unfolds, and opens what is selected', async () => {
  await pressUntil('Tab', ({ role }) => role === 'tab');
  await pressUntil('ArrowRight', ({ name }) => name === 'Graph');
  await page.locator('.graph-box').first().waitFor();
  const box = () => page.evaluate(() => document.activeElement?.getAttribute('data-box') ?? null);
  await pressUntil('Tab', ({ role, name }) => role === 'button' && name.includes('newref'));
  const run = await box();
  await press('ArrowRight');
  expect(await box()).not.toBe(run);
  await press('Home');
  await expect.poll(box).toBe(run);
  await press('ArrowRight');
  await app.screenshot('keyboard-graph');
  await page.keyboard.press('Enter');
  await arrivedAt(/^(File|Task): /);
});

it('passes every stop of a page without a trap', async () => {
  await back();
  await arrivedAt('Run newref');
  await pressUntil('Tab', ({ role }) => role === 'tab');
  await pressUntil('ArrowRight', ({ name }) => name === 'Checks');
  await firstRow('Checks');
  const stops = new Set<string>();
  for (let step = 0; step < 70; step++) {
    await page.keyboard.press('Tab');
    const now = await focus();
    if (now.lost) break; // past the last stop the focus goes to the window itself
    expect(now.seen, `nothing shows that "${now.name}" (${now.role}) has the focus`).toBe(true);
    stops.add(`${now.role} ${now.name}`);
  }
  expect(stops.size).toBeGreaterThan(12);
  expect([...stops].join()).toContain('Skip to the content');
});

it('did all this without an error in the page', () => {
  expect(app.errors).toEqual([]);
});
