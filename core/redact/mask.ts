/** Masks secrets in what is shown: values under secret-like names, known token shapes, and every copy of them in the same record. */
import type { Json } from '../record/json';
import { isObject } from '../record/json';
import { isLid } from '../record/lid';
import { memberIsSecret, secretsIn } from './find';
import { isSecretName } from './names';
import { alreadyMasked, joined, type Span, secretSpans } from './text';

export interface Masked<T> {
  value: T;
  /** How many values, or stretches of text, were masked. */
  masked: number;
}

/** A secret's copies are looked for where it is no everyday word or number, path or LID: those would be chance, and hide what is no secret. */
const findable = /^(?!\/|lid:\/\/|[A-Za-z]{0,11}$|\d{0,7}$).{6,}$/s;

/** What stands in a secret's place: visibly a mask, with a length and no digest, so that nothing can be tried against it. */
export function maskOf(secret: string): string {
  const length = [...secret].length;
  return `•••• masked (${length} character${length === 1 ? '' : 's'})`;
}

/**
 * A copy of a JSON value with its secrets masked; the structure stays, a masked number becomes text. `path` names where the
 * value stands in its record (`['metadata', 'commandLine']`): its last name counts as the name of the value.
 * Never masked: null, true, false, empty texts, LIDs, files (parameters of type path), what is masked already.
 */
export function maskSecrets(value: Json, path: readonly string[] = []): Masked<Json> {
  const secrets = new Set<string>();
  for (const { secret } of secretsIn(value, nameIn(path))) keep(secret, secrets);
  const copies = copyFinder(secrets);
  const state = { masked: 0 };
  return { value: mask(value, nameIn(path), copies, state), masked: state.masked };
}

/** The same for running text: a command line, a script, a config file. */
export function maskText(text: string): Masked<string> {
  const spans = secretSpans(text);
  if (spans.length === 0) return { value: text, masked: 0 };
  const secrets = new Set<string>();
  for (const span of spans) keep(text.slice(span.start, span.end), secrets);
  const state = { masked: 0 };
  return { value: maskSpans(text, copyFinder(secrets), state, spans), masked: state.masked };
}

/**
 * A copy of any answer with the secrets inside its texts masked (credentials in a URL, token shapes), whatever the members are
 * called: for paths, titles and sentences that were made out of records. LIDs stay.
 */
export function maskTexts<T>(value: T): T {
  if (typeof value === 'string') return (isLid(value) ? value : maskText(value).value) as T;
  if (Array.isArray(value)) return value.map((one) => maskTexts(one)) as T;
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskTexts(one)])) as T;
  return value;
}

function nameIn(path: readonly string[]): boolean {
  const name = path.at(-1);
  return name !== undefined && isSecretName(name);
}

/** Is it long and odd enough that its copies elsewhere are no chance? */
export function isFindable(secret: string): boolean {
  return findable.test(secret);
}

function keep(secret: string, into: Set<string>): void {
  if (isFindable(secret) && !alreadyMasked(secret)) into.add(secret);
}

function mask(value: Json, secret: boolean, copies: RegExp | null, state: { masked: number }): Json {
  if (typeof value === 'string') {
    if (!secret || value === '' || isLid(value) || alreadyMasked(value)) return maskSpans(value, copies, state);
    state.masked++;
    return maskOf(value);
  }
  if (typeof value === 'number' && secret) {
    state.masked++;
    return maskOf(String(value));
  }
  if (Array.isArray(value)) return value.map((one) => mask(one, secret, copies, state));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mask(one, secret || memberIsSecret(value, name), copies, state)]));
  return value;
}

function maskSpans(text: string, copies: RegExp | null, state: { masked: number }, found: readonly Span[] = secretSpans(text)): string {
  const spans = [...found];
  if (copies !== null) for (const match of text.matchAll(copies)) spans.push({ start: match.index, end: match.index + match[0].length, rule: 'copy' });
  if (spans.length === 0) return text;
  let result = '';
  let at = 0;
  for (const span of joined(spans)) {
    result += text.slice(at, span.start) + maskOf(text.slice(span.start, span.end));
    at = span.end;
    state.masked++;
  }
  return result + text.slice(at);
}

/** Longest first, so that a secret that holds another is masked as a whole. */
function copyFinder(secrets: Set<string>): RegExp | null {
  if (secrets.size === 0) return null;
  const sources = [...secrets].sort((a, b) => b.length - a.length).map((secret) => secret.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return new RegExp(sources.join('|'), 'g');
}
