/** Works through one batch of files, telling answers and progress often enough to be seen and seldom enough not to cost. */
import { AuditError, toErrorData } from '../../../core/errors';
import { readingBuffer } from '../hashes';
import { digestFile } from './digest-file';
import type { Answer, FromDigest, ToDigest } from './messages';

/** Between two messages about one file, or about several small ones. */
const tellMillis = 100;
const answerMillis = 10;

/** Never throws; every file of the batch is answered. */
export async function digestBatch({ files, stops }: ToDigest, send: (message: FromDigest) => void): Promise<void> {
  let answers: Answer[] = [];
  let answered = performance.now();
  for (const [at, { path, algorithms }] of files.entries()) {
    try {
      const made = digestFile(path, algorithms, readingBuffer());
      const steps = made instanceof Promise ? await made : made;
      let told = performance.now();
      let step = steps.next();
      while (!step.done) {
        if (Atomics.load(stops, at) !== 0) {
          steps.return(undefined as never);
          throw new AuditError('cancelled', 'Stopped.');
        }
        const now = performance.now();
        if (now - told > tellMillis) {
          send({ at, bytes: step.value });
          told = now;
        }
        step = steps.next();
      }
      answers.push({ at, ok: step.value });
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
