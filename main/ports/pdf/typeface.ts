/**
 * Characters to glyphs. What the fonts lack, and what cannot be seen or would reorder the text (controls, invisible and
 * bidirectional formatting, right-to-left letters on these left-to-right pages), comes out as U+XXXX: never as nothing.
 */
import type { Face } from './fonts';
import { fontPath } from './fonts';

/** The part of pdfkit's EmbeddedFont (pdfkit 0.20, lib/font/embedded.js) that is used here. */
interface EmbeddedFont {
  id: string;
  font: { hasGlyphForCodePoint(codePoint: number): boolean };
  encode(text: string): [hex: string[], positions: { advanceWidth: number }[]];
  ref(): unknown;
}

export interface Glyph {
  face: Face;
  /** Its two bytes in the embedded subset, as they stand in a string of the file (ISO 32000-1, 7.3.4.2). */
  code: string;
  /** Advance in 1/1000 of the size. */
  width: number;
  /** How far a combining mark is set back first, in 1/1000 of the size. */
  back: number;
  /** Where a line may end after it: `space` is dropped there, `joint` is a good place inside a long word. */
  ends: 'space' | 'joint' | 'none';
  /** Part of a U+XXXX that stands for another character. */
  escape: boolean;
  hexDigit: boolean;
}

const unseen =
  /^(?:[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufffd]|(?! )\p{Zs}|[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}])$/u;
const mark = /^\p{M}$/u;
const joints = new Set('/_-.,:;=&?@|)]}>+\\');
const fallbacks: Record<Face, readonly Face[]> = { text: ['text'], bold: ['bold', 'text'], mono: ['mono', 'text'] };

/** `U+0041`: at least four digits (Unicode 15, appendix A). */
export function codePointName(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A glyph number of four hex digits as two bytes. */
function literal(digits: string): string {
  const bytes = String.fromCharCode(Number.parseInt(digits.slice(0, 2), 16), Number.parseInt(digits.slice(2), 16));
  return bytes.replace(/[\\()]/g, '\\$&').replaceAll('\r', '\\r');
}

export class Typeface {
  readonly #fonts: Record<Face, EmbeddedFont>;
  readonly #known: Record<Face, Map<string, Glyph[]>> = { text: new Map(), bold: new Map(), mono: new Map() };
  /** Of those below U+0080 that are one glyph, by number: nearly all of a report. */
  readonly #plain: Record<Face, (Glyph | undefined)[]> = { text: [], bold: [], mono: [] };
  readonly #escaped = new Set<number>();

  constructor(document: PDFKit.PDFDocument) {
    const open = (face: Face) => {
      document.font(fontPath(face));
      return (document as unknown as { _font: EmbeddedFont })._font;
    };
    this.#fonts = { text: open('text'), bold: open('bold'), mono: open('mono') };
  }

  /** The names of the fonts on a page, for its resources: `{F1: reference, …}`. */
  resources(): Record<string, unknown> {
    return Object.fromEntries(Object.values(this.#fonts).map((font) => [font.id, font.ref()]));
  }

  id(face: Face): string {
    return this.#fonts[face].id;
  }

  /** The characters that stood as U+XXXX so far, by number. */
  escaped(): string[] {
    return [...this.#escaped].sort((a, b) => a - b).map((codePoint) => codePointName(String.fromCodePoint(codePoint)));
  }

  /** The glyphs of a text, in order, without kerning: names stand exactly as they are spelt. */
  glyphs(text: string, face: Face): Glyph[] {
    const all: Glyph[] = [];
    this.glyphsInto(all, text, face);
    return all;
  }

  /** The same, in the place of what a list holds, which does not become shorter: how many they are. */
  glyphsInto(all: Glyph[], text: string, face: Face): number {
    let count = 0;
    const plain = this.#plain[face];
    for (let at = 0; at < text.length; ) {
      const one = plain[text.charCodeAt(at)];
      if (one !== undefined) {
        all[count++] = one;
        at++;
        continue;
      }
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      at += char.length;
      // A combining mark with nothing before it to sit on is shown by its number.
      const lone = count === 0 && mark.test(char);
      for (const glyph of lone ? this.#escape(char) : this.#char(char, face)) all[count++] = glyph;
    }
    return count;
  }

  /** By code, the glyphs of ASCII that were met so far: each stands alone, and nothing is set back for it. */
  plain(face: Face): readonly (Glyph | undefined)[] {
    return this.#plain[face];
  }

  #char(char: string, face: Face): Glyph[] {
    let glyphs = this.#known[face].get(char);
    if (glyphs === undefined) {
      const codePoint = char.codePointAt(0) ?? 0;
      const font = unseen.test(char) ? undefined : fallbacks[face].find((one) => this.#fonts[one].font.hasGlyphForCodePoint(codePoint));
      glyphs = font === undefined ? this.#escape(char) : this.#encode(char, font);
      this.#known[face].set(char, glyphs);
      const [only] = glyphs;
      if (glyphs.length === 1 && only !== undefined && codePoint < 0x80) this.#plain[face][codePoint] = only;
    }
    return glyphs;
  }

  #encode(char: string, face: Face): Glyph[] {
    const [hex, positions] = this.#fonts[face].encode(char);
    const isMark = mark.test(char);
    return hex.map((digits, at) => {
      const width = positions[at]?.advanceWidth ?? 0;
      return {
        face,
        code: literal(digits),
        width: isMark ? 0 : width,
        back: isMark ? width : 0,
        ends: char === ' ' ? 'space' : joints.has(char) ? 'joint' : 'none',
        escape: false,
        hexDigit: /[0-9a-f]/.test(char),
      };
    });
  }

  #escape(char: string): Glyph[] {
    this.#escaped.add(char.codePointAt(0) ?? 0);
    const glyphs = [...codePointName(char)].flatMap((one) => this.#encode(one, 'text'));
    return glyphs.map((glyph, at) => ({ ...glyph, ends: at === glyphs.length - 1 ? 'joint' : 'none', escape: true, hexDigit: false }));
  }
}
