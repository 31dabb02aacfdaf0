/** When a watched workspace is due for its next sync: from its interval, when it was last tried, and how often that failed. */
import type { WatchSettings, WatchState } from '../contract/watch';
import { runsNamed } from '../sync/coverage-words';
import type { WatchFacts } from './journal-facts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Milliseconds between two tries: twice as long after each failure, a day at the most (or the interval, where that is longer). */
export function delayAfter(everyMinutes: number, failures: number): number {
  const every = everyMinutes * minute;
  return Math.min(every * 2 ** Math.min(failures, 20), Math.max(every, day));
}

/**
 * In milliseconds since 1970. Syncs that were missed while the program was closed or the computer slept are one. A last try that lies
 * ahead of now (the clock was set back) counts as long ago.
 */
export function dueAt(everyMinutes: number, lastTry: string | null, failures: number, now: number): number {
  const last = lastTry === null ? Number.NaN : Date.parse(lastTry);
  if (Number.isNaN(last) || last > now) return now;
  return last + delayAfter(everyMinutes, failures);
}

/** `runs`: those that are synced alone, as the whole store was never listed; empty: the whole store is. */
export function watchStateOf(workspace: string, watch: WatchSettings, facts: WatchFacts, now: number, runs: readonly string[] = []): WatchState {
  const failures = (facts.failed?.count ?? 0) + (facts.refused?.count ?? 0);
  const sinces = [facts.failed?.since, facts.refused?.since].filter((since) => since !== undefined).sort();
  const due = watch.everyMinutes === null ? null : new Date(dueAt(watch.everyMinutes, facts.lastTry, failures, now)).toISOString();
  const state = { workspace, watch, lastTry: facts.lastTry, failures, failingSince: sinces[0] ?? null, lastError: failures === 0 ? null : facts.lastError, due };
  return { ...state, sentence: stateSentence(state, runs) };
}

function stateSentence({ watch, failures, failingSince, lastError, due }: Omit<WatchState, 'sentence'>, runs: readonly string[]): string {
  if (watch.everyMinutes === null || due === null) return 'Not watched: it is synced when somebody says so.';
  const set = watch.setBy === null ? '' : `, set by ${watch.setBy}`;
  const what = runs.length === 0 ? 'The whole store' : `Only ${runsNamed(runs)} and what ${runs.length === 1 ? 'it rests' : 'they rest'} on, as the whole store was never listed`;
  const every = `Synced ${intervalText(watch.everyMinutes)} while the program is open${set}. ${what}, each time.`;
  if (failures === 0) return every;
  return `${every} The last ${failures === 1 ? 'try' : `${failures} tries`} did not go well, since ${failingSince}: ${lastError ?? 'no reason is kept'} The next is not before ${due}: the wait doubles with each failure, up to a day.`;
}

/** "every hour", "every 15 minutes". */
export function intervalText(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? 'every day' : `every ${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'every hour' : `every ${minutes / 60} hours`;
  return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
}
