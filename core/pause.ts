/** Long work lets others have a turn: the engine's thread answers calls between two steps of a job. */
import type { Progress } from './contract/shared';

/** Reports, then waits for its turn. Throws the reason of `signal` once it is aborted. */
export async function* pause(progress: Progress, signal: AbortSignal): AsyncGenerator<Progress> {
  yield progress;
  await new Promise<void>((resolve) => void setTimeout(resolve, 0));
  signal.throwIfAborted();
}
