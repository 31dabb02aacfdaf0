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
    return graph.kinds.map((kind) => ofKind[kind] ?? 0);
  });
}

/** How a drawing treats each node: `beside` the flow of data, `hidden` in it (gone through), or drawn. */
export interface Treatment {
  isBeside(node: number): boolean;
  isHidden(node: number): boolean;
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
  const beside = nodeClasses.map(isBeside);
  const at = (node: number) => classes[node] ?? 0;
  return {
    isBeside: (node) => beside[at(node)] === true || graph.isRun[node] === 1,
    isHidden: (node) => off[at(node)] === true,
    showsAll: !off.includes(true),
    name: nodeClasses.filter(isOff).join(' '),
  };
}
