/** All names and paths as one long run of bytes that is scanned from end to end: faster than asking a database, and no entry is an object of its own. */
import { growingInt32 } from '../graph/growing';
import { joinedBytes } from '../joined-bytes';
import { createTextNames } from '../text-names';

/** Between the texts of one entry, and behind each entry and each folder. Where a text holds one of them it is taken for a space. */
const between = '\u0001';
const behind = '\u0002';
const betweenByte = between.charCodeAt(0);
const behindByte = behind.charCodeAt(0);

/** Texts in UTF-8, one behind the other. */
interface Texts {
  bytes: Uint8Array;
  /** Where each begins; one more than there are. */
  starts: Uint32Array;
}

export interface TextBlob extends Texts {
  /** What each entry stands for. */
  ids: Int32Array;
  /** Of each entry that ends in a path whose last part is its first text: the number of the folder before that, counted from 1; the path itself is not among its texts then. 0: of all others. */
  inFolder: Uint32Array;
  /** Each once, with the slash at its end. */
  folders: Texts;
}

/** The place of some bytes in others at or behind `from`; -1 where there is none. */
export type FindBytes = (bytes: Uint8Array, wanted: Uint8Array, from: number) => number;

/** Upper and lower case are one, and so are composed and decomposed accents. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Folded, and without what parts entries: for what goes into a blob and for what is looked for in one. */
export function foldForBlob(text: string): string {
  const folded = fold(text);
  return folded.includes(between) || folded.includes(behind) ? folded.replaceAll(between, ' ').replaceAll(behind, ' ') : folded;
}

export interface BlobBuilder {
  /** `texts`: the most telling first. */
  add(id: number, texts: readonly string[]): void;
  /** How many entries there are so far. */
  size(): number;
  done(): TextBlob;
}

export function createBlob(): BlobBuilder {
  const entries = createTexts();
  const folders = createTexts();
  const ids = growingInt32();
  const inFolder = growingInt32();
  const known = createTextNames();
  function numberOf(folder: string): number {
    const before = known.length;
    const number = known.put(folder) + 1;
    return number > before ? folders.add(folder) : number;
  }
  return {
    add(id, texts) {
      const folded = texts.map(foldForBlob);
      const folder = folderOf(folded);
      if (folder !== null) folded.pop();
      entries.add(folded.join(between));
      ids.push(id);
      inFolder.push(folder === null ? 0 : numberOf(folder));
    },
    size: () => ids.length,
    done: () => ({ ...entries.done(), ids: ids.values(), inFolder: new Uint32Array(inFolder.values().buffer), folders: folders.done() }),
  };
}

/** What stands before the first text in the last one, where that is a path to it. */
function folderOf(texts: readonly string[]): string | null {
  const [name = ''] = texts;
  const path = texts.at(-1) ?? '';
  return texts.length > 1 && name !== '' && !name.includes('/') && path.endsWith(`/${name}`) ? path.slice(0, -name.length) : null;
}

const encoder = new TextEncoder();

/** Bytes taken at once: those that are there are not copied when more come. */
const chunkSize = 1 << 20;

/** `add` returns how many there are with it. */
function createTexts() {
  const full: Uint8Array[] = [];
  let last = new Uint8Array(1024);
  let used = 0;
  let length = 0;
  const starts = growingInt32();
  starts.push(0);
  return {
    add(text: string): number {
      const most = 3 * text.length + 1;
      if (used + most > last.length) {
        full.push(last.subarray(0, used));
        last = new Uint8Array(Math.max(chunkSize, most));
        used = 0;
      }
      const written = encoder.encodeInto(text, last.subarray(used)).written + 1;
      last[used + written - 1] = behindByte;
      used += written;
      length += written;
      starts.push(length);
      return starts.length - 1;
    },
    done: (): Texts => ({ bytes: joinedBytes([...full, last.subarray(0, used)]), starts: new Uint32Array(starts.values().buffer) }),
  };
}

/** How well a text fits, lower is better: the whole text, its beginning, the beginning of a word, anywhere; odd where it is not the first text of its entry. */
export const ranks = { exact: 0, prefix: 2, word: 4, inside: 6 } as const;
const nowhere = 8;
/** Added where it is not the first text of its entry. */
const laterText = 1;

interface Range {
  from: number;
  to: number;
  /** Of the last text of an entry alone; ranks say nothing then. */
  lastOnly?: boolean;
}

/**
 * Tells of every entry from `from` up to `to` that holds `wanted` (folded by `foldForBlob`), with a rank: of an entry that is told of more than once,
 * the lowest counts.
 */
export function scanBlob(blob: TextBlob, wanted: string, range: Range, find: FindBytes, found: (id: number, rank: number) => void): void {
  if (wanted === '') return scanAll(blob, range, found);
  const looked = encoder.encode(wanted);
  scanEntries(blob, looked, range, find, found);
  if (blob.folders.starts.length > 1) scanFolders(blob, wanted, looked, range, find, found);
}

/** Whatever has a text begins with none. */
function scanAll({ bytes, starts, ids }: TextBlob, { from, to }: Range, found: (id: number, rank: number) => void): void {
  for (let entry = from; entry < to; entry++) {
    const begin = starts[entry] ?? 0;
    if ((starts[entry + 1] ?? 0) - begin > 1) found(ids[entry] ?? 0, isEnd(bytes[begin]) ? ranks.exact : ranks.prefix);
  }
}

