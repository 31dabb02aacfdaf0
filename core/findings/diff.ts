/** Two versions of a record compared field by field: what was added, removed and changed, and what is other bytes that mean the same. */
import { ExactNumber, type ExactValue } from '../nextflow/exact-json';
import { editsBetween } from '../nextflow/myers';

export type Change = 'added' | 'removed' | 'changed' | 'same-value' | 'order' | 'moved';

export interface Difference {
  path: (string | number)[];
  change: Change;
  old?: ExactValue;
  new?: ExactValue;
}

/** Lists longer than this are compared place by place: finding the fewest edits costs the square of what differs. */
const longList = 2000;

/**
 * Every place where they differ, in the order of the newer one. `same-value`: a number written otherwise (1.0 and 1). `order`: the same
 * names in another order. `moved`: a list that holds the same values in another order. Equal values give nothing.
 */
export function differences(old: ExactValue, now: ExactValue): Difference[] {
  const found: Difference[] = [];
  compare(old, now, [], found);
  return found;
}

function compare(old: ExactValue, now: ExactValue, path: (string | number)[], found: Difference[]): void {
  if (old instanceof Map && now instanceof Map) return compareObjects(old, now, path, found);
  if (Array.isArray(old) && Array.isArray(now)) return compareLists(old, now, path, found);
  const [a, b] = [exactText(old), exactText(now)];
  if (a === b) return;
  found.push({ path, change: old instanceof ExactNumber && now instanceof ExactNumber && sameNumber(old.text, now.text) ? 'same-value' : 'changed', old, new: now });
}

function compareObjects(old: Map<string, ExactValue>, now: Map<string, ExactValue>, path: (string | number)[], found: Difference[]): void {
  for (const [name, value] of old) if (!now.has(name)) found.push({ path: [...path, name], change: 'removed', old: value });
  for (const [name, value] of now) {
    const before = old.get(name);
    if (before === undefined) found.push({ path: [...path, name], change: 'added', new: value });
    else compare(before, value, [...path, name], found);
  }
  const shared = [...now.keys()].filter((name) => old.has(name));
  const before = [...old.keys()].filter((name) => now.has(name));
  if (before.some((name, at) => name !== shared[at])) found.push({ path, change: 'order', old: before, new: shared });
}

/** Items that stay are matched first; between them an item taken away is held against the one put in its place. */
function compareLists(old: ExactValue[], now: ExactValue[], path: (string | number)[], found: Difference[]): void {
  const [a, b] = [old.map(exactText), now.map(exactText)];
  if (a.length === b.length && a.some((one, at) => one !== b[at]) && sorted(a) === sorted(b)) {
    found.push({ path, change: 'moved', old, new: now });
    return;
  }
  const edits = Math.max(a.length, b.length) > longList ? [{ beginA: 0, endA: a.length, beginB: 0, endB: b.length }] : editsBetween(a, b);
  for (const { beginA, endA, beginB, endB } of edits) {
    for (let i = 0; i < Math.max(endA - beginA, endB - beginB); i++) {
      const [left, right] = [beginA + i, beginB + i];
      if (left >= endA) found.push({ path: [...path, right], change: 'added', new: now[right] ?? null });
      else if (right >= endB) found.push({ path: [...path, left], change: 'removed', old: old[left] ?? null });
      else compare(old[left] ?? null, now[right] ?? null, [...path, right], found);
    }
  }
}

/** JSON with its numbers as they are written, without spaces. */
export function exactText(value: ExactValue): string {
  if (value instanceof ExactNumber) return value.text;
  if (value instanceof Map) return `{${[...value].map(([name, one]) => `${JSON.stringify(name)}:${exactText(one)}`).join(',')}}`;
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`;
  return JSON.stringify(value);
}

/** By their decimal digits, not as doubles: 9007199254740993 is not 9007199254740992. */
export function sameNumber(a: string, b: string): boolean {
  const [left, right] = [decimal(a), decimal(b)];
  return left !== null && left === right;
}

/** `-12.50e1` as `-125e0`: sign, digits without zeros at either end, power of ten. Null where the power is no safe number. */
function decimal(text: string): string | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const exact = digits.replace(/0+$/, '');
  if (exact === '') return '0';
  const exponent = Number(power) - fraction.length + (digits.length - exact.length);
  return Number.isSafeInteger(exponent) ? `${sign}${exact}e${exponent}` : null;
}

function sorted(texts: readonly string[]): string {
  return JSON.stringify([...texts].sort());
}
