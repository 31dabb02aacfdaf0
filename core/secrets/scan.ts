/** Says which secrets and personal data the raw bytes of a record hold: of what kind, where, how often; never what they are. */
import type { Json } from '../record/json';
import { isLid } from '../record/lid';
import { secretsIn } from '../redact/find';
import { maskText } from '../redact/mask';
import { secretSpans } from '../redact/text';
import { alreadyMasked } from '../redact/token';
import { type OwnLists, patternFinder, wholeMatcher } from './patterns';
import { personalIn, textPersonal } from './personal';
import type { ScanRule } from './rules';

/** A place in a record. `path` as in JSON Path (`$.spec.params[2].value`); `(raw text)` where the bytes are no JSON or the JSON hides it. */
export interface FoundPlace {
  rule: ScanRule;
  path: string;
  count: number;
}

export interface Scanned {
  places: FoundPlace[];
  /** Passed over because the allow list names them. */
  allowed: number;
  /** The secrets and what the deny list found, as texts: for looking for copies, never shown or kept. */
  texts: Set<string>;
}

export interface Scanner {
  /** `tell`: told of each place and its original, which is never shown, logged or kept. */
  scan(bytes: Uint8Array, tell?: (rule: ScanRule, path: string, original: string) => void): Scanned;
  /** A text of ours (a line of the ledger, of the journal): does it hold a secret, or what the deny list names? */
  holdsSecret(text: string): boolean;
}

const rawText = '(raw text)';
/** What is nested deeper is read as text alone, as the rest of the program does. */
const deepest = 500;

/** Throws `bad-input` for a pattern that cannot be. */
export function createScanner(lists: OwnLists): Scanner {
  const deny = patternFinder(lists.deny);
  const isAllowed = wholeMatcher(lists.allow);
  return {
    scan(bytes, tell) {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      const places = new Map<string, FoundPlace>();
      const texts = new Set<string>();
      let allowed = 0;
      const found = (rule: ScanRule, path: string, what: string) => {
        if (isAllowed(what)) {
          allowed++;
          return;
        }
        tell?.(rule, path, what);
        const key = `${rule} ${path}`;
        const place = places.get(key);
        if (place === undefined) places.set(key, { rule, path, count: 1 });
        else place.count++;
        if (isToBeHidden(rule)) texts.add(what);
      };
      const seen: string[] = [];
      const value = parsed(text);
      if (value !== undefined) {
        for (const { path, rule, secret } of secretsIn(value, false)) {
          seen.push(secret);
          found(rule, jsonPath(path), secret);
        }
        for (const { path, rule, text: what } of personalIn(value, deny)) found(rule, jsonPath(path), what);
        for (const { path, name } of namesIn(value, [])) {
          for (const { start, end, rule } of secretSpans(name)) found(rule, `${jsonPath(path)} (a name)`, name.slice(start, end));
          for (const [rule, what] of textPersonal(name, deny)) found(rule, `${jsonPath(path)} (a name)`, what);
        }
      } else for (const [rule, what] of textPersonal(text, deny)) found(rule, rawText, what);
      // Once more over the text as it lies there: of two members of one name JSON shows the last alone.
      for (const { start, end, rule } of secretSpans(text)) {
        const what = value === undefined ? text.slice(start, end) : unescaped(text.slice(start, end));
        if (!saysSomething(what) || alreadyMasked(what) || seen.some((secret) => secret.includes(what) || what.includes(secret))) continue;
        seen.push(what);
        found(rule, rawText, what);
      }
      return { places: [...places.values()], allowed, texts };
    },
    holdsSecret: (text) => maskText(text).masked > 0 || (deny !== null && [...text.matchAll(deny)].some(([what]) => !isAllowed(what))),
  };
}

/** What a redacted bundle leaves out whatever else is chosen: secrets, and what the auditor named. */
export function isToBeHidden(rule: ScanRule): boolean {
  return rule === 'denied' || !(['email', 'home-folder', 'person', 'personal-number', 'inside-host', 'sample'] satisfies ScanRule[] as ScanRule[]).includes(rule);
}

function parsed(text: string): Json | undefined {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|[[{\]}]/g)) {
    if (bracket === '{' || bracket === '[') depth++;
    else if (bracket === '}' || bracket === ']') depth--;
    if (depth > deepest) return undefined;
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function* namesIn(value: Json, path: (string | number)[]): Generator<{ path: (string | number)[]; name: string }> {
  if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* namesIn(one, [...path, at]);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      if (name.length > 6) yield { path, name };
      yield* namesIn(one, [...path, name]);
    }
  }
}

/** `null`, a bracket, a LID behind a secret-like name are what JSON looks like, and no secret. */
function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^(null|true|false)$/.test(text) && !isLid(text);
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** Names are hostile text and may be a secret themselves: masked, and bounded. */
function jsonPath(path: readonly (string | number)[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : /^[A-Za-z_]\w{0,80}$/.test(part) ? `.${part}` : `[${JSON.stringify(part.slice(0, 80))}]`)).join('');
  return maskText(`$${text}`).value;
}
