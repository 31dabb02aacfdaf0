/** Makes hostile text harmless to read: control and direction characters are shown, never obeyed. */

// C0, DEL, C1; zero-width, line and paragraph separators; bidirectional marks, embeddings, overrides and isolates; BOM; tags.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** One line of text in which every character that could hide or reorder others is printed as a sign. */
export function visibleText(text: string): string {
  return text.replace(unseen, picture);
}

/** As `visibleText`, for what stands alone: a name of blanks, which would look like none, is written as signs for blanks. */
export function visibleName(name: string): string {
  const shown = visibleText(name);
  return /^\s+$/.test(shown) ? shown.replace(/\s/g, '\u2420') : shown;
}

/** As `visibleText`, but line breaks and tabs are kept: for blocks of text. */
export function visibleLines(text: string): string {
  return text.replace(unseen, (character) => (character === '\n' || character === '\t' ? character : picture(character)));
}

/** Signs of a name that surely fit where it is shown. */
const fits = 24;

/** What stands on the tip of a link: what it leads to; and before it the whole of a name that may have been cut. */
export function tipOf(name: string, leadsTo: string): string {
  return name.length > fits && name !== leadsTo ? `${visibleText(name)}\n${visibleText(leadsTo)}` : visibleText(leadsTo);
}
