/** Masks the texts of one document, copies of secrets that stand elsewhere in it among them, and counts what it masked. */
import { isFindable, type Masker } from './masker';
import { tokensIn } from './token';

export interface CountingMasker {
  text(text: string): string;
  /** The account that started a run, which the rules may name as a person. */
  person(text: string): string;
  /** What was masked elsewhere. */
  add(masked: number): void;
  count(): number;
}

/** `secrets`: found in other records; those that are no everyday words are looked for in every text. */
export function countingMasker(masker: Masker, secrets: Iterable<string> = []): CountingMasker {
  const copies = [...new Set(secrets)].filter(isFindable).sort((a, b) => b.length - a.length);
  let count = 0;
  const withoutCopies = (text: string) =>
    copies.reduce((shown, secret) => {
      if (!shown.includes(secret)) return shown;
      const masks = tokensIn(shown);
      const parts = shown.split(secret);
      if (masks.some(({ start, end }) => shown.slice(start, end).includes(secret))) return shown;
      count += parts.length - 1;
      return parts.join(masker.token('copy', secret));
    }, text);
  return {
    text(text) {
      const { value, masked } = masker.text(text);
      count += masked;
      return withoutCopies(value);
    },
    person(text) {
      const shown = masker.kind('person', text);
      if (shown !== text) count++;
      return withoutCopies(shown);
    },
    add(masked) {
      count += masked;
    },
    count: () => count,
  };
}
