/** Sentences of this program that speak of passphrases go through the mask of the command line and reports, and stay whole. */
import { expect, it } from 'vitest';
import { atRestWords, lostWords } from '../../../core/at-rest/words';
import { maskText } from '../../../core/redact/mask';

it.each([atRestWords(true), atRestWords(false), lostWords])('%s', (sentence) => {
  expect(maskText(sentence).value).toBe(sentence);
});
