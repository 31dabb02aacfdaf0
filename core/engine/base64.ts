/** Base64 (RFC 4648): bytes as text, for the window and for signed notes; the language has none of its own. */

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number) => digits[(word >> shift) & 63] ?? '';
    parts.push(digit(18), digit(12), b === undefined ? '=' : digit(6), c === undefined ? '=' : digit(0));
  }
  return parts.join('');
}

/** The reverse, strict: null for anything but canonical base64 with its padding. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const kept = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((kept.length * 3) / 4));
  for (let i = 0, at = 0; i < kept.length; i += 4) {
    const value = (k: number) => (i + k < kept.length ? digits.indexOf(kept[i + k] ?? '') : 0);
    const word = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3);
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (word >> shift) & 255;
  }
  return base64Of(bytes) === text ? bytes : null;
}
