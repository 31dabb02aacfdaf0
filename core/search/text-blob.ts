/** All names and paths as one long text that is scanned from end to end: faster than asking a database, and no entry is an object of its own. */

/** Between the texts of one entry, and behind each entry. Where a text holds one of them it is taken for a space. */
const between = '\u0001';
const behind = '\u0002';
const betweenCode = between.charCodeAt(0);
const behindCode = behind.charCodeAt(0);

export interface TextBlob {
  text: string;
  /** Where each entry begins; one more than there are entries. */
  starts: Uint32Array;
  /** What each entry stands for. */
  ids: Int32Array;
}

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
  const pieces: string[] = [];
  const ids: number[] = [];
  const starts: number[] = [0];
  let length = 0;
  return {
    add(id, texts) {
      const piece = texts.map(foldForBlob).join(between) + behind;
      pieces.push(piece);
      ids.push(id);
      length += piece.length;
      starts.push(length);
    },
    size: () => ids.length,
    done: () => ({ text: pieces.join(''), starts: Uint32Array.from(starts), ids: Int32Array.from(ids) }),
  };
}

/** How well a text fits, lower is better: the whole text, its beginning, the beginning of a word, anywhere; odd where it is not the first text of its entry. */
export const ranks = { exact: 0, prefix: 2, word: 4, inside: 6 } as const;
const nowhere = 8;

/**
 * Tells of every entry from `from` up to `to` that holds `wanted` (folded by `foldForBlob`, not empty), with its best rank. `lastOnly`: of the
 * last text of an entry alone.
 */
export function scanBlob(
  { text, starts, ids }: TextBlob,
  wanted: string,
  range: { from: number; to: number; lastOnly?: boolean },
  found: (id: number, rank: number) => void,
): void {
  const limit = starts[range.to] ?? text.length;
  const { length } = wanted;
  let entry = range.from;
  let at = text.indexOf(wanted, starts[entry] ?? 0);
  while (at >= 0 && at < limit) {
    while ((starts[entry + 1] ?? limit) <= at) entry++;
    const begin = starts[entry] ?? 0;
    const end = (starts[entry + 1] ?? limit) - 1;
    const lastAt = range.lastOnly ? Math.max(begin, text.lastIndexOf(between, end) + 1) : begin;
    const second = secondAt(text, begin, end);
    let best = nowhere;
    while (at >= 0 && at < end) {
      if (at >= lastAt) {
        const before = at === begin ? betweenCode : text.charCodeAt(at - 1);
        const later = at > second ? 1 : 0;
        if (before === betweenCode) best = Math.min(best, later + (isEnd(text.charCodeAt(at + length)) ? ranks.exact : ranks.prefix));
        else if (best > ranks.word + later) best = Math.min(best, later + (isWord(before) ? ranks.inside : ranks.word));
        if (best === ranks.exact) break;
      }
      at = text.indexOf(wanted, at + 1);
    }
    if (best < nowhere) found(ids[entry] ?? 0, best);
    if (at >= 0 && at < end) at = text.indexOf(wanted, end);
  }
}

function isEnd(code: number): boolean {
  return code === betweenCode || code === behindCode;
}

/** Where the first text of an entry ends; its own end where it has one alone. */
function secondAt(text: string, begin: number, end: number): number {
  for (let at = begin; at < end; at++) if (text.charCodeAt(at) === betweenCode) return at;
  return end;
}

/** Letters and digits; beyond ASCII all is taken for a letter. */
function isWord(code: number): boolean {
  return code > 127 || (code >= 48 && code <= 57) || (code >= 97 && code <= 122);
}
