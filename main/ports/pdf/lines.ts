/** Breaks text into lines that fit: at spaces, else inside long words at a joint (`/ _ - .`), else anywhere; never over the edge. */
import type { Face } from './fonts';
import { n } from './ink';
import type { Color, TextStyle } from './style';
import type { Glyph, Typeface } from './typeface';

export interface Span {
  text: string;
  style: TextStyle;
}
/** A stretch of one line in one font, size and colour; x from the start of the line. */
export interface Run {
  x: number;
  width: number;
  face: Face;
  size: number;
  color: Color;
  escape: boolean;
  /** What of a string of the file shows it; with `back`, of an array of strings and numbers. */
  shown: string;
  back: boolean;
  last: Glyph;
}
export interface Line {
  runs: Run[];
  width: number;
}

/** Glyphs of a text, the first `count` of a list, with the style of each: one for all, or a list beside theirs. */
interface Placed {
  glyphs: readonly Glyph[];
  count: number;
  styles: TextStyle | readonly TextStyle[];
}
/** Characters of a text whose lines are kept, and how many are: what stands in column after column is short, and the same in row after row. */
const keptLength = 32;
const mostKept = 4000;
/** Columns and styles. */
const mostPlaces = 60;
const kept = new WeakMap<Typeface, Map<string, readonly Line[]>>();
/** The same of texts of one style, which nearly all are: found by their text alone, with no other to be put together for it. */
const keptPlain = new WeakMap<Typeface, { style: TextStyle; width: number; lines: Map<string, readonly Line[]> }[]>();
/** For the glyphs of one text after another: a list of its own for each grows as it is filled, and is thrown away. */
const glyphsOfOne: Glyph[] = [];
/** Characters; of a longer text the list is not kept. */
const mostReused = 4096;
/** A break at a joint leaves at least this part of the line filled; else the word is cut at the edge. */
const fullEnough = 0.55;

