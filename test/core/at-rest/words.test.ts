/** What is said of passphrases looks like no secret itself: the masking of everything that is shown would eat it. */
import { expect, it } from 'vitest';
import { passphraseWords } from '../../../core/at-rest/passphrase';
import { atRestWords, lostWords } from '../../../core/at-rest/words';
import { maskText } from '../../../core/redact/mask';
import { howWords } from '../../../core/retire/certificate';

const said = [
  atRestWords(true),
  atRestWords(false),
  lostWords,
  ...howWords(true, true),
  ...howWords(false, false),
  ...['short', 'six words that say one thing', 'aaaaaaaaaaaaaaaaaa'].map(passphraseWords),
];

it.each(said)('%s', (words) => {
  expect(maskText(words).value).toBe(words);
});
