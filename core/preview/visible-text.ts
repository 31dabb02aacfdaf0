/** Makes control characters of hostile text visible, so that nothing shown or printed can act or hide. */

/** Controls, the invisible marks that format or turn text, line separators, and surrogates without their other half. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** C0 controls and DEL become their pictures (␀ … ␟, ␡), all else its number, as `⟨U+200D⟩`. */
export function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Every one of them as its sign, tab and line feed as well: for one line. */
export function visibleLine(text: string): string {
  return text.replace(hidden, signOf);
}

/** Every one of them as its sign; tab and line feed stay. */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => (character === '\t' || character === '\n' ? character : signOf(character)));
}
