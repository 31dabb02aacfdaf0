/** Whether a value that somebody typed is that of a recorded parameter: one rule for the search and for impact. */

/** Digits that a number of JavaScript holds for certain. */
const certain = 15;

/**
 * `recorded`: JSON text as it stands in the record. Equal are the JSON text; the text of a string without its quotes (`20` is the number 20 and the text "20", `"20"` the text alone; nothing
 * typed is the empty text alone, `null` a value that is null or not recorded, and the text "null"); a number written otherwise (20.0 is 20, 1e3 is 1000); lists and maps whatever
 * the spaces between their parts, in their recorded order. Upper and lower case differ.
 */
export function isParameterValue(recorded: string, typed: string): boolean {
  if (recorded === typed || recorded === JSON.stringify(typed)) return true;
  if (/^-?\d/.test(recorded)) return isNumber(typed) && isExact(recorded) && isExact(typed) && Number(recorded) === Number(typed);
  if (!/^[[{]/.test(recorded) || !/^\s*[[{]/.test(typed)) return false;
  try {
    return typed.match(/\d+/g)?.every(isExact) !== false && JSON.stringify(JSON.parse(typed)) === recorded;
  } catch {
    return false;
  }
}

const isNumber = (text: string) => /^\s*[+-]?\d+(\.\d*)?(e[+-]?\d+)?\s*$/i.test(text);
const isExact = (text: string) => text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length <= certain;
