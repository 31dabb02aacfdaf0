/** What a passphrase must be, and in plain words what it is worth; nobody can tell by looking whether it is well known. */

/** The fewest characters, as NIST SP 800-63B-4 has it for a password that stands alone. */
export const leastCharacters = 15;

/** Why it is not taken; null where it is. */
export function passphraseProblem(passphrase: string): string | null {
  const characters = [...passphrase.normalize('NFKC')];
  if (characters.length < leastCharacters) return `Too short: it needs at least ${leastCharacters} characters; four or more words that do not belong together are a good one.`;
  if (new Set(characters).size < 6) return 'Too uniform: the same few characters again and again are tried first.';
  if (passphrase.trim() !== passphrase) return 'It begins or ends with a space or line break, which is easily lost when it is typed again.';
  return null;
}

/** Whoever has a copy of the files can try passphrases at leisure, some a second on each processor (scrypt): the words say against what it holds. */
export function passphraseWords(passphrase: string): string {
  const problem = passphraseProblem(passphrase);
  if (problem !== null) return problem;
  const words = passphrase.trim().split(/[\s_-]+/).length;
  const length = [...passphrase].length;
  if (words >= 6 || (words === 1 && length >= 22)) return 'Long. Out of reach of trying, if the words or characters were drawn by chance and are no known sentence.';
  if (words >= 4 || length >= 20) return 'Usable, if its words were drawn by chance. A sentence, a name or a date that others could think of is weak at any length.';
  return 'Short. Enough only if it was drawn by chance, as a password manager does it; as words it is weak.';
}
