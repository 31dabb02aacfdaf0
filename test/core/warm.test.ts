/** What is made ahead while nobody asks: in the window alone, step by step, never beside a job, and again when the index has changed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineContext, OpenWorkspace } from '../../core/engine/context';
import { createWarm } from '../../core/engine/warm';

let generation = 1;
let asked = 0;
let left = 4e9;
/** Counts what the steps ask of it, and fails each, which must not end the others. */
const workspace = (name: string) =>
  ({
    name,
    get generation() {
      return generation;
    },
    cached() {
      asked++;
      throw new Error('not today');
    },
  }) as unknown as OpenWorkspace;
const warmIn = (surface: string, open: (name: string) => OpenWorkspace = workspace) =>
  createWarm({ ports: { who: { surface }, heapLeft: () => left }, open } as unknown as EngineContext);

/** A question that is answered at once. */
const ask = (warm: ReturnType<typeof warmIn>, input: object = { workspace: 'a' }) => warm.answering(input, () => Promise.resolve());

beforeEach(() => {
  vi.useFakeTimers();
  generation = 1;
  asked = 0;
  left = 4e9;
});
afterEach(() => vi.useRealTimers());

it('makes each thing once for a state of the index, after a while without questions', async () => {
  const warm = warmIn('window');
  await ask(warm);
  vi.advanceTimersByTime(300);
  await ask(warm);
  vi.advanceTimersByTime(300);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(60_000);
  const all = asked;
  expect(all).toBeGreaterThan(3);
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(all);
  generation = 2;
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(2 * all);
  expect(vi.getTimerCount()).toBe(0);
});

it('does nothing on the command line, for an earlier time, for a workspace that does not open, and after the end', async () => {
  const quietly = async (warm: ReturnType<typeof warmIn>, input: object) => {
    await ask(warm, input);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  };
  await quietly(warmIn('command line'), { workspace: 'a' });
  await quietly(warmIn('window'), { workspace: 'a@2026-11-20T10:00:00.000Z' });
  await quietly(warmIn('window'), {});
  const locked = () => {
    throw new Error('locked');
  };
  await quietly(warmIn('window', locked), { workspace: 'a' });
  const warm = warmIn('window');
  await ask(warm);
  warm.close();
  await quietly(warm, {});
  expect(asked).toBe(0);
});

it('waits for the end of a job', async () => {
  const warm = warmIn('window');
  await ask(warm);
  const job = warm.during(
    (async function* () {
      yield 1;
      yield 2;
      return 3;
    })(),
  );
  await job.next();
  vi.advanceTimersByTime(60_000);
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
  await job.next();
  expect(await job.next()).toEqual({ done: true, value: 3 });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(3);
});

it('stops for a question until it is answered, and for a while behind it', async () => {
  const warm = warmIn('window');
  await ask(warm);
  let answer = () => {};
  vi.advanceTimersByTime(399);
  const slow = warm.answering({ workspace: 'a' }, () => new Promise<void>((resolve) => (answer = resolve)));
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
  answer();
  await slow;
  vi.advanceTimersByTime(399);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(1);
  // Between two of its turns as well.
  const other = warm.answering({ workspace: 'b' }, () => new Promise<void>((resolve) => (answer = resolve)));
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(1);
  answer();
  await other;
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(3);
});

it('goes on after a question that failed', async () => {
  const warm = warmIn('window');
  await expect(warm.answering({ workspace: 'a' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(3);
});

it('makes nothing more where memory would end, until the index has changed', async () => {
  const warm = warmIn('window');
  left = 100e6;
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  left = 4e9;
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
  generation = 2;
  await ask(warm);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(3);
});

it('begins with the workspace that was synced last once a window has listed all, before anybody has asked about one', async () => {
  const opened: string[] = [];
  const noting = (name: string) => {
    opened.push(name);
    return workspace(name);
  };
  const synced = (finishedAt: string) => ({ finishedAt }) as NonNullable<Parameters<ReturnType<typeof warmIn>['soon']>[0][number]['lastSync']>;
  const listed = [
    { name: 'never', lastSync: null },
    { name: 'old', lastSync: synced('2026-11-20T10:00:00.000Z') },
    { name: 'new', lastSync: synced('2026-11-21T10:00:00.000Z') },
    { name: 'older', lastSync: synced('2026-11-19T10:00:00.000Z') },
  ];
  const listing = (warm: ReturnType<typeof warmIn>, of: typeof listed) => warm.answering({}, async () => warm.soon(of));
  const warm = warmIn('window', noting);
  await listing(warm, listed);
  expect(opened).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(new Set(opened)).toEqual(new Set(['new']));
  // Whoever asks about another is served; a list that is read again changes nothing.
  await ask(warm, { workspace: 'old' });
  await listing(warm, listed);
  opened.length = 0;
  vi.advanceTimersByTime(60_000);
  expect(new Set(opened)).toEqual(new Set(['old']));
  await listing(warmIn('command line', noting), listed);
  await listing(warmIn('window', noting), []);
  opened.length = 0;
  vi.advanceTimersByTime(60_000);
  expect(opened).toEqual([]);
});
