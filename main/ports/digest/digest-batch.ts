/** Works through one batch of files, telling answers and progress often enough to be seen and seldom enough not to cost. */
import { AuditError, toErrorData } from '../../../core/errors';
import type { DigestName } from '../../../core/ports';
import { statOnDiskNow } from '../file-stat';
import { readingBuffer } from '../hashes';
import { digestFile } from './digest-file';
import { type Answer, addSteady, type Found, type FromDigest, noSteady, type ToDigest } from './messages';

/** Between two messages about one file, or about several small ones. */
const tellMillis = 100;
const answerMillis = 10;

/** Never throws; every file of the batch is answered. */
export async function digestBatch({ paths, algorithms, most, stops }: ToDigest, send: (message: FromDigest) => void): Promise<void> {
  let answers: Answer[] = [];
  let steady = noSteady();
  let answered = performance.now();
  for (const [at, path] of paths.entries()) {
    try {
      const found = digested(
        { path, algorithms: algorithms[at] ?? [], most: most[at] ?? -1 },
        () => Atomics.load(stops, at) !== 0,
        (bytes) => send({ at, bytes }),
      );
      const ok = found instanceof Promise ? await found : found;
      if (!addSteady(steady, at, ok)) answers.push({ at, ok });
    } catch (error) {
      answers.push({ at, error: toErrorData(error) });
    }
    if (at === paths.length - 1 || performance.now() - answered > answerMillis) {
      send({ steady, answers });
      answers = [];
      steady = noSteady();
      answered = performance.now();
    }
  }
}

/** `most`: as of ToDigest. */
interface ToRead {
  path: string;
  algorithms: readonly DigestName[];
  most: number;
}

/** At once where the digests are. Throws as `DataFiles.digest` does. */
function digested({ path, algorithms, most }: ToRead, stopped: () => boolean, tell: (bytes: number) => void): Found | Promise<Found> {
  const seen = most < 0 ? null : statOnDiskNow(path);
  if (seen !== null && (seen.kind !== 'file' || seen.size > most)) return { seen, digested: null };
  const made = digestFile(path, algorithms, readingBuffer());
  const read = (steps: Awaited<typeof made>): Found => {
    let told = performance.now();
    let step = steps.next();
    while (!step.done) {
      if (stopped()) {
        steps.return(undefined as never);
        throw new AuditError('cancelled', 'Stopped.');
      }
      const now = performance.now();
      if (now - told > tellMillis) {
        tell(step.value);
        told = now;
      }
      step = steps.next();
    }
    return { seen, digested: step.value };
  };
  return made instanceof Promise ? made.then(read) : read(made);
}
