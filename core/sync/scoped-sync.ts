/**
 * Sync of some runs and all that they rest on: links are followed from the outputs of these runs, each key asked for by itself, and the store is never
 * listed. From a run nothing names its tasks, so a task that nothing rests on and that published nothing is not found: coverage.ts says so.
 */

import type { Progress } from '../contract/shared';
import type { SyncResult } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { LedgerEvent } from '../evidence/ledger';
import { recordPath } from '../index/object-path';
import { earliestPresent, kindsAmong, type NamedAs, namedBy, presentAt } from '../index/queries/scope';
import { lidOfKey } from '../record/lid';
import { grouped } from '../report/words';
import { classify } from '../store/classify';
import type { StoreObject } from '../store/lineage-store';
import { countKnown, noCounts } from './counts';
import { beginEntry } from './entry';
import { readAndKeep } from './keep-reads';
import { type KnownObject, knownObject } from './known-objects';
import { createSyncRoom } from './room';
import type { SyncTarget } from './sync';

/** So many keys are asked for and read before links are followed on from them. */
const keysAtOnce = 1000;
/** Of all that is kept, so many of the earliest are looked for to tell the store from another. */
const lookedFor = 16;

type AskedAs = NamedAs | 'whole run';

/**
 * `runs`: keys. Throws `not-found` where a run has nothing in the store and nothing is kept of it, before anything is kept; else as `sync`. On a stop all
 * that was read is kept, and the same sync asked for again reads only what it had not.
 */
