/** What the index knows of the store's objects: the left side of a sync's comparison. */

import { hexOf } from '../index/key-bytes';
import { objectAt, objectPath } from '../index/object-path';
import { one } from '../index/queries/rows';
import { objectStates } from '../index/schema';
import type { SqlDatabase } from '../ports';

export interface KnownObject {
  tag: string;
  size: number;
  present: boolean;
  class: number;
  /** Met by the listing that it is compared with: kept here, as a set of all paths takes more memory and keeps their texts. */
  listed: boolean;
  /** Of the bytes seen last; looked up when it is asked for, as of an unchanged object it never is. */
  readonly sha256: string | null;
}

/** A class, so that a million of them share one getter. */
class Known implements KnownObject {
  listed = false;

  constructor(
    private readonly db: SqlDatabase,
    private readonly version: number | null,
    readonly tag: string,
    readonly size: number,
    readonly present: boolean,
    private readonly cls: number,
  ) {}

  get class(): number {
    return this.cls;
  }

  get sha256(): string | null {
    return this.version === null ? null : shaOf(this.db, this.version);
  }
}

/** Every object ever seen, by its path below the store, the earliest first. */
export function knownObjects(db: SqlDatabase): Map<string, KnownObject> {
  const known = new Map<string, KnownObject>();
  const statement = db.prepare(`SELECT ${objectPath('o')}, o.tag, o.size, o.state, o.class, o.version FROM object o ORDER BY o.id`);
  statement.each([], ([path, tag, size, state, cls, version]) => {
    known.set(path as string, new Known(db, version as number | null, tag as string, size as number, state === objectStates.present, cls as number));
  });
  statement.free();
  return known;
}

/** One of them, or undefined. */
export function knownObject(db: SqlDatabase, path: string): KnownObject | undefined {
  const found = objectAt<[string, number, number, number, number | null]>(path, 'o.tag, o.size, o.state, o.class, o.version', (sql, values) => one(db, sql, values));
  if (found === undefined) return undefined;
  const [tag, size, state, cls, version] = found;
  return new Known(db, version, tag, size, state === objectStates.present, cls);
}

function shaOf(db: SqlDatabase, version: number): string | null {
  const statement = db.prepare('SELECT sha256 FROM version WHERE id = ?');
  const sha = statement.get([version])?.[0];
  statement.free();
  return sha instanceof Uint8Array ? hexOf(sha) : null;
}

export function syncCounts(db: SqlDatabase): { last: number; runs: number } {
  const statement = db.prepare(`SELECT (SELECT coalesce(max(id), 0) FROM sync),
    (SELECT count(*) FROM (SELECT r.node FROM run r JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object AND o.state = ${objectStates.present}
      UNION SELECT h.node FROM history h JOIN object o ON o.id = h.object AND o.state = ${objectStates.present}))`);
  const [last, runs] = statement.get() as [number, number];
  statement.free();
  return { last, runs };
}
