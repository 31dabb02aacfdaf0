/** Hosts the engine's thread and speaks with it: the one way in for the window, the command line and tests. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CallName, EngineEvent, EngineName, Input, JobName, Output, ProgressOf } from '../core/contract';
import { AuditError, type ErrorData } from '../core/errors';
import type { FromEngine, ToEngine } from './engine-messages';
import type { PortOptions } from './ports';

export interface EngineClient {
  /** A question with one answer. Throws AuditError. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A long verb: yields progress, returns the answer. A signal asks it to stop: it then returns what it has (and says so), or throws `cancelled`. Throws AuditError. */
  job<N extends JobName>(name: N, input: Input<N>, signal?: AbortSignal): AsyncGenerator<ProgressOf<N>, Output<N>>;
  /** Any call or job by name, its input not looked at here; what the window's bridge relays. */
  send(name: EngineName, input: unknown, options?: { onProgress?: (progress: unknown) => void; signal?: AbortSignal }): Promise<unknown>;
  on(listener: (event: EngineEvent) => void): void;
  /** Stops running jobs, gives up locks and ends the thread. */
  close(): Promise<void>;
}

/** What of a thread is used: another thread, or what stands for it in this one. */
export interface EngineHost {
  postMessage(message: ToEngine): void;
  on(what: 'message', listener: (message: FromEngine) => void): void;
  on(what: 'error', listener: (error: Error) => void): void;
  on(what: 'exit', listener: (code: number) => void): void;
  ref(): void;
  terminate(): unknown;
}

export interface StartOptions extends PortOptions {
  /** The built engine-thread.cjs, or what was begun of it before; when left out the one beside the running program. */
  thread?: string | EngineHost;
}

/** How long a job may take to stop when the program closes; what is on the disk by then is complete, what is not is done again. */
const closeMillis = 5000;

interface Waiting {
  resolve(ok: unknown): void;
  reject(error: AuditError): void;
  onProgress: ((progress: unknown) => void) | undefined;
}

/** Starts the engine's thread. When it crashes, every call under way and every later one fails in words. */
export function startEngine({ thread = join(__dirname, 'engine-thread.cjs'), ...options }: StartOptions): EngineClient {
  const worker: EngineHost = typeof thread === 'string' ? new Worker(thread) : thread;
  worker.ref();
  const waiting = new Map<string, Waiting>();
  const listeners: ((event: EngineEvent) => void)[] = [];
  let ended: AuditError | undefined;
  let ids = 0;
  const exited = new Promise((resolve) => worker.on('exit', resolve));

  function end(why: AuditError): void {
    ended ??= why;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }
  worker.on('error', (error) => end(new AuditError('internal', `The engine stopped with an error (${error.message}). Start the program again; nothing that was saved is lost.`)));
  worker.on('exit', (code) => end(new AuditError('internal', `The engine ended (exit ${code}). Start the program again; nothing that was saved is lost.`)));
  worker.on('message', (message: FromEngine) => {
    if ('event' in message) {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const call = waiting.get(message.id);
    if (call === undefined) return;
    if ('progress' in message) return call.onProgress?.(message.progress);
    waiting.delete(message.id);
    if ('error' in message) call.reject(toError(message.error));
    else call.resolve(message.ok);
  });

  const post = (message: ToEngine) => worker.postMessage(message);
  post({ begin: options satisfies PortOptions });
  const send: EngineClient['send'] = (name, input, { onProgress, signal } = {}) => {
    if (ended !== undefined) return Promise.reject(ended);
    if (signal?.aborted) return Promise.reject(new AuditError('cancelled', 'Stopped.'));
    const id = String(++ids);
    const cancel = () => post({ id, cancel: true });
    signal?.addEventListener('abort', cancel);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress });
      post({ id, name, input });
    }).finally(() => signal?.removeEventListener('abort', cancel));
  };

  return {
    call: (name, input) => send(name, input) as Promise<Output<typeof name>>,
    job: (name, input, signal) => follow(send, name, input, signal),
    send,
    on: (listener) => void listeners.push(listener),
    async close() {
      end(new AuditError('cancelled', 'Stopped: the program is closing.'));
      worker.postMessage({ close: true } satisfies ToEngine);
      const patience = setTimeout(() => void worker.terminate(), closeMillis);
      await exited;
      clearTimeout(patience);
    },
  };
}

function toError(error: ErrorData): AuditError {
  return new AuditError(error.code, error.message, error.data);
}

/** Turns messages into a generator; leaving it early stops the job. */
async function* follow<N extends JobName>(send: EngineClient['send'], name: N, input: Input<N>, outer?: AbortSignal): AsyncGenerator<ProgressOf<N>, Output<N>> {
  const stop = new AbortController();
  const onAbort = () => stop.abort();
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort);
  const queue: ProgressOf<N>[] = [];
  let wake = () => {};
  let settled = false;
  const answer = send(name, input, {
    signal: stop.signal,
    onProgress: (progress) => {
      queue.push(progress as ProgressOf<N>);
      wake();
    },
  }).finally(() => {
    settled = true;
    wake();
  });
  answer.catch(() => {}); // awaited below; a caller that leaves early must not raise an unhandled rejection
  try {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (settled) return (await answer) as Output<N>;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    if (!settled) stop.abort();
    outer?.removeEventListener('abort', onAbort);
  }
}
