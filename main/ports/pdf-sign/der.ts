/** DER (X.690) as far as certificates and signatures are written with it. */

export type Der = Buffer;

export function der(tag: number, ...parts: Uint8Array[]): Der {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  if (body.length < 128) length.push(body.length);
  else {
    for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
    length.unshift(0x80 | length.length);
  }
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export const sequence = (...parts: Uint8Array[]): Der => der(0x30, ...parts);
/** Sorted, as DER wants it. */
export const setOf = (...parts: Uint8Array[]): Der => der(0x31, ...[...parts].sort(Buffer.compare));
export const octets = (bytes: Uint8Array): Der => der(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Der => der(0x03, Buffer.from([unused]), bytes);
export const utf8 = (text: string): Der => der(0x0c, Buffer.from(text, 'utf8'));
export const nothing: Der = der(0x05);
export const yes: Der = der(0x01, Buffer.from([0xff]));

/** From its bytes, the highest first, never negative. */
export function integer(value: number | Uint8Array): Der {
  let bytes = typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value);
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1);
  return der(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes: number[] = [];
  for (const part of [first * 40 + second, ...rest]) {
    const groups = [part % 128];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(128 | (left % 128));
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(ms: number): Der {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return Number(digits.slice(0, 4)) < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

/** The parts of a constructed value, each with its head. Throws RangeError on what is cut. */
export function partsOf(bytes: Uint8Array): Der[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, end } = extent(all, 0);
  const parts: Der[] = [];
  for (let at = start; at < end; ) {
    const next = extent(all, at).end;
    parts.push(all.subarray(at, next));
    at = next;
  }
  return parts;
}

/** What is inside of a value. */
export function contentOf(bytes: Uint8Array): Buffer {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, end } = extent(all, 0);
  return all.subarray(start, end);
}

/** How many bytes the value at the start takes. */
export function lengthOf(bytes: Uint8Array): number {
  return extent(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0).end;
}

function extent(bytes: Buffer, at: number): { start: number; end: number } {
  const first = bytes.readUInt8(at + 1);
  const more = first & 0x7f;
  if (first === 0x80 || (first > 0x80 && more > 4)) throw new RangeError('a length that DER does not have');
  const length = first < 0x80 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + (first < 0x80 ? 0 : more);
  if (start + length > bytes.length) throw new RangeError('a value that is cut');
  return { start, end: start + length };
}
