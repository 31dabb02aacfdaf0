/** What is so of a record or file on the way, in one byte. */

export const markBits = {
  vanished: 1,
  unreadable: 2,
  /** Named its run as `lid://` alone. */
  noRun: 4,
  /** It is in the table of files. */
  file: 8,
  /** By the records alone, its record contradicts itself. */
  doubtful: 16,
  /** An outside file with the name of a list or table. */
  list: 32,
  /** A path that something is named by alone may lead to it or from it. */
  namedAlone: 64,
} as const;
