/** What the leaves of a bundle tell of its maker's objects and results: hostile text until it fits. */
import type { BundleChange, BundleClaim } from '../contract/imported-bundles';
import type { LedgerEvent } from '../evidence/ledger';
import { lidOfKey } from '../record/lid';
import { classify } from '../store/classify';
import type { CheckedLog } from './check-log';

type ObjectEvent = Extract<LedgerEvent, { type: 'first-seen' | 'changed' | 'reappeared' | 'retagged' | 'vanished' }>;
const objectEvents: readonly string[] = ['first-seen', 'changed', 'reappeared', 'retagged', 'vanished'];
const digest = /^[0-9a-f]{64}$/;

export function isOfObject(event: LedgerEvent): event is ObjectEvent {
  if (!objectEvents.includes(event.type) || !('path' in event) || typeof event.path !== 'string') return false;
  if (event.type === 'vanished') return true;
  const { sha256, quarantined } = event as { sha256?: unknown; quarantined?: unknown };
  return (sha256 === null || (typeof sha256 === 'string' && digest.test(sha256))) && (quarantined === undefined || typeof quarantined === 'string');
}

/** Versions that a later one took the place of: their bytes are in the bundle as well. */
export function olderVersions({ events }: CheckedLog): number {
  const versions = new Map<string, Set<string>>();
  for (const event of events.values())
    if (isOfObject(event) && event.type !== 'vanished' && event.sha256 !== null) versions.set(event.path, (versions.get(event.path) ?? new Set()).add(event.sha256));
  return [...versions.values()].reduce((sum, { size }) => sum + size - 1, 0);
}

/** What the maker saw change: an import sees each object once, as it was last read, and finds none of it by itself. Oldest first. */
export function changesOf({ events }: CheckedLog): BundleChange[] {
  return [...events]
    .sort(([a], [b]) => a - b)
    .flatMap(([leaf, event]) => {
      if (!isOfObject(event) || (event.type !== 'changed' && event.type !== 'vanished' && event.type !== 'reappeared')) return [];
      const what = classify(event.path, 1);
      return [{ leaf, type: event.type, subject: (what.class === 'record' ? lidOfKey(what.key) : event.path).slice(0, 4096) }];
    });
}

/** The newest result of each file and run, as the maker's leaves have it. */
export function claimsOf({ events }: CheckedLog): BundleClaim[] {
  const newest = new Map<string, BundleClaim>();
  for (const [leaf, event] of [...events].sort(([a], [b]) => a - b)) {
    if (event.type !== 'checked' && event.type !== 'code-checked') continue;
    const check = (event.check ?? {}) as unknown as Record<string, unknown>;
    const subject = text(check.lid) ?? text(check.run) ?? text(check.path) ?? '';
    newest.set(`${event.type} ${subject}`, { leaf, type: event.type, subject, verdict: text(check.verdict), at: text(check.at), by: text(check.by), sha256: text(check.sha256) });
  }
  return [...newest.values()];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 4096) : null;
}
