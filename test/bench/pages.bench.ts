/**
 * Every page of the real window on 200,000 records with one run of 20,000 tasks: how long each takes to open, and the longest time in
 * which the window could not draw meanwhile. BENCH_RECORDS and BENCH_TASKS take other sizes; BENCH_FOLDER keeps store and workspace for another time.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWhatIsStale } from '../../build/build.mjs';
import { type OpenApp, openApp } from '../app/open-app';
import { openWorkbench } from '../workbench';
import { type GeneratedStore, generateStore } from './generate-store';
import { longestStall } from './longest-stall';
import { pagesOf } from './pages';
import { type Measured, median, p95, report } from './table';

const records = Number(process.env.BENCH_RECORDS ?? 200_000);
const tasks = Number(process.env.BENCH_TASKS ?? 20_000);
const kept = process.env.BENCH_FOLDER;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const only = process.env.BENCH_PAGES?.split(',');
const workspace = 'big';
const rows: Measured[] = [];
let app: OpenApp;
let made: GeneratedStore;

beforeAll(async () => {
  buildWhatIsStale(['main', 'window']);
  const folder = kept ?? join(process.env.TMPDIR ?? '/tmp', `bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  made = await preparedStore(folder);
  app = await openApp({ folder, keepFolder: kept !== undefined });
});
afterAll(async () => {
  await app?.close();
  report(`Pages, ${made.records.toLocaleString('en')} records, a run of ${tasks.toLocaleString('en')} tasks`, rows);
});

/** The store, made once, and its workspace, synced without a window: what is measured begins after it. */
async function preparedStore(folder: string): Promise<GeneratedStore> {
  const note = join(folder, 'made.json');
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as GeneratedStore;
  const store = generateStore(join(folder, 'store'), records, tasks);
  const bench = await openWorkbench({ folder, keepFolder: true });
  await bench.sync(workspace, join(folder, 'store'));
  bench.close();
  writeFileSync(note, JSON.stringify(store));
  return store;
}

/** Goes to an address as a link would; resolves when the page shows what it is for, with the time that took by the page's clock, in ms. */
async function open(address: string, drawn: string): Promise<number> {
  return app.page.evaluate(
    ([to, selector]) =>
      new Promise<number>((resolve, reject) => {
        const began = performance.now();
        const isThere = () => document.querySelector(selector) !== null;
        const look = () => {
          if (isThere()) requestAnimationFrame(() => resolve(performance.now() - began));
          else if (performance.now() - began > 60_000) reject(new Error(`${to} never showed ${selector}: ${document.querySelector('main')?.textContent?.slice(0, 300)}`));
          else requestAnimationFrame(look);
        };
        location.hash = to;
        requestAnimationFrame(look);
      }),
    [address, drawn] as const,
  );
}

it('opens every page quickly, and stays awake', async () => {
  const pages = pagesOf(workspace, made).filter(({ name }) => only === undefined || only.includes(name));
  const nowhere = '/glossary';
  await open(nowhere, 'h1');
  await app.page.waitForTimeout(3000);
  const idle = await longestStall(app.page, () => app.page.waitForTimeout(3000));
  const firsts: number[] = [];
  const again: number[] = [];
  let longest = 0;
  for (const { name, address, drawn } of pages) {
    const times: number[] = [];
    const stalls: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await open(nowhere, '[data-page=glossary], h1');
      await app.page.waitForTimeout(300);
      stalls.push(
        await longestStall(app.page, async () => {
          times.push(await open(address, drawn));
          await app.page.waitForTimeout(1000);
        }),
      );
    }
    firsts.push(times[0] ?? 0);
    again.push(...times.slice(1));
    longest = Math.max(longest, ...stalls);
    rows.push({
      what: name,
      value: `${(times[0] ?? 0).toFixed(0)} ms first, ${median(times.slice(1)).toFixed(0)} ms again`,
      against: `longest stall ${Math.max(...stalls).toFixed(0)} ms`,
    });
  }
  rows.push({ what: 'all pages, p95', value: `${p95(firsts).toFixed(0)} ms first, ${p95(again).toFixed(0)} ms again`, against: 'goal: 300 ms' });
  rows.push({ what: 'longest stall of all', value: `${longest.toFixed(0)} ms`, against: `goal: 100 ms; an idle window in the same run: ${idle.toFixed(0)} ms` });
  expect(rows.length).toBe(pages.length + 2);
});
