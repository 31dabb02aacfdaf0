/** Packs streams and embedded files of reports: a short one's here, and once there is much of it in a thread, beside the drawing. The bytes are the same. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AuditError } from '../../../core/errors';
import type { EmbeddedFile } from '../../../core/ports';
import type { FromPack, SomeStreams, ToPack } from './pack-messages';
import { FileInParts, packed, readAsItIs } from './packed';

/** A thread takes as long to start as to pack so many bytes. */
const worthAThread = 1 << 20;
/** Bytes that wait for the thread at the most, before whoever makes them waits for it. */
const mostWaiting = 8 << 20;
/** Bytes of streams that go to the thread together. */
const together = 1 << 18;
/** Milliseconds that a thread with nothing to do is kept. */
const keptIdle = 5000;

export interface Packer {
  /** Takes the bytes over: they are not to be used again. */
  stream(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  file(): EmbeddedFile;
  /** Once so little waits that more may be made. */
  room(): Promise<void> | null;
}

interface Waiting {
  bytes: number;
  resolve(answer: never): void;
  reject(error: AuditError): void;
}

/** `thread`: the built pack-thread.cjs. Where it is not, as when the sources are run, all is packed in the thread that asks. */
export function createPacker(thread = join(__dirname, 'pack-thread.cjs')): Packer {
  const hasThread = existsSync(thread);
  const open = new Set<number>();
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let numbers = 0;
  let packedHere = 0;
  let bytesWaiting = 0;
  const roomWanted: (() => void)[] = [];
  let gathered: SomeStreams & { bytes: number } = { numbers: [], streams: [], bytes: 0 };

  /** What was gathered goes to the thread. */
  function send(): void {
    const { numbers: some, streams } = gathered;
    if (some.length === 0) return;
    gathered = { numbers: [], streams: [], bytes: 0 };
    started().postMessage({ numbers: some, streams } satisfies ToPack, streams.map(({ buffer }) => buffer) as ArrayBuffer[]);
  }

  function started(): Worker {
    clearTimeout(idle);
    if (worker !== null) {
      worker.ref();
      return worker;
    }
    const made = new Worker(thread, { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    worker = made;
    made.on('message', (message: FromPack) => settle(message));
    made.on('error', (error: Error) => ended(made, error.message));
    made.on('exit', (code) => ended(made, `exit ${code}`));
    return made;
  }

  function ended(which: Worker, why: string): void {
    if (worker !== which) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(threadEnded(why));
    waiting.clear();
    open.clear();
    gathered = { numbers: [], streams: [], bytes: 0 };
    bytesWaiting = 0;
    for (const go of roomWanted.splice(0)) go();
  }

  function ask<Answer>(number: number, bytes: number): Promise<Answer> {
    bytesWaiting += bytes;
    return new Promise((resolve, reject) => void waiting.set(number, { bytes, resolve, reject }));
  }

  function settle(message: FromPack): void {
    if ('streams' in message) for (const [at, number] of message.numbers.entries()) answered(number, message.streams[at]);
    else answered(message.file, message.bytes);
    if (bytesWaiting <= mostWaiting) for (const go of roomWanted.splice(0)) go();
    rest();
  }

  function answered(number: number, answer: unknown): void {
    const one = waiting.get(number);
    if (one === undefined) return;
    waiting.delete(number);
    bytesWaiting -= one.bytes;
    one.resolve(answer as never);
  }

  /** With nothing to do it keeps no process alive, and no memory for long. */
  function rest(): void {
    if (waiting.size > 0 || open.size > 0 || worker === null) return;
    worker.unref();
    idle = setTimeout(() => {
      const which = worker;
      worker = null;
      packedHere = 0;
      void which?.terminate();
    }, keptIdle).unref();
  }

  return {
    async stream(bytes) {
      packedHere += bytes.length;
      if (!hasThread || (worker === null && gathered.numbers.length === 0 && packedHere <= worthAThread)) return packed(bytes);
      const number = ++numbers;
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      const answer = ask<Uint8Array>(number, own.length);
      // Whoever waits for an answer lets this come first.
      if (gathered.numbers.length === 0) queueMicrotask(send);
      gathered.numbers.push(number);
      gathered.streams.push(own);
      gathered.bytes += own.length;
      if (gathered.bytes >= together) send();
      return await answer;
    },
    file() {
      const number = ++numbers;
      const parts: Uint8Array[] = [];
      // Here and not in the thread, which answers only once it has packed all that came before.
      const hash = createHash('sha256');
      let length = 0;
      let by: Worker | null = null;
      const post = (message: ToPack, ...handed: ArrayBuffer[]) => (open.has(number) && by === worker ? by?.postMessage(message, handed) : undefined);
      /** Handed over, not copied, where nothing else is in their buffer. */
      const postPart = (bytes: Uint8Array) =>
        bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? post({ file: number, bytes }, bytes.buffer) : post({ file: number, bytes });
      function bytes(): Uint8Array | Promise<Uint8Array> {
        if (by === null) {
          const file = new FileInParts();
          for (const part of parts) file.push(part);
          return file.end();
        }
        if (!open.has(number)) throw threadEnded('before the end of a file');
        const answer = ask<Uint8Array>(number, 0);
        // Told where it is awaited.
        answer.catch(() => undefined);
        post({ fileEnd: number });
        open.delete(number);
        return answer;
      }
      return {
        push(bytes) {
          hash.update(bytes);
          length += bytes.length;
          if (by !== null) return postPart(bytes);
          parts.push(bytes);
          if (!hasThread || length <= worthAThread) return;
          by = started();
          open.add(number);
          for (const part of parts.splice(0)) postPart(part);
        },
        end: () => ({ bytes: bytes(), packed: length > readAsItIs, size: length, sha256: hash.digest('hex') }),
        leave() {
          post({ fileLeft: number });
          if (open.delete(number)) rest();
        },
      };
    },
    room: () => (bytesWaiting <= mostWaiting ? null : new Promise((resolve) => void roomWanted.push(resolve))),
  };
}

function threadEnded(why: string): AuditError {
  return new AuditError('internal', `The report could not be packed: the thread for it ended (${why}). Nothing was written. Make it again.`);
}
