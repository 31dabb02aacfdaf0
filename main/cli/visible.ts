/** Text out of a store is hostile: control characters are shown as signs, so that no escape sequence reaches a terminal. */

import { signOf } from '../../core/preview/visible-text';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
const control = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Every control character and every character that turns the direction of text becomes a sign: for one line, or one cell. */
export function visibleLine(text: string): string {
  return text.replace(control, signOf);
}

/** The same for text of several lines: newlines and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(control, (c) => (c === '\n' || c === '\t' ? c : signOf(c)));
}

/** JSON for a terminal: what JSON leaves unescaped is escaped, so that it means the same. */
export function visibleJson(json: string): string {
  return json.replace(control, (c) => (c === '\n' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