/** What is given may be given again: nobody writes into it. */
export function breakLines(type: Typeface, spans: readonly Span[], width: number): readonly Line[] {
  const [first] = spans;
  if (first !== undefined && spans.length === 1) return plainLines(type, first, width);
  if (spans.reduce((sum, { text }) => sum + text.length, 0) > keptLength) return broken(type, spans, width);
  const known = kept.get(type) ?? new Map<string, readonly Line[]>();
  if (known.size === 0) kept.set(type, known);
  if (known.size >= mostKept) known.clear();
  let key = String(width);
  for (const { text, style } of spans) key += ` ${style.face} ${style.size} ${style.color} ${text.length} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const lines = broken(type, spans, width);
  known.set(key, lines);
  return lines;
}

function plainLines(type: Typeface, span: Span, width: number): readonly Line[] {
  const { text, style } = span;
  if (text.length > keptLength) return broken(type, [span], width);
  const all = keptPlain.get(type) ?? [];
  if (all.length === 0) keptPlain.set(type, all);
  let place = all.find((one) => one.style === style && one.width === width);
  if (place === undefined) {
    place = { style, width, lines: new Map() };
    if (all.length >= mostPlaces) all.length = 0;
    all.push(place);
  }
  const known = place.lines.get(text);
  if (known !== undefined) return known;
  const lines = broken(type, [span], width);
  if (place.lines.size >= mostKept) place.lines.clear();
  place.lines.set(text, lines);
  return lines;
}

function broken(type: Typeface, spans: readonly Span[], width: number): Line[] {
  const [first] = spans;
  const one = first !== undefined && spans.length === 1 ? onOneLine(type, first, width) : null;
  if (one !== null) return [one];
  const all = placed(type, spans);
  const hexRuns = longHexRuns(all);
  const lines: Line[] = [];
  let start = 0;
  while (start < all.count) {
    let end = lineEnd(all, start, width, hexRuns);
    // The space at a break is drawn past the end of its line: without it a screen reader would run two words together.
    while (end < all.count && all.glyphs[end]?.ends === 'space') end++;
    lines.push(toLine(all, start, end));
    start = end;
  }
  return lines.length === 0 ? [{ runs: [], width: 0 }] : lines;
}

/** In one pass, of letters that were met before, in one font, and where it fits; null: to be broken by the rules. The sums are those of `toLine`, in its order. */
function onOneLine(type: Typeface, { text, style }: Span, width: number): Line | null {
  const plain = type.plain(style.face);
  let last: Glyph | undefined;
  let length = 0;
  let x = 0;
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    const glyph = plain[text.charCodeAt(at)];
    if (glyph === undefined || glyph.escape || (last !== undefined && glyph.face !== last.face) || length + longestCode > codes.length) return null;
    const advance = (glyph.width * style.size) / 1000;
    if (x + advance > width + 0.01 && last !== undefined) return null;
    x += advance;
    if (glyph.ends !== 'space') seen = x;
    const { code } = glyph;
    for (let i = 0; i < code.length; i++) codes[length++] = code.charCodeAt(i);
    last = glyph;
  }
  if (last === undefined) return null;
  const run = { x: 0, width: x, face: last.face, size: style.size, color: style.color, escape: false, shown: codes.toString('latin1', 0, length), back: false, last };
  return { runs: [run], width: seen };
}

function placed(type: Typeface, spans: readonly Span[]): Placed {
  const [first] = spans;
  if (first !== undefined && spans.length === 1) {
    const glyphs = first.text.length > mostReused ? [] : glyphsOfOne;
    return { glyphs, count: type.glyphsInto(glyphs, first.text, first.style.face), styles: first.style };
  }
  const parts = spans.map(({ text, style }) => ({ glyphs: type.glyphs(text, style.face), style }));
  const glyphs = parts.flatMap((part) => part.glyphs);
  return { glyphs, count: glyphs.length, styles: parts.flatMap(({ glyphs, style }) => glyphs.map(() => style)) };
}

const styleAt = ({ styles }: Placed, at: number) => ('face' in styles ? styles : (styles[at] as TextStyle));

/** Width of a text on one line. */
export function textWidth(type: Typeface, text: string, style: TextStyle): number {
  return type.glyphs(text, style.face).reduce((sum, glyph) => sum + (glyph.width * style.size) / 1000, 0);
}

/** One line, cut with an ellipsis where it does not fit. */
export function fitLine(type: Typeface, text: string, style: TextStyle, width: number): Line {
  const glyphs = type.glyphs(text, style.face);
  const advance = (glyph: Glyph) => (glyph.width * style.size) / 1000;
  const line = (kept: Glyph[]) => toLine({ glyphs: kept, count: kept.length, styles: style }, 0, kept.length);
  if (glyphs.reduce((sum, glyph) => sum + advance(glyph), 0) <= width) return line(glyphs);
  const dots = type.glyphs('…', style.face);
  let room = width - dots.reduce((sum, glyph) => sum + advance(glyph), 0);
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    room -= advance(glyph);
    if (room < 0) break;
    kept.push(glyph);
  }
  return line([...kept, ...dots]);
}

function lineEnd(all: Placed, start: number, width: number, hexRuns: Uint8Array | null): number {
  const { glyphs, count } = all;
  const one = 'face' in all.styles ? all.styles : null;
  let used = 0;
  let lastSpace = -1;
  let lastJoint = -1;
  let usedAtJoint = 0;
  for (let at = start; at < count; at++) {
    const glyph = glyphs[at];
    if (glyph === undefined) break;
    const advance = (glyph.width * (one ?? styleAt(all, at)).size) / 1000;
    if (used + advance > width + 0.01 && at > start) {
      if (glyph.ends === 'space') return at;
      if (lastSpace > start) return lastSpace;
      if (lastJoint > start && usedAtJoint >= width * fullEnough) return lastJoint;
      return wholeCluster(glyphs, start, at);
    }
    used += advance;
    if (glyph.ends === 'space') lastSpace = at + 1;
    else if (glyph.ends === 'joint' || hexRuns?.[at] === 1) {
      lastJoint = at + 1;
      usedAtJoint = used;
    }
  }
  return count;
}

/** Moves a cut back so that it parts neither a mark from its letter nor a U+XXXX. */
function wholeCluster(glyphs: readonly Glyph[], start: number, at: number): number {
  let cut = at;
  while (cut > start + 1) {
    const next = glyphs[cut];
    const before = glyphs[cut - 1];
    const insideEscape = next?.escape === true && before?.escape === true && before.ends !== 'joint';
    if ((next?.back ?? 0) === 0 && !insideEscape) return cut;
    cut--;
  }
  return at;
}

/** null: none; 1 after every eighth digit of a word of 32 or more hex digits: a digest breaks into equal parts. */
function longHexRuns({ glyphs, count }: Placed): Uint8Array | null {
  if (count < 32) return null;
  let joints: Uint8Array | null = null;
  let from = 0;
  for (let at = 0; at <= count; at++) {
    if (at < count && glyphs[at]?.hexDigit) continue;
    if (at - from >= 32) {
      joints ??= new Uint8Array(count);
      for (let joint = from + 7; joint < at - 1; joint += 8) joints[joint] = 1;
    }
    from = at + 1;
  }
  return joints;
}

function toLine(all: Placed, start: number, end: number): Line {
  const { glyphs } = all;
  const one = 'face' in all.styles ? all.styles : null;
  const runs: Run[] = [];
  let last: Run | null = null;
  let from = start;
  let x = 0;
  let width = 0;
  for (let at = start; at < end; at++) {
    const glyph = glyphs[at];
    if (glyph === undefined) break;
    const style = one ?? styleAt(all, at);
    const advance = (glyph.width * style.size) / 1000;
    if (last === null || !goesOn(last, glyph, style)) {
      if (last !== null) last.shown = shownOf(glyphs, from, at);
      from = at;
      last = { x, width: 0, face: glyph.face, size: style.size, color: style.color, escape: glyph.escape, shown: '', back: false, last: glyph };
      runs.push(last);
    }
    last.back ||= glyph.back > 0;
    last.last = glyph;
    last.width += advance;
    x += advance;
    if (glyph.ends !== 'space') width = x;
  }
  if (last !== null) last.shown = shownOf(glyphs, from, end);
  return { runs, width };
}

/** Bytes of one run are put together here; one that is longer, or has marks that are set back, through a list. */
const codes = Buffer.alloc(1024);
/** Two bytes, each with a backslash before it at the most. */
const longestCode = 4;

/** Not letter by letter: a text that grows by two letters at a time is a chain of as many texts. */
function shownOf(glyphs: readonly Glyph[], from: number, to: number): string {
  let length = 0;
  for (let at = from; at < to; at++) {
    const { code, back } = glyphs[at] as Glyph;
    if (back > 0 || length + longestCode > codes.length) return joined(glyphs.slice(from, to));
    for (let i = 0; i < code.length; i++) codes[length++] = code.charCodeAt(i);
  }
  return codes.toString('latin1', 0, length);
}

function joined(glyphs: readonly Glyph[]): string {
  return glyphs.map(({ code, back }) => (back > 0 ? `) ${n(back)} (${code}` : code)).join('');
}

/** Each U+XXXX is a run of its own, on a ground of its own. */
function goesOn(run: Run, glyph: Glyph, style: TextStyle): boolean {
  if (run.face !== glyph.face || run.size !== style.size || run.color !== style.color || run.escape !== glyph.escape) return false;
  return !glyph.escape || run.last.ends !== 'joint';
}
