/** Gathers the facts of one run out of an open workspace and the answers that the window shows, so that both say the same. */

import type { EngineHandlers } from '../contract';
import type { Finding } from '../contract/findings';
import type { GraphNode } from '../contract/graph';
import type { FileRow } from '../contract/shared';
import type { TaggedItem } from '../contract/tags';
import { codeResults } from '../engine/code';
import type { OpenWorkspace } from '../engine/context';
import { changedInShort } from '../engine/findings/short';
import { findRun } from '../engine/runs/find-run';
import { countsOf, toGraph, withoutRuns } from '../graph/boxes';
import { collapse, type Drawing } from '../graph/collapse';
import { isDataLink } from '../graph/effective';
import { graphOf } from '../graph/load';
import { walk } from '../graph/walk';
import { findNode } from '../index/queries/nodes';
import { ownRecordCounts } from '../index/queries/own-records';
import { recordDigests } from '../index/queries/report';
import { taggedItems } from '../index/queries/tags';
import { plainPath } from '../record/lid';
import { maskTexts } from '../redact/mask';
import { summariseChecks } from '../verify/summary';
import type { RunReportFacts } from './facts';
import { commonFacts } from './facts-common';
import { pictureOf, rowsOf } from './picture';
import type { Order } from './section-order';
import { byGravity } from './verdict-words';

type RunAnswers = Pick<EngineHandlers, 'runs.get' | 'runs.tasks' | 'runs.outputs' | 'runs.inputs' | 'runs.environment' | 'overwrites.list'>;

/** Boxes of the picture at the most, and fewer where it would get too wide for a page. */
const boxLimits = [40, 28, 20, 14, 8] as const;
const widest = 7;

export async function gatherRun(
  workspace: OpenWorkspace,
  answers: RunAnswers,
  lid: string,
  found: readonly Finding[],
  order: Order,
): Promise<Omit<RunReportFacts, 'against' | 'custody' | 'impact'>> {
  const { name, db } = workspace;
  const { run } = await answers['runs.get']({ workspace: name, lid });
  const of = { workspace: name, lid: run.row.lid };
  const [{ outputs }, { inputs }, { tasks }, environment, { overwrites }] = await Promise.all([
    answers['runs.outputs'](of),
    answers['runs.inputs'](of),
    answers['runs.tasks']({ ...of, effective: true, which: 'all' }),
    answers['runs.environment'](of),
    answers['overwrites.list']({ workspace: name, run: run.row.lid, limit: 1000 }),
  ]);
  const spoken = [run.row.lid, `${run.row.lid}#output`, ...outputs.flatMap((file) => file.lid ?? []), ...tasks.map((task) => task.lid)];
  const touches = new Set(spoken);
  const about = found.filter((one) => one.run === run.row.lid || (one.lid !== null && (touches.has(one.lid) || one.lid.startsWith(`${run.row.lid}/`))));
  // Paths and titles were taken from the records as they are.
  return maskTexts({
    ...commonFacts(workspace, [run.row.lid], order),
    run,
    outputs,
    inputs,
    outputsSummary: summariseChecks(outputs.map((file) => file.check)),
    inputsSummary: summariseChecks(inputs.map((file) => file.check)),
    tasks,
    environment,
    code: codeResults(workspace, run.row.lid),
    ...lineageOf(workspace, inputs, [...outputs.flatMap((file) => file.lid ?? []), ...tasks.filter((task) => task.executed).map((task) => task.lid)]),
    digests: recordDigests(db, spoken),
    findings: about,
    changedFields: changedInShort(workspace, about),
    otherFindings: found.length - about.length,
    overwrites,
    ownRecords: ownRecordCounts(db, findRun(workspace, run.row.lid)),
    tags: tagsAmong(workspace, [...spoken, ...inputs.map((file) => file.lid ?? plainPath(file.path ?? ''))]),
  });
}

function tagsAmong({ db }: OpenWorkspace, texts: readonly string[]): TaggedItem[] {
  const among = new Set(texts);
  return taggedItems(db).filter(({ node, item }) => node !== null && among.has(item.text));
}

/** All that the published files and the executed tasks were made from, folded for a page. */
function lineageOf(workspace: OpenWorkspace, inputs: readonly FileRow[], lids: string[]): Pick<RunReportFacts, 'drawing' | 'drawn'> {
  const graph = graphOf(workspace);
  const starts = lids.flatMap((lid) => {
    const node = findNode(workspace.db, lid);
    return node === undefined ? [] : [graph.at(node.id)];
  });
  const walked = walk(graph, starts, { direction: 'up', follow: (neighbour, relation, from) => isDataLink(graph, relation, neighbour, from) });
  const drawn = toGraph(workspace, graph, walked, countsOf(graph, withoutRuns(graph)));
  const { edges } = drawn;
  const nodes = withOwnVerdicts(drawn.nodes, inputs);
  let drawing: Drawing = { boxes: [], edges: [] };
  for (const limit of boxLimits) {
    drawing = collapse(nodes, edges, limit);
    if (rowsOf(pictureOf(drawing, '', new Set()).picture) <= widest) break;
  }
  return { drawing, drawn: { nodes: nodes.length, links: edges.length } };
}

/**
 * One outside path can have held several contents, each recorded by other runs: what counts here is the check against the
 * checksum that this run recorded, as its table of inputs shows it.
 */
function withOwnVerdicts(nodes: readonly GraphNode[], inputs: readonly FileRow[]): GraphNode[] {
  const own = new Map(
    byGravity(inputs)
      .reverse()
      .map((row) => [row.lid ?? plainPath(row.path ?? ''), row]),
  );
  return nodes.map((node) => {
    const row = node.kind === 'External' ? own.get(plainPath(node.lid)) : undefined;
    return row === undefined ? node : { ...node, verdict: row.check === null || row.check.stale ? null : row.check.verdict };
  });
}
