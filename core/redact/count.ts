/** Masks texts one by one, copies of secrets that stand elsewhere among them, and counts what it masked. */
import { isLid } from '../record/lid';
import { isFindable, maskOf, maskText } from './mask';

export interface Masker {
  /** The text with its secrets masked; a LID stays as it is. */
  text(text: string): string;
  /** What was masked elsewhere. */
  add(masked: number): void;
  count(): number;
}

/** `secrets`: found in other records; those that are no everyday words are looked for in every text. */
export function createMasker(secrets: Iterable<string> = []): Masker {
  const copies = [...new Set(secrets)].filter(isFindable).sort((a, b) => b.length - a.length);
  let count = 0;
  return {
    text(text) {
      if (isLid(text)) return text;
      const { value, masked } = maskText(text);
      count += masked;
      return copies.reduce((shown, secret) => {
        const parts = shown.split(secret);
        count += parts.length - 1;
        return parts.join(maskOf(secret));
      }, value);
    },
    add(masked) {
      count += masked;
    },
    count: () => count,
  };
}
