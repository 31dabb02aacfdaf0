/** The way back from a file, cut into steps: who published, ran, wrote, or where the way breaks off. Numbers of the graph alone. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { forEachLink, type Graph, isInferred } from '../adjacency';
import { isTask } from '../effective';
import { orderBack } from './order';
import { type Shapes, shapeBits, shapesOf } from './shapes';
import type { StepKind } from './step-kinds';

export interface ChainLink {
  node: number;
  inferred: boolean;
}

export interface ChainStep {
  kind: StepKind;
  /** The task, or the file that the step ends in. */
  node: number;
  inputs: ChainLink[];
  /** Of what it wrote, what leads to the file asked for. */
  outputs: number[];
}

export interface Chain {
  graph: Graph;
  start: number;
  /** All that is reached, the start first. */
  nodes: number[];
  place: Int32Array;
  loops: number[][];
  /** From the file back. */
  steps: ChainStep[];
  /** By node number: the index in `steps` of the step that made it; of what no step made, the first step that names it; -1: none. */
  stepOf: Int32Array;
  /** Files from outside, in the order reached. */
  outside: number[];
  /** Runs that a record on the way names, in the order reached. */
  runs: number[];
  /** Links gone along, recorded and inferred. */
  links: { recorded: number; inferred: number };
}

const { read, produced, published, listed } = relationNumbers;

/** All that is upstream of nodes, breadth first, the first of them first. */
export function reachedBack({ count, up: { start, to } }: Graph, starts: readonly number[]): Int32Array {
  const reached = new Int32Array(count);
  const seen = new Uint8Array(count);
  let length = 0;
  const enter = (node: number) => {
    if (seen[node] === 1) return;
    seen[node] = 1;
    reached[length++] = node;
  };
  for (const node of starts) enter(node);
  for (let i = 0; i < length; i++) {
    const node = reached[i] ?? 0;
    const end = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < end; at++) enter(to[at] ?? 0);
  }
  return reached.subarray(0, length);
}

/** `found`: what `reachedBack` gave, perhaps sorted behind its first. */
export function chainBack(graph: Graph, found: Int32Array, shapes: Shapes = shapesOf(graph, found)): Chain {
  const start = found[0] ?? 0;
  const { nodes, place, loops } = orderBack(graph, found, shapes);
  const chain: Chain = { graph, start, nodes, place, loops, steps: [], stepOf: new Int32Array(graph.count).fill(-1), outside: [], runs: [], links: { recorded: 0, inferred: 0 } };
  const { kinds, isRun, up } = graph;
  const { links } = chain;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] ?? 0;
    const shape = shapes.shape[node] ?? 0;
    const [first, end] = [up.start[node] ?? 0, up.start[node + 1] ?? 0];
    links.recorded += end - first;
    if ((shape & shapeBits.inferred) !== 0) {
      const guessed = up.relation.subarray(first, end).filter((relation) => isInferred(relation)).length;
      links.inferred += guessed;
      links.recorded -= guessed;
    }
    if (kinds[node] === kindNumbers.External) chain.outside.push(node);
    if (isRun[node] === 1) chain.runs.push(node);
    if ((shape & shapeBits.ofTaskAlone) !== 0) continue;
    const step = stepAt(graph, place, node);
    if (step === null) continue;
    const at = chain.steps.push(step) - 1;
    chain.stepOf[step.node] = at;
    for (const output of step.outputs) if (chain.stepOf[output] === -1) chain.stepOf[output] = at;
  }
  // What no step made belongs to the first that reads it, else to the first whose run, or whose record, names it.
  chain.steps.forEach(({ inputs }, at) => {
    for (const { node } of inputs) if (chain.stepOf[node] === -1) chain.stepOf[node] = at;
  });
  placeEnds(chain);
  return chain;
}

/** Is it carried out: a task, an agent, or a LID without record that a file of this history names as its task? */
export function isCarriedOut(graph: Graph, place: Int32Array, node: number): boolean {
  if (isTask(graph, node)) return true;
  if (graph.kinds[node] !== kindNumbers.Missing || graph.isRun[node] === 1) return false;
  let named = false;
  forEachLink(graph.down, node, (file, relation) => (named ||= relation === produced && (place[file] ?? -1) >= 0));
  return named;
}

function stepAt(graph: Graph, place: Int32Array, node: number): ChainStep | null {
  if (graph.isRun[node] === 1) return null;
  const inputs: ChainLink[] = [];
  // Links to one neighbour come one after another.
  const input = (from: number, inferred: boolean) => {
    const last = inputs[inputs.length - 1];
    if (last?.node !== from) inputs.push({ node: from, inferred });
    else last.inferred &&= inferred;
  };
  const step = (kind: StepKind, outputs: number[] = [node]): ChainStep => ({ kind, node, inputs, outputs });
  const kind = graph.kinds[node];
  if (isCarriedOut(graph, place, node)) {
    forEachLink(graph.up, node, (from, relation) => relation === read && input(from, false));
    const outputs: number[] = [];
    forEachLink(graph.down, node, (file, relation) => relation === produced && (place[file] ?? -1) >= 0 && outputs.push(file));
    return step(
      kind === kindNumbers.AgentRun ? 'agent' : 'task',
      outputs.sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0)),
    );
  }
  if (kind === kindNumbers.WorkflowOutput || kind === kindNumbers.TaskOutput) {
    forEachLink(graph.up, node, (from, relation) => relation === listed && input(from, false));
    return step('list');
  }
  let byTask = false;
  let byRun = false;
  forEachLink(graph.up, node, (from, relation) => {
    if (relation === published) input(from, false);
    else if (isInferred(relation)) input(from, true);
    else if (relation === produced && graph.isRun[from] === 1) byRun = true;
    else if (relation === produced) byTask = true;
  });
  if (inputs.some(({ inferred }) => !inferred)) return step('published');
  if (byTask) return null;
  if (inputs.length > 0) return step('inferred');
  if (byRun) return step('run');
  return kind === kindNumbers.FileOutput ? step('broken') : null;
}

function placeEnds({ graph, nodes, place, stepOf }: Chain): void {
  for (const node of nodes) {
    if (stepOf[node] !== -1) continue;
    let first = Number.POSITIVE_INFINITY;
    forEachLink(graph.down, node, (user) => {
      const step = (place[user] ?? -1) >= 0 ? (stepOf[user] ?? -1) : -1;
      if (step >= 0 && step < first) first = step;
    });
    if (first !== Number.POSITIVE_INFINITY) stepOf[node] = first;
  }
}
