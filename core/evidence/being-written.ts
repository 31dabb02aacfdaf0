/** Tells the entry that another process is writing at this moment from the end of a write that never finished: a reader waits for it. */
import { type BadTail, type LogPorts, readFrame, segmentFile } from './frame';
import { livingOwner } from './lock';
import type { LockPorts } from './lock-owner';

const patienceMillis = 3000;

/**
 * Waits while the broken end of a log in `folder` may be a write under way, by whoever holds one of the `locks`. True when it has become whole or is
 * gone since: there is nothing to tell. False where nobody writes, or the writer does not go on.
 */
export function wasBeingWritten(ports: LogPorts & LockPorts, folder: string, bad: BadTail, locks: readonly string[]): boolean {
  if (bad.kind !== 'cut') return false;
  const file = segmentFile(folder, bad.segment);
  const until = ports.clock.ticks() + patienceMillis;
  const whole = () => {
    const size = ports.home.exists(file) ? ports.home.size(file) : 0;
    return size <= bad.offset || (bad.offset > 0 && !('kind' in readFrame(ports, file, bad, size)));
  };
  for (;;) {
    const written = locks.some((lock) => livingOwner(ports, lock) !== null);
    if (whole()) return true;
    if (!written || ports.clock.ticks() > until) return false;
    ports.pause(10);
  }
}