export async function* scopedSync(target: SyncTarget, runs: readonly string[], signal: AbortSignal): AsyncGenerator<Progress, SyncResult> {
  const { ports, db, store } = target;
  const counts = noCounts();
  const lids = runs.map(lidOfKey);
  const { number, add, keep, end } = beginEntry(target, lids);

  const room = createSyncRoom(ports);
  /** Paths of all that was found, and of all that was asked for. */
  const found = new Set<string>();
  const asked = new Map<string, Set<AskedAs>>(runs.map((key) => [key, new Set<AskedAs>(['whole run'])]));
  const gone: { path: string; was: string | null }[] = [];
  const queue: [key: string, as: AskedAs][] = runs.map((key) => [key, 'whole run']);
  let bytesRead = 0;
  let ended = false;
  let failure: unknown = null;
  const progress = (): Progress => ({
    phase: 'following links',
    done: counts.listed - counts.ignored,
    total: null,
    ...(bytesRead > 0 ? { bytes: { done: bytesRead, total: null } } : {}),
    note: `${grouped(counts.fetched)} read, ${grouped(queue.length)} named and not yet asked for; how many it comes to is not known`,
  });

  try {
    await target.sameStore.ask(signal);
    let isFirst = true;
    while (queue.length > 0) {
      const now = queue.splice(0, keysAtOnce);
      yield* step(now, isFirst);
      isFirst = false;
      yield progress();
      signal.throwIfAborted();
    }
    vanish();
    ended = true;
  } catch (error) {
    if (error instanceof AuditError && ['other-store', 'bad-input', 'not-found'].includes(error.code)) throw error;
    failure = error;
  }
  const scope = { runs: lids, ended: ended && !signal.aborted, asked: asked.size, missing: countMissing() };
  const result = end({ complete: false, counts, scope });
  if (failure !== null && !signal.aborted) throw failure;
  return result;

  /** Asks for these keys, reads what is new there, and queues what the records of all of them name. */
  async function* step(now: readonly (readonly [string, AskedAs])[], isFirst: boolean): AsyncGenerator<Progress> {
    const paths = [...new Set(now.flatMap(([key, as]) => pathsOf(key, as)))];
    const before = new Map<string, KnownObject>();
    const toRead: StoreObject[] = [];
    const objects: StoreObject[] = [];
    for await (const page of store.listAt(paths, signal)) {
      for (const object of page) {
        if (found.has(object.path)) continue;
        found.add(object.path);
        objects.push(object);
        counts.listed++;
        if (classify(object.path, object.size, object.special).class === 'ignored') {
          counts.ignored++;
          continue;
        }
        const known = knownObject(db, object.path);
        if (known !== undefined) before.set(object.path, known);
        if (known?.present && known.isAs(object)) countKnown(counts, known);
        else toRead.push(object);
      }
      room.whileListing(counts.listed);
      yield progress();
    }
    signal.throwIfAborted();
    if (isFirst) add(await first(paths, objects));
    for (const path of paths)
      for (const lost of presentAt(db, path))
        if (!found.has(lost)) {
          found.add(lost);
          gone.push({ path: lost, was: knownObject(db, lost)?.sha256 ?? null });
        }
    for await (const bytes of readAndKeep({ target, number, counts, knownAt: (path) => before.get(path), keep }, toRead, signal)) {
      bytesRead += bytes;
      room.whileReading(counts.fetched, counts.listed - counts.ignored);
      yield progress();
    }
    const keys = new Set(now.map(([key]) => key));
    for (const { path } of objects) {
      const what = classify(path, 1);
      if (what.class === 'record') keys.add(what.key);
    }
    follow([...keys]);
  }

  function follow(keys: readonly string[]) {
    for (const [key, as] of kindsAmong(db, keys)) enqueue(key, as);
    for (let at = 0; at < keys.length; at += keysAtOnce)
      for (const [key, as] of namedBy(db, keys.slice(at, at + keysAtOnce))) {
        enqueue(key, as);
        // Behind a key may stand a fragment.
        const fragment = key.indexOf('#');
        if (fragment > 0) enqueue(key.slice(0, fragment), 'record');
      }
  }

  function enqueue(key: string, as: AskedAs) {
    // A text that is no key of a record can have none.
    if (classify(recordPath(key), 1).class !== 'record') return;
    const before = asked.get(key);
    if (before?.has(as) || before?.has('whole run') || (as === 'record' && (before !== undefined || found.has(recordPath(key))))) return;
    queue.push([key, as]);
    asked.set(key, (before ?? new Set()).add(as));
  }

  /** Before anything is read: are the runs there at all, and is this the store that is pinned. */
  async function first(paths: readonly string[], objects: readonly StoreObject[]): Promise<LedgerEvent[]> {
    const known = new Map<string, KnownObject>();
    for (const path of [...earliestPresent(db, lookedFor), ...paths.flatMap((at) => presentAt(db, at))]) {
      const one = knownObject(db, path);
      if (one !== undefined) known.set(path, one);
    }
    const there = new Map(objects.map((object) => [object.path, object]));
    for await (const page of store.listAt(
      [...known.keys()].filter((path) => !there.has(path)),
      signal,
    ))
      for (const object of page) there.set(object.path, object);
    const shared = [...known.keys()].flatMap((path) => there.get(path) ?? []);
    const otherwise = shared.filter((object) => known.get(object.path)?.isAs(object) !== true);
    const count = [...there.values()].filter(({ path, size, special }) => classify(path, size, special).class !== 'ignored').length;
    const events = await target.sameStore.held({ known, count, shared: shared.length, asKept: shared.length - otherwise.length, otherwise, sampled: true }, signal);
    for (const run of runs) {
      const isThere = pathsOf(run, 'whole run').some((path) => objects.some((object) => isAtOrBelow(object, path)) || presentAt(db, path).length > 0);
      if (!isThere)
        throw new AuditError('not-found', `The store has nothing under ${lidOfKey(run)}: neither a record of a run, nor an output, nor a line of the history. Nothing was read.`, {
          lid: lidOfKey(run),
        });
    }
    return events;
  }

  /** With its vanished ones; a LID with a fragment is not missing where the key before it is there. */
  function countMissing(): number {
    let missing = 0;
    for (const key of asked.keys()) if (!found.has(recordPath(key)) && !found.has(recordPath(key.split('#')[0] ?? ''))) missing++;
    return missing;
  }

  function vanish() {
    counts.vanished = gone.length;
    if (gone.length > 0)
      keep(
        gone.map(({ path, was }) => ({ type: 'vanished', sync: number, path, was })),
        new Map(),
      );
  }
}

/** Of a run that is asked for: all below its key, its #output record, its line of the history; of one that is only named: its record and its line. */
function pathsOf(key: string, as: AskedAs): string[] {
  if (as === 'record') return [recordPath(key)];
  if (as === 'run') return [recordPath(key), `.history/${key}`];
  return as === 'task' ? [key, `${key}#output`] : [key, `${key}#output`, `.history/${key}`];
}

function isAtOrBelow({ path, size, special }: StoreObject, at: string): boolean {
  return classify(path, size, special).class !== 'ignored' && (path === at || path.startsWith(`${at}/`));
}
