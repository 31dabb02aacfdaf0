/** Keeps what is made from the records alone: a check of a file does not throw it away, as it would what is `cached`. */

import { recordsStamp } from '../index/queries/objects';
import type { SqlDatabase } from '../ports';
import type { OpenWorkspace } from './context';

const kept = new WeakMap<SqlDatabase, Map<string, { stamp: string; value: unknown }>>();

/**
 * For values that follow from the bytes of records and nothing else: any change of those adds a version, and the value is
 * made anew; so it is after a check of a path that nothing named before, which adds a node.
 */
export function byRecords<T>(workspace: OpenWorkspace, name: string, make: () => T): T {
  const stamp = workspace.cached('records stamp', () => recordsStamp(workspace.db));
  const values = kept.get(workspace.db) ?? new Map<string, { stamp: string; value: unknown }>();
  kept.set(workspace.db, values);
  let entry = values.get(name);
  if (entry?.stamp !== stamp) {
    entry = { stamp, value: make() };
    values.set(name, entry);
  }
  return entry.value as T;
}
