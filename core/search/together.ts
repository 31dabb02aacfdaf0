/** Which terms of a query stand for one another. */
import { qualifiers } from './qualifiers';
import type { Term } from './query';

/** Sets of terms of which one must hold: those of a qualifier that means "either" when it is named twice; every other term is a set by itself. All sets must hold. */
export function together(terms: readonly Term[]): Term[][] {
  const sets: Term[][] = [];
  const either = new Map<string, Term[]>();
  for (const term of terms) {
    const joins = !term.not && term.is !== 'text' && qualifiers[term.is].twice === 'either';
    const set = joins ? either.get(term.is) : undefined;
    if (set !== undefined) set.push(term);
    else {
      const fresh = [term];
      if (joins) either.set(term.is, fresh);
      sets.push(fresh);
    }
  }
  return sets;
}
