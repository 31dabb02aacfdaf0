/** What is said of how a workspace lies on the disk; the same on every surface. */

export function atRestWords(encrypted: boolean): string {
  return encrypted
    ? 'Encrypted with a passphrase. Who can read this disk and does not have the passphrase sees the number, size and times of its files, and nothing in them.'
    : 'Not encrypted: whoever can read this disk can read it.';
}

/** Before a passphrase is chosen. */
export const lostWords = 'If you lose it nobody can open this workspace, not we either: there is no other key and no way around.';
