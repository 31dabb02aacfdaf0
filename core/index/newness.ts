/** Says of texts that go into a table that was empty which of them cannot be there yet, so that most need not be looked for. */

/** 8 MiB: of a million texts three in a hundred are looked for in vain. */
const bits = 26;

export interface Newness {
  /** True: it is not in the table, and counts as put there from now on. False: it may be. */
  isNew(value: string | Uint8Array): boolean;
}

/** `empty`: the table has no row yet, and every text (or every key in bytes) that goes into it is asked for here. */
export function createNewness(empty: boolean): Newness {
  if (!empty) return { isNew: () => false };
  const seen = new Uint8Array(2 ** (bits - 3));
  return {
    isNew(value) {
      const hash = typeof value === 'string' ? hashOfText(value) : hashOfBytes(value);
      if (hash === null) return false;
      const mask = 1 << (hash & 7);
      const byte = seen[hash >>> 3] ?? 0;
      seen[hash >>> 3] = byte | mask;
      return (byte & mask) === 0;
    },
  };
}

const seed = 0x811c9dc5;
/** FNV-1a. */
const next = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193);
/** Its bits stirred once more, as the upper ones are used. */
const ended = (hash: number) => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> (32 - bits);

/** Null: halves of surrogate pairs may become the same bytes in SQLite as another text. */
function hashOfText(text: string): number | null {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xf800) === 0xd800) return null;
    hash = next(hash, unit);
  }
  return ended(hash);
}

function hashOfBytes(bytes: Uint8Array): number {
  let hash = seed;
  for (const byte of bytes) hash = next(hash, byte);
  return ended(hash);
}
