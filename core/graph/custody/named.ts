/** Names out of records inside our own sentences: a hostile name must not read as if we said it. */
import { visibleText } from '../../preview/visible-text';
import type { Masker } from '../../redact/masker';
import { grouped } from '../../report/words';

/** What reads as a name by itself: `FILTER (HG002)`, `release`, `/data/x.fa`; at most 160 characters, one tag of at most three words, no end of a sentence. */
const plain = /^(?=.{1,160}$)(?!.*\.\s)[\p{L}\p{N}_./:#@+~%-]*[\p{L}\p{N}_/#@+~%-](?: \([\p{L}\p{N}_./:#@+~%-]{1,80}(?: [\p{L}\p{N}_./:#@+~%-]{1,40}){0,2}\))?$/u;
const longest = 160;

/** A name as it is where it is plain; else in “quotes”, on one line, cut where it is long, quotes inside it made straight. Masked before it is cut, as everywhere. */
export function named(masker: Pick<Masker, 'text'>, name: string): string {
  const shown = masker.text(visibleText(name).replace(/\s+/g, ' ').trim()).value;
  if (shown === '') return '(without a name)';
  if (plain.test(shown)) return shown;
  const letters = [...shown.replace(/[“”„«»]/g, '"')];
  return `“${letters.length > longest ? `${letters.slice(0, longest).join('')}…` : letters.join('')}”`;
}

/** The same of many things, of which only those that are told are put into words. */
export function listOfSome<T>(things: readonly T[], say: (thing: T) => string, most = 3): string {
  return listOf([...things.slice(0, most).map(say), ...things.slice(most).map(() => '')], most);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listOf(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  const shown = rest > 0 ? names.slice(0, most) : names;
  if (rest > 0) return `${shown.join(', ')} and ${grouped(rest)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
