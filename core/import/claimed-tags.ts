/** Tags as the maker of a bundle had set them by its checkpoint: hostile text until it fits, and no tags of this workspace. */
import type { BundleTag } from '../contract/imported-bundles';
import { tagItemKinds } from '../tags/item';
import type { CheckedLog } from './check-log';

/** One line an item and key that stands; by item, then key. A line of another shape than this program writes is passed over. */
export function claimedTags({ events }: Pick<CheckedLog, 'events'>): BundleTag[] {
  const standing = new Map<string, BundleTag>();
  for (const [leaf, event] of [...events].sort(([a], [b]) => a - b)) {
    if (event.type !== 'tags-set') continue;
    const { item, changes, at, by, reason } = event as unknown as Record<string, unknown>;
    const { kind, text: on } = objectOf(item);
    const known = tagItemKinds.find((one) => one === kind);
    const subject = text(on);
    if (known === undefined || subject === null || !Array.isArray(changes)) continue;
    for (const change of changes) {
      const { key: of, now } = objectOf(change);
      const [key, value] = [text(of), text(now)];
      if (key === null) continue;
      const place = JSON.stringify([known, subject, key]);
      if (value === null) standing.delete(place);
      else standing.set(place, { leaf, kind: known, subject, key, value, at: text(at), by: text(by), reason: text(reason) });
    }
  }
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...standing.values()].sort((a, b) => order(a.subject, b.subject) || order(a.key, b.key));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 4096) : null;
}
