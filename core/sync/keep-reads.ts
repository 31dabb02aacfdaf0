/** Reads objects of a store and keeps what was read, batch by batch: bytes, then events, then index. What a sync counts as read is on the disk. */
import type { LedgerEvent } from '../evidence/ledger';
import { sha256Of } from '../evidence/mirror';
import type { BytesAt } from '../index/write';
import type { StoreObject, StoreRead } from '../store/lineage-store';
import { type Counts, countRead, readAs } from './counts';
import type { KnownObject } from './known-objects';
import type { SyncTarget } from './sync';

/** As many objects, or bytes, are saved at once at the most. */
const batchObjects = 2000;
const batchBytes = 16 << 20;
/** What was read is saved at least this often, so that a slow store shows progress and a kill costs little. */
const keepMillis = 1000;

export interface ReadKeeping {
  target: SyncTarget;
  /** Number of the sync. */
  number: number;
  counts: Counts;
  knownAt(path: string): KnownObject | undefined;
  keep(events: LedgerEvent[], bytes: Map<string, BytesAt>): void;
}

/** What could not be read before has no bytes that these could differ from. */
function seenAs(before: KnownObject | undefined, sha256: string): 'first-seen' | 'reappeared' | 'changed' | 'retagged' {
  if (before === undefined) return 'first-seen';
  if (!before.present) return 'reappeared';
  return before.sha256 !== null && before.sha256 !== sha256 ? 'changed' : 'retagged';
}

/** Yields how many bytes were read since the last time, whenever something was kept. What was read is kept also where the store fails or the signal is aborted, which throws. */
export async function* readAndKeep({ target, number, counts, knownAt, keep }: ReadKeeping, toRead: StoreObject[], signal: AbortSignal): AsyncGenerator<number> {
  const { ports, store } = target;
  let bytesRead = 0;
  let reads: StoreRead[] = [];
  let held = 0;
  let kept = ports.clock.ticks();
  const keepHeld = () => {
    if (reads.length > 0) keepReads(reads);
    reads = [];
    held = 0;
    kept = ports.clock.ticks();
  };
  try {
    for await (const read of store.readMany(toRead, signal)) {
      reads.push(read);
      const bytes = 'bytes' in read ? read.bytes.length : 0;
      bytesRead += bytes;
      held += bytes;
      if (reads.length < batchObjects && held < batchBytes && ports.clock.ticks() - kept < keepMillis) continue;
      keepHeld();
      yield bytesRead;
      bytesRead = 0;
      signal.throwIfAborted();
    }
  } finally {
    keepHeld();
  }
  yield bytesRead;
  signal.throwIfAborted();

  /** Answers come in any order; the ledger has them in the order of their paths. */
  function keepReads(reads: StoreRead[]) {
    reads.sort((a, b) => (a.object.path < b.object.path ? -1 : 1));
    const bytes = new Map<string, BytesAt>();
    const events = reads.map((read) => observe(read, bytes));
    keep(events, bytes);
    counts.fetched += reads.length;
  }

  function observe(read: StoreRead, bytes: Map<string, BytesAt>): LedgerEvent {
    const { object } = read;
    const before = knownAt(object.path);
    const { path, tag, modifiedMillis: modified } = object;
    if ('error' in read) {
      counts.quarantined++;
      return {
        type: before === undefined ? 'first-seen' : before.present ? 'retagged' : 'reappeared',
        sync: number,
        path,
        size: object.size,
        tag,
        modified,
        sha256: null,
        quarantined: read.error.message,
        ...(read.error.code === 'left-out' ? { leftOut: read.error.sha256 } : {}),
      };
    }
    const sha256 = read.sha256 ?? sha256Of(ports, read.bytes);
    const { quarantined: reason, parsed, isHistory } = readAs(path, read);
    if (!bytes.has(sha256)) {
      const { pack, offset } = target.storedAt(sha256) ?? target.put(read.bytes, read.packed);
      bytes.set(sha256, { pack, offset, bytes: read.bytes, parsed, said: read.said && { path, plain: read.said } });
    }
    countRead(counts, isHistory, reason, before, sha256);
    const type = seenAs(before, sha256);
    const size = read.bytes.length;
    // Most are told so; all in one, as spreading parts takes longer.
    if (reason === null && type !== 'changed') return { type, sync: number, path, size, tag, modified, sha256 };
    const seen = { sync: number, path, size, tag, modified, sha256, ...(reason === null ? {} : { quarantined: reason }) };
    return type === 'changed' ? { type, ...seen, was: before?.sha256 ?? null } : { type, ...seen };
  }
}
