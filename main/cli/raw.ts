/** What stdout takes as it stands. */
import { exitCodes } from './exit-codes';
import { visibleLine, visibleText } from './visible';

/** A reader that closes its end (`| head`) ends the output in silence; an answer that could not be written (a full disk) is no finding. */
export function ignoreClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) process.stderr.write(`The answer could not be written: ${visibleLine(error.message)}.\n`);
      process.exit(exitCodes.failed);
    });
  }
}

/** Bytes as they stand when piped; made visible on a terminal. */
export function printRaw(text: string): void {
  process.stdout.write(process.stdout.isTTY ? visibleText(text) : text);
}
