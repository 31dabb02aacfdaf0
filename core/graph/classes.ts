/** The class of every node of a graph in one typed array, so that a drawing's walk asks no database which nodes it hides. */
import { byRecords } from '../engine/by-records';
import type { OpenWorkspace } from '../engine/context';
import { kindOfNumber } from '../index/queries/nodes';
import { fileTitles } from '../index/queries/things';
import { kindNumbers } from '../index/schema';
import type { Graph } from './adjacency';
import { classOf, type FilterClass, isBeside, type NodeClass, nodeClasses } from './things';

/** By node number, an index into `nodeClasses`. A LID without record that others name as their run counts as a run that is missing: it is `missing`, and beside. */
export function classesOf(workspace: OpenWorkspace, graph: Graph): Uint8Array {
  return byRecords(workspace, 'node classes', () => {
    const classes = plainClasses(workspace, graph).slice();
    for (const [id, title] of fileTitles(workspace.db, [kindNumbers.FileOutput, kindNumbers.External])) {
      const node = graph.at(id);
      if (node >= 0) classes[node] = nodeClasses.indexOf(classOf({ kind: kindOfNumber(graph.kinds[node] ?? 0), title }));
    }
    return classes;
  });
}

/** The same, with models among `data` and `outside`: only names tell them apart, which are many texts to read. */
function plainClasses(workspace: OpenWorkspace, graph: Graph): Uint8Array {
  return byRecords(workspace, 'node classes by kind', () => {
    const ofKind = Array.from({ length: 256 }, (_, kind) => nodeClasses.indexOf(classOf({ kind: kindOfNumber(kind), title: '' })));
    return translated(graph.kinds, ofKind);
  });
}

/** A loop of its own: made for each of hundreds of thousands, a function takes ten times as long while it is not compiled yet. */
function translated(column: Uint8Array, table: readonly number[]): Uint8Array {
  const made = new Uint8Array(column.length);
  for (let at = 0; at < made.length; at++) made[at] = table[column[at] ?? 0] ?? 0;
  return made;
}

/** How a node is treated: drawn, gone through, or no part of the flow of data. */
export const treatments = { drawn: 0, hidden: 1, beside: 2 } as const;

/** How a drawing treats each node. */
export interface Treatment {
  /** By node number, one of `treatments`. */
  of: Uint8Array;
  /** Nothing in the flow of data is hidden. */
  showsAll: boolean;
  /** What is hidden of the flow of data, in words: the same for the same. */
  name: string;
}

export function treatment(workspace: OpenWorkspace, graph: Graph, hidden: readonly FilterClass[]): Treatment {
  const off = nodeClasses.map((one) => !isBeside(one) && (hidden as readonly NodeClass[]).includes(one));
  const isOff = (one: NodeClass) => off[nodeClasses.indexOf(one)] === true;
  const modelsDiffer = isOff('model') !== isOff('data') || isOff('model') !== isOff('outside');
  const classes = modelsDiffer ? classesOf(workspace, graph) : plainClasses(workspace, graph);
  const name = nodeClasses.filter(isOff).join(' ');
  const of = byRecords(workspace, `treatment without ${name}`, () => {
    const ofClass = nodeClasses.map((one, at) => (isBeside(one) ? treatments.beside : off[at] === true ? treatments.hidden : treatments.drawn));
    const made = translated(classes, ofClass);
    for (let node = 0; node < made.length; node++) if (graph.isRun[node] === 1) made[node] = treatments.beside;
    return made;
  });
  return { of, showsAll: !off.includes(true), name };
}
