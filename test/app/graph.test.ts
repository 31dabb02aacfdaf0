/** The graph in the real window: what is hidden and how runs are framed stands in the address, and what grows moves nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../core/contract';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
let file: string;

async function ask<T>(name: string, input: object): Promise<T> {
  const answer = await app.page.evaluate(([n, i]) => window.audit.call(`graph-${n}`, n as string, i), [name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as T;
}
const boxes = (n: string) => app.page.locator('.graph-status', { hasText: new RegExp(`^${n}`) }).waitFor();
const show = (path: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, path);
const places = () =>
  app.page.evaluate(() => Object.fromEntries([...document.querySelectorAll<HTMLElement>('.react-flow__node-box')].map((box) => [box.dataset.id ?? '', box.style.transform])));

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
  const { runs } = await ask<Output<'runs.list'>>('runs.list', { workspace });
  const strict = runs.find((each) => each.name === 'strict')?.lid ?? '';
  file = (await ask<Output<'runs.outputs'>>('runs.outputs', { workspace, lid: strict })).outputs.find((each) => each.name === 'cohort.tsv')?.lid ?? '';
});
afterAll(() => app.close());

it('grows without moving a box that stands', async () => {
  await show(paths.record(workspace, file, 'graph'));
  await boxes('2 boxes');
  for (const [n, grown] of [3, 7, 8].entries()) {
    const before = await places();
    await app.page.locator('.box-side[data-side="up"]:not([data-fold])').first().click();
    await boxes(`${grown} boxes`);
    const after = await places();
    for (const [id, place] of Object.entries(before)) expect(after[id], `${id} in step ${n}`).toBe(place);
    expect(Object.keys(after)).toHaveLength(grown);
  }
});

it('keeps the drawing as high as the page has room for, whatever is said of a box beside it', async () => {
  const heights = () =>
    app.page.evaluate(() => {
      const [panel, canvas, tab] = ['.graph-panel', '.graph-canvas', '.record-panel'].map((name) => document.querySelector(name));
      return { said: panel?.scrollHeight ?? 0, canvas: canvas?.clientHeight ?? 0, scrolls: (tab?.scrollHeight ?? 0) > (tab?.clientHeight ?? 0) };
    });
  const canvases: number[] = [];
  for (const box of await app.page.locator('.graph-box .box-main').all()) {
    await box.dispatchEvent('click');
    const { said, canvas, scrolls } = await heights();
    expect([said > 0, scrolls]).toEqual([true, false]);
    canvases.push(canvas);
  }
  expect(new Set(canvases).size).toBe(1);
  expect(canvases[0]).toBeGreaterThan(450);
});

it('fits all of it in, no box below the small map and no word of a line below a number', async () => {
  await app.page.getByRole('button', { name: 'All upstream' }).click();
  await boxes('\\d+ records');
  await app.page.getByRole('button', { name: 'Fit' }).click();
  const covered = () =>
    app.page.evaluate(() => {
      const all = (name: string) =>
        [...document.querySelectorAll(name)].map((one) => ({ says: one.textContent, at: one.getBoundingClientRect() })).filter(({ at }) => at.width > 0);
      const meet = (a: DOMRect, b: DOMRect) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom;
      const over = (below: string, above: string) => all(below).flatMap((one) => all(above).flatMap((other) => (meet(one.at, other.at) ? [`${other.says} over ${one.says}`] : [])));
      return { map: over('.graph-box', '.react-flow__minimap'), words: over('.flow-word', '.box-side'), small: document.querySelector('.flow')?.hasAttribute('data-small') };
    });
  await expect.poll(covered).toEqual({ map: [], words: [], small: true });
});

it('takes one out of a folded box, shows it, and the keyboard goes with it', async () => {
  await app.page.locator('.graph-box[data-type=group] .box-main').first().dispatchEvent('click');
  const member = app.page.locator('.graph-members button').last();
  const name = await member.locator('.graph-member').innerText();
  await member.press('Enter');
  await expect.poll(() => app.page.evaluate(() => document.activeElement?.querySelector('.box-title')?.textContent)).toBe(name);
  // Once the canvas has moved there.
  await expect
    .poll(() =>
      app.page.evaluate(() => {
        const [box, canvas] = [document.activeElement, document.querySelector('.graph-canvas')].map((one) => one?.getBoundingClientRect());
        return box !== undefined && canvas !== undefined && box.left >= canvas.left && box.right <= canvas.right && box.top >= canvas.top && box.bottom <= canvas.bottom;
      }),
    )
    .toBe(true);
});

it('shows from a link files alone, and what they were derived from', async () => {
  await show(`${paths.record(workspace, file, 'graph')}/depth=2;hide=run.task.code.container.parameter.outputs`);
  await boxes('6 boxes');
  expect(await app.page.locator('.graph-box[data-kind="TaskRun"]').count()).toBe(0);
  await app.page.locator('.flow-word', { hasText: 'derived from' }).first().waitFor();
  expect(await app.page.getByRole('radio', { name: 'Files only' }).isChecked()).toBe(true);
});

it('frames runs, sets parameters and containers beside, and writes that into the address', async () => {
  await app.page.getByText('Tasks and files', { exact: true }).click();
  await app.page.getByRole('button', { name: /^Kinds/ }).click();
  for (const kind of ['Parameters', 'Containers']) await app.page.getByRole('switch', { name: kind }).check();
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('switch', { name: 'Frame runs' }).check();
  await app.page.locator('.flow-frame-title', { hasText: 'Run strict' }).waitFor();
  await app.page.locator('.graph-box[data-kind="Parameter"]', { hasText: 'min_qual' }).waitFor();
  await app.page.locator('.graph-box[data-kind="Container"]').first().waitFor();
  expect(new URL(app.page.url()).hash).toBe(`#${paths.record(workspace, file, 'graph')}/depth=2;hide=code.outputs;frames=run`);
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
});
