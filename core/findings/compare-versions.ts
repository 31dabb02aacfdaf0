/** The old and the new bytes under one name side by side: as JSON where both are, else by their bytes; secrets masked. */
import type { FieldChange } from '../contract/findings';
import { ExactNumber, type ExactValue, parseExact } from '../nextflow/exact-json';
import type { Json } from '../record/json';
import { repeatedNames } from '../record/repeated-names';
import type { Masker } from '../redact/masker';
import { type Difference, differences, exactText } from './diff';

export interface Comparison {
  how: 'fields' | 'bytes';
  changes: FieldChange[];
  changeCount: number;
  bytesDiffer: string;
}

/** Characters of one value at the most. */
const shownValue = 4000;
const shownChanges = 1000;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function compareVersions(masker: Masker, old: Uint8Array, now: Uint8Array): Comparison {
  const [left, right] = [parsed(old), parsed(now)];
  const bytes = bytesWords(old, now);
  if (left === null || right === null)
    return { how: 'bytes', changes: [], changeCount: 0, bytesDiffer: `${bytes} At least one of them is no JSON that can be compared field by field.` };
  const found = differences(left.value, right.value);
  const changes = found.slice(0, shownChanges).map((one) => shown(masker, one, left.value, right.value));
  const repeats = left.repeats || right.repeats ? ' At least one of them names a field twice; of such a field the last value is compared.' : '';
  const none = found.length === 0 ? ' The fields and their values are the same; only spaces, line ends or escapes are written otherwise.' : '';
  return { how: 'fields', changes, changeCount: found.length, bytesDiffer: bytes + repeats + (left.repeats || right.repeats ? '' : none) };
}

/** `$.spec.params[0].value`; a name that is no plain word stands in brackets (RFC 9535). */
export function jsonPath(path: readonly (string | number)[]): string {
  return `$${path.map((part) => (typeof part === 'number' ? `[${part}]` : /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`)).join('')}`;
}

function parsed(bytes: Uint8Array): { value: ExactValue; repeats: boolean } | null {
  try {
    const text = decoder.decode(bytes);
    return { value: parseExact(text), repeats: repeatedNames(text).length > 0 };
  } catch {
    return null;
  }
}

function shown(masker: Masker, { path, change, old, new: now }: Difference, oldRoot: ExactValue, nowRoot: ExactValue): FieldChange {
  return { path: jsonPath(path), change, old: old === undefined ? null : text(masker, old, path, oldRoot), new: now === undefined ? null : text(masker, now, path, nowRoot) };
}

/** A value is secret by the names above it, or by the name that stands beside it (a Parameter): so it is masked as part of all that it lies in. */
function text(masker: Masker, value: ExactValue, path: readonly (string | number)[], root: ExactValue): string {
  const parent = path.length < 2 ? null : at(root, path.slice(0, -1));
  const last = path.at(-1);
  const names = path.filter((part): part is string => typeof part === 'string');
  const holder = parent instanceof Map && typeof last === 'string' ? new Map([...parent].filter(([name]) => name === 'name' || name === 'type').concat([[last, value]])) : null;
  const masked = holder === null ? masker.value(plain(value), names).value : (masker.value(plain(holder), names.slice(0, -1)).value as { [name: string]: Json })[String(last)];
  const whole = JSON.stringify(masked) === JSON.stringify(plain(value)) ? exactText(value) : JSON.stringify(masked ?? null);
  return whole.length > shownValue ? `${whole.slice(0, shownValue)}… (${whole.length.toLocaleString('en-US')} characters)` : whole;
}

function at(value: ExactValue, path: readonly (string | number)[]): ExactValue {
  let inner: ExactValue = value;
  for (const part of path) {
    const next: ExactValue | undefined =
      inner instanceof Map && typeof part === 'string' ? inner.get(part) : Array.isArray(inner) && typeof part === 'number' ? inner[part] : undefined;
    if (next === undefined) return null;
    inner = next;
  }
  return inner;
}

function plain(value: ExactValue): Json {
  if (value instanceof ExactNumber) return Number(value.text);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

function bytesWords(old: Uint8Array, now: Uint8Array): string {
  const end = Math.min(old.length, now.length);
  let at = 0;
  while (at < end && old[at] === now[at]) at++;
  const count = (bytes: Uint8Array) => `${bytes.length.toLocaleString('en-US')} bytes`;
  if (at === end && old.length === now.length) return `The bytes are the same, ${count(old)}.`;
  return `${count(old)} before, ${count(now)} after; they begin to differ at byte ${at.toLocaleString('en-US')}, counted from 0.`;
}

/** The start of a version for people, secrets masked: as JSON with its fields where it is such. */
export function shownVersion(masker: Masker, bytes: Uint8Array, most: number): { text: string; truncated: boolean } {
  const start = bytes.length > most ? bytes.subarray(0, most) : bytes;
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(start);
  if (bytes.length > most) return { text: masker.text(raw).value, truncated: true };
  const value = parsed(bytes)?.value;
  if (value === undefined) return { text: masker.text(raw).value, truncated: false };
  const { value: masked, masked: count } = masker.value(plain(value));
  return { text: count === 0 ? raw : JSON.stringify(masked), truncated: false };
}
