/** What the index knows of the store's objects: the left side of a sync's comparison. */

import { hexOf, keyText, writeAsciiKey } from '../index/key-bytes';
import { objectAt, recordPath } from '../index/object-path';
import { each, one } from '../index/queries/rows';
import { objectStates } from '../index/schema';
import type { SqlDatabase } from '../ports';
import type { StoreObject } from '../store/lineage-store';
import { createTextColumn, type TextColumn } from '../text-column';
import { createTextNames, type TextNames } from '../text-names';

export interface KnownObject {
  present: boolean;
  class: number;
  /** Its tag and size are these: it need not be read. */
  isAs(object: Pick<StoreObject, 'tag' | 'size'>): boolean;
  /** Met by the listing that it is compared with. */
  listed: boolean;
  /** Of the bytes seen last; looked up when it is asked for, as of an unchanged object it never is. */
  readonly sha256: string | null;
}

/** By path below the store, the earliest first. */
export interface KnownObjects extends Iterable<[path: string, known: KnownObject]> {
  get(path: string): KnownObject | undefined;
  values(): Iterable<KnownObject>;
}

export interface AllKnownObjects extends KnownObjects {
  /** Those in the store at the last sync that the listing did not meet. */
  vanished(): Iterable<[path: string, known: KnownObject]>;
}

/** Columns, as a million objects and their texts would take three times the memory; by the number of the path. */
interface Columns {
  db: SqlDatabase;
  paths: TextNames;
  tags: TextColumn;
  /** Which of `tags`. */
  tag: Int32Array;
  sizes: Float64Array;
  classes: Uint8Array;
  /** 0: none. */
  versions: Int32Array;
  present: Uint8Array;
  listed: Uint8Array;
}

/** One place in the columns. */
class Known implements KnownObject {
  constructor(
    private readonly of: Columns,
    private readonly at: number,
  ) {}

  get present(): boolean {
    return this.of.present[this.at] === 1;
  }

  get class(): number {
    return this.of.classes[this.at] ?? 0;
  }

  get listed(): boolean {
    return this.of.listed[this.at] === 1;
  }

  set listed(is: boolean) {
    this.of.listed[this.at] = is ? 1 : 0;
  }

  get sha256(): string | null {
    const version = this.of.versions[this.at] ?? 0;
    return version === 0 ? null : shaOf(this.of.db, version);
  }

  isAs({ tag, size }: Pick<StoreObject, 'tag' | 'size'>): boolean {
    return this.of.sizes[this.at] === size && this.of.tags.is(this.of.tag[this.at] ?? -1, tag);
  }
}

/** Few columns, and none that SQLite has to put together: handing them over is what takes the time. */
const everyObject = `SELECT o.other_path, k.key, o.tag, o.size, 2 * o.class + (o.state = ${objectStates.present}), o.version
  FROM object o LEFT JOIN node k ON k.id = o.node AND o.other_path IS NULL ORDER BY o.id`;

const behindKey = new TextEncoder().encode(recordPath(''));

/** The number of the path that follows from this key: out of its bytes, where all of it is ASCII. */
function putRecordPath(paths: TextNames, key: Uint8Array): number {
  const name = paths.putWritten(key.length + 32 + behindKey.length, (into, at) => {
    const end = writeAsciiKey(key, into, at);
    if (end >= 0) for (let i = 0; i < behindKey.length; i++) into[end + i] = behindKey[i] ?? 0;
    return end < 0 ? end : end + behindKey.length;
  });
  return name < 0 ? paths.put(recordPath(keyText(key))) : name;
}

/** Every object ever seen. */
export function knownObjects(db: SqlDatabase): AllKnownObjects {
  const room = (one<[number]>(db, 'SELECT coalesce(max(id), 0) FROM object')?.[0] ?? 0) + 1;
  const of: Columns = {
    db,
    paths: createTextNames(),
    tags: createTextColumn(),
    tag: new Int32Array(room),
    sizes: new Float64Array(room),
    classes: new Uint8Array(room),
    versions: new Int32Array(room),
    present: new Uint8Array(room),
    listed: new Uint8Array(room),
  };
  each<[string | null, Uint8Array | null, string, number, number, number | null]>(db, everyObject, [], ([other, key, tag, size, classAndState, version]) => {
    if (other === null && key === null) return; // nothing of the store is listed there
    const at = key === null ? of.paths.put(other ?? '') : putRecordPath(of.paths, key);
    of.tag[at] = of.tags.length;
    of.tags.add(tag);
    of.sizes[at] = size;
    of.classes[at] = classAndState >> 1;
    of.versions[at] = version ?? 0;
    of.present[at] = classAndState & 1;
  });
  function* values() {
    for (let at = 0; at < of.paths.length; at++) yield new Known(of, at);
  }
  function* entries(isOne: (at: number) => boolean): Generator<[string, Known]> {
    for (let at = 0; at < of.paths.length; at++) if (isOne(at)) yield [of.paths.text(at), new Known(of, at)];
  }
  return {
    get(path) {
      const at = of.paths.find(path);
      return at < 0 ? undefined : new Known(of, at);
    },
    values,
    vanished: () => entries((at) => of.present[at] === 1 && of.listed[at] === 0),
    [Symbol.iterator]: () => entries(() => true),
  };
}

/** One of them, or undefined. */
export function knownObject(db: SqlDatabase, path: string): KnownObject | undefined {
  const found = objectAt<[string, number, number, number, number | null]>(path, 'o.tag, o.size, o.state, o.class, o.version', (sql, values) => one(db, sql, values));
  if (found === undefined) return undefined;
  const [tag, size, state, cls, version] = found;
  return {
    present: state === objectStates.present,
    class: cls,
    listed: false,
    isAs: (object) => object.tag === tag && object.size === size,
    get sha256() {
      return version === null ? null : shaOf(db, version);
    },
  };
}

function shaOf(db: SqlDatabase, version: number): string | null {
  const statement = db.prepare('SELECT sha256 FROM version WHERE id = ?');
  const sha = statement.get([version])?.[0];
  statement.free();
  return sha instanceof Uint8Array ? hexOf(sha) : null;
}

export function syncCounts(db: SqlDatabase): { last: number; runs: number } {
  const [last = 0, runs = 0] =
    one<[number, number]>(
      db,
      `SELECT (SELECT coalesce(max(id), 0) FROM sync),
    (SELECT count(*) FROM (SELECT r.node FROM run r JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object AND o.state = ${objectStates.present}
      UNION SELECT h.node FROM history h JOIN object o ON o.id = h.object AND o.state = ${objectStates.present}))`,
    ) ?? [];
  return { last, runs };
}
