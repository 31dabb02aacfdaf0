/** Counting of a sync: each object listed is one of record, history, quarantined or ignored; each record new, changed or unchanged. */
import { type Said, whyQuarantined } from '../index/said';
import { objectClasses } from '../index/schema';
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

/** An object that was read. */
export function countRead(counts: Counts, said: Said, before: KnownObject | undefined, sha256: string) {
  if (before !== undefined && !before.present) counts.reappeared++;
  if (whyQuarantined(said) !== null) counts.quarantined++;
  else if (said.class === 'history') counts.history++;
  else {
    counts.records++;
    if (before === undefined || before.sha256 === null) counts.new++;
    else if (before.sha256 !== sha256) counts.changed++;
    else counts.unchanged++;
  }
}
