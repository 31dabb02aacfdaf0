/** Notices on a real store: counted from what is kept, grouped, gone when seen, and there again after a new start. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NoticeKind } from '../../../core/contract/watch';
import type { Ports } from '../../../core/ports';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
let store: string;
let ahead = 0;
const later = (ports: Ports): Ports => ({ ...ports, clock: { ...ports.clock, now: () => ({ ...ports.clock.now(), ms: ports.clock.now().ms + ahead }) } });
beforeEach(async () => {
  ahead = 0;
  bench = await openWorkbench({ change: later });
  store = join(bench.folder, 'store');
  for (let n = 1; n <= 4; n++) put(n, `{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"run-${n}"}}`);
  await bench.sync('w', store);
});
afterEach(() => bench.close());

const at = (n: number) => join(store, String(n).repeat(32));
function put(n: number, body: string) {
  mkdirSync(at(n), { recursive: true });
  writeFileSync(join(at(n), '.data.json'), body);
}
const sync = () => bench.job('sync.run', { workspace: 'w', trigger: 'schedule' });
const notices = async () => {
  const { notices: found, problems } = await bench.engine.call('notices.list', {});
  expect(problems).toEqual([]);
  return found;
};
const counts = async () => Object.fromEntries((await notices()).map(({ kind, count }) => [kind, count]));
const see = async (kind: NoticeKind) => {
  const upTo = (await notices()).find((notice) => notice.kind === kind)?.upTo ?? -1;
  await bench.engine.call('notices.seen', { workspace: 'w', kind, upTo });
};
const watch = (everyMinutes: number | null, quietDays: number | null = 7) => bench.engine.call('watch.set', { workspace: 'w', everyMinutes, quietDays, desktop: false });

it('groups what changed, vanished or names no run; a mark takes one kind away until there is more of it', async () => {
  expect(await notices()).toEqual([]);
  for (const n of [1, 2]) put(n, `{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"other-${n}"}}`);
  rmSync(at(3), { recursive: true });
  put(8, '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"A","workflowRun":"lid://"}}');
  await sync();
  expect(await counts()).toEqual({ changed: 2, vanished: 1, 'null-run': 1 });
  expect((await notices())[0]).toMatchObject({ workspace: 'w', kind: 'changed', upTo: 2, sentence: expect.stringContaining('2 records or history lines changed in the store') });
  await see('changed');
  expect(await counts()).toEqual({ vanished: 1, 'null-run': 1 });
  // Nothing is kept in memory: a new process tells the same.
  bench = await bench.restart();
  expect(await counts()).toEqual({ vanished: 1, 'null-run': 1 });
  put(2, `{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"again"}}`);
  put(3, `{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"run-3"}}`);
  await sync();
  expect(await counts()).toEqual({ changed: 1, vanished: 1, 'null-run': 1 });
  expect((await notices()).find(({ kind }) => kind === 'vanished')?.sentence).toContain('1 of these is there again');
  const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(events.find(({ act }) => act === 'notice-seen')).toMatchObject({ detail: { kind: 'changed', upTo: 2 } });
});

it('tells that no new record came, of a watched workspace alone, from the listings that were made', async () => {
  await watch(60, 3);
  ahead = 2 * 86_400_000;
  await sync();
  expect(await counts()).toEqual({});
  ahead = 3.5 * 86_400_000;
  expect(await counts()).toEqual({});
  await sync();
  expect(await counts()).toEqual({ 'no-new-record': 3 });
  await watch(null, 3);
  expect(await counts()).toEqual({});
  await watch(60, null);
  expect(await counts()).toEqual({});
  await watch(60, 3);
  put(5, '{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"run-5"}}');
  await sync();
  expect(await counts()).toEqual({});
});

it('tells since when syncs fail or are refused, until one goes well; the schedule says who set it and when the next try is', async () => {
  await watch(15);
  renameSync(store, `${store}.away`);
  for (let n = 0; n < 2; n++) await expect(sync()).rejects.toMatchObject({ code: 'store-unreachable' });
  mkdirSync(store);
  await expect(sync()).rejects.toMatchObject({ code: 'other-store' });
  expect(await counts()).toEqual({ 'sync-failing': 2, 'store-refused': 1 });
  bench = await bench.restart();
  const { states } = await bench.engine.call('watch.list', {});
  expect(states).toMatchObject([{ workspace: 'w', failures: 3, watch: { everyMinutes: 15 } }]);
  const [state] = states;
  expect(Date.parse(state?.due ?? '') - Date.parse(state?.lastTry ?? '')).toBe(15 * 60_000 * 8);
  await see('sync-failing');
  expect(await counts()).toEqual({ 'store-refused': 1 });
  rmSync(store, { recursive: true });
  renameSync(`${store}.away`, store);
  await sync();
  expect(await counts()).toEqual({});
  const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(events[0]).toMatchObject({ act: 'sync', detail: { schedule: { everyMinutes: 15, setBy: bench.ports.who.user } } });
  expect(events.find(({ act }) => act === 'watch-set')).toMatchObject({ detail: { was: { everyMinutes: null }, now: { everyMinutes: 15 } } });
  expect(JSON.parse(readFileSync(join(bench.home, 'w/workspace.json'), 'utf8')).watch).toMatchObject({ everyMinutes: 15, quietDays: 7 });
});

it('refuses intervals below a minute and a schedule of a workspace that is not there', async () => {
  await expect(watch(0)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(bench.engine.call('watch.set', { workspace: 'nobody', everyMinutes: 60, quietDays: null, desktop: false })).rejects.toMatchObject({ code: 'not-found' });
});
