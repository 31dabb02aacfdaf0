/** Every page enlarged to 125, 150 and 200 %: nothing beyond the window's edge, nothing cut off that has to be read, no text on another, no list in a slit. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, openUsedDemo, demoPages as pages } from './demo-pages';
import type { OpenApp } from './open-app';

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openUsedDemo();
  page = app.page;
});
afterAll(() => app.close());

async function open(address: string, drawn: string): Promise<void> {
  await openPage(page, address, drawn);
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running') && !document.querySelector('[aria-busy=true], .graph-busy'));
}

/** What is wrong with the page as it stands, each fault in words. */
function faults(): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const say = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 50)}"`;
    const root = document.documentElement;
    const content = document.getElementById('content');
    for (const panel of document.querySelectorAll('[role=tabpanel]'))
      if (panel.scrollWidth > panel.clientWidth) found.push(`a tab is ${panel.scrollWidth} wide of ${panel.clientWidth}`);
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide of ${root.clientWidth}`);
    if (content && content.scrollWidth > content.clientWidth) found.push(`the content is ${content.scrollWidth} wide of ${content.clientWidth}`);
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element) => {
      const style = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, style);
      return style;
    };
    /** What of a box is in sight, cut by all that it lies in; whether something lets one scroll to the rest. */
    const seen = (element: Element, box: DOMRect) => {
      let { left, top, right, bottom } = box;
      let scrolls = false;
      for (let around = element.parentElement; around !== null && around !== root; around = around.parentElement) {
        const { overflowX, overflowY } = styleOf(around);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const edge = around.getBoundingClientRect();
        if (/auto|scroll/.test(overflowX)) scrolls = true;
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
        top = Math.max(top, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
      return { left, top, right, bottom, scrolls };
    };
    const drawnAtAll = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const apart = '.visually-hidden, .mantine-VisuallyHidden-root, .skip-link, svg, .react-flow';
    for (const element of document.querySelectorAll('h1, h2, h3, button, [role=tab], nav a, label')) {
      if (!drawnAtAll(element) || element.closest(apart)) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const { left, right, scrolls } = seen(element, box);
      if (!scrolls && (right - left < box.width - 1 || box.left < -1 || box.right > root.clientWidth + 1))
        found.push(`beyond the edge: ${say(element)} ${Math.round(box.left)}–${Math.round(box.right)}`);
      for (const inner of [element, ...element.querySelectorAll('*')]) {
        const style = styleOf(inner);
        // Columns are as wide as one makes them; a cell says the rest in its tip.
        if (inner.closest(`${apart}, [role=grid]`) || style.display === 'inline' || !inner.textContent?.trim()) continue;
        if (/hidden|clip/.test(style.overflowX) && inner.scrollWidth > inner.clientWidth + 1) found.push(`cut off: ${say(inner)} ${inner.scrollWidth} of ${inner.clientWidth}`);
      }
    }
    // A list that scrolls by itself shows its headings and six rows, of 32 pixels each.
    for (const element of document.querySelectorAll('main *')) {
      const { overflowY } = styleOf(element);
      if (
        /auto|scroll/.test(overflowY) &&
        element.scrollHeight > element.clientHeight + 1 &&
        element.clientHeight < 7 * 32 &&
        element.clientHeight > 0 &&
        !element.matches('textarea, pre, code')
      )
        found.push(`in a slit of ${element.clientHeight}: ${say(element)} of ${element.scrollHeight}`);
    }
    const texts: { text: string; element: Element; left: number; top: number; right: number; bottom: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || !node.textContent?.trim() || element.closest(`${apart}, script, style, option`) || !drawnAtAll(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const { left, top, right, bottom } = seen(element, box);
        if (right - left > 2 && bottom - top > 4) texts.push({ text: node.textContent.trim().slice(0, 40), element, left, top, right, bottom });
      }
    }
    texts.sort((a, b) => a.top - b.top);
    for (const [at, one] of texts.entries()) {
      for (let next = at + 1; next < texts.length; next++) {
        const other = texts[next];
        if (other === undefined || other.top >= one.bottom - 4) break;
        if (one.element === other.element || Math.min(one.right, other.right) - Math.max(one.left, other.left) < 3) continue;
        // A line that is wrapped lies close to the next.
        if (Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) < 4) continue;
        // What is drawn over the other hides it: a heading that stays while rows go below it.
        const x = (Math.max(one.left, other.left) + Math.min(one.right, other.right)) / 2;
        const y = (Math.max(one.top, other.top) + Math.min(one.bottom, other.bottom)) / 2;
        const stack = document.elementsFromPoint(x, y);
        const covers = stack.findIndex((element) => styleOf(element).backgroundColor !== 'rgba(0, 0, 0, 0)');
        const inSight = (element: Element) => stack.indexOf(element) <= (covers === -1 ? stack.length : covers) && stack.includes(element);
        if (inSight(one.element) && inSight(other.element)) found.push(`"${one.text}" lies on "${other.text}"`);
      }
    }
    return [...new Set(found)].slice(0, 20);
  });
}

// At 150 % in a wider window two columns stand side by side, and each is narrow.
describe.each([
  [125, 1280],
  [150, 1400],
  [200, 1280],
])('at %i per cent:', (percent, wide) => {
  beforeAll(async () => {
    await app.electron.evaluate(
      ({ BrowserWindow }, [factor = 1, width = 0]) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(width, window.getContentSize()[1] ?? 0);
        window?.webContents.setZoomFactor(factor);
      },
      [percent / 100, wide],
    );
    await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 3, (wide * 100) / percent);
  });

  it.each(pages)('of $name', async ({ name, address, drawn }) => {
    await open(address, drawn);
    await app.screenshot(`zoom-${percent}-${name.replace(/\W+/g, '-')}`);
    expect(await faults()).toEqual([]);
  });

  it.each(pages.filter(({ name }) => name.endsWith(': graph')))('half of the window and more is the drawing, with all tools a key away: $name', async ({ address, drawn }) => {
    await open(address, drawn);
    const share = () =>
      page.evaluate(() => {
        const [canvas, main] = ['.graph-canvas', '#content'].map((name) => document.querySelector(name)?.getBoundingClientRect());
        return canvas && main ? (Math.min(canvas.bottom, main.bottom, innerHeight) - Math.max(canvas.top, main.top, 0)) / innerHeight : 0;
      });
    await expect.poll(share).toBeGreaterThanOrEqual(0.5);
    const more = page.getByRole('button', { name: 'More tools' });
    expect([await more.getAttribute('aria-expanded'), await page.getByRole('button', { name: 'All upstream' }).count()]).toEqual(['false', 0]);
    await more.press('Enter');
    for (const name of ['All upstream', 'Way between…', 'Save', 'Legend', 'Arrange']) await page.getByRole('button', { name, exact: true }).waitFor();
    expect(await faults()).toEqual([]);
  });
});
