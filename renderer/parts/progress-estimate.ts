/** Rate and time left of a long verb, from what it reported so far. */
import type { Progress } from '../../core/contract/shared';

export interface Estimate {
  /** 0 to 1; null while the total is unknown. */
  fraction: number | null;
  perSecond: number | null;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

/** By bytes where they are reported, else by count; nothing is guessed in the first second. */
export function estimate(progress: Progress, elapsedSeconds: number): Estimate {
  const { done, total, bytes } = progress;
  const byBytes = bytes?.total ? bytes.done / bytes.total : null;
  const byCount = total ? done / total : null;
  const fraction = byBytes ?? byCount;
  const started = elapsedSeconds >= 1;
  return {
    fraction: fraction === null ? null : Math.min(1, fraction),
    perSecond: started && done > 0 ? done / elapsedSeconds : null,
    bytesPerSecond: started && bytes && bytes.done > 0 ? bytes.done / elapsedSeconds : null,
    secondsLeft: started && fraction !== null && fraction > 0.02 ? (elapsedSeconds * (1 - fraction)) / fraction : null,
  };
}
