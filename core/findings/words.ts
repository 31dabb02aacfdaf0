/** Sentences about findings that the command line, the report and the window share. */
import type { FieldChange, FindingCounts } from '../contract/findings';
import { findingKinds, findingTypes } from './kinds';

/** `spec.name: "a" → "b"`. */
export function changeWords({ path, change, old, new: now }: FieldChange): string {
  switch (change) {
    case 'added':
      return `${path}: added ${now}`;
    case 'removed':
      return `${path}: removed, was ${old}`;
    case 'changed':
      return `${path}: ${old} → ${now}`;
    case 'same-value':
      return `${path}: ${old} → ${now} (the same value, written otherwise)`;
    case 'order':
      return `${path}: the same names in another order (the same value, other bytes)`;
    case 'moved':
      return `${path}: the same items in another order, ${old} → ${now}`;
  }
}

/** `2 × changed in the store, 1 × came back`; empty where there is none. */
export function countWords(counts: FindingCounts): string {
  return findingTypes
    .filter((type) => (counts[type] ?? 0) > 0)
    .map((type) => `${(counts[type] ?? 0).toLocaleString('en-US')} × ${findingKinds[type].short}`)
    .join(', ');
}

/** The end of a sync in a sentence: none is ever silent. */
export function syncFindingsWords(counts: FindingCounts): string {
  const words = countWords(counts);
  return words === '' ? 'Findings of this sync: none.' : `Findings of this sync: ${words}.`;
}

/** The sentences of a kind, each with what it answers. */
export function kindLines(type: keyof typeof findingKinds): [string, string][] {
  const { known, proves, not, todo } = findingKinds[type];
  return [
    ['How it is known', known],
    ['What it proves', proves],
    ['What it does not prove', not],
    ['What to do', todo],
  ];
}
