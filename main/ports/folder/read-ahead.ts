/** Reads objects of a folder store in a thread, ahead of whoever takes them: while some are saved, the next are read. */
import { Worker } from 'node:worker_threads';
import { AuditError } from '../../../core/errors';
import type { StoreObject, StoreRead } from '../../../core/store/lineage-store';
import { stopIfAborted } from '../../../core/store/stop';
import { type ReadBatch, readsOf, type ToRead } from './read-batch';

const batchObjects = 128;
const batchBytes = 1 << 20;
/** Batches that are asked for and not taken: about as many as are saved at once. */
const ahead = 16;

/** `thread`: the built store-thread. In the order asked for. Throws `store-error` where the thread ends. */
export async function* readAhead(thread: string, root: string, objects: readonly StoreObject[], signal: AbortSignal): AsyncGenerator<StoreRead> {
  const worker = new Worker(thread);
  const asked: StoreObject[][] = [];
  const answers: ReadBatch[] = [];
  let failure: AuditError | null = null;
  let wake = () => {};
  worker.on('message', (read: ReadBatch) => {
    answers.push(read);
    wake();
  });
  const ended = (why: string) => {
    failure = new AuditError('store-error', `The store could not be read to its end: the thread that read it ended (${why}). What was read is kept. Sync again.`);
    wake();
  };
  worker.on('error', (error: Error) => ended(error.message));
  worker.on('exit', (code) => ended(`exit ${code}`));
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  try {
    const batches = inBatches(objects);
    const ask = () => {
      const next = batches.next();
      if (next.done) return;
      asked.push(next.value);
      worker.postMessage({ root, objects: next.value } satisfies ToRead);
    };
    for (let i = 0; i < ahead; i++) ask();
    for (let batch = asked.shift(); batch !== undefined; batch = asked.shift()) {
      while (answers.length === 0 && failure === null && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      stopIfAborted(signal);
      const answer = answers.shift();
      if (answer === undefined) throw failure;
      ask();
      for (const read of readsOf(batch, answer)) {
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

function* inBatches(objects: readonly StoreObject[]): Generator<StoreObject[]> {
  let batch: StoreObject[] = [];
  let bytes = 0;
  for (const object of objects) {
    batch.push(object);
    bytes += object.size;
    if (batch.length < batchObjects && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
