/** A masker that let go of what it looked at masks as before, and still knows what its tokens stand for. */
import { expect, it } from 'vitest';
import { createMasker } from '../../../core/redact/masker';

it('masks the same text to the same token after it forgot', () => {
  let asked = 0;
  const masker = createMasker({
    policy: { personal: ['email'], deny: [], allow: [] },
    hmac: (one) => Buffer.from(one).toString('hex').padEnd(64, '0').slice(0, 64),
    known: () => {
      asked++;
      return [];
    },
  });
  // Longer than what is looked through again in any case.
  const said = 'written by jane.doe@hospital.example, token of the day'.padEnd(250, ' and so on');
  const shown = masker.text(said);
  expect(shown.masked).toBe(1);
  expect(shown.value).not.toContain('jane.doe');
  const before = asked;
  expect(masker.text(said)).toEqual(shown);
  expect(asked).toBe(before);
  masker.forget();
  expect(masker.text(said)).toEqual(shown);
  expect(asked).toBeGreaterThan(before);
  expect(masker.reveal(shown.value)).toBe(said);
});
