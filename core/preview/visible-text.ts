/** Makes control characters of hostile text visible, so that nothing shown or printed can act or hide. */

/** Controls, the invisible marks that format or turn text, line separators, and surrogates without their other half. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** C0 controls become their pictures (␀ … ␟, ␡), all else `\u{…}`; tab and line feed stay. */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => {
    if (character === '\t' || character === '\n') return character;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : `\\u{${code.toString(16)}}`;
  });
}
