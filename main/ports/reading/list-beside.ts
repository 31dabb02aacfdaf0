/** Lists folders of a store in a thread, beside whoever lists the others: two processors list a store in little more than half the time. */
import { Worker } from 'node:worker_threads';
import { AuditError, type ErrorData } from '../../../core/errors';
import type { StoreObject } from '../../../core/store/lineage-store';
import { stopIfAborted } from '../../../core/store/stop';

/** Paths of folders below `root`, the last first; `store` as people write it. */
export interface ToList {
  root: string;
  store: string;
  folders: string[];
}

/** `listed`: StoreObjects as JSON, which waits in less memory than they do; `last`: these were the last of what was asked for. */
export type ListAnswer = { listed: ArrayBuffer; last: boolean } | { failure: ErrorData };

/** Folders that are handed over at once; few enough that who hands them over does not wait long for the last. */
export const foldersAtOnce = 200;
/** About as long as what is handed over lasts, who hands it over is away. */
const askedAhead = 4;

export interface ListBeside {
  /** Folders that are to be listed behind all others that are left: what is handed over later comes before what was handed over. */
  hand(folders: string[]): void;
  /** Whether it has little left to do. Throws what it failed with. */
  isWaiting(): boolean;
  /** All that lies in what was handed over, in the order in which one walk would have met it. */
  objects(signal: AbortSignal): AsyncGenerator<StoreObject[]>;
  /** The thread, when all has been taken: `end` leaves it running then. Null where it ended. */
  release(): Worker | null;
  /** Ends the thread, wherever it is. */
  end(): Promise<void>;
}

const decoder = new TextDecoder();

/** `thread`: the built store-thread. */
export function listBeside(thread: string, root: string, store: string): ListBeside {
  const worker = new Worker(thread);
  let released = false;
  const chunks: { parts: ArrayBuffer[]; whole: boolean }[] = [];
  let answered = 0;
  let failure: AuditError | null = null;
  let wake = () => {};
  const failed = (error: AuditError) => {
    failure ??= error;
    wake();
  };
  const ended = (why: string) => failed(new AuditError('store-error', `The store could not be listed to its end: the thread that listed a part of it ended (${why}). Sync again.`));
  const take = (answer: ListAnswer) => {
    if ('failure' in answer) return failed(new AuditError(answer.failure.code, answer.failure.message, answer.failure.data));
    const chunk = chunks[answered];
    if (chunk === undefined) return;
    chunk.parts.push(answer.listed);
    if (!answer.last) return;
    chunk.whole = true;
    answered++;
    wake();
  };
  worker.on('message', take);
  worker.on('messageerror', (error: Error) => ended(error.message));
  worker.on('error', (error: Error) => ended(error.message));
  worker.on('exit', (code) => ended(`exit ${code}`));

  return {
    hand(folders) {
      chunks.push({ parts: [], whole: false });
      worker.postMessage({ root, store, folders } satisfies ToList);
    },
    isWaiting() {
      if (failure !== null) throw failure;
      return chunks.length - answered < askedAhead;
    },
    async *objects(signal) {
      const stop = () => wake();
      signal.addEventListener('abort', stop);
      try {
        for (const chunk of chunks.toReversed()) {
          // What was handed over last is answered last.
          while (!chunk.whole && failure === null && !signal.aborted)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          stopIfAborted(signal);
          if (failure !== null) throw failure;
          for (const part of chunk.parts.splice(0)) yield JSON.parse(decoder.decode(part)) as StoreObject[];
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    release() {
      if (failure !== null) return null;
      released = true;
      worker.off('message', take);
      return worker;
    },
    async end() {
      if (!released) await worker.terminate();
    },
  };
}
