/** Reads objects of a store in a thread, ahead of whoever takes them: while some are saved, the next are read. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AuditError } from '../../../core/errors';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { stopIfAborted } from '../../../core/store/stop';
import { type BatchAnswer, type ReadFrom, readsOf, type ToRead } from './read-batch';

const batchObjects = 128;
const batchBytes = 1 << 20;
/** What is asked for and not taken: about as much as is saved at once. */
const batchesAhead = 16;
const bytesAhead = 16 << 20;
/** A thread takes as long to start as to read some hundred objects. */
const worthAThread = 500;

/** The built store-thread, beside the running program where no other is named; null where none is built, as when the sources are run. */
export function builtThread(thread = join(__dirname, 'store-thread.cjs')): string | null {
  return existsSync(thread) ? thread : null;
}

/** `builtThread`; null also where the objects are so few that they are better read in the thread that asks. */
export function threadFor(objects: readonly StoreObject[], thread: string | undefined): string | null {
  return objects.length < worthAThread ? null : builtThread(thread);
}

/** `thread`: the built store-thread; `idle`: one that runs already and has nothing to do. In the order asked for. Throws what the store throws, and `store-error` where the thread ends. */
export async function* readAhead(
  thread: string,
  from: ReadFrom,
  objects: readonly StoreObject[],
  signal: AbortSignal,
  idle: () => Worker | null = () => null,
): AsyncGenerator<StoreRead> {
  const worker = idle() ?? new Worker(thread);
  const asked: Batch[] = [];
  let taken = 0;
  /** What records say is found out by whoever is not waited for. At its start the thread always is. */
  let interpret = false;
  let askedBytes = 0;
  const answers: BatchAnswer[] = [];
  let failure: AuditError | null = null;
  let wake = () => {};
  worker.on('message', (read: BatchAnswer) => {
    answers.push(read);
    wake();
  });
  const ended = (why: string) => {
    failure ??= new AuditError('store-error', `The store could not be read to its end: the thread that read it ended (${why}). What was read is kept. Sync again.`);
    wake();
  };
  worker.on('error', (error: Error) => ended(error.message));
  worker.on('exit', (code) => ended(`exit ${code}`));
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  try {
    const batches = inBatches(objects);
    const ask = () => {
      while (asked.length < batchesAhead && (asked.length === 0 || askedBytes < bytesAhead)) {
        const next = batches.next();
        if (next.done) return;
        asked.push(next.value);
        askedBytes += next.value.bytes;
        worker.postMessage({ from, objects: next.value.objects, interpret } satisfies ToRead);
      }
    };
    for (ask(); asked[0] !== undefined; ask()) {
      const [batch] = asked;
      const waited = answers.length === 0;
      while (answers.length === 0 && failure === null && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      stopIfAborted(signal);
      const answer = answers.shift();
      if (answer === undefined) throw failure;
      if ('failure' in answer) throw new AuditError(answer.failure.code, answer.failure.message, answer.failure.data);
      asked.shift();
      askedBytes -= batch.bytes;
      taken++;
      interpret = !waited || taken <= batchesAhead;
      ask();
      for (const read of readsOf(batch.objects, answer)) {
        yield read;
        stopIfAborted(signal);
      }
      // Lets messages in: answers, cancel.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

interface Batch {
  objects: StoreObject[];
  /** As listed. */
  bytes: number;
}

function* inBatches(objects: readonly StoreObject[]): Generator<Batch> {
  let batch: StoreObject[] = [];
  let bytes = 0;
  for (const object of objects) {
    batch.push(object);
    bytes += object.size;
    if (batch.length < batchObjects && bytes < batchBytes) continue;
    yield { objects: batch, bytes };
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield { objects: batch, bytes };
}
