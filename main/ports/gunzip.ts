/** Decompresses the start of a gzip file, which may be cut, and may be a bomb. */
import { gunzipSync, constants as zlib } from 'node:zlib';

/**
 * At most `limit` bytes of what the bytes hold, all members of it (bgzip writes many); `more`: they hold more than that.
 * Throws where they are no gzip or are broken.
 */
export function gunzipStart(bytes: Uint8Array, limit: number): { bytes: Uint8Array; more: boolean } {
  const whole = attempt(bytes, limit);
  if (whole !== null) return { bytes: whole, more: false };
  // Node gives nothing of a result that is too large: the longest start that fits is looked for by halves.
  let fits = 0;
  let best: Uint8Array = new Uint8Array();
  let over = bytes.length;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    const result = attempt(bytes.subarray(0, middle), limit);
    if (result === null) over = middle;
    else {
      fits = middle;
      best = result;
    }
  }
  return { bytes: best, more: true };
}

/** Null where it would be more than `limit` bytes. */
function attempt(bytes: Uint8Array, limit: number): Uint8Array | null {
  try {
    return gunzipSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}
