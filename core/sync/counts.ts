/** Counting of a sync: each object listed is one of record, history, quarantined or ignored; each record new, changed or unchanged. */
import { objectClasses } from '../index/schema';
import { type ParsedObject, parseRecord } from '../record/envelope';
import { parseHistory } from '../record/history';
import { classify } from '../store/classify';
import type { StoreBytes } from '../store/lineage-store';
import type { KnownObject } from './known-objects';

export type Counts = ReturnType<typeof noCounts>;

export function noCounts() {
  return { listed: 0, records: 0, new: 0, changed: 0, unchanged: 0, vanished: 0, reappeared: 0, history: 0, quarantined: 0, ignored: 0, fetched: 0 };
}

/** An object whose tag is the one known: it was not read. */
export function countKnown(counts: Counts, before: KnownObject) {
  if (before.class === objectClasses.quarantined) counts.quarantined++;
  else if (before.class === objectClasses.history) counts.history++;
  else {
    counts.records++;
    counts.unchanged++;
  }
}

/** An object that was read; `quarantined` says why it is no record, or null. */
export function countRead(counts: Counts, isHistory: boolean, quarantined: string | null, before: KnownObject | undefined, sha256: string) {
  if (before !== undefined && !before.present) counts.reappeared++;
  if (quarantined !== null) counts.quarantined++;
  else if (isHistory) counts.history++;
  else {
    counts.records++;
    if (before === undefined || before.sha256 === null) counts.new++;
    else if (before.sha256 !== sha256) counts.changed++;
    else counts.unchanged++;
  }
}

/** `quarantined`: why these bytes are neither a record nor a line of history; null where they are. `parsed`: of what should be a record, unless it is known already what it says. */
export function readAs(path: string, { bytes, said }: Pick<StoreBytes, 'bytes' | 'said'>): { quarantined: string | null; isHistory: boolean; parsed?: ParsedObject } {
  if (said !== undefined) return { quarantined: null, isHistory: false };
  const what = classify(path, bytes.length);
  if (what.class === 'quarantined') return { quarantined: what.reason, isHistory: false };
  if (what.class === 'history') return { quarantined: parseHistory(bytes) === null ? 'not a line of a run history' : null, isHistory: true };
  const parsed = parseRecord(bytes);
  return { quarantined: 'quarantine' in parsed ? parsed.quarantine : null, isHistory: false, parsed };
}
