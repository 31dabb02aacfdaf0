/** Keys and digests come out of their bytes as the text they were, of all lengths, and no letter of one stays in another. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOfHex, hexOf, keyBytes, keyText, keyTexts } from '../../../core/index/key-bytes';

test('bytes of every length as hex digits, and back', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(randomBytes(length));
    const hex = Buffer.from(bytes).toString('hex');
    expect(hexOf(bytes)).toBe(hex);
    expect(Buffer.compare(bytesOfHex(hex), bytes)).toBe(0);
  }
  expect(hexOf(new Uint8Array(300_000))).toBe('00'.repeat(300_000));
});

test('keys with a hash and without one, alone and many at once', () => {
  const hash = () => randomBytes(16).toString('hex');
  const keys = [hash(), `${hash()}/results/a é.txt`, `${hash()}#output`, '00'.repeat(16), 'a folder/with no hash', `${hash()}0`, ''];
  const bytes = keys.map(keyBytes);
  expect(bytes.map(keyText)).toEqual(keys);
  for (const [at, text] of keyTexts(bytes).entries()) expect(text ?? keys[at]).toBe(keys[at]);
  expect(bytes[0]?.length).toBe(17);
});
