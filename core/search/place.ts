/** What stands at the cursor of a search that is being typed: what may be completed there. */
import type { QualifierName } from './qualifiers';
import { tokensOf } from './tokens';

export interface Place {
  /** What a completion replaces. */
  at: number;
  end: number;
  /** Whose value is being typed; null: a word, which may become a qualifier. */
  qualifier: QualifierName | null;
  /** What is typed of it up to the cursor, without quotes. */
  typed: string;
}

/** `caret`: a place between two UTF-16 units. */
export function placeAt(text: string, caret: number): Place {
  const token = tokensOf(text).find(({ at, end }) => at <= caret && caret <= end);
  if (token === undefined) return { at: caret, end: caret, qualifier: null, typed: '' };
  const { valueAt, end, quoted, value } = token;
  const at = token.at + (token.not ? 1 : 0);
  if (token.qualifier !== null && caret >= valueAt) return { at: valueAt, end, qualifier: token.qualifier, typed: quoted ? value : value.slice(0, caret - valueAt) };
  return { at, end, qualifier: null, typed: quoted ? value : text.slice(at, caret) };
}
