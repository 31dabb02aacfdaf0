/** The digest of a line against what was read here of the file: what is ours, what a list of others says, and what is of before. */
import type { ReconcileRow } from '../../contract/reconcile';
import type { ListEntry } from '../../verify/reconcile/read-list';
import { minuteText } from '../../verify/standing';
import { verdictWords } from '../../verify/verdict';
import type { Candidate } from './lookup';

type Held = NonNullable<ReconcileRow['sha256']>;

/** Null where the line has no digest. Of a file that was not found (`one` null) only a broken digest is told. */
export function digestOf({ sha256, unusable }: ListEntry, one: Candidate | null): ReconcileRow['sha256'] {
  if (sha256 !== undefined) return one === null ? null : held(sha256, one);
  return unusable === undefined ? null : { listed: unusable.text, ours: null, at: null, state: 'unusable' };
}

/**
 * Against the SHA-256 of the newest check; without one, against our fingerprint, which says nothing of now where the check is
 * newer. A fingerprint that was read in from a list is never ours: held against that list, it would agree with itself.
 */
export function held(listed: string, { check, first }: Pick<Candidate, 'check' | 'first'>): Held {
  const state = (ours: string) => (ours === listed ? 'equal' : 'differs');
  if (check?.sha256) return { listed, ours: check.sha256, at: check.at, state: state(check.sha256) };
  if (first === null || first.origin === 'imported') return { listed, ours: null, at: null, state: 'not-read' };
  const isOfBefore = check !== null && (check.at ?? '') > first.at;
  return { listed, ours: first.sha256, at: first.at, state: isOfBefore ? 'not-now' : state(first.sha256) };
}

/** What the state alone does not tell; empty where it tells all. */
export function digestNote(entry: ListEntry, one: Candidate | null): string {
  if (entry.sha256 === undefined) return entry.unusable?.why ?? '';
  return one === null ? '' : heldNote(entry.sha256, one);
}

export function heldNote(listed: string, one: Pick<Candidate, 'check' | 'first'>): string {
  const { check, first } = one;
  if (first === null) return '';
  const { state, ours } = held(listed, one);
  const list = `a list that was read in on ${minuteText(first.at)}`;
  const without = check === null ? '' : `the newest check, of ${minuteText(check.at ?? '')}, has no SHA-256 (${verdictWords[check.verdict].short.toLowerCase()})`;
  if (state === 'not-read') return `${check === null ? 'Not read here' : sentence(without)}; ${list} says ${first.sha256 === listed ? 'the same' : 'another'}.`;
  if (state === 'not-now') return `${ours === listed ? 'Equal to' : 'Another than'} our fingerprint of ${minuteText(first.at)}; ${without}.`;
  const now = check?.sha256 ?? null;
  if (now === null || first.sha256 === now) return '';
  if (first.origin === 'imported')
    return first.sha256 === listed ? `It is what ${list} holds for this file, which is another.` : now === listed ? `It is what this file is now; ${list} has another.` : '';
  if (first.sha256 === listed) return `It is what this file was when first read, on ${minuteText(first.at)}; it has changed since.`;
  return now === listed ? `It is what this file is now, and not what it was when first read, on ${minuteText(first.at)}.` : '';
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