function scanEntries({ bytes: all, starts, ids, inFolder }: TextBlob, looked: Uint8Array, range: Range, find: FindBytes, found: (id: number, rank: number) => void): void {
  const limit = starts[range.to] ?? all.length;
  const bytes = all.subarray(0, limit);
  const { length } = looked;
  let entry = range.from;
  let at = find(bytes, looked, starts[entry] ?? 0);
  while (at >= 0) {
    entry = entryAt(starts, at, entry, range.to);
    const begin = starts[entry] ?? 0;
    const end = (starts[entry + 1] ?? limit) - 1;
    const second = secondAt(bytes, begin, end);
    // The last text of an entry in a folder is a path that ends in its first one.
    const lastAt = range.lastOnly && inFolder[entry] === 0 ? lastTextAt(bytes, begin, end) : begin;
    const lastEnd = range.lastOnly && inFolder[entry] !== 0 ? second : end;
    let best = nowhere;
    while (at >= 0 && at < end) {
      if (at >= lastAt && at < lastEnd) {
        const before = at === begin ? betweenByte : (bytes[at - 1] ?? 0);
        const later = at > second ? laterText : 0;
        if (before === betweenByte) best = Math.min(best, later + (isEnd(bytes[at + length]) ? ranks.exact : ranks.prefix));
        else if (best > ranks.word + later) best = Math.min(best, later + (isWord(before) ? ranks.inside : ranks.word));
        if (best === ranks.exact) break;
      }
      at = find(bytes, looked, at + 1);
    }
    if (best < nowhere) found(ids[entry] ?? 0, best);
    if (at >= 0 && at < end) at = find(bytes, looked, end);
  }
}

/** By folders: those that hold it, and those in the path of which it goes on from the end of the folder into the name. */
function scanFolders(
  { bytes, starts, ids, inFolder, folders }: TextBlob,
  wanted: string,
  looked: Uint8Array,
  { from, to }: Range,
  find: FindBytes,
  found: (id: number, rank: number) => void,
): void {
  const holds = ranksInFolders(folders, looked, find);
  const cut = wanted.lastIndexOf('/') + 1;
  const tail = encoder.encode(wanted.slice(cut));
  const goesOn = cut > 0 && tail.length > 0 ? ranksAtEnds(folders, encoder.encode(wanted.slice(0, cut))) : null;
  if (holds === null && goesOn === null) return;
  for (let entry = from; entry < to; entry++) {
    const folder = inFolder[entry] ?? 0;
    if (folder === 0) continue;
    const rank = holds?.[folder] ?? 0;
    if (rank > 0) found(ids[entry] ?? 0, rank);
    const on = goesOn?.[folder] ?? 0;
    if (on === 0) continue;
    const begin = starts[entry] ?? 0;
    if (!isThere(bytes, begin, tail)) continue;
    const isWhole = on === ranks.prefix + laterText && isEnd(bytes[begin + tail.length]);
    found(ids[entry] ?? 0, isWhole ? ranks.exact + laterText : on);
  }
}

/** By number: the rank, odd, of the best place in each folder, 0 where there is none; null where no folder holds it. */
function ranksInFolders({ bytes, starts }: Texts, looked: Uint8Array, find: FindBytes): Uint8Array | null {
  let best: Uint8Array | null = null;
  let folder = 0;
  for (let at = find(bytes, looked, 0); at >= 0; at = find(bytes, looked, at + 1)) {
    best ??= new Uint8Array(starts.length);
    folder = entryAt(starts, at, folder, starts.length);
    const rank = rankWithin(bytes, starts[folder] ?? 0, at);
    const known = best[folder + 1] ?? 0;
    if (known === 0 || rank < known) best[folder + 1] = rank;
  }
  return best;
}

/** The same for folders that end in it. */
function ranksAtEnds({ bytes, starts }: Texts, head: Uint8Array): Uint8Array {
  const best = new Uint8Array(starts.length);
  for (let folder = 0; folder + 1 < starts.length; folder++) {
    const begin = starts[folder] ?? 0;
    const at = (starts[folder + 1] ?? 0) - 1 - head.length;
    if (at >= begin && isThere(bytes, at, head)) best[folder + 1] = rankWithin(bytes, begin, at);
  }
  return best;
}

/** Of a place in a path, which is no first text and goes on behind what is looked for. */
function rankWithin(bytes: Uint8Array, begin: number, at: number): number {
  return laterText + (at === begin ? ranks.prefix : isWord(bytes[at - 1] ?? 0) ? ranks.inside : ranks.word);
}

function isThere(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = wanted.length - 1; i >= 0; i--) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

/** The entry that a place lies in, at or behind `entry` and before `to`. Near ones are gone through, for others what lies between is halved. */
function entryAt(starts: Uint32Array, at: number, entry: number, to: number): number {
  for (let steps = 0; steps < 8; steps++, entry++) if (entry + 1 >= to || (starts[entry + 1] ?? 0) > at) return entry;
  let [low, high] = [entry, to];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle;
    else high = middle;
  }
  return low;
}

function isEnd(byte: number | undefined): boolean {
  return byte === betweenByte || byte === behindByte;
}

/** Where the first text of an entry ends; its own end where it has one alone. */
function secondAt(bytes: Uint8Array, begin: number, end: number): number {
  for (let at = begin; at < end; at++) if (bytes[at] === betweenByte) return at;
  return end;
}

function lastTextAt(bytes: Uint8Array, begin: number, end: number): number {
  for (let at = end - 1; at >= begin; at--) if (bytes[at] === betweenByte) return at + 1;
  return begin;
}

/** Letters and digits; beyond ASCII all is taken for a letter. */
function isWord(byte: number): boolean {
  return byte > 127 || (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122);
}
