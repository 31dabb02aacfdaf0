/** The thread that listed a part of a store waits until it is asked to read, as a new one would first have to start. */
import type { Worker } from 'node:worker_threads';

export interface IdleThread {
  /** `worker` runs, has nothing to do, and does not keep the process from ending; one that was kept before is ended. */
  keep(worker: Worker): void;
  /** Whoever takes it ends it; null where none is there, or it ended by itself. */
  take(): Worker | null;
  end(): void;
}

export function idleThread(): IdleThread {
  let idle: Worker | null = null;
  const take = () => {
    const worker = idle;
    idle = null;
    worker?.ref();
    return worker;
  };
  const end = () => void take()?.terminate();
  return {
    keep(worker) {
      end();
      worker.unref();
      idle = worker;
      worker.once('exit', () => {
        // Whoever asked a thread that is gone would wait for ever.
        if (idle === worker) idle = null;
      });
    },
    take,
    end,
  };
}
