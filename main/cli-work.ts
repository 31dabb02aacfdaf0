/** The command line: the same engine as the window's, without a window. */
import { runCommandLine } from './cli/program';

process.exitCode = undefined;
void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
