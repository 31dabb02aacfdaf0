/** Makes hostile text harmless to read: control and direction characters are shown, never obeyed. */

import { visibleText as visibleBlock, visibleLine } from '../../core/preview/visible-text';

/** One line of text in which every character that could hide or reorder others is printed as a sign. */
export const visibleText = visibleLine;

/** As `visibleText`, for what stands alone: a name of blanks, which would look like none, is written as signs for blanks. */
export function visibleName(name: string): string {
  const shown = visibleText(name);
  return /^\s+$/.test(shown) ? shown.replace(/\s/g, '\u2420') : shown;
}

/** As `visibleText`, but line breaks and tabs are kept: for blocks of text. */
export const visibleLines = visibleBlock;

/** Signs of a name that surely fit where it is shown. */
const fits = 24;

/** What stands on the tip of a link: what it leads to; and before it the whole of a name that may have been cut. */
export function tipOf(name: string, leadsTo: string): string {
  return name.length > fits && name !== leadsTo ? `${visibleText(name)}\n${visibleText(leadsTo)}` : visibleText(leadsTo);
}
