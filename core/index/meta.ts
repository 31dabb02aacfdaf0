/** What the index says of itself in its table `meta`: its form, and how far it has read. */
import type { FramePosition } from '../evidence/frame';
import type { SqlDatabase } from '../ports';
import { schemaNumber } from './schema';

const start: FramePosition = { segment: 1, offset: 0 };

/** Whether it is of the schema that this program writes, and its masks of the key (`FactMasker.key`) that masks are made with now. */
export function fitting(db: SqlDatabase, key: string): 'fits' | 'other-schema' | 'other-key' {
  try {
    if (meta(db, 'schema') !== String(schemaNumber)) return 'other-schema';
    return meta(db, 'mask') === key ? 'fits' : 'other-key';
  } catch {
    return 'other-schema';
  }
}

/**
 * Whether each run that a record names is named by `lid://` and its key and nothing else, so that the index holds the very text; `otherwise` once a record named
 * one as `lid://lid:/…` or with a slash behind it.
 */
export const runsNamed = { name: 'runs-named', plain: 'plain', otherwise: 'otherwise' } as const;

export function meta(db: SqlDatabase, name: string): string | null {
  return (one(db, `SELECT value FROM meta WHERE name = '${name}'`)?.[0] as string | undefined) ?? null;
}

export function putMeta(db: SqlDatabase, name: string, value: string) {
  const statement = db.prepare('INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)');
  statement.run([name, value]);
  statement.free();
}

/** The beginning where nothing is said. */
export function metaPosition(db: SqlDatabase, name: string): FramePosition {
  const text = meta(db, name);
  return text === null ? start : (JSON.parse(text) as FramePosition);
}

function one(db: SqlDatabase, sql: string) {
  const statement = db.prepare(sql);
  const row = statement.get();
  statement.free();
  return row;
}
