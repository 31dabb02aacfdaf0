/** Which store a workspace is pinned to, as the ledger has it. */
import type { StoreEvent } from '../../contract/store-identity';
import type { SqlDatabase } from '../../ports';

/** Oldest first. */
export function storeEvents(db: SqlDatabase): StoreEvent[] {
  const statement = db.prepare('SELECT body FROM store_event ORDER BY id');
  const rows = statement.all();
  statement.free();
  return rows.map(([body]) => JSON.parse(body as string) as StoreEvent);
}

/** What a sync is held against; null before the first sync that listed something. */
export function currentPin(db: SqlDatabase): StoreEvent | null {
  return storeEvents(db).at(-1) ?? null;
}
