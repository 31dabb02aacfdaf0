/** How bytes are packed in the evidence. */
import { deflateRawSync } from 'node:zlib';

/** Raw deflate (RFC 1951). */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { level: 6 });
}
