/** What a bundle of a run is about: the run, its tasks and files, and all that these were made from. */
import type { OpenWorkspace } from '../engine/context';
import { runOutputs } from '../engine/runs/files';
import { findRun } from '../engine/runs/find-run';
import { effectiveTasks } from '../engine/runs/tasks';
import { behindOutputs, tasksAmong } from '../graph/effective';
import { graphOf } from '../graph/load';
import { toldRunsAround } from '../graph/told-around';
import { filesNaming, objectsOf, outputRecordsOf, runsNamedBy } from '../index/queries/bundle';
import { outsideUses } from '../index/queries/files';
import { nodesById } from '../index/queries/nodes';
import { importsOfRuns } from '../index/queries/outside';
import type { IndexedRun } from '../index/queries/runs';
import { lidOfKey, plainPath } from '../record/lid';

export interface Scope {
  run: IndexedRun;
  /** LID of the run. */
  lid: string;
  /** Of the objects below the store. */
  paths: ReadonlySet<string>;
  /** Of all records among them, and of LIDs without record. */
  lids: ReadonlySet<string>;
  /** Recorded paths, without `file://`, of files that no record stands for. */
  outside: ReadonlySet<string>;
  /** Numbers of imports of OpenLineage events that tell of something before or after these. */
  told: ReadonlySet<number>;
  /** Objects that could not be read when last seen. */
  unread: number;
}

/** Throws `not-found`. */
export function scopeOfRun(workspace: OpenWorkspace, lid: string): Scope {
  const { db } = workspace;
  const run = findRun(workspace, lid);
  const own = run.node < 0 ? [] : [run.node];
  const graph = graphOf(workspace);
  const effective = effectiveTasks(workspace, run);
  const outputs = runOutputs(workspace, run);
  const published = outputs.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const starts = [...new Set([...effective, ...published, ...filesNaming(db, run.node, effective)])].flatMap((id) => (graph.at(id) < 0 ? [] : [graph.at(id)]));
  const behind = behindOutputs(graph, starts);
  const tasks = tasksAmong(graph, behind).map((node) => graph.ids[node] ?? -1);
  const nodes = new Set([...own, ...starts, ...behind].map((node, at) => (at < own.length ? node : (graph.ids[node] ?? -1))));
  const reports = run.output === null ? [] : [run.output.node];
  for (const node of [...reports, ...outputRecordsOf(db, run.node, tasks)]) nodes.add(node);
  const runs = new Set([...own, ...runsNamedBy(db, nodes)]);
  for (const node of runs) nodes.add(node);

  const objects = objectsOf(db, nodes, runs);
  const outside = new Set(outsideUses(db, [...runs, ...tasks]).map(({ node }) => node));
  const named = nodesById(db, [...nodes, ...outside]);
  const around = [...nodes, ...outside].flatMap((id) => (graph.at(id) < 0 ? [] : [graph.at(id)]));
  const toldRuns = toldRunsAround(graph, around).map((node) => graph.ids[node] ?? -1);
  const texts = (kinds: (kind: string) => boolean) => [...named.values()].filter(({ kind }) => kinds(kind)).map(({ lid: text }) => text);
  return {
    run,
    lid: lidOfKey(run.key),
    paths: new Set(objects.map(({ path }) => path)),
    lids: new Set(texts((kind) => kind !== 'External')),
    outside: new Set([...texts((kind) => kind === 'External'), ...outputs.flatMap(({ path }) => path ?? [])].map(plainPath)),
    told: new Set(importsOfRuns(db, toldRuns)),
    unread: objects.filter(({ unread }) => unread).length,
  };
}
