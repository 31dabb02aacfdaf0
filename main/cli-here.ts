/** The command line with the engine in its own thread, for questions that are answered before a second thread would have begun ([decision 85](../docs/decisions/0085-a-question-in-one-thread.md)). */
import { EventEmitter } from 'node:events';
import { begin } from './cli-work';
import type { EngineHost } from './engine-client';
import type { FromEngine, ToEngine } from './engine-messages';
import { serve } from './engine-work';

export function beginHere(argv: readonly string[]): void {
  begin(argv, engineHere(), { here: true, brief: true });
}

/** Messages are handed over as they are: neither side changes what it was given. */
function engineHere(): EngineHost {
  const toEngine = new EventEmitter();
  const toHost = new EventEmitter();
  serve({
    postMessage: (message: FromEngine) => void toHost.emit('message', message),
    on: (what, listener) => void toEngine.on(what, listener),
    close: () => void toHost.emit('exit', 0),
  });
  return {
    postMessage: (message: ToEngine) => void toEngine.emit('message', message),
    on: (what: string, listener: (value: never) => void) => void toHost.on(what, listener as (value: unknown) => void),
    ref: () => undefined,
    terminate: () => undefined,
  };
}
