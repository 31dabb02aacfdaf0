/** Where the events of a file begin and end, byte for byte: lines, or the elements of one JSON text. */

export interface Part {
  /** From 1. */
  at: number;
  part: Uint8Array;
}

const [feed, quote, backslash, comma] = [10, 0x22, 0x5c, 0x2c];
const opens = (byte: number | undefined) => byte === 0x7b || byte === 0x5b;
const closes = (byte: number | undefined) => byte === 0x7d || byte === 0x5d;
const isSpace = (byte: number | undefined) => byte === 32 || byte === 9 || byte === 13 || byte === feed;

export const isBlank = (part: Uint8Array): boolean => part.every(isSpace);

/** Without the mark that some programs put before UTF-8. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** `oneText`: the bytes were parsed as one JSON text before, and are. */
export function partsOf(bytes: Uint8Array, oneText: boolean): { unit: 'line' | 'element'; parts: Iterable<Part> } {
  const text = withoutMark(bytes);
  return oneText ? { unit: 'element', parts: elementsOf(text) } : { unit: 'line', parts: linesOf(text) };
}

/** The first line with anything in it. */
export function firstLine(text: Uint8Array): Uint8Array | null {
  for (const { part } of linesOf(text)) if (!isBlank(part)) return part;
  return null;
}

function* linesOf(text: Uint8Array): Generator<Part> {
  for (let start = 0, at = 1; start < text.length; at++) {
    const found = text.indexOf(feed, start);
    const end = found < 0 ? text.length : found;
    yield { at, part: text.subarray(start, end) };
    start = end + 1;
  }
}

/** Of an array, or of `events` in an object; else the text as a whole. */
function* elementsOf(text: Uint8Array): Generator<Part> {
  let first = 0;
  while (isSpace(text[first])) first++;
  const open = text[first] === 0x5b ? first : eventsAt(text, first);
  if (open === null) {
    yield { at: 1, part: trimmed(text, first, text.length) };
    return;
  }
  let start = open + 1;
  let at = 1;
  for (let i = start, depth = 0; i < text.length; i++) {
    const byte = text[i];
    if (byte === quote) i = endOfText(text, i);
    else if (opens(byte)) depth++;
    else if ((byte === comma && depth === 0) || (closes(byte) && depth-- === 0)) {
      const part = trimmed(text, start, i);
      if (part.length > 0) yield { at: at++, part };
      if (byte !== comma) return;
      start = i + 1;
    }
  }
}

/** Where the array `events` of an object begins: of two such keys the last counts, as it does for JSON.parse. Null: it has none. */
function eventsAt(text: Uint8Array, first: number): number | null {
  let found: number | null = null;
  for (let i = first, depth = 0; i < text.length; i++) {
    const byte = text[i];
    if (opens(byte)) depth++;
    else if (closes(byte)) depth--;
    else if (byte === quote) {
      const end = endOfText(text, i);
      let next = end + 1;
      while (isSpace(text[next])) next++;
      if (depth === 1 && text[next] === 0x3a && JSON.parse(new TextDecoder().decode(text.subarray(i, end + 1))) === 'events') {
        next++;
        while (isSpace(text[next])) next++;
        found = text[next] === 0x5b ? next : null;
      }
      i = end;
    }
  }
  return found;
}

/** Of the quote that ends the text which begins at `from`. */
function endOfText(text: Uint8Array, from: number): number {
  let i = from + 1;
  while (i < text.length && text[i] !== quote) i += text[i] === backslash ? 2 : 1;
  return i;
}

function trimmed(text: Uint8Array, from: number, to: number): Uint8Array {
  let [start, end] = [from, to];
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.subarray(start, end);
}
