/** Works through one batch of files, telling answers and progress often enough to be seen and seldom enough not to cost. */
import { AuditError, toErrorData } from '../../../core/errors';
import { statOnDiskNow } from '../file-stat';
import { readingBuffer } from '../hashes';
import { digestFile } from './digest-file';
import { type Answer, type Found, type FromDigest, steadyOf, type ToDigest, type ToRead } from './messages';

/** Between two messages about one file, or about several small ones. */
const tellMillis = 100;
const answerMillis = 10;

/** Never throws; every file of the batch is answered. */
export async function digestBatch({ files, stops }: ToDigest, send: (message: FromDigest) => void): Promise<void> {
  let answers: Answer[] = [];
  let answered = performance.now();
  for (const [at, file] of files.entries()) {
    try {
      const found = digested(
        file,
        () => Atomics.load(stops, at) !== 0,
        (bytes) => send({ at, bytes }),
      );
      const ok = found instanceof Promise ? await found : found;
      const steady = steadyOf(ok);
      answers.push(steady === null ? { at, ok } : { at, steady });
    } catch (error) {
      answers.push({ at, error: toErrorData(error) });
    }
    if (at === files.length - 1 || performance.now() - answered > answerMillis) {
      send({ answers });
      answers = [];
      answered = performance.now();
    }
  }
}

/** At once where the digests are. Throws as `DataFiles.digest` does. */
function digested({ path, algorithms, most }: ToRead, stopped: () => boolean, tell: (bytes: number) => void): Found | Promise<Found> {
  const seen = most === undefined ? null : statOnDiskNow(path);
  if (most !== undefined && seen !== null && (seen.kind !== 'file' || seen.size > most)) return { seen, digested: null };
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
