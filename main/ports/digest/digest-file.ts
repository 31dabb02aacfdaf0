/** One file of a disk through all digests in one pass, read in steps, so that whoever drives it can tell progress and stop. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Digested, DigestName } from '../../../core/ports';
import { describe, notRegular, statNow, systemPath, unreadable } from '../file-stat';
import { createDigests, type Digests } from './digests';

/** Yields the bytes read so far after each part; leaving it early closes the file. Throws AuditError `file-unreadable`. */
export function digestFile(path: string, algorithms: readonly DigestName[], buffer: Uint8Array): Generator<number, Digested> | Promise<Generator<number, Digested>> {
  const digests = createDigests(algorithms);
  return digests instanceof Promise ? digests.then((made) => steps(path, made, buffer)) : steps(path, digests, buffer);
}

function* steps(path: string, digests: Digests, buffer: Uint8Array): Generator<number, Digested> {
  let file: number | undefined;
  try {
    // Without waiting for the other end, should the path have become a FIFO since it was looked at.
    file = openSync(systemPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) throw notRegular(path);
    const before = describe(stats);
    let bytes = 0;
    // No farther than its size: a file that grows has changed, which its size tells below, and may never end.
    do {
      const length = readSync(file, buffer, 0, buffer.length, null);
      if (length === 0) break;
      digests.update(length === buffer.length ? buffer : buffer.subarray(0, length));
      bytes += length;
      yield bytes;
    } while (bytes < before.size);
    // By its path: what was put in the place of the file meanwhile is seen too.
    const after = statNow(path);
    return { bytes, digests: digests.hex(), looked: { before, after: after.identity === before.identity && after.kind === before.kind ? before : after } };
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
