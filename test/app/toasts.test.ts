/** A message raised over every kind of page: in sight, over nothing that is to be pressed, said to a screen reader, and closed by keyboard. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { openDemo, openPage, demoPages as pages, release, workspace } from './demo-pages';
import type { OpenApp } from './open-app';

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openDemo();
  page = app.page;
});
afterAll(() => app.close());

const go = (address: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, address);

/** Nothing can be undone on a page that has just come: that is said in a message. */
async function raise(): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('Control+z');
  await page.locator('.toast', { hasText: 'There is nothing to undo' }).waitFor();
}

/** What is out of place about the message: not wholly in the window, or over something. */
const misplaced = (within: string) =>
  page.evaluate((whole) => {
    const toast = document.querySelector('.toast')?.getBoundingClientRect();
    if (!toast) return ['no message'];
    const found: string[] = [];
    if (toast.left < 0 || toast.top < 0 || toast.right > innerWidth || toast.bottom > innerHeight) found.push('beyond the window');
    if (!document.elementFromPoint((toast.left + toast.right) / 2, (toast.top + toast.bottom) / 2)?.closest('.toasts-place')) found.push('below something else');
    // All of a page that scrolls by itself, at its end.
    document.scrollingElement?.scrollTo(0, document.scrollingElement.scrollHeight);
    const [place] = document.querySelector('.toasts-place')?.getClientRects() ?? [];
    for (const element of document.querySelectorAll(`${whole} :is(button, a[href], input, select, textarea, [tabindex="0"])`)) {
      const box = element.getBoundingClientRect();
      let { bottom } = box;
      for (let around = element.parentElement; around !== null && around !== document.body; around = around.parentElement)
        if (getComputedStyle(around).overflowY !== 'visible') bottom = Math.min(bottom, around.getBoundingClientRect().bottom);
      // What is skipped, as its part of a long page is out of sight, is at no point.
      const there = (y: number) => document.elementsFromPoint((box.left + box.right) / 2, y).includes(element);
      if (place && box.width > 1 && bottom > place.top + 1 && box.top < place.bottom && there(Math.max(box.top, place.top) + 1))
        found.push(`over ${element.outerHTML.slice(0, 120)}`);
    }
    return found;
  }, within);

async function closeByKeyboard(): Promise<void> {
  await page.keyboard.press('F8');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.toast') !== null && document.activeElement?.getAttribute('aria-label'))).toBe('Close the message');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.toast').count()).toBe(0);
}

describe.each([100, 200])('at %i per cent:', (percent) => {
  beforeAll(async () => {
    await app.electron.evaluate(({ BrowserWindow }, factor) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(1280, 800);
      window?.webContents.setZoomFactor(factor);
    }, percent / 100);
    await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 3, 128_000 / percent);
  });

  it.each(pages)('on $name', async ({ address, drawn }) => {
    await openPage(page, address, drawn);
    await raise();
    await expect.poll(() => misplaced('main')).toEqual([]);
    expect(await page.getByRole('status').filter({ hasText: 'There is nothing to undo' }).count()).toBe(1);
    await closeByKeyboard();
  });

  it('over a graph that fills the window, and over a dialog', async () => {
    await go(paths.run(workspace, release, 'graph'));
    await page.locator('.graph-box').first().waitFor();
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.locator('.graph[data-full]').waitFor();
    await raise();
    await expect.poll(() => misplaced('.graph')).toEqual([]);
    await closeByKeyboard();
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.locator('.graph:not([data-full])').waitFor();
    await page.getByRole('button', { name: 'Evidence bundle…' }).click();
    await page.getByRole('dialog').waitFor();
    await raise();
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'));
    await expect.poll(() => misplaced('[role=dialog]')).toEqual([]);
    await closeByKeyboard();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
  });
});

it('brings the keyboard back to where it was', async () => {
  await go(paths.run(workspace, release, 'outputs'));
  const button = page.getByRole('button', { name: 'Save as CSV' });
  await button.focus();
  await page.keyboard.press('Control+z');
  await page.locator('.toast').waitFor();
  await closeByKeyboard();
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(app.errors).toEqual([]);
});
