/** XAES-256-GCM as https://c2sp.org/XAES-256-GCM defines it: AES-256-GCM under a key derived from half of a 192-bit nonce, which may be random without a count. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const nonceBytes = 24;
export const tagBytes = 16;

export interface Xaes {
  /** `nonce` (24 bytes, never used before) and the text with its 16 bytes of tag behind it. */
  seal(plain: Uint8Array, aad: Uint8Array): { nonce: Uint8Array; sealed: Uint8Array };
  /** null where the bytes are not what was sealed with this key, this nonce and this additional data. */
  open(nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | null;
}

/** `key`: 32 bytes. `nonces`: another source for a test with known answers. */
export function createXaes(key: Uint8Array, nonces: () => Uint8Array = () => randomBytes(nonceBytes)): Xaes {
  const encrypt = (blocks: Uint8Array): Buffer => {
    const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    return cipher.update(blocks);
  };
  const k1 = doubled(encrypt(new Uint8Array(16)));
  /** The CMAC of two blocks of one nonce: SP 800-108r1 in counter mode. */
  const derive = (nonce: Uint8Array): Buffer => {
    const blocks = new Uint8Array(32);
    for (const [i, from] of [0, 16].entries()) {
      blocks.set([0, i + 1, 0x58, 0], from);
      blocks.set(nonce.subarray(0, 12), from + 4);
      for (let at = 0; at < 16; at++) blocks[from + at] = (blocks[from + at] ?? 0) ^ (k1[at] ?? 0);
    }
    return encrypt(blocks);
  };
  return {
    seal(plain, aad) {
      const nonce = nonces();
      const cipher = createCipheriv('aes-256-gcm', derive(nonce), nonce.subarray(12), { authTagLength: tagBytes });
      cipher.setAAD(aad);
      const text = cipher.update(plain);
      cipher.final();
      return { nonce, sealed: Buffer.concat([text, cipher.getAuthTag()]) };
    },
    open(nonce, sealed, aad) {
      const end = sealed.length - tagBytes;
      if (end < 0) return null;
      const cipher = createDecipheriv('aes-256-gcm', derive(nonce), nonce.subarray(12), { authTagLength: tagBytes });
      cipher.setAAD(aad);
      cipher.setAuthTag(sealed.subarray(end));
      const plain = cipher.update(sealed.subarray(0, end));
      try {
        cipher.final();
        return plain;
      } catch {
        return null;
      }
    },
  };
}

/** Twice the block in GF(2^128), SP 800-38B §6.1. */
function doubled(block: Uint8Array): Uint8Array {
  const twice = new Uint8Array(16);
  for (let i = 0; i < 16; i++) twice[i] = ((block[i] ?? 0) << 1) | ((block[i + 1] ?? 0) >> 7);
  if (((block[0] ?? 0) & 0x80) !== 0) twice[15] = (twice[15] ?? 0) ^ 0x87;
  return twice;
}
