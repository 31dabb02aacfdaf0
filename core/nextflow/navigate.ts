/** Walks a dotted path into a record as Nextflow does (LinUtils.navigate), so that fragments of `view` answer alike. */
import { ExactNumber, type ExactValue } from './exact-json';
import type { NextflowRecord } from './model';

export function partsOfPath(path: string): string[] {
  return path.split('.').filter((part) => part !== '');
}

/** What counts as nothing in Groovy: null, false, 0, empty text, empty list or map. */
export function isGroovyFalse(value: ExactValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  if (value instanceof ExactNumber) return Number(value.text) === 0;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map && value.size === 0;
}

/**
 * The value at a path; undefined where a name is not there. Through a list the path goes into every item: items that
 * count as nothing are passed over, and a single find stands for itself, not for a list of one.
 */
export function navigate(value: ExactValue, path: string): ExactValue | undefined {
  let current: ExactValue | undefined = value;
  for (const part of partsOfPath(path)) current = step(current, part);
  return current;
}

function step(value: ExactValue | undefined, name: string): ExactValue | undefined {
  if (value instanceof Map) return value.get(name);
  if (!Array.isArray(value)) return undefined;
  const found = value.map((one) => step(one, name)).filter((one): one is ExactValue => !isGroovyFalse(one));
  return found.length > 1 ? found : found[0];
}

/** The names a path may begin with: fields of the record first, then the envelope's own. `type` is another word for `kind`. */
export function field(record: NextflowRecord, path: string): ExactValue | undefined {
  if (path === 'type') return record.kind;
  const first = partsOfPath(path)[0] ?? '';
  return navigate(record.spec.has(first) ? record.spec : record.whole, path);
}
