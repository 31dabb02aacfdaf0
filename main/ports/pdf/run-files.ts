/** The run as data, made and packed in a thread of its own, which ends with it: beside the gathering of the facts, where a processor is left for it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AuditError } from '../../../core/errors';
import type { EmbeddedBytes, PdfPort } from '../../../core/ports';
import type { FromRunFiles, ToRunFiles } from './pack-messages';

/** A thread takes as long to start as to make files of so many tasks and published files. */
const worthAThread = 2000;

/** `thread`: the built run-files-thread.cjs. Where it is not, as when the sources are run, whoever asks makes them. */
export function createRunFiles(thread = join(__dirname, 'run-files-thread.cjs')): PdfPort['runFiles'] {
  const hasThread = existsSync(thread);
  return (records) => {
    if (!hasThread || records < worthAThread) return null;
    const worker = new Worker(thread, { resourceLimits: { maxYoungGenerationSizeMb: 3 } });
    let stop: (why: unknown) => void = () => undefined;
    const files = new Promise<EmbeddedBytes[]>((resolve, reject) => {
      stop = (why) => {
        reject(why);
        void worker.terminate();
      };
      const failed = (why: string) =>
        reject(new AuditError('internal', `The run as data could not be made: the thread for it ended (${why}). Nothing was written. Make the report again.`));
      worker.on('message', ({ made }: FromRunFiles) => resolve(made));
      worker.on('error', ({ message }: Error) => failed(message));
      worker.on('exit', (code) => failed(`exit ${code}`));
    });
    // Told where they are awaited, if anybody does.
    files.catch(() => undefined);
    return {
      add: (part) => worker.postMessage({ part } satisfies ToRunFiles),
      make(rest, signal) {
        const { from, to, kind } = rest.links;
        signal.addEventListener('abort', () => stop(signal.reason), { once: true });
        if (signal.aborted) stop(signal.reason);
        worker.postMessage({ rest } satisfies ToRunFiles, [from.buffer, to.buffer, kind.buffer] as ArrayBuffer[]);
        return files;
      },
      leave: () => void worker.terminate(),
    };
  };
}
