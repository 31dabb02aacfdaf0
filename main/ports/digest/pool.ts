/** A pool of threads that digest files of the disks: small ones share a message, a stop is seen within a part, a crash costs one file. */
import { Worker } from 'node:worker_threads';
import { AuditError } from '../../../core/errors';
import type { DataFiles, Digested, DigestOptions, Looked } from '../../../core/ports';
import { smallSize } from '../../../core/verify/observe';
import { eachSteady, type Found, type FromDigest, type ToDigest } from './messages';

const largestBatch = 64;
/** Batches that a thread has: the next one is there when it ends one. */
const ahead = 2;

interface Request {
  path: string;
  options: DigestOptions;
  /** To be looked at first, and read only where its size is not more than that of the options. */
  isLook: boolean;
  /** Bytes told to `onBytes`. */
  told: number;
  /** A thread that had it ended: the next one gets it alone, so that it is known which file ends threads. */
  suspect: boolean;
  resolve(found: Found): void;
  reject(error: unknown): void;
}

interface Batch {
  /** Null where answered. */
  requests: (Request | null)[];
  stops: Int32Array;
}

interface Thread {
  worker: Worker;
  /** The first is under way. None: idle. */
  batches: Batch[];
  failure: string | null;
}

/** `digest` as of DataFiles; `lookAndDigest` of paths of the disks. */
export interface DigestPool extends Pick<DataFiles, 'digest'> {
  lookAndDigest(path: string, options: DigestOptions): Promise<Looked>;
}

/** `file`: the built digest-thread. Threads are started when there is work for them and keep no process alive without. */
export function createDigestPool(file: string, size: number): DigestPool {
  const queue: Request[] = [];
  const threads = new Set<Thread>();
  const signals = new WeakSet<AbortSignal>();
  let scheduled = false;

  function start(): Thread {
    const worker = new Worker(file);
    const thread: Thread = { worker, batches: [], failure: null };
    worker.on('message', (message: FromDigest) => heard(thread, message));
    worker.on('error', (error: Error) => (thread.failure = error.message));
    worker.on('exit', (code) => ended(thread, thread.failure ?? `exit ${code}`));
    threads.add(thread);
    return thread;
  }

  function heard({ batches }: Thread, message: FromDigest): void {
    const requests = batches[0]?.requests ?? [];
    if ('answers' in message) {
      const answered = (at: number) => {
        const request = requests[at];
        requests[at] = null;
        return request;
      };
      const end = (at: number, found: Found) => {
        const request = answered(at);
        if (request == null) return;
        tell(request, found.digested?.bytes ?? 0);
        request.resolve(found);
      };
      eachSteady(message.steady, end);
      for (const answer of message.answers) {
        if ('ok' in answer) end(answer.at, answer.ok);
        else answered(answer.at)?.reject(new AuditError(answer.error.code, answer.error.message, answer.error.data));
      }
      if (requests.every((request) => request === null)) batches.shift();
      work();
    } else {
      const request = requests[message.at];
      if (request != null) tell(request, message.bytes);
    }
  }

  /** A file that is read a second time is not counted twice. */
  function tell(request: Request, bytes: number): void {
    if (bytes <= request.told) return;
    request.options.onBytes?.(bytes - request.told);
    request.told = bytes;
  }

  function ended(thread: Thread, why: string): void {
    threads.delete(thread);
    const left = ({ requests }: Batch) => requests.filter((request) => request !== null).filter(({ options }) => !options.signal?.aborted);
    const [under, ...begun] = thread.batches;
    queue.unshift(...begun.flatMap(left));
    for (const request of under === undefined ? [] : left(under)) {
      if (under?.requests.length === 1) request.reject(crashed(request.path, why));
      else {
        request.suspect = true;
        queue.unshift(request);
      }
    }
    work();
  }

  /** Gives threads what waits: idle ones first, then small files to those that read small ones. */
  function work(): void {
    scheduled = false;
    while (queue[0] !== undefined) {
      const thread = [...threads].find(({ batches }) => batches.length === 0) ?? (threads.size < size ? start() : isAlone(queue[0]) ? undefined : [...threads].find(hasRoom));
      if (thread === undefined) return;
      const requests = take();
      const stops = new Int32Array(new SharedArrayBuffer(4 * requests.length));
      thread.batches.push({ requests, stops });
      thread.worker.ref();
      const batch: ToDigest = {
        paths: requests.map(({ path }) => path),
        algorithms: requests.map(({ options }) => options.algorithms),
        most: requests.map(({ options, isLook }) => (isLook ? options.size : -1)),
        stops,
      };
      thread.worker.postMessage(batch);
    }
    for (const { worker, batches } of threads) if (batches.length === 0) worker.unref();
  }

  /** The next file, and small ones behind it, but no more than a fair share. */
  function take(): Request[] {
    const share = Math.min(largestBatch, Math.ceil(queue.length / size));
    let count = 1;
    if (queue[0] !== undefined && !isAlone(queue[0])) while (count < share && queue[count] !== undefined && !isAlone(queue[count] as Request)) count++;
    return queue.splice(0, count);
  }

  /** One listener serves all requests of a signal: of small files there are hundreds at a time. */
  function follow(signal: AbortSignal): void {
    if (signals.has(signal)) return;
    signals.add(signal);
    const isMeant = (request: Request | null) => request?.options.signal === signal;
    signal.addEventListener('abort', () => {
      const stopped = queue.filter(isMeant);
      const rest = queue.filter((request) => !isMeant(request));
      queue.splice(0, queue.length, ...rest);
      for (const { requests, stops } of [...threads].flatMap(({ batches }) => batches))
        requests.forEach((request, at) => {
          if (request === null || !isMeant(request)) return;
          Atomics.store(stops, at, 1);
          stopped.push(request);
        });
      for (const request of stopped) request.reject(cancelled());
    });
  }

  const ask = (path: string, options: DigestOptions, isLook: boolean, resolve: (found: Found) => void, reject: (error: unknown) => void) => {
    const { signal } = options;
    if (signal?.aborted) return reject(cancelled());
    if (signal !== undefined) follow(signal);
    queue.push({ path, options, isLook, told: 0, suspect: false, resolve, reject });
    // Those that are asked for in one turn go out in one message.
    if (!scheduled) queueMicrotask(work);
    scheduled = true;
  };
  return {
    digest: (path, options) => new Promise((resolve, reject) => ask(path, options, false, ({ digested }) => resolve(digested as Digested), reject)),
    lookAndDigest: (path, options) => new Promise((resolve, reject) => ask(path, options, true, (found) => resolve(found as Looked), reject)),
  };
}

/** What a message is for alone: nothing waits behind it in the same thread. */
function isAlone({ suspect, options }: Request): boolean {
  return suspect || options.size > smallSize;
}

function hasRoom({ batches }: Thread): boolean {
  return batches.length < ahead && batches.every(({ requests }) => requests.every((request) => request === null || !isAlone(request)));
}

function cancelled(): AuditError {
  return new AuditError('cancelled', 'Stopped.');
}

function crashed(path: string, why: string): AuditError {
  return new AuditError('file-unreadable', `"${path}" could not be read to its end: the thread that read it ended (${why}). Check it again.`, { path, reason: 'io-error' });
}
