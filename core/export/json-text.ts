/** JSON that no control or direction mark of a hostile name can act in, once the file is printed: escaped, so that parsing gives the very text back. */

const acting = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A surrogate without its other half, as JSON.stringify escapes it: many parsers take no such text, so it becomes visible. */
const half = /(?<!\\)((?:\\\\)*)\\u(d[89a-f][0-9a-f]{2})/g;

/** Where there is none, and nothing is escaped by its number, there is nothing of the two. */
const beyondAscii = /[^ -~]/;

/** On one line. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!beyondAscii.test(text) && !text.includes('\\u')) return text;
  return text
    .replace(half, '$1\\\\u{$2}')
    .replace(acting, (character) => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}

/** The members of a list, each on a line of its own, between `[` and `]`. */
export function* jsonList(values: Iterable<unknown>): Generator<string> {
  let first = true;
  yield '[';
  for (const value of values) {
    yield `${first ? '' : ','}\n${jsonText(value)}`;
    first = false;
  }
  yield '\n]';
}
