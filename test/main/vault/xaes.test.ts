/** The test vectors of https://c2sp.org/XAES-256-GCM. */
import { expect, it } from 'vitest';
import { createXaes } from '../../../main/ports/vault/xaes';

const nonce = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX');
const text = Buffer.from('XAES-256-GCM');

it.each([
  [1, '', 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271'],
  [3, 'c2sp.org/XAES-256-GCM', '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d'],
])('seals as the specification does (key of %i)', (byte, aad, expected) => {
  const xaes = createXaes(new Uint8Array(32).fill(byte), () => nonce);
  const { sealed } = xaes.seal(text, Buffer.from(aad));
  expect(Buffer.from(sealed).toString('hex')).toBe(expected);
  expect(xaes.open(nonce, sealed, Buffer.from(aad))).toEqual(text);
  expect(xaes.open(nonce, sealed, Buffer.from(`${aad}.`))).toBeNull();
  for (let at = 0; at < sealed.length; at++) {
    const flipped = Uint8Array.from(sealed);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(xaes.open(nonce, flipped, Buffer.from(aad))).toBeNull();
  }
});
