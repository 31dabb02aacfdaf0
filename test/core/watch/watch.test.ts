/** The schedule by a clock of the test: when a workspace is due, that nothing is caught up, and that one sync runs at a time. */
import { expect, it } from 'vitest';
import { unwatched, type WatchState } from '../../../core/contract/watch';
import { AuditError } from '../../../core/errors';
import type { WatchFacts } from '../../../core/watch/journal-facts';
import { delayAfter, dueAt, intervalText, watchStateOf } from '../../../core/watch/schedule';
import { createWatcher } from '../../../core/watch/watcher';

const start = Date.parse('2026-03-01T08:00:00.000Z');
const minutes = (n: number) => n * 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

it('waits twice as long after each failure, a day at the most, or the interval where that is longer', () => {
  expect([0, 1, 2, 3, 6, 7, 50].map((failures) => delayAfter(15, failures) / minutes(1))).toEqual([15, 30, 60, 120, 960, 1440, 1440]);
  expect(delayAfter(10_080, 3)).toBe(minutes(10_080));
});

it('is due after its interval, at once where it was never tried or the clock was set back', () => {
  expect(dueAt(60, iso(start), 0, start + 1)).toBe(start + minutes(60));
  expect(dueAt(60, null, 0, start)).toBe(start);
  expect(dueAt(60, iso(start + minutes(600)), 0, start)).toBe(start);
});

it('says in words how often, by whom, and why the last tries did not go well', () => {
  const facts: WatchFacts = {
    lastTry: iso(start),
    failed: { count: 2, since: iso(start - 5), seq: 9 },
    refused: null,
    lastError: 'The folder is not there.',
    seen: new Map(),
    damage: null,
  };
  const watch = { ...unwatched, everyMinutes: 60, setBy: 'ada' };
  const state = watchStateOf('w', watch, facts, start);
  expect(state).toMatchObject({ failures: 2, due: iso(start + minutes(240)) });
  expect(state.sentence).toContain('every hour');
  expect(state.sentence).toContain('set by ada');
  expect(state.sentence).toContain('The folder is not there.');
  expect(watchStateOf('w', unwatched, facts, start)).toMatchObject({ due: null, sentence: expect.stringContaining('Not watched') });
  expect([1, 15, 60, 360, 1440, 2880].map(intervalText)).toEqual(['every minute', 'every 15 minutes', 'every hour', 'every 6 hours', 'every day', 'every 2 days']);
});

/** Watched workspaces whose last try is what the watcher itself made of it. */
function world(names: string[], everyMinutes = 60) {
  let now = start;
  const lastTry = new Map<string, number>();
  const synced: string[] = [];
  const ended: [string, string | null][] = [];
  let act: (workspace: string) => Promise<void> = async () => {};
  const watcher = createWatcher({
    now: () => now,
    states: async () =>
      names.map((workspace): WatchState => {
        const last = lastTry.get(workspace);
        return { workspace, lastTry: last === undefined ? null : iso(last), due: iso(dueAt(everyMinutes, last === undefined ? null : iso(last), 0, now)) } as WatchState;
      }),
    async sync(workspace) {
      synced.push(workspace);
      await act(workspace);
      lastTry.set(workspace, now);
    },
    ended: (workspace, error) => void ended.push([workspace, error?.code ?? null]),
  });
  return { watcher, synced, ended, lastTry, pass: (ms: number) => (now += ms), acting: (next: typeof act) => (act = next) };
}

it('syncs each that is due once, one after the other, the one longest untouched first', async () => {
  const { watcher, synced, pass, lastTry } = world(['a', 'b', 'c']);
  lastTry
    .set('a', start - minutes(90))
    .set('b', start - minutes(120))
    .set('c', start - minutes(10));
  for (let tick = 0; tick < 6; tick++, pass(20_000)) await watcher.tick();
  expect(synced).toEqual(['b', 'a']);
});

it('after a night of sleep lets one tick pass and catches nothing up', async () => {
  const { watcher, synced, pass } = world(['a'], 15);
  await watcher.tick();
  pass(minutes(600));
  expect(await watcher.tick()).toBeNull();
  for (let tick = 0; tick < 5; tick++, pass(20_000)) await watcher.tick();
  expect(synced).toEqual(['a', 'a']);
});

it('never runs two at once, however long one takes', async () => {
  const { watcher, synced, acting, pass } = world(['a', 'b']);
  let end = () => {};
  acting(() => new Promise((resolve) => (end = resolve)));
  const first = watcher.tick();
  await Promise.resolve();
  for (let tick = 0; tick < 20; tick++, pass(20_000)) expect(await watcher.tick()).toBeNull();
  expect(synced).toEqual(['a']);
  end();
  acting(async () => {});
  expect(await first).toBe('a');
  expect(await watcher.tick()).toBe('b');
});

it('puts off for a minute what another job writes to, and goes on with the others', async () => {
  const { watcher, synced, ended, acting, pass } = world(['a', 'b']);
  acting(async (workspace) => {
    if (workspace === 'a') throw new AuditError('in-use', 'A verification is under way.');
  });
  await watcher.tick();
  await watcher.tick();
  pass(20_000);
  expect(await watcher.tick()).toBeNull();
  pass(45_000);
  acting(async () => {});
  expect(await watcher.tick()).toBe('a');
  expect(synced).toEqual(['a', 'b', 'a']);
  expect(ended).toEqual([
    ['a', 'in-use'],
    ['b', null],
    ['a', null],
  ]);
});
