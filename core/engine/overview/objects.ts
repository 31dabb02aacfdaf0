/** What a sync saw of the store, counted: its objects, what could not be read, and how long records waited; kept between the end of one sync and the beginning of the next. */
import { syncTimes } from '../../index/queries/findings';
import { captured, presentObjects, quarantinedObjects, severalVersions } from '../../index/queries/overview';
import { syncResults } from '../../index/queries/syncs';
import { type Counted, type Summed, summed } from '../../overview/counted';
import { captureLatency } from '../../overview/formulas';
import type { SqlDatabase } from '../../ports';
import type { OpenWorkspace } from '../context';
import { sinceSync } from '../findings/all';
import { cachedInTurns, type InTurns } from '../in-turns';
import { isText, type Keeping, part, readOrMade } from '../kept-ahead';

export interface StoreObjects {
  /** In the store, by class. */
  present: ReturnType<typeof presentObjects>;
  /** Those that could not be read, by why: how many, and the first by its path. The most first. */
  quarantine: { reason: string; count: number; first: string }[];
  /** How many objects had so many different contents, more than one. The most contents first. */
  versions: { contents: number; objects: number }[];
  latency: Summed;
}

export function storeObjects(workspace: OpenWorkspace): StoreObjects {
  return objectsInTurns(workspace).whole();
}

export function objectsInTurns(workspace: OpenWorkspace): InTurns<StoreObjects> {
  return cachedInTurns(workspace, 'objects of the store', () => readOrMade(workspace, objectsKeeping, () => makeObjects(workspace.db)));
}

export const objectsKeeping: Keeping<StoreObjects> = {
  what: 'objects',
  form: '1',
  stamp: sinceSync,
  parts: (objects) => ({ objects: JSON.stringify(objects) }),
  value: (parts) => JSON.parse(part(parts, 'objects', isText)) as StoreObjects,
};

export function* makeObjects(db: SqlDatabase): Generator<void, StoreObjects> {
  const present = presentObjects(db);
  yield;
  const quarantine = new Map<string, StoreObjects['quarantine'][number]>();
  for (const { path, reason } of quarantinedObjects(db)) {
    const known = quarantine.get(reason) ?? { reason, count: 0, first: path };
    quarantine.set(reason, { ...known, count: known.count + 1 });
  }
  yield;
  const versions = new Map<number, number>();
  for (const { versions: count } of severalVersions(db)) versions.set(count, (versions.get(count) ?? 0) + 1);
  yield;
  return {
    present,
    quarantine: [...quarantine.values()].sort((a, b) => b.count - a.count),
    versions: [...versions].sort(([a], [b]) => b - a).map(([contents, objects]) => ({ contents, objects })),
    latency: summed(latencyOf(db)),
  };
}

/** Only what came after the first whole listing has a time at which it was not there yet. */
export function latencyOf(db: SqlDatabase): Counted {
  const whole = syncResults(db).filter(({ complete }) => complete);
  const first = whole.at(-1);
  if (first === undefined) return captureLatency([], 0);
  const times = syncTimes(db);
  const records = captured(db, first.sync).flatMap(({ node, madeMs, sync }) => {
    const ended = times.get(sync)?.ended;
    return ended ? [{ node, madeMs, readMs: Date.parse(ended) }] : [];
  });
  return captureLatency(records, whole.length);
}
