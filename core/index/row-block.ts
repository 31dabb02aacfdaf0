/** Rows of a few texts in small blocks: of each text stands only what the row before, and the first text of its own row, do not have. A fifth of their bytes, and read again in microseconds. */

/** By rising `id`. Every row has as many texts. */
export interface TextRow {
  id: number;
  texts: readonly (string | null)[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Of each row: how far its id lies behind that of the row before (the first: behind 0), then its texts; of each, as numbers of seven bits a byte, the lowest first: 0 for none, or one more than the bytes that it
 * begins with as that text of the row before did, how many it ends with as the first text of its row does (the first text: as that of the row before did), how many are its own; then those.
 */
export function rowBlock(rows: readonly TextRow[]): Uint8Array {
  const block = growing();
  const before: Uint8Array[] = [];
  let id = 0;
  for (const row of rows) {
    block.number(row.id - id);
    id = row.id;
    const [last = none] = before;
    for (const [at, text] of row.texts.entries()) {
      if (text === null) {
        block.number(0);
        continue;
      }
      const bytes = encoder.encode(text);
      const begins = sharedBegin(bytes, before[at] ?? none);
      const ends = sharedEnd(bytes, at === 0 ? last : (before[0] ?? none), bytes.length - begins);
      block.number(begins + 1);
      block.number(ends);
      block.number(bytes.length - begins - ends);
      block.bytes(bytes.subarray(begins, bytes.length - ends));
      before[at] = bytes;
    }
  }
  return block.done();
}

/** Rows that are asked for, out of any number of blocks; their texts are decoded all at once, as to decode each takes longer than all else that is done for it. */
export interface RowReader {
  /** Takes from a block those with these ids, which rise; ids that it does not have are passed over. Throws where it is no such block, of which it then takes nothing. */
  take(block: Uint8Array, ids: ArrayLike<number>): void;
  /** Tells of all that were taken, in the order in which they were. */
  rows(found: (row: TextRow) => void): void;
}

/**
 * Of blocks whose rows have `width` texts. Of rows that nobody asks for the first text alone is put together, and of the others their own bytes: what they end with, where a later row begins with it.
 * All bytes lie in one memory, so that most of them are moved by the system: in the first blocks of a process a loop over bytes takes a hundred times as long.
 */
export function rowReader(width: number): RowReader {
  /** Room of each text but the first, at its beginning what that is made of; behind these what was taken, and then the rows of the block that is read. */
  let room = 512;
  let all: Uint8Array = new Uint8Array((width - 1) * room + 32_768);
  /** By text: how many of its bytes stand in its room, where those are that it ends with, and how long it is. */
  const [sure, from, lengths] = [new Int32Array(width), new Int32Array(width), new Int32Array(width)];
  const isNone = new Uint8Array(width);
  const ids: number[] = [];
  /** Of each text that was taken, in turn: -1 where there is none. */
  const taken: number[] = [];
  let takenTo = (width - 1) * room;

  const roomBehind = (end: number) => {
    if (end > all.length) all = larger(all, end);
  };
  /** Puts into the room of a text what it begins with, up to there. */
  const fill = (text: number, to: number) => {
    const at = from[text] ?? 0;
    const known = sure[text] ?? 0;
    all.copyWithin((text - 1) * room + known, at, at + to - known);
    from[text] = at + to - known;
    sure[text] = to;
  };
  /** Returns how much further behind all else lies. */
  const moreRoom = (length: number): number => {
    const grown = 2 * length;
    const by = (width - 1) * (grown - room);
    const moved = new Uint8Array(all.length + by);
    for (let text = 1; text < width; text++) moved.set(all.subarray((text - 1) * room, text * room), (text - 1) * grown);
    moved.set(all.subarray((width - 1) * room), (width - 1) * grown);
    for (let text = 1; text < width; text++) from[text] = (from[text] ?? 0) + by;
    all = moved;
    room = grown;
    takenTo += by;
    return by;
  };

  /** Returns where the rows that were asked for begin and end, one after another. */
  function read(block: Uint8Array, asked: ArrayLike<number>): number[] {
    const wanted: number[] = [];
    for (const column of [sure, from, lengths]) column.fill(0);
    let at = 0;
    const number = () => {
      const short = block[at] ?? 128;
      if (short > 127) return longNumber();
      at++;
      return short;
    };
    const longNumber = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = block[at++];
        if (byte === undefined || scale > 2 ** 42) throw new Error('no row');
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    let id = 0;
    let next = 0;
    /** Where the first text of the row begins. */
    let first = takenTo;
    /** Of all that stands there. */
    let end = takenTo;
    while (at < block.length && next < asked.length) {
      id += number();
      for (let text = 0; text < width; text++) {
        const begins = number() - 1;
        isNone[text] = begins < 0 ? 1 : 0;
        if (begins < 0) continue;
        const ends = number();
        const own = number();
        if (begins > (lengths[text] ?? 0) || ends > (lengths[0] ?? 0) || at + own > block.length) throw new Error('no text');
        const length = begins + own + ends;
        let to = end;
        if (text === 0) {
          roomBehind(end + length);
          all.copyWithin(end, first, first + begins);
          const last = first + (lengths[0] ?? 0);
          all.copyWithin(end + begins + own, last - ends, last);
          first = end;
          end += length;
          lengths[0] = length;
        } else {
          if (length > room) {
            const by = moreRoom(length);
            first += by;
            end += by;
            for (let i = 0; i < wanted.length; i++) wanted[i] = (wanted[i] ?? 0) + by;
          }
          if (begins > (sure[text] ?? 0)) fill(text, begins);
          to = (text - 1) * room;
          sure[text] = begins + own;
          from[text] = first + (lengths[0] ?? 0) - ends;
          lengths[text] = length;
        }
        for (let i = 0; i < own; i++) all[to + begins + i] = block[at++] ?? 0;
      }
      while ((asked[next] ?? id) < id) next++;
      if (asked[next] !== id) continue;
      ids.push(id);
      wanted.push(isNone[0] === 1 ? end : first);
      taken.push(isNone[0] === 1 ? -1 : (lengths[0] ?? 0));
      for (let text = 1; text < width; text++) {
        if (isNone[text] === 1) {
          taken.push(-1);
          continue;
        }
        const length = lengths[text] ?? 0;
        if (length > (sure[text] ?? 0)) fill(text, length);
        roomBehind(end + length);
        all.copyWithin(end, (text - 1) * room, (text - 1) * room + length);
        end += length;
        taken.push(length);
      }
      wanted.push(end);
    }
    return wanted;
  }

  return {
    take(block, asked) {
      const before = [ids.length, taken.length] as const;
      try {
        const wanted = read(block, asked);
        for (let i = 0; i < wanted.length; i += 2) {
          const [begin, end] = [wanted[i] ?? 0, wanted[i + 1] ?? 0];
          all.copyWithin(takenTo, begin, end);
          takenTo += end - begin;
        }
      } catch (error) {
        [ids.length, taken.length] = before;
        throw error;
      }
    },
    rows(found) {
      const bytes = all.subarray((width - 1) * room, takenTo);
      const text = decoder.decode(bytes);
      /** No character takes more than a byte. */
      const isPlain = text.length === bytes.length;
      let at = 0;
      for (let row = 0; row < ids.length; row++) {
        const texts: (string | null)[] = [];
        for (let i = row * width; i < (row + 1) * width; i++) {
          const length = taken[i] ?? -1;
          const begin = at;
          if (length > 0) at += length;
          texts.push(length < 0 ? null : isPlain ? text.slice(begin, at) : decoder.decode(bytes.subarray(begin, at)));
        }
        found({ id: ids[row] ?? 0, texts });
      }
    },
  };
}

const none = new Uint8Array(0);

function sharedBegin(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared++;
  return shared;
}

function sharedEnd(a: Uint8Array, b: Uint8Array, limit: number): number {
  const most = Math.min(limit, b.length);
  let shared = 0;
  while (shared < most && a[a.length - 1 - shared] === b[b.length - 1 - shared]) shared++;
  return shared;
}

function growing() {
  let all: Uint8Array = new Uint8Array(4096);
  let length = 0;
  const room = (more: number) => {
    if (length + more > all.length) all = larger(all, length + more);
  };
  return {
    number(value: number) {
      room(8);
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) all[length++] = (rest & 127) | 128;
      all[length++] = rest;
    },
    bytes(more: Uint8Array) {
      room(more.length);
      all.set(more, length);
      length += more.length;
    },
    done: () => all.slice(0, length),
  };
}

function larger(bytes: Uint8Array, least: number): Uint8Array {
  const grown = new Uint8Array(2 * least);
  grown.set(bytes);
  return grown;
}
