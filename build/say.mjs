/** Where the launch scripts' own words go: stderr, so that stdout carries answers alone. */

/** @param {string} words */
export function say(words) {
  process.stderr.write(`${words}\n`);
}

/** Ends the script with words for people instead of a stack trace. @param {string} words @returns {never} */
export function giveUp(words) {
  say(words);
  process.exit(2);
}
