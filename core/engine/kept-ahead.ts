/** What takes long to make and is kept beside the image of the index as well: read there by the next process in the time that reading takes. */
import type { Kept } from '../index/ahead';
import type { Parts } from '../index/ahead-file';
import { keepSomePages } from '../index/page-cache';
import { recordsStamp } from '../index/queries/objects';
import type { SqlDatabase } from '../ports';
import { byRecordsInTurns } from './by-records';
import type { OpenWorkspace } from './context';
import type { InTurns } from './in-turns';

/** How a value is kept as parts of a file. */
export interface Keeping<T> {
  /** The name of its file. */
  what: string;
  /** Another text where it is made in another way, or from something that the stamp does not tell of. */
  form: string;
  /** Another text whenever it would be another value; that of the records where left out. Null: nothing is kept now. */
  stamp?(db: SqlDatabase): string | null;
  /** What it rests on, in turns: made before it is read. */
  before?(): Generator<void, void>;
  parts(value: T): Parts;
  /** Throws where these are none of such a value. */
  value(parts: Parts): T;
}

export function keptOf({ db }: OpenWorkspace, { what, form, stamp = recordsStamp }: Pick<Keeping<unknown>, 'what' | 'form' | 'stamp'>): Kept {
  return { what, form, stamp: stamp(db) };
}

/** As `byRecordsInTurns`: out of the file where that fits, else made, and kept in the file. */
export function keptAheadInTurns<T>(workspace: OpenWorkspace, name: string, keeping: Keeping<T>, make: () => Generator<void, T>): InTurns<T> {
  return byRecordsInTurns(workspace, name, () => readOrMade(workspace, keeping, make));
}

export function* readOrMade<T>(workspace: OpenWorkspace, keeping: Keeping<T>, make: () => Generator<void, T>): Generator<void, T> {
  const begun = keptOf(workspace, keeping);
  if (begun.stamp === null || !workspace.ahead?.keeps()) return yield* make();
  yield* keeping.before?.() ?? [];
  const value = readAhead(workspace, keeping);
  if (value !== null) return value;
  keepSomePages(workspace.db);
  const made = yield* make();
  yield;
  if (keptOf(workspace, keeping).stamp === begun.stamp) workspace.ahead.write(begun, keeping.parts(made));
  return made;
}

/** Null where there is no file of it, or none that fits. */
export function readAhead<T>(workspace: OpenWorkspace, keeping: Keeping<T>): T | null {
  const parts = workspace.ahead?.keeps() ? workspace.ahead.read(keptOf(workspace, keeping)) : null;
  return parts === null ? null : valueFrom(keeping, parts);
}

/** Of a value that is as the records are now. */
export function writeAhead<T>(workspace: OpenWorkspace, keeping: Keeping<T>, value: T): void {
  if (workspace.ahead?.keeps()) workspace.ahead.write(keptOf(workspace, keeping), keeping.parts(value));
}

function valueFrom<T>(keeping: Keeping<T>, parts: Parts): T | null {
  try {
    return keeping.value(parts);
  } catch {
    return null; // sealed as this program does and not what it writes: made anew, and told by "evidence verify"
  }
}

/** A part that must be there; throws where it is not, or of another type. */
export function part<T extends Parts[string]>(parts: Parts, name: string, is: (part: Parts[string]) => part is T): T {
  const found = parts[name];
  if (found === undefined || !is(found)) throw new Error(`no ${name}`);
  return found;
}
export const isText = (one: Parts[string]): one is string => typeof one === 'string';
export const isU8 = (one: Parts[string]): one is Uint8Array => one instanceof Uint8Array;
export const isI32 = (one: Parts[string]): one is Int32Array => one instanceof Int32Array;
export const isU32 = (one: Parts[string]): one is Uint32Array => one instanceof Uint32Array;
export const isF64 = (one: Parts[string]): one is Float64Array => one instanceof Float64Array;
