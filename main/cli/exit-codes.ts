/** What the command line ends with, so that scripts can branch on it. */
export const exitCodes = {
  fine: 0,
  /** A mismatch, a missing or unreadable file, a changed baseline, damaged evidence; a sync that found something changed, vanished or back-dated. */
  findings: 1,
  /** The command could not do its work. */
  failed: 2,
  usage: 64,
  /** Stopped with Ctrl-C. */
  stopped: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
