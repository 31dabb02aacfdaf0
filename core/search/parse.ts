/** Reads a typed search; what is wrong with it is said in words, with the place. */
import { AuditError } from '../errors';
import { visibleText } from '../preview/visible-text';
import { verdicts } from '../verify/verdict';
import { closest } from './closest';
import { instantOf } from './instant';
import { qualifierNames, qualifiers, searchKindNames } from './qualifiers';
import type { Condition, Query, Term } from './query';
import { type Token, tokensOf } from './tokens';

/** Throws AuditError `bad-input` alone, its data `{at, length}`: the place in the text, in UTF-16 units. */
export function parseQuery(text: string): Query {
  return { terms: tokensOf(text).map((token) => ({ ...conditionOf(text, token), not: token.not }) satisfies Term) };
}

function conditionOf(text: string, token: Token): Condition {
  const { qualifier, value } = token;
  if (token.broken === 'open') fail(text, token, 'a quotation mark is opened and not closed. Close it; to search for a quotation mark write it inside quotes as \\"');
  if (token.broken === 'more') fail(text, token, 'something follows a closing quotation mark. Put a space between, or everything into the quotes');
  if (qualifier === null) {
    if (value === '') fail(text, token, 'nothing stands between the quotation marks');
    if (!token.quoted) misspelt(text, token);
    return { is: 'text', text: value };
  }
  if (value === '') fail(text, token, `${qualifier}: has no value. Write for example ${qualifiers[qualifier].example}`);
  switch (qualifier) {
    case 'kind':
      return { is: 'kind', kind: oneOf(text, token, searchKindNames, 'kind') };
    case 'verdict':
      return { is: 'verdict', verdict: oneOf(text, token, verdicts, 'verdict') };
    case 'before':
    case 'after': {
      const ms = instantOf(value);
      if (ms === null) fail(text, token, `"${shown(value)}" is no day or time. Write 2026-11-20 or 2026-11-20T08:30, always in UTC`);
      return { is: qualifier, ms };
    }
    case 'param':
    case 'tag': {
      const equals = value.indexOf('=');
      if (equals === 0) fail(text, token, `the ${qualifier === 'tag' ? 'tag' : 'parameter'} has no name. Write for example ${qualifiers[qualifier].example}`);
      return equals < 0 ? { is: qualifier, name: value, value: null } : { is: qualifier, name: value.slice(0, equals), value: value.slice(equals + 1) };
    }
    case 'label': {
      // In quotation marks a star is a star.
      const begins = !token.quoted && value.endsWith('*');
      if (begins && value === '*') fail(text, token, `nothing stands before the star. Write for example ${qualifiers.label.example}, or label:rel* for all that begin so`);
      return { is: qualifier, text: begins ? value.slice(0, -1) : value, begins };
    }
    default:
      return { is: qualifier, text: value };
  }
}

function oneOf<T extends string>(text: string, token: Token, known: readonly T[], what: string): T {
  const wanted = token.value.toLowerCase();
  const found = known.find((one) => one === wanted);
  if (found !== undefined) return found;
  const near = closest(wanted, known);
  return fail(text, token, `there is no ${what} "${shown(token.value)}".${near === null ? '' : ` Did you mean ${near}?`} There are ${known.join(', ')}`);
}

/** A word such as `lable:x` is most likely a qualifier gone wrong; `https://x` and `sha256:x` are text. */
function misspelt(text: string, token: Token): void {
  const name = /^([A-Za-z]{2,12}):(?!\/\/)/.exec(token.value)?.[1]?.toLowerCase();
  const near = name === undefined ? null : closest(name, qualifierNames);
  if (near !== null) fail(text, token, `there is no "${shown(name ?? '')}:". Did you mean ${near}:? To search for the text itself put it into quotation marks`);
}

function fail(text: string, { at, end }: Token, why: string): never {
  const place = text.slice(at, end);
  throw new AuditError('bad-input', `The search cannot be read at character ${at + 1}, ${shown(place)} — ${why}.`, { at, length: end - at });
}

/** Hostile text in a sentence: visible, and not the whole of it. */
function shown(text: string): string {
  const letters = [...text];
  return visibleText(letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : text).replace(/\s+/g, ' ');
}
