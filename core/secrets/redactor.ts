/** Keeps secrets out of a bundle: which contents stay out, which lines are known by their hash alone, and what is masked in texts made of the rest. */
import { isFindable, type Masker } from '../redact/masker';
import { tokensIn } from '../redact/token';
import { type OwnLists, patternFinder, wholeMatcher } from './patterns';
import { ruleWords } from './rules';
import { isToBeHidden, type Scanned } from './scan';

export interface Redactor {
  /** Does a line of JSON of ours, or any text, hold a secret, a copy of one found elsewhere, or what the deny list names? */
  holds(text: string): boolean;
  /** The same by copies and the deny list alone: what a finished text must not hold. */
  leaks(text: string): boolean;
  /** A copy of any data with these masked in all its texts, LIDs and names of members not spared. */
  mask<T>(value: T): T;
}

/** What a content is left out for, in words without the secret; null where nothing in it is to be hidden. */
export function whyLeftOut({ places }: Scanned): string | null {
  const rules = [...new Set(places.filter(({ rule }) => isToBeHidden(rule)).map(({ rule }) => ruleWords(rule)))];
  return rules.length === 0 ? null : `it holds ${rules.join(', ')}`;
}

/** `secrets`: the texts found in the records, whose copies are looked for wherever they are no everyday word. `masker`: of the workspace, whose masks the bundle bears. */
export function createRedactor(secrets: Iterable<string>, lists: OwnLists, masker: Masker): Redactor {
  const copies = copyFinder(new Set([...secrets].filter(isFindable)));
  const deny = patternFinder(lists.deny);
  const isAllowed = wholeMatcher(lists.allow);
  const without = (text: string): string => {
    const bare = copies === null ? text : outsideTokens(text, (part) => part.replace(copies, (secret) => masker.token('copy', secret)));
    return deny === null ? bare : outsideTokens(bare, (part) => part.replace(deny, (found) => (isAllowed(found) ? found : masker.token('denied', found))));
  };
  const masked = (text: string): string => without(masker.text(text).value);
  const secretIn = (text: string): boolean => without(text) !== text || masker.spans(text).some(({ rule }) => isToBeHidden(rule));
  return {
    holds(text) {
      if (secretIn(text)) return true;
      // In JSON a secret may be written with escapes.
      return strings(text).some(secretIn);
    },
    leaks: (text) => without(text) !== text,
    mask: <T>(value: T): T => mapTexts(value, masked) as T,
  };
}

/** Digits of a mask are no copy of anything. */
function outsideTokens(text: string, change: (part: string) => string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of tokensIn(text)) {
    result += change(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return result + change(text.slice(at));
}

/** Longest first, so that a secret that holds another is masked as a whole. */
function copyFinder(secrets: ReadonlySet<string>): RegExp | null {
  if (secrets.size === 0) return null;
  return new RegExp(
    [...secrets]
      .sort((a, b) => b.length - a.length)
      .map((secret) => secret.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
      .join('|'),
    'g',
  );
}

function strings(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (name, value) => {
      found.push(name);
      if (typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    // No JSON: it was looked at as it is.
  }
  return found;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapTexts(one, change)]));
}
