/** Sync: list → compare → fetch → mirror → index. What is reported as done is on the disk; nothing is written to the store. */
import type { Progress } from '../contract/shared';
import type { SyncResult } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { LedgerEvent } from '../evidence/ledger';
import type { BytesAt } from '../index/write';
import type { Ports, SqlDatabase } from '../ports';
import { classify } from '../store/classify';
import type { LineageStore, StoreObject } from '../store/lineage-store';
import { countKnown, noCounts } from './counts';
import { beginEntry } from './entry';
import { readAndKeep } from './keep-reads';
import { type AllKnownObjects, knownObjects } from './known-objects';
import { createSyncRoom } from './room';
import type { SameStore } from './same-store';

export interface SyncTarget {
  ports: Ports;
  db: SqlDatabase;
  store: LineageStore;
  sameStore: SameStore;
  storedAt(sha256: string): { pack: number; offset: number } | undefined;
  put(bytes: Uint8Array, packed?: Uint8Array): { pack: number; offset: number };
  /** Saves the events (mirror fsynced first, then the ledger), then puts them into the index. */
  keep(events: LedgerEvent[], bytes: Map<string, BytesAt>): void;
}

/** Runs one sync. Another store than the one pinned is refused with `other-store`, and nothing is kept. On a stop it ends with `complete: false`, all that was read is kept, and the next sync goes on from there. */
export async function* sync(target: SyncTarget, signal: AbortSignal): AsyncGenerator<Progress, SyncResult> {
  const { ports, db, store } = target;
  const { number, add, keep, end } = beginEntry(target);
  /** Looked up once the listing has begun: a store that lists a part beside goes on with it meanwhile. */
  let columns: AllKnownObjects | null = null;
  const known = (): AllKnownObjects => {
    columns ??= knownObjects(db);
    return columns;
  };
  const counts = noCounts();
  const room = createSyncRoom(ports);
  /** Paths of the listing that are not known. */
  const unknown = new Set<string>();
  const toRead: StoreObject[] = [];
  let listing: 'whole' | 'stopped' = 'stopped';
  let failure: unknown = null;
  let [shared, asKept] = [0, 0];
  try {
    await target.sameStore.ask(signal);
    for await (const page of store.list(signal)) {
      for (const object of page) {
        const before = known().get(object.path);
        if (before?.listed ?? unknown.has(object.path)) continue;
        if (before === undefined) unknown.add(object.path);
        else before.listed = true;
        counts.listed++;
        if (classify(object.path, object.size, object.special).class === 'ignored') {
          counts.ignored++;
          continue;
        }
        if (before?.present) shared++;
        if (before?.present && before.isAs(object)) {
          asKept++;
          countKnown(counts, before);
        } else toRead.push(object);
      }
      room.whileListing(counts.listed);
      yield { phase: 'listing', done: counts.listed, total: null };
    }
    signal.throwIfAborted();
    const otherwise = toRead.filter((object) => known().get(object.path)?.present);
    add(await target.sameStore.held({ known: known(), count: counts.listed - counts.ignored, shared, asKept, otherwise }, signal));
    listing = 'whole';
    yield* readAll();
    if (listing === 'whole') vanish();
  } catch (error) {
    if (error instanceof AuditError && (error.code === 'other-store' || error.code === 'bad-input')) throw error;
    failure = error;
    listing = 'stopped';
  }
  const complete = listing === 'whole' && !signal.aborted;
  const result = end({ complete, counts });
  if (failure !== null && !signal.aborted) throw failure;
  return result;

  async function* readAll(): AsyncGenerator<Progress> {
    let bytesRead = 0;
    const bytesTotal = toRead.reduce((sum, object) => sum + object.size, 0);
    const progress = (): Progress => ({ phase: 'reading', done: counts.fetched, total: toRead.length, bytes: { done: bytesRead, total: bytesTotal } });
    if (toRead.length > 0) yield progress();
    for await (const bytes of readAndKeep({ target, number, counts, knownAt: (path) => known().get(path), keep }, toRead, signal)) {
      bytesRead += bytes;
      room.whileReading(counts.fetched, toRead.length);
      yield progress();
    }
  }

  function vanish() {
    const events: LedgerEvent[] = [];
    for (const [path, before] of known().vanished()) events.push({ type: 'vanished', sync: number, path, was: before.sha256 });
    counts.vanished = events.length;
    if (events.length > 0) keep(events, new Map());
  }
}
