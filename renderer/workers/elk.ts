/** Lays out graphs in a worker of their own (elk's script, served from our own origin), so that no layout ever holds up the window. */
import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import ElkApi from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';

let running: ELK | null = null;

/** Answers with the graph laid out; a call that is aborted ends its worker, and the next one starts a new one. */
export async function layOut(graph: ElkNode, signal: AbortSignal): Promise<ElkNode> {
  signal.throwIfAborted();
  const elk = running ?? new ElkApi({ workerFactory: () => new ElkWorker() });
  running = elk;
  return new Promise((resolve, reject) => {
    const stop = () => {
      elk.terminateWorker();
      if (running === elk) running = null;
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    elk
      .layout(graph)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
