/** Keeps what is made from the records alone: a check of a file does not throw it away, as it would what is `cached`. */

import { recordsStamp } from '../index/queries/objects';
import type { SqlDatabase } from '../ports';
import type { OpenWorkspace } from './context';
import { createInTurns, type InTurns } from './in-turns';

interface Kept {
  stamp: string;
  values: Map<string, unknown>;
}

const kept = new WeakMap<SqlDatabase, Kept>();

/** All that was made, or begun, for other records is thrown away. */
function keptOf(workspace: OpenWorkspace): Map<string, unknown> {
  const stamp = workspace.cached('records stamp', () => recordsStamp(workspace.db));
  let known = kept.get(workspace.db);
  if (known?.stamp !== stamp) {
    known = { stamp, values: new Map() };
    kept.set(workspace.db, known);
  }
  return known.values;
}

/** All of it is made, or read, anew when it is asked for next. */
export function forgetByRecords({ db }: OpenWorkspace): void {
  kept.delete(db);
}

function madeOnce<T>(values: Map<string, unknown>, name: string, make: () => T): T {
  if (!values.has(name)) values.set(name, make());
  return values.get(name) as T;
}

/**
 * For values that follow from the bytes of records and nothing else: any change of those adds a version, and the value is
 * made anew; so it is after a check of a path that nothing named before, which adds a node.
 */
export function byRecords<T>(workspace: OpenWorkspace, name: string, make: () => T): T {
  return madeOnce(keptOf(workspace), name, make);
}

/** The same for what is made in turns: who asks for the whole goes on where its turns have come to. */
export function byRecordsInTurns<T>(workspace: OpenWorkspace, name: string, make: () => Generator<void, T>): InTurns<T> {
  return madeOnce(keptOf(workspace), `${name}, in turns`, () => createInTurns(make));
}
