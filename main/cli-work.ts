/** The command line: the same engine as the window's, without a window. */
import { runCommandLine } from './cli/program';
import type { EngineHost } from './engine-client';

/** As runCommandLine has it. */
export function begin(argv: readonly string[], thread: EngineHost | undefined, here = false): void {
  process.exitCode = undefined;
  void runCommandLine(argv, thread, here).then((code) => {
    process.exitCode = code;
  });
}
