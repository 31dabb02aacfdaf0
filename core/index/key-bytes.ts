/** Keys as bytes in the index: a leading hash of 32 hex digits takes 16 bytes, the rest is UTF-8; outside paths have a tag of their own. */

const hashKey = 1;
const plainKey = 0;
const pathKey = 2;
const toldRunKey = 3;
/** How a run that OpenLineage events tell of is named where a LID stands: this, and its id there. */
export const toldRunName = 'openlineage:run/';
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');
const hashAtStart = /^[0-9a-f]{32}(?=$|\/|#)/;

/** The column `node.key` for a record key (a LID without its scheme). */
export function keyBytes(key: string): Uint8Array {
  if (!hashAtStart.test(key)) return tagged(plainKey, encoder.encode(key));
  const rest = encoder.encode(key.slice(32));
  const bytes = new Uint8Array(17 + rest.length);
  bytes[0] = hashKey;
  for (let i = 0; i < 16; i++) bytes[i + 1] = (nibble(key.charCodeAt(2 * i)) << 4) | nibble(key.charCodeAt(2 * i + 1));
  bytes.set(rest, 17);
  return bytes;
}

/** The column `node.key` for an outside file's path (without `file://`). */
export function pathBytes(path: string): Uint8Array {
  return tagged(pathKey, encoder.encode(path));
}

/** The column `node.key` for a run that OpenLineage events tell of, by its id there. */
export function toldRunBytes(run: string): Uint8Array {
  return tagged(toldRunKey, encoder.encode(run));
}

export function isToldRunKey(bytes: Uint8Array): boolean {
  return bytes[0] === toldRunKey;
}

/** The reverse of all: the key, or the path of an outside file. */
export function keyText(bytes: Uint8Array): string {
  if (bytes[0] !== hashKey) return decoder.decode(bytes.subarray(1));
  const hash = hexIn(bytes, 1, 16);
  return bytes.length === 17 ? hash : hash + decoder.decode(bytes.subarray(17));
}

/** Writes the text of such a key from `at` on, where it is ASCII, and returns where it ends; -1 where it is not. It takes 32 bytes more than the key at the most. */
export function writeAsciiKey(key: Uint8Array, into: Uint8Array, at: number): number {
  let end = at;
  const isHash = key[0] === hashKey;
  if (isHash) end = writeDigits(key, 1, 16, into, end);
  for (let i = isHash ? 17 : 1; i < key.length; i++) {
    const byte = key[i] ?? 0;
    if (byte > 127) return -1;
    into[end++] = byte;
  }
  return end;
}

/** Of many keys at once, whose hashes become one text of which each is a part: a quarter of the time. Null for a key without a hash. */
export function keyTexts(keys: readonly Uint8Array[]): (string | null)[] {
  const digits = new Uint8Array(32 * keys.length);
  let at = 0;
  for (const key of keys) if (key[0] === hashKey) at = writeDigits(key, 1, 16, digits, at);
  const hashes = decoder.decode(digits.subarray(0, at));
  at = 0;
  return keys.map((key) => {
    if (key[0] !== hashKey) return null;
    const hash = hashes.slice(at, at + 32);
    at += 32;
    return key.length === 17 ? hash : hash + decoder.decode(key.subarray(17));
  });
}

export function isPathKey(bytes: Uint8Array): boolean {
  return bytes[0] === pathKey;
}

/** The first place in the bytes of a key, or path, at which a slash parts a folder from what lies in it; bytes of a packed hash are none. */
export function folderFrom(tag: number | undefined): number {
  return tag === hashKey ? 17 : 2;
}

/** Bounds [from, to) of all record keys that start with `prefix`, for `key >= ? AND key < ?`; several ranges, as hashes are packed. */
export function keyPrefixRanges(prefix: string): { from: Uint8Array; to: Uint8Array }[] {
  const ranges = [rangeOf(tagged(plainKey, encoder.encode(prefix)))];
  if (/^[0-9a-f]{0,32}$/.test(prefix)) {
    const low = bytesOfHex(prefix.padEnd(32, '0'));
    const high = bytesOfHex(prefix.padEnd(32, 'f'));
    ranges.push({ from: tagged(hashKey, low), to: after(tagged(hashKey, high)) });
  } else if (hashAtStart.test(prefix)) ranges.push(rangeOf(keyBytes(prefix)));
  return ranges;
}

const digitCodes = encoder.encode('0123456789abcdef');

/** The codes of two digits for each of `count` bytes, from `at` on; returns where they end. */
function writeDigits(bytes: Uint8Array, from: number, count: number, into: Uint8Array | number[], at: number): number {
  let end = at;
  for (let i = from; i < from + count; i++) {
    const byte = bytes[i] ?? 0;
    into[end++] = digitCodes[byte >> 4] ?? 0;
    into[end++] = digitCodes[byte & 15] ?? 0;
  }
  return end;
}

export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 32) text += hexIn(bytes, from, Math.min(32, bytes.length - from));
  return text;
}

/** Letters of the hash of a key and of a digest, which are put together at once: a text that grows by two letters at a time is a chain of as many texts. */
const ofHash: number[] = new Array(32).fill(0);
const ofDigest: number[] = new Array(64).fill(0);

function hexIn(bytes: Uint8Array, from: number, count: number): string {
  const codes = count === 16 ? ofHash : count === 32 ? ofDigest : new Array<number>(2 * count).fill(0);
  writeDigits(bytes, from, count, codes, 0);
  return String.fromCharCode(...codes);
}

export function bytesOfHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (nibble(hex.charCodeAt(2 * i)) << 4) | nibble(hex.charCodeAt(2 * i + 1));
  return bytes;
}

/** Of the code of a hex digit: letters lie 9 beyond what their low bits say. */
function nibble(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

function rangeOf(from: Uint8Array): { from: Uint8Array; to: Uint8Array } {
  return { from, to: after(from) };
}

/** The smallest byte string after every one that starts with `bytes`. */
function after(bytes: Uint8Array): Uint8Array {
  const next = bytes.slice();
  for (let i = next.length - 1; i >= 0; i--) {
    const byte = next[i] ?? 0;
    if (byte < 0xff) {
      next[i] = byte + 1;
      return next.subarray(0, i + 1);
    }
  }
  return new Uint8Array([0xff]);
}

function tagged(tag: number, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + 1);
  all[0] = tag;
  all.set(bytes, 1);
  return all;
}
