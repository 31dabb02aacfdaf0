/** What the engine does for who asks it, from another thread or from its own: takes calls and jobs by message, answers each by its id, and never lets one failure end the others. */
import { type CallName, type EngineName, engineContract, type Input, type JobName } from '../core/contract';
import { createEngine, type Engine } from '../core/engine';
import { AuditError, toErrorData } from '../core/errors';
import type { FromEngine, ToEngine } from './engine-messages';
import { createPorts, type PortOptions } from './ports';

/** Where messages come from and go to. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  on(what: 'message', listener: (message: ToEngine) => void): void;
  close(): void;
}

export function serve(port: EnginePort): void {
  const send = (message: FromEngine) => port.postMessage(message);

  const jobs = new Map<string, AbortController>();
  const underWay = new Set<Promise<void>>();
  let options: PortOptions | undefined;
  let engine: Promise<Engine> | undefined;

  /** The engine is made at the first call, so that a failure to make it answers that call. */
  function theEngine(): Promise<Engine> {
    engine ??= (async () => {
      if (options === undefined) throw new Error('The engine was not told where its home is.');
      const made = createEngine(await createPorts(options));
      made.on((event) => send({ event }));
      return made;
    })();
    return engine;
  }

  async function answer(id: string, name: string, input: unknown): Promise<unknown> {
    if (!Object.hasOwn(engineContract, name)) throw new AuditError('bad-input', `There is no call "${name}".`);
    const known = name as EngineName;
    if (engineContract[known].kind === 'call') return (await theEngine()).call(known as CallName, input as Input<CallName>);
    const stop = new AbortController();
    jobs.set(id, stop);
    try {
      const steps = (await theEngine()).job(known as JobName, input as Input<JobName>, stop.signal);
      for (;;) {
        const step = await steps.next();
        if (step.done) return step.value;
        send({ id, progress: step.value });
      }
    } finally {
      jobs.delete(id);
    }
  }

  /** Stops what runs, lets it end, gives up locks; then the thread has nothing left to do and ends. */
  async function close(): Promise<void> {
    for (const stop of jobs.values()) stop.abort();
    await Promise.allSettled(underWay);
    (await engine)?.close();
    port.close();
  }

  port.on('message', (message: ToEngine) => {
    if ('begin' in message) {
      options = message.begin;
      return;
    }
    if ('close' in message) {
      void close().catch(() => port.close());
      return;
    }
    if ('cancel' in message) {
      jobs.get(message.id)?.abort();
      return;
    }
    const { id, name, input } = message;
    const done: Promise<void> = answer(id, name, input)
      .then(
        (ok) => send({ id, ok }),
        (thrown) => send({ id, error: toErrorData(thrown) }),
      )
      .finally(() => underWay.delete(done));
    underWay.add(done);
  });
}
