/** Long work in the window, cut up so that it can draw in between. */

/** Lets the window draw and answer before the work goes on. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Runs the steps a few milliseconds at a time, and lets the window draw in between; null when it was stopped. */
export async function finishInTurns<T>(steps: Generator<void, T>, signal: AbortSignal, budgetMs = 8): Promise<T | null> {
  let until = performance.now() + budgetMs;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await turn();
    if (signal.aborted) return null;
    until = performance.now() + budgetMs;
  }
}
