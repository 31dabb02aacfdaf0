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
    const classes = Uint8Array.from(graph.kinds, (kind) => nodeClasses.indexOf(classOf({ kind: kindOfNumber(kind), title: '' })));
    for (const [id, title] of fileTitles(workspace.db, [kindNumbers.FileOutput, kindNumbers.External])) {
      const node = graph.at(id);
      if (node >= 0) classes[node] = nodeClasses.indexOf(classOf({ kind: kindOfNumber(graph.kinds[node] ?? 0), title }));
    }
    return classes;
  });
}

/** How a drawing treats each node: `beside` the flow of data, `hidden` in it (gone through), or drawn. */
export interface Treatment {
  isBeside(node: number): boolean;
  isHidden(node: number): boolean;
  classOf(node: number): NodeClass;
}

export function treatment(workspace: OpenWorkspace, graph: Graph, hidden: readonly FilterClass[]): Treatment {
  const classes = classesOf(workspace, graph);
  const off = nodeClasses.map((one) => !isBeside(one) && (hidden as readonly NodeClass[]).includes(one));
  const beside = nodeClasses.map(isBeside);
  const at = (node: number) => classes[node] ?? 0;
  return {
    isBeside: (node) => beside[at(node)] === true || graph.isRun[node] === 1,
    isHidden: (node) => off[at(node)] === true,
    classOf: (node) => nodeClasses[at(node)] ?? 'unknown',
  };
}
