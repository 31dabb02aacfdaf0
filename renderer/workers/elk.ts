/** Lays out graphs in a worker of their own (elk's script, served from our own origin), so that no layout ever holds up the window. */
import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import ElkApi from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';
import { elkInput } from '../views/graph/layout';
import { createLayouts } from './layouts';

let running: ELK | null = null;

function started(): ELK {
  running ??= new ElkApi({ workerFactory: () => new ElkWorker() });
  return running;
}

/** Has the script read and its first, slow layout behind it while what is to be laid out is still asked for. */
export function startLayouts(): void {
  if (running !== null) return;
  Promise.resolve()
    .then(() => started().layout(elkInput(sample(), null)))
    .catch(() => {}); // the layout that somebody waits for says what is wrong
}

/** As a small drawing is: what elk goes through for it is compiled by then, which takes as long as the layout itself. */
function sample(): Parameters<typeof elkInput>[0] {
  const columns = [1, 4, 6, 4, 1].map((height, column) => Array.from({ length: height }, (_, row) => `${column} ${row}`));
  const links = columns.flatMap((column, at) =>
    column.flatMap((from, row) => (columns[at + 1] ?? []).filter((_, other) => (row + other) % 2 === 0).map((to) => ({ id: `${from}, ${to}`, from, to }))),
  );
  return { boxes: columns.flat().map((id) => ({ id })), links };
}

function end(): void {
  running?.terminateWorker();
  running = null;
  setTimeout(startLayouts, 1000); // whoever left a graph as it was drawn may come back
}

/** Answers with the graph laid out. `of`: what it is a layout of, for whoever comes back to it. */
export const layOut = createLayouts<ElkNode, ElkNode>((graph) => started().layout(graph), end);
