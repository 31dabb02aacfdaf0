/** Progress on stderr: one line written over on a terminal, a plain line every few seconds elsewhere. */
import type { Progress } from '../../core/contract/shared';
import { visibleLine } from './visible';
import { bytesText, countText, durationText } from './words';

const redrawMillis = 100;
const plainMillis = 3000;

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  end(): void;
}

/** `atOnce`: what is told first has gone on for long enough to be told; else what ends within seconds tells nothing where there is no terminal. */
export function createProgressLine(quiet: boolean, stream: NodeJS.WriteStream = process.stderr, now: () => number = Date.now, atOnce = false): ProgressLine {
  if (quiet) return { show: () => undefined, end: () => undefined };
  const every = stream.isTTY ? redrawMillis : plainMillis;
  let phase = { name: '', began: now(), from: 0 };
  let last = stream.isTTY || atOnce ? 0 : now();
  let drawn = false;
  return {
    show(progress) {
      const time = now();
      const isNewPhase = progress.phase !== phase.name;
      if (isNewPhase) phase = { name: progress.phase, began: time, from: progress.done };
      if (time - last < every && !(isNewPhase && stream.isTTY)) return;
      last = time;
      const text = visibleLine(progressText(progress, time - phase.began, phase.from));
      if (!stream.isTTY) stream.write(`${text}\n`);
      else stream.write(`\r\x1b[K${[...text].slice(0, Math.max(20, (stream.columns || 80) - 1)).join('')}`);
      drawn = true;
    },
    end() {
      if (drawn && stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}

/** `Reading records: 1,204 of 20,000 (6%), 812/s, 23 s left`. Rate and time left after a second, and never from nothing. */
export function progressText({ phase, done, total, bytes, note }: Progress, millis: number, from = 0): string {
  const share = total === null || total === 0 ? '' : ` (${Math.floor((100 * done) / total)}%)`;
  const parts = [`${phase}: ${countText(done)}${total === null ? '' : ` of ${countText(total)}`}${share}`];
  if (bytes !== undefined && bytes.done > 0) parts.push(bytesText(bytes.done) + (bytes.total === null ? '' : ` of ${bytesText(bytes.total)}`));
  const rate = millis >= 1000 ? ((done - from) * 1000) / millis : 0;
  if (rate > 0) {
    parts.push(`${rate < 10 ? rate.toFixed(1) : countText(Math.round(rate))}/s`);
    if (total !== null && total > done) parts.push(`${durationText((total - done) / rate)} left`);
    else if (total === null && bytes?.total && bytes.done > 0 && bytes.done < bytes.total) parts.push(`${durationText((millis / 1000) * (bytes.total / bytes.done - 1))} left`);
  }
  if (note) parts.push(note);
  return parts.join(', ');
}
