/** Which records an export is of: a run with all it relied on, or what things were made from; several together. */
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { forEachLink, type Graph } from '../../graph/adjacency';
import { isDataLink } from '../../graph/effective';
import { graphOf } from '../../graph/load';
import { reached } from '../../graph/walk';
import { findNode } from '../../index/queries/nodes';
import type { IndexedRun } from '../../index/queries/runs';
import { kindNumbers, relationNumbers } from '../../index/schema';
import { keyOfLid } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { type RunOutput, runOutputs } from '../runs/files';
import { findRun } from '../runs/find-run';
import { nullRunKey } from '../runs/null-run';
import { tasksOfRun } from '../runs/tasks';

export interface Chosen {
  graph: Graph;
  /** Numbers in the graph. */
  nodes: Set<number>;
  /** Runs that were asked for. */
  asked: IndexedRun[];
  /** Published files of these, by number in the graph; and those that are only paths. */
  published: Map<number, RunOutput>;
  paths: RunOutput[];
}

/** Data links, and a file that was read from the path where another was written: that link is marked as inferred. */
function upstream(graph: Graph) {
  return (neighbour: number, relation: number, from: number): boolean =>
    isDataLink(graph, relation, neighbour, from) || (relation === relationNumbers['same-path'] && graph.isRun[neighbour] === 0 && graph.kinds[from] === kindNumbers.External);
}

/** Throws `not-found`, naming the LID. */
export async function* choose(workspace: OpenWorkspace, lids: readonly string[], signal: AbortSignal): AsyncGenerator<Progress, Chosen> {
  const graph = graphOf(workspace);
  const chosen: Chosen = { graph, nodes: new Set(), asked: [], published: new Map(), paths: [] };
  for (const [done, lid] of lids.entries()) {
    yield { phase: 'choosing records', done, total: lids.length };
    signal.throwIfAborted();
    const node = keyOfLid(lid) === nullRunKey ? undefined : findNode(workspace.db, lid);
    const number = node === undefined ? -1 : graph.at(node.id);
    if (node === undefined && keyOfLid(lid) !== nullRunKey)
      throw new AuditError('not-found', `There is no record ${lid} in the workspace "${workspace.name}". Check the LID, or sync if the record is new.`, { lid });
    if (node === undefined || graph.isRun[number] === 1) addRun(workspace, chosen, findRun(workspace, lid));
    else for (const one of reached(graph, [number], { direction: 'up', follow: upstream(graph) })) chosen.nodes.add(one);
  }
  return chosen;
}

/** The run and its #output record; its published files, the tasks it executed, all that they were made from; what its tasks wrote besides; its inputs. */
function addRun(workspace: OpenWorkspace, { graph, nodes, asked, published, paths }: Chosen, run: IndexedRun): void {
  asked.push(run);
  const starts: number[] = [];
  for (const output of runOutputs(workspace, run)) {
    if (output.node === undefined) paths.push(output);
    else {
      const at = graph.at(output.node);
      published.set(at, output);
      starts.push(at);
    }
  }
  const { executed } = tasksOfRun(workspace, run);
  for (const task of executed) {
    const at = graph.at(task);
    starts.push(at);
    forEachLink(graph.down, at, (file, relation) => {
      if (relation === relationNumbers.produced || relation === relationNumbers.reported) nodes.add(file);
    });
  }
  const follow = (neighbour: number, relation: number, from: number) => isDataLink(graph, relation, neighbour, from);
  for (const one of reached(graph, starts, { direction: 'up', follow })) nodes.add(one);
  if (run.node < 0) return;
  const own = graph.at(run.node);
  nodes.add(own);
  forEachLink(graph.up, own, (file, relation) => {
    if (relation === relationNumbers.parameter) nodes.add(file);
  });
  if (run.output !== null) nodes.add(graph.at(run.output.node));
}
