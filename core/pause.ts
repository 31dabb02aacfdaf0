/** Long work lets others have a turn: the engine's thread answers calls between two steps of a job. */
import type { Progress } from './contract/shared';

/** Once what waits had its turn. A timer takes a millisecond at the least, a fiftieth of the work between two turns; where there is nothing better it is one. */
function soon(act: () => void): void {
  const { setImmediate } = globalThis as { setImmediate?: (act: () => void) => void };
  if (setImmediate === undefined) setTimeout(act, 0);
  else setImmediate(act);
}

/** Reports, then waits for its turn. Throws the reason of `signal` once it is aborted. */
export async function* pause(progress: Progress, signal: AbortSignal): AsyncGenerator<Progress> {
  yield progress;
  await new Promise<void>(soon);
  signal.throwIfAborted();
}

/** Drains work that is cut into steps, with a turn for others about every 50 ms. */
export async function* inTurns<Result>(phase: string, work: Generator<unknown, Result> | AsyncGenerator<unknown, Result>, signal: AbortSignal): AsyncGenerator<Progress, Result> {
  let began = Date.now();
  for (let step = await work.next(), done = 0; ; step = await work.next()) {
    if (step.done) return step.value;
    done++;
    if (Date.now() - began < 50) continue;
    yield* pause({ phase, done, total: null }, signal);
    began = Date.now();
  }
}

/** The same work without turns. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** What a job ends with, for who shows no progress. */
export async function answerOf<Answer>(job: AsyncGenerator<unknown, Answer>): Promise<Answer> {
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
  }
}
