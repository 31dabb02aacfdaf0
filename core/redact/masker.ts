/** The one masker: what the rules, the kept rule set and a workspace's own lists find is replaced by a token; used by answers, reports, exports and bundles alike. */
import { isObject, type Json } from '../record/json';
import { isLid } from '../record/lid';
import { patternFinder, wholeMatcher } from '../secrets/patterns';
import { mayBePersonal, personalIn, personalSpans } from '../secrets/personal';
import type { ScanRule } from '../secrets/rules';
import { memberIsSecret } from './find';
import { mapTexts } from './map-texts';
import { isSecretName } from './names';
import type { MaskingPolicy, PersonalKind } from './policy';
import { shapeSpans } from './shapes';
import { joined, mayHoldSecret, type Span, secretSpans } from './text';
import { alreadyMasked, mapTokens, tokenOf, tokensIn } from './token';

export interface Masked<T> {
  value: T;
  /** How many values, or stretches of text, were masked. */
  masked: number;
}

export interface Masker {
  /** Running text: a path, a command line, a script, a sentence made out of records. */
  text(text: string): Masked<string>;
  /** The same, without how much was masked. */
  shown(text: string): string;
  /**
   * A copy of a JSON value with what is secret in it masked; the structure stays, a masked number becomes text. `path` names where the
   * value stands in its record (`['metadata', 'commandLine']`): its last name counts as the name of the value.
   * Never masked: null, true, false, empty texts, what is masked already; of LIDs and files (parameters of type path) what their text alone says.
   * `whole`: the record that the value is a part of, as far as it is not shown: what is secret there is masked in the part, too.
   */
  value(value: Json, path?: readonly string[], whole?: Json): Masked<Json>;
  /** Any answer with the same done to all its texts and the names of its members, whatever they are called: a copy where something is masked. */
  texts<T>(value: T): T;
  /** A text that is known to be of one kind, such as the account that started a run. */
  kind(kind: PersonalKind, text: string): string;
  /** Which rules would mask what of a text, in order: for telling, never for showing elsewhere. */
  spans(text: string): Span[];
  token(rule: ScanRule, original: string): string;
  /** The text with the originals in the place of tokens, as far as this masker made them: for questions that the window asks by what it was shown. */
  reveal(text: string): string;
  /** Lets go of the texts that it has looked at, of which it keeps what it found: after what asked for very many. */
  forget(): void;
}

export interface MaskerParts {
  policy: Pick<MaskingPolicy, 'personal' | 'deny' | 'allow'>;
  /** HMAC-SHA-256 of the text's UTF-8 under a key that is known to the port alone: 64 hex digits. null: tokens have no digest. */
  hmac: ((text: string) => string) | null;
  /** The kept rule set, asked only about texts that may hold something. */
  known: (text: string) => Span[];
}

/** A secret's copies are looked for where it is no everyday word or number, path or LID: those would be chance, and hide what is no secret. */
const findable = /^(?!\/|lid:\/\/|[A-Za-z]{0,11}$|\d{0,7}$).{6,}$/s;
/** Texts whose answer is kept, since names and paths come again and again, and characters of those that nothing is masked in. */
const keptTexts = 40_000;
const keptClean = 24_000_000;
const keptLength = 400;
/** Letters that are looked through in half a microsecond where no pattern of the auditor's own is looked for. */
const soonLooked = 200;

/** Nobody writes into it. */
const nothing: Span[] = [];

export function isFindable(secret: string): boolean {
  return findable.test(secret) && !alreadyMasked(secret);
}

