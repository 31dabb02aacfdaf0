/**
 * Which records `lineage find` means: every term must hold (LinUtils.checkParams). Ours finds all that Nextflow finds, and
 * what it misses: 0, false and empty texts, numbers as they are written (`20` beside `20.0`), lists within lists, and any
 * field of the record.
 */
import { ExactNumber, type ExactValue } from './exact-json';
import { groovyText } from './gson';
import type { NextflowRecord } from './model';
import { partsOfPath } from './navigate';
import type { Term } from './term';

/** Words that JSON writes as they are, if it does not spell them out as `\\u0041` or `\\/`, which Nextflow never does for them. */
const plainWord = /^[\w ./:()@,;!?%*+~#$^-]+$/;
const spelledOut = /\\u00(?!3[cde]|2[67])[2-7]|\\\//i;

/** A quick look at a record's text: false only where no term-by-term reading could find all terms in it. */
export function mightMatch(text: string, terms: readonly Term[]): boolean {
  const isNamed = ({ key }: Term) => key === 'type' || partsOfPath(key).every((part) => !plainWord.test(part) || text.includes(`"${part}"`));
  const isSaid = ({ value }: Term) => !plainWord.test(value) || !Number.isNaN(Number(value)) || text.includes(value);
  return terms.every((term) => isNamed(term) && isSaid(term)) || spelledOut.test(text);
}

/** Does the record hold every term's value under its key? A list must contain all values given for it. */
export function matches(record: NextflowRecord, terms: readonly Term[]): boolean {
  return terms.every((term) => holds(record, term));
}

function holds(record: NextflowRecord, term: Term): boolean {
  if (term.key === 'type' || term.key === 'kind') return record.kind === term.value;
  const parts = partsOfPath(term.key === 'label' ? 'labels' : term.key);
  const [first] = parts;
  if (first === undefined) return false;
  return someLeaf(record.spec.has(first) ? record.spec : record.whole, parts, term.value);
}

function someLeaf(value: ExactValue, parts: readonly string[], wanted: string): boolean {
  if (Array.isArray(value)) {
    if (value.some((one) => someLeaf(one, parts, wanted))) return true;
    return parts.length === 0 && groovyText(value) === wanted;
  }
  const [name, ...rest] = parts;
  if (name === undefined) return saysSo(value, wanted);
  if (!(value instanceof Map)) return false;
  const next = value.get(name);
  return next !== undefined && someLeaf(next, rest, wanted);
}

function saysSo(value: ExactValue, wanted: string): boolean {
  if (value === null) return false;
  return groovyText(value) === wanted || (value instanceof ExactNumber && value.text === wanted);
}
