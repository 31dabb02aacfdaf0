/** Cuts text to a width without a font at hand: widths are those of common sans-serif faces, on the wide side. */

const narrow = /[ijlI.,:;'|!()[\]/\\tfr -]/;
const wide = /[MWmw@%&\u2014\u2026]/;
const double = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Extended_Pictographic}]/u;

/** Estimated, in the unit of `size` (the font size). */
export function widthOf(text: string, size: number): number {
  let em = 0;
  for (const sign of text) em += double.test(sign) ? 1 : narrow.test(sign) ? 0.36 : wide.test(sign) ? 0.92 : /\p{Lu}/u.test(sign) ? 0.71 : 0.59;
  return em * size;
}

/** Its start and an ellipsis, or its end after one, where it is too wide. */
export function fit(text: string, size: number, width: number, keep: 'start' | 'end' = 'start'): string {
  if (widthOf(text, size) <= width) return text;
  const signs = [...text];
  const room = width - widthOf('…', size);
  let used = 0;
  let count = 0;
  while (count < signs.length) {
    const next = signs[keep === 'start' ? count : signs.length - 1 - count] ?? '';
    used += widthOf(next, size);
    if (used > room) break;
    count++;
  }
  return keep === 'start' ? `${signs.slice(0, count).join('')}…` : `…${signs.slice(signs.length - count).join('')}`;
}

/** Lines of whole words; a word that is wider than a line is cut. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(fit(word, size, width));
  }
  return lines;
}
