/** What the index knows of the store's objects: the left side of a sync's comparison. */

import { hexOf } from '../index/key-bytes';
import { objectPath } from '../index/object-path';
import { objectStates } from '../index/schema';
import type { SqlDatabase } from '../ports';

export interface KnownObject {
  tag: string;
  size: number;
  present: boolean;
  class: number;
  sha256: string | null;
}

/** Every object ever seen, by its path below the store, the earliest first. */
export function knownObjects(db: SqlDatabase): Map<string, KnownObject> {
  const known = new Map<string, KnownObject>();
  const statement = db.prepare(`SELECT ${objectPath('o')}, o.tag, o.size, o.state, o.class, v.sha256 FROM object o LEFT JOIN version v ON v.id = o.version ORDER BY o.id`);
  for (const [path, tag, size, state, cls, sha] of statement.all())
    known.set(path as string, {
      tag: tag as string,
      size: size as number,
      present: state === objectStates.present,
      class: cls as number,
      sha256: sha === null ? null : hexOf(sha as Uint8Array),
    });
  statement.free();
  return known;
}

export function syncCounts(db: SqlDatabase): { last: number; runs: number } {
  const statement = db.prepare(`SELECT (SELECT coalesce(max(id), 0) FROM sync),
    (SELECT count(*) FROM (SELECT r.node FROM run r JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object AND o.state = ${objectStates.present}
      UNION SELECT h.node FROM history h JOIN object o ON o.id = h.object AND o.state = ${objectStates.present}))`);
  const [last, runs] = statement.get() as [number, number];
  statement.free();
  return { last, runs };
}
