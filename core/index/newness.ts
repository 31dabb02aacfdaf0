/** Says of texts that go into a table that was empty which of them cannot be there yet, so that most need not be looked for. */

/** Of the bits of a table one in so many is set at the most before a larger one is begun: of as many texts each table has looked for in vain at the most. */
const sparse = 64;
/** Bits of the first table, of each next one and of the last, which takes all that comes: memory that is touched all over costs more than the looking, so there is no more of it than texts ask for. */
const [firstBits, nextBits, mostBits] = [20, 2, 26];

export interface Newness {
  /** True: it is not in the table, and counts as put there from now on. False: it may be. */
  isNew(value: string | Uint8Array): boolean;
}

/** `empty`: the table has no row yet, and every text (or every key in bytes) that goes into it is asked for here. */
export function createNewness(empty: boolean): Newness {
  if (!empty) return { isNew: () => false };
  let bits = firstBits;
  let seen = new Uint8Array(2 ** (bits - 3));
  let room = 2 ** bits / sparse;
  /** Those begun before, and by how much a hash is shifted for each. */
  const full: { seen: Uint8Array; shift: number }[] = [];
  return {
    isNew(value) {
      const hash = typeof value === 'string' ? hashOfText(value) : hashOfBytes(value);
      if (hash === null) return false;
      for (const one of full) {
        const at = hash >>> one.shift;
        if (((one.seen[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0) return false;
      }
      const at = hash >>> (32 - bits);
      const mask = 1 << (at & 7);
      const byte = seen[at >>> 3] ?? 0;
      if ((byte & mask) !== 0) return false;
      seen[at >>> 3] = byte | mask;
      if (--room === 0 && bits < mostBits) {
        full.push({ seen, shift: 32 - bits });
        bits += nextBits;
        seen = new Uint8Array(2 ** (bits - 3));
        room = 2 ** bits / sparse;
      }
      return true;
    },
  };
}

const seed = 0x811c9dc5;
/** FNV-1a. */
const next = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193);
/** Its bits stirred once more, as the upper ones are used. */
const ended = (hash: number) => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;

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
