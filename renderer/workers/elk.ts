/** Lays out graphs in a worker of their own (elk's script, served from our own origin), so that no layout ever holds up the window. */
import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import ElkApi from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';

let running: ELK | null = null;

function started(): ELK {
  running ??= new ElkApi({ workerFactory: () => new ElkWorker() });
  return running;
}

/** Has the script read and its first, slow layout behind it while what is to be laid out is still asked for. */
export function startLayouts(): void {
  if (running !== null) return;
  const child = (id: string): ElkNode => ({ id, width: 1, height: 1 });
  const smallest = { id: 'root', layoutOptions: { 'elk.algorithm': 'layered' }, children: [child('a'), child('b')], edges: [{ id: 'ab', sources: ['a'], targets: ['b'] }] };
  started()
    .layout(smallest)
    .catch(() => {}); // the layout that somebody waits for says what is wrong
}

/** Answers with the graph laid out; a call that is aborted ends its worker, and the next one starts a new one. */
export async function layOut(graph: ElkNode, signal: AbortSignal): Promise<ElkNode> {
  signal.throwIfAborted();
  const elk = started();
  return new Promise((resolve, reject) => {
    const stop = () => {
      elk.terminateWorker();
      if (running === elk) running = null;
      setTimeout(startLayouts, 1000); // whoever left a graph as it was drawn may come back
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    elk
      .layout(graph)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
