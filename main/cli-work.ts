/** The command line: the same engine as the window's, without a window. */
import type { Worker } from 'node:worker_threads';
import { runCommandLine } from './cli/program';

export function begin(argv: readonly string[], thread: Worker | undefined): void {
  process.exitCode = undefined;
  void runCommandLine(argv, thread).then((code) => {
    process.exitCode = code;
  });
}
