/** Cuts a typed search into its words, each with its place, so that an error and a completion can point at it. */
import { isQualifier, type QualifierName } from './qualifiers';

/** A word of the search. Offsets count UTF-16 units; `end` is exclusive. */
export interface Token {
  at: number;
  end: number;
  not: boolean;
  /** A name that is followed by a colon and is one of ours; null for words of the text. */
  qualifier: QualifierName | null;
  /** Where its value begins: behind the colon, before a quote. */
  valueAt: number;
  /** Without its quotes. */
  value: string;
  quoted: boolean;
  /** A quote that nothing closes, or that more follows without a space. */
  broken: 'open' | 'more' | null;
}

const space = /\s/;
const pairBegun = /^[^\s"=]+=(?=")/;
const named = /^([A-Za-z]+):/;

/** Never throws: what is wrong with a token is in `broken`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text[at] ?? '')) at++;
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const not = text[at] === '-' && at + 1 < text.length && !space.test(text[at + 1] ?? '');
  const begin = at + (not ? 1 : 0);
  const name = named.exec(text.slice(begin, begin + 40))?.[1]?.toLowerCase() ?? null;
  const qualifier = name !== null && isQualifier(name) ? name : null;
  const valueAt = qualifier === null ? begin : begin + qualifier.length + 1;
  // `tag:owner="QA team"`: the value of a name may stand in quotes alone.
  const before = qualifier === 'param' || qualifier === 'tag' ? (pairBegun.exec(text.slice(valueAt))?.[0] ?? '') : '';
  const quoteAt = valueAt + before.length;
  const { value, end, quoted, broken } = text[quoteAt] === '"' ? quotedAt(text, quoteAt) : bareAt(text, valueAt);
  return { at, end, not, qualifier, valueAt, value: quoted ? before + value : value, quoted, broken };
}

function bareAt(text: string, at: number) {
  let end = at;
  while (end < text.length && !space.test(text[end] ?? '')) end++;
  return { value: text.slice(at, end), end, quoted: false, broken: null };
}

/** Inside quotes a backslash stands before a quote or a backslash that is meant as such. */
function quotedAt(text: string, at: number) {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (letter === '"') {
      const rest = bareAt(text, i + 1);
      return { value, end: rest.end, quoted: true, broken: rest.end > i + 1 ? ('more' as const) : null };
    }
    const escaped = letter === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\');
    value += escaped ? text[++i] : letter;
  }
  return { value, end: text.length, quoted: true, broken: 'open' as const };
}