export function createMasker({ policy, hmac, known }: MaskerParts): Masker {
  const kinds = new Set<ScanRule>(policy.personal);
  const deny = patternFinder(policy.deny.map(({ pattern }) => pattern));
  const allow = policy.allow.map(({ pattern }) => pattern);
  const isAllowed = wholeMatcher(allow);
  const byForm = (['email', 'home-folder', 'inside-host'] as const).some((kind) => kinds.has(kind));
  const byName = (['person', 'personal-number', 'inside-host', 'sample'] as const).some((kind) => kinds.has(kind));
  const tokens = new Map<string, string>();
  const originals = new Map<string, string>();
  let answers = new Map<string, Masked<string>>();
  let clean = new Set<string>();
  let cleanLength = 0;

  function token(rule: ScanRule, original: string): string {
    const key = `${rule} ${original}`;
    const made = tokens.get(key);
    if (made !== undefined) return made;
    const one = tokenOf(rule, hmac === null ? null : hmac(original));
    tokens.set(key, one);
    if (hmac !== null) originals.set(one, original);
    return one;
  }

  function found(text: string): Span[] {
    const mayHold = mayHoldSecret(text);
    // Nearly all that is ever looked at.
    if (!mayHold && deny === null && !(byForm && mayBePersonal(text, kinds))) return nothing;
    const lid = isLid(text);
    const all: Span[] = [];
    if (mayHold) {
      if (lid) for (const span of shapeSpans(text)) all.push(span);
      else all.push(...secretSpans(text));
      all.push(...known(text));
    }
    if (byForm) for (const { rule, start, end } of personalSpans(text, kinds)) if (kinds.has(rule)) all.push({ rule, start, end });
    if (deny !== null) for (const match of text.matchAll(deny)) all.push({ rule: 'denied', start: match.index, end: match.index + match[0].length });
    return all;
  }

  /** Without what is allowed, and what is masked already. */
  function toBeMasked(text: string, all: Span[]): Span[] {
    if (all.length === 0) return all;
    const some = allow.length === 0 ? all : all.filter(({ start, end }) => !isAllowed(text.slice(start, end)));
    const masks = tokensIn(text);
    return joined(masks.length === 0 ? some : some.flatMap((span) => outside(span, masks)));
  }

  /** With copies of what is found in the text itself, or in the record that it is of. */
  function spansOf(text: string, copies: Copies | null): Span[] {
    const own = toBeMasked(text, found(text));
    if (own.length === 0 && copies === null) return own;
    const rules = new Map<string, ScanRule>();
    if (copies === null) for (const { start, end, rule } of own) keep(text.slice(start, end), rule, rules);
    const { finder, rules: known } = copies ?? copyFinder(rules) ?? { finder: null, rules };
    if (finder === null) return own;
    const more: Span[] = [...own];
    for (const match of text.matchAll(finder)) more.push({ start: match.index, end: match.index + match[0].length, rule: known.get(match[0]) ?? 'copy' });
    return more.length === own.length ? own : toBeMasked(text, more);
  }

  function mask(text: string, copies: Copies | null): Masked<string> {
    const spans = spansOf(text, copies);
    if (spans.length === 0) return { value: text, masked: 0 };
    let value = '';
    let at = 0;
    for (const { start, end, rule } of spans) {
      value += text.slice(at, start) + token(rule, text.slice(start, end));
      at = end;
    }
    return { value: value + text.slice(at), masked: spans.length };
  }

  /** Whether a look tells it: a short text is looked through in less time than it is found among those that are known, as most are seen once. */
  const isSoonLooked = (one: string) => deny === null && one.length <= soonLooked && found(one).length === 0;
  const isClean = (one: string) => one.length <= keptLength && (isSoonLooked(one) || clean.has(one));

  function text(one: string): Masked<string> {
    return isClean(one) ? { value: one, masked: 0 } : looked(one);
  }

  /** Nothing is made for a text in which nothing is masked, as are nearly all of an answer. */
  const shown = (one: string): string => (isClean(one) ? one : looked(one).value);

  function looked(one: string): Masked<string> {
    if (one.length > keptLength) return mask(one, null);
    const before = answers.get(one);
    if (before !== undefined) return before;
    const answer = mask(one, null);
    if (answer.masked === 0) keepClean(one);
    else {
      if (answers.size >= keptTexts) answers = new Map();
      answers.set(one, answer);
    }
    return answer;
  }

  function keepClean(one: string): void {
    if (cleanLength > keptClean) forget();
    clean.add(one);
    // What an empty one takes up, too.
    cleanLength += one.length + 20;
  }

  function forget(): void {
    answers = new Map();
    clean = new Set();
    cleanLength = 0;
  }

  function value(root: Json, path: readonly string[] = [], whole: Json = root): Masked<Json> {
    const name = path.at(-1);
    const secret = name !== undefined && isSecretName(name);
    const rules = new Map<string, ScanRule>();
    const personal = byName ? personalPlaces(root, name ?? null) : null;
    collect(whole, secret, rules);
    const copies = copyFinder(rules);
    let masked = 0;
    const walk = (one: Json, hidden: boolean, at: string): Json => {
      if (typeof one === 'string' || typeof one === 'number') {
        const plain = String(one);
        const rule = hidden && !isLid(plain) ? 'named-value' : personal?.get(at);
        if (rule !== undefined && plain !== '' && !alreadyMasked(plain) && !isAllowed(plain)) {
          masked++;
          return token(rule, plain);
        }
        if (typeof one === 'number') return denied(one);
        const answer = mask(one, copies);
        masked += answer.masked;
        return answer.value;
      }
      if (Array.isArray(one)) return one.map((inner, i) => walk(inner, hidden, `${at}\n${i}`));
      if (isObject(one)) return Object.fromEntries(Object.entries(one).map(([member, inner]) => [member, walk(inner, hidden || memberIsSecret(one, member), `${at}\n${member}`)]));
      return one;
    };
    /** A number that the deny list names. */
    const denied = (one: number): Json => {
      const answer = deny === null ? null : mask(String(one), null);
      if (answer === null || answer.masked === 0) return one;
      masked += answer.masked;
      return answer.value;
    };
    return { value: walk(root, secret, ''), masked };
  }

  /** By the place, as `walk` writes it: kinds that the name of a value decides. */
  function personalPlaces(root: Json, name: string | null): Map<string, ScanRule> {
    const places = new Map<string, ScanRule>();
    for (const { path, rule, text: what, whole } of personalIn(root, null, name))
      if (whole && kinds.has(rule) && what !== '') places.set(path.map((part) => `\n${part}`).join(''), rule);
    return places;
  }

  function collect(one: Json, hidden: boolean, into: Map<string, ScanRule>): void {
    if (typeof one === 'string') {
      if (hidden && !isLid(one)) keep(one, 'named-value', into);
      else if (mayHoldSecret(one)) for (const { start, end, rule } of found(one)) keep(one.slice(start, end), rule, into);
    } else if (typeof one === 'number') {
      if (hidden) keep(String(one), 'named-value', into);
    } else if (Array.isArray(one)) for (const inner of one) collect(inner, hidden, into);
    else if (isObject(one)) for (const [member, inner] of Object.entries(one)) collect(inner, hidden || memberIsSecret(one, member), into);
  }

  /** Personal data has no copies: a name such as `data` would hide half of a path. */
  function keep(secret: string, rule: ScanRule, into: Map<string, ScanRule>): void {
    if (!kinds.has(rule) && isFindable(secret) && !isAllowed(secret) && !into.has(secret)) into.set(secret, rule);
  }

  return {
    text,
    value,
    shown,
    texts: (one) => mapTexts(one, shown),
    token,
    kind: (kind, one) => (one === '' || !kinds.has(kind) || alreadyMasked(one) || isAllowed(one) ? text(one).value : token(kind, one)),
    spans: (one) => spansOf(one, null),
    reveal: (one) => (originals.size === 0 ? one : mapTokens(one, (made) => originals.get(made) ?? made)),
    forget,
  };
}

interface Copies {
  finder: RegExp;
  rules: ReadonlyMap<string, ScanRule>;
}

/** Longest first, so that a secret that holds another is masked as a whole. */
function copyFinder(rules: ReadonlyMap<string, ScanRule>): Copies | null {
  if (rules.size === 0) return null;
  const sources = [...rules.keys()].sort((a, b) => b.length - a.length).map((secret) => secret.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return { finder: new RegExp(sources.join('|'), 'g'), rules };
}

/** What of a stretch is outside all masks: what is masked already is not masked again. */
function outside(span: Span, masks: readonly { start: number; end: number }[]): Span[] {
  const parts: Span[] = [];
  let { start } = span;
  for (const mask of masks) {
    if (mask.end <= start || mask.start >= span.end) continue;
    if (mask.start > start) parts.push({ ...span, start, end: mask.start });
    start = Math.max(start, mask.end);
  }
  if (start < span.end) parts.push({ ...span, start });
  return parts;
}
