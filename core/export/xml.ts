/** Text in XML 1.0 (W3C, fifth edition): escaped, and made visible where XML has no way to say it. */

/** Char is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]: a reference to any other is no XML either. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const reserved = /[&<>"'\t\n\r\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** For a value of an attribute or the text of an element: parsing gives the very text back, but for what XML cannot hold (`\u{…}`). */
export function xmlText(text: string): string {
  return text
    .replace(impossible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(reserved, (character) => named[character] ?? `&#${character.codePointAt(0)};`);
}

/** In a comment `--` may not stand, nor `-` at its end. */
export function xmlComment(text: string): string {
  return `<!-- ${xmlText(text).replace(/--+/g, (dashes) => [...dashes].join('\u200a'))} -->\n`;
}
