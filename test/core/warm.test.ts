/** What is made ahead while nobody asks: in the window alone, step by step, never beside a job, and again when the index has changed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineContext, OpenWorkspace } from '../../core/engine/context';
import { createWarm } from '../../core/engine/warm';

let generation = 1;
let asked = 0;
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
const warmIn = (surface: string, open: (name: string) => OpenWorkspace = workspace) => createWarm({ ports: { who: { surface } }, open } as unknown as EngineContext);

beforeEach(() => {
  vi.useFakeTimers();
  generation = 1;
  asked = 0;
});
afterEach(() => vi.useRealTimers());

it('makes each thing once for a state of the index, after a while without questions', () => {
  const warm = warmIn('window');
  warm.asked({ workspace: 'a' });
  vi.advanceTimersByTime(300);
  warm.asked({ workspace: 'a' });
  vi.advanceTimersByTime(300);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(60_000);
  const all = asked;
  expect(all).toBeGreaterThan(3);
  warm.asked({ workspace: 'a' });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(all);
  generation = 2;
  warm.asked({ workspace: 'a' });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(2 * all);
  expect(vi.getTimerCount()).toBe(0);
});

it('does nothing on the command line, for an earlier time, for a workspace that does not open, and after the end', () => {
  const quietly = (warm: ReturnType<typeof warmIn>, input: object) => {
    warm.asked(input);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  };
  quietly(warmIn('command line'), { workspace: 'a' });
  quietly(warmIn('window'), { workspace: 'a@2026-11-20T10:00:00.000Z' });
  quietly(warmIn('window'), {});
  const locked = () => {
    throw new Error('locked');
  };
  quietly(warmIn('window', locked), { workspace: 'a' });
  const warm = warmIn('window');
  warm.asked({ workspace: 'a' });
  warm.close();
  quietly(warm, {});
  expect(asked).toBe(0);
});

it('waits for the end of a job', async () => {
  const warm = warmIn('window');
  warm.asked({ workspace: 'a' });
  const job = warm.during(
    (async function* () {
      yield 1;
      yield 2;
      return 3;
    })(),
  );
  await job.next();
  vi.advanceTimersByTime(60_000);
  warm.asked({ workspace: 'a' });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
  await job.next();
  expect(await job.next()).toEqual({ done: true, value: 3 });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(3);
});
