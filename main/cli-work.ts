/** The command line: the same engine as the window's, without a window. */
import { type Begun, runCommandLine } from './cli/program';
import type { EngineHost } from './engine-client';

/** As runCommandLine has it. */
export function begin(argv: readonly string[], thread: EngineHost | undefined, begun: Begun): void {
  process.exitCode = undefined;
  void runCommandLine(argv, thread, begun).then((code) => {
    process.exitCode = code;
  });
}
