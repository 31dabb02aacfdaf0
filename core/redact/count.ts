/** Masks texts one by one and counts what it masked. */
import { isLid } from '../record/lid';
import { maskText } from './mask';

export interface Masker {
  /** The text with its secrets masked; a LID stays as it is. */
  text(text: string): string;
  /** What was masked elsewhere. */
  add(masked: number): void;
  count(): number;
}

export function createMasker(): Masker {
  let count = 0;
  return {
    text(text) {
      if (isLid(text)) return text;
      const { value, masked } = maskText(text);
      count += masked;
      return value;
    },
    add(masked) {
      count += masked;
    },
    count: () => count,
  };
}
