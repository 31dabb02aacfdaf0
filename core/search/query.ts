/** A question to the search as a typed tree: all terms must hold, save that some qualifiers named twice mean either. */
import type { Verdict } from '../verify/verdict';
import type { QualifierName, SearchKind } from './qualifiers';

/** Qualifiers whose value is any text. */
export const textQualifiers = ['run', 'task', 'container', 'commit', 'path', 'checksum'] as const satisfies readonly QualifierName[];
export type TextQualifier = (typeof textQualifiers)[number];

/** What a term asks for. Texts are never empty; instants are milliseconds since 1970 UTC; `param` and `tag` with `value` null ask for the name alone. */
export type Condition =
  | { is: 'text'; text: string }
  | { is: TextQualifier; text: string }
  /** `begins`: typed with a star at its end, which is no part of the text. */
  | { is: 'label'; text: string; begins: boolean }
  | { is: 'kind'; kind: SearchKind }
  | { is: 'param' | 'tag'; name: string; value: string | null }
  | { is: 'before' | 'after'; ms: number }
  | { is: 'verdict'; verdict: Verdict };

/** `not`: with a dash before it. */
export type Term = Condition & { not: boolean };

export interface Query {
  terms: Term[];
}
