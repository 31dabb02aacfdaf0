/** The digest of bytes that are there as one piece. */
import type { Hash } from './ports';

/** Lower-case hex. `hash`: a new one. */
export function digestOf(hash: Hash, bytes: Uint8Array): string {
  hash.update(bytes);
  return hash.hex();
}
