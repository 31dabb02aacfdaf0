/** The real window while the engine works on 20,000 records: the longest time in which it could not draw. `BENCH_STORE`: a store that was generated before, with `made.json` beside it. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWhatIsStale } from '../../build/build.mjs';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from '../app/open-app';
import { type GeneratedStore, generateStore } from './generate-store';
import { longestStall } from './longest-stall';
import { type Measured, report } from './table';

const records = Number(process.env.BENCH_RECORDS ?? 20_000);
const rows: Measured[] = [];
let app: OpenApp;
let made: GeneratedStore;
let store = process.env.BENCH_STORE;

beforeAll(async () => {
  buildWhatIsStale(['main', 'window']);
  app = await openApp();
  if (store !== undefined) made = JSON.parse(readFileSync(join(dirname(store), 'made.json'), 'utf8')) as GeneratedStore;
  else {
    store = join(app.folder, 'store');
    made = generateStore(store, records);
  }
});
afterAll(async () => {
  await app?.close();
  report(`Window, ${made.records.toLocaleString('en')} records`, rows);
});

type Answer = { error?: { message: string }; json?: string };
type AuditWindow = { audit: { call(id: string, name: string, input: unknown): Promise<Answer> } };
let id = 0;
/** Asks and reads the answer as the window does; the answer stays in the page, as handing it to the test would stop the page: of a list, how many it has. Throws what the engine answers as an error. */
async function ask(name: string, input: object): Promise<number> {
  const { failed, listed } = await app.page.evaluate(
    async ([id, name, input]) => {
      const answer = await (globalThis as unknown as AuditWindow).audit.call(id as string, name as string, input);
      const value = answer.json === undefined ? {} : (JSON.parse(answer.json) as Record<string, unknown>);
      return { failed: answer.error?.message, listed: Object.values(value).find(Array.isArray)?.length ?? 0 };
    },
    [`bench-${id++}`, name, input] as const,
  );
  if (failed !== undefined) throw new Error(failed);
  return listed;
}

/** A sync, and as soon as it has read a run, how long the page of the runs takes to show it. */
async function syncAndLook(): Promise<void> {
  let ended = false;
  const sync = ask('sync.run', { workspace: 'big' }).finally(() => {
    ended = true;
  });
  while (!ended && (await ask('runs.list', { workspace: 'big' })) === 0) await app.page.waitForTimeout(500);
  if (!ended) {
    const began = performance.now();
    await show(paths.runs('big'), '.grid-body [role=row]', 0);
    rows.push({ what: 'the runs, while it syncs', value: `${(performance.now() - began).toFixed(0)} ms`, against: 'until the first is shown; goal: 1 s' });
  }
  await sync;
}

/** `drawn`: what stands on the page once it shows what was asked for, so that no error page is measured in its place. */
async function show(path: string, drawn: string, rest = 1500): Promise<void> {
  await app.page.evaluate((to) => {
    location.hash = to;
  }, path);
  await app.page.locator(drawn).first().waitFor();
  await app.page.waitForTimeout(rest);
}

it('stays awake', async () => {
  const w = { workspace: 'big' };
  const measure = async (what: string, act: () => Promise<unknown>) => {
    const stall = await longestStall(app.page, act);
    rows.push({ what, value: `${stall.toFixed(0)} ms`, against: 'longest stall' });
    return stall;
  };
  const idle = await measure('idle window, 3 s', () => app.page.waitForTimeout(3000));
  await ask('workspaces.add', { name: 'big', store: { type: 'folder', path: store } });
  await show(paths.workspace('big'), 'section[aria-label="Sync"]');
  const run = made.runs[0] ?? '';
  const stalls = [
    await measure('sync', syncAndLook),
    await measure('open the runs', () => show(paths.runs('big'), '.grid-body [role=row]')),
    await measure('open a run', () => show(paths.run('big', run), '.run-glance')),
    await measure('open its outputs', () => show(paths.run('big', run, 'outputs'), '.grid-body [role=row]')),
    await measure('open its graph', () => show(paths.run('big', run, 'graph'), '.graph-box')),
    await measure('search', () => ask('search.find', { ...w, text: 'S0003' })),
    await measure('trace the reference downstream', () => ask('graph.trace', { ...w, lid: '/data/generated/reference.fa', direction: 'down', limit: 5000 })),
  ];
  rows.push({ what: 'longest of all', value: `${Math.max(...stalls).toFixed(0)} ms`, against: `goal: under 100 ms; an idle window in the same run: ${idle.toFixed(0)} ms` });
  expect(Math.max(...stalls)).toBeGreaterThan(0);
});
