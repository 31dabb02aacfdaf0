/** What a sync says of itself in the ledger: that it began, with the first thing that it finds, and how it ended. */
import type { SyncResult } from '../contract/workspaces';
import type { LedgerEvent } from '../evidence/ledger';
import type { BytesAt } from '../index/write';
import { nowOf } from '../now';
import type { Counts } from './counts';
import { syncCounts } from './known-objects';
import type { SyncTarget } from './sync';

export interface SyncEntry {
  /** Of the sync. */
  readonly number: number;
  /** Kept with what is found next, or with the end: one write where nothing has changed. */
  add(events: readonly LedgerEvent[]): void;
  keep(events: LedgerEvent[], bytes: Map<string, BytesAt>): void;
  /** Kept as the last of it. */
  end(how: { complete: boolean; counts: Counts; scope?: SyncResult['scope'] }): SyncResult;
}

/** `runs`: LIDs, of a sync of these alone. */
export function beginEntry(target: SyncTarget, runs?: string[]): SyncEntry {
  const { ports, db, store } = target;
  const startedTicks = ports.clock.ticks();
  const startedAt = nowOf(ports);
  const number = syncCounts(db).last + 1;
  const scope = runs === undefined ? {} : { scope: { runs } };
  let waiting: LedgerEvent[] = [
    { type: 'sync-began', sync: number, at: startedAt, by: ports.who.user, store: store.text, product: `${ports.who.product} ${ports.who.version}`, ...scope },
  ];
  const keep: SyncEntry['keep'] = (events, bytes) => {
    target.keep([...waiting, ...events], bytes);
    waiting = [];
  };
  return {
    number,
    add: (events) => void waiting.push(...events),
    keep,
    end({ complete, counts, scope: followed }) {
      const seconds = Math.round(ports.clock.ticks() - startedTicks) / 1000;
      const whole = { sync: number, startedAt, finishedAt: nowOf(ports), complete, ...counts, runs: syncCounts(db).runs, seconds };
      const result: SyncResult = followed === undefined ? whole : { ...whole, scope: followed };
      keep([{ type: 'sync-ended', ...result }], new Map());
      return result;
    },
  };
}
