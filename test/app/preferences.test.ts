/** What a person asks of the system holds in the window: less motion means none, and a palette of the system leaves nothing untold that colour told. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const release = 'lid://743f3d10fce32490142d3833990f2427';
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ demo: true });
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(() => app.close());

const show = (path: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, path);

/** What moved while `act` ran: animations that take longer than a frame, and places of the drawing that are neither where it stood nor where it came to rest. */
async function moved(act: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const seen = { animations: new Set<string>(), places: new Set<string>(), on: true };
    (globalThis as unknown as { seen: typeof seen }).seen = seen;
    const look = () => {
      for (const animation of document.getAnimations()) {
        const { duration = 0, iterations = 1 } = animation.effect?.getComputedTiming() ?? {};
        const target = (animation.effect as KeyframeEffect | null)?.target;
        if (Number(duration) > 1 || iterations > 1) seen.animations.add(`${target?.tagName} ${target?.className}: ${duration} ms`);
      }
      const place = document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform;
      if (place) seen.places.add(place);
      if (seen.on) requestAnimationFrame(look);
    };
    look();
  });
  await act();
  await page.waitForTimeout(400);
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { animations: Set<string>; places: Set<string>; on: boolean } };
    seen.on = false;
    return [...seen.animations, ...[...seen.places].slice(1, -1)];
  });
}

async function acts(): Promise<Record<string, string[]>> {
  await show(paths.run(workspace, release, 'graph'));
  await page.locator('.graph-box').first().waitFor();
  await page.waitForTimeout(400);
  return {
    drawing: await moved(() => page.getByRole('button', { name: 'Larger' }).click()),
    fit: await moved(() => page.getByRole('button', { name: 'Fit', exact: true }).click()),
    legend: await moved(async () => {
      await page.getByRole('button', { name: 'Legend' }).click();
      await page.getByText('Kind: shape, sign and word').waitFor();
      await page.keyboard.press('Escape');
    }),
    search: await moved(async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    dialog: await moved(async () => {
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('dialog').getByLabel('Format', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    preview: await moved(async () => {
      await show(paths.run(workspace, release, 'outputs'));
      await page.locator('.grid-body [role=row] .icon-button').first().click();
      await page.locator('.preview-facts').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    report: await moved(async () => {
      await show(paths.run(workspace, release, 'report'));
      await page.locator('.sheet').first().waitFor();
    }),
  };
}

it('moves nothing for whoever asked for less motion', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [act, what] of Object.entries(await acts())) expect([act, what]).toEqual([act, []]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  // The looking finds what moves where it may.
  expect(Object.values(await acts()).flat()).not.toEqual([]);
});

it.each(['light', 'dark'] as const)('tells what is chosen, filled and drawn in a %s palette of the system', async (colorScheme) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme });
  /** A system colour as it is computed here. */
  const colour = (name: string) =>
    page.evaluate((wanted) => {
      const probe = document.createElement('i');
      probe.style.cssText = `color: ${wanted}; forced-color-adjust: none`;
      document.body.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }, name);
  // Asked again until it is so: what the system's palette changes may fade into place.
  const style = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const [canvas, text, highlight] = [await colour('Canvas'), await colour('CanvasText'), await colour('Highlight')];
  await show(paths.run(workspace, release, 'report'));
  await page.locator('.sheet').first().waitFor();
  await expect.poll(() => style('input[type=checkbox]:checked:enabled', 'background-color')).toBe(highlight);
  await expect.poll(() => style('input[type=radio]:checked', 'background-color')).toBe(highlight);
  await show(paths.timeline(workspace));
  await page.locator('.timeline-bar').first().waitFor();
  await expect.poll(() => style('.timeline-lane:not([data-clock=recorded]) .timeline-bar', 'background-color')).toBe(text);
  await expect.poll(() => style('.timeline-lane[data-clock=recorded] .timeline-bar', 'background-color')).toBe(canvas);
  await expect.poll(() => style('.mantine-Chip-label[data-checked]', 'background-color')).toBe(highlight);
  await show(paths.run(workspace, release, 'graph'));
  await page.locator('.graph-box').first().waitFor();
  await expect.poll(() => style('.graph-box:not([data-selected], [data-focus]) .kind-shape path', 'stroke')).toBe(text);
  await expect.poll(() => style('.graph-box:not([data-selected], [data-focus]) .kind-shape path', 'fill')).toBe(canvas);
  await expect.poll(() => style('.graph-box[data-focus] .kind-shape path', 'fill')).toBe(canvas);
  await show(paths.run(workspace, release, 'checks'));
  await page.locator('.verdict-choice').first().waitFor();
  await expect.poll(() => style('.verdict-choice[aria-pressed=true]', 'outline-style')).toBe('solid');
  await page.emulateMedia({ forcedColors: 'none', colorScheme: null });
});
