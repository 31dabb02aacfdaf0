/** Gathers the facts of one run out of an open workspace and the answers that the window shows, so that both say the same; in turns, as a run may have tens of thousands of tasks. */

import type { EngineHandlers } from '../contract';
import type { Finding } from '../contract/findings';
import type { RowsAsked } from '../contract/pages';
import type { FileRow } from '../contract/shared';
import type { TaggedItem } from '../contract/tags';
import { codeResults } from '../engine/code';
import type { OpenWorkspace } from '../engine/context';
import { runCoverageSentence } from '../engine/coverage';
import { changedInShort } from '../engine/findings/short';
import { ownRecordCounts } from '../engine/own-records';
import { environmentInTurns } from '../engine/runs/environment';
import { outputRows, runOutputs } from '../engine/runs/files';
import { findRun } from '../engine/runs/find-run';
import { inputRows } from '../engine/runs/inputs';
import { factsInTurns, tasksAlone, tasksOfRun } from '../engine/runs/tasks';
import { type NodeToFold, toFoldInTurns } from '../graph/boxes';
import { collapser, type Drawing } from '../graph/collapse';
import { isDataLink } from '../graph/effective';
import { graphOf } from '../graph/load';
import { walkInTurns } from '../graph/walk';
import { nodesById } from '../index/queries/nodes';
import { recordDigests } from '../index/queries/report';
import type { IndexedRun } from '../index/queries/runs';
import { taggedItems } from '../index/queries/tags';
import { lidOfKey, plainPath } from '../record/lid';
import type { Masker } from '../redact/masker';
import { summariseChecks } from '../verify/summary';
import type { RecordDigest, RunReportFacts } from './facts';
import { type CommonFacts, commonFacts } from './facts-common';
import { pictureOf, rowsOf } from './picture';
import type { Order } from './section-order';
import { byGravity } from './verdict-words';

type RunAnswers = Pick<EngineHandlers, 'runs.get' | 'overwrites.list'>;

/** Boxes of the picture at the most, and fewer where it would get too wide for a page. */
const boxLimits = [40, 28, 20, 14, 8] as const;
const widest = 7;

export type GatheredRun = Omit<RunReportFacts, 'against' | 'custody' | 'impact'>;

/** Rows, LIDs or sections that are gone through between two turns. */
const portion = 500;

/** Yields where others may have a turn; whoever gives them one sees to it that the workspace is still the same. */
export async function* gatherRun(workspace: OpenWorkspace, answers: RunAnswers, lid: string, found: readonly Finding[], order: Order): AsyncGenerator<void, GatheredRun> {
  const indexed = findRun(workspace, lid);
  const run = lidOfKey(indexed.key);
  const last = lastFacts(workspace);
  const of = JSON.stringify([run, order.includes('lineage'), workspace.settings]);
  const facts = last.of === of && last.facts !== null ? last.facts : yield* gatherIndexed(workspace, answers, run, found, order);
  Object.assign(last, { of, facts });
  const common = workspace.masker.texts(commonFacts(workspace, [run], order));
  const ofRun = runCoverageSentence(workspace, indexed);
  const coverage = ofRun === null ? common.workspace.coverage : [ofRun, common.workspace.coverage].filter((one) => one !== null).join(' ');
  return { ...common, workspace: { ...common.workspace, coverage }, ...facts };
}

/** For the next one of the same run, as settings of a report are tried. */
function lastFacts(workspace: OpenWorkspace): { of: string; facts: IndexedFacts | null } {
  return workspace.cached('facts of the last report of a run', () => ({ of: '', facts: null }));
}

export const keepsFacts = (workspace: OpenWorkspace) => lastFacts(workspace).facts !== null;
export const forgetFacts = (workspace: OpenWorkspace) => void Object.assign(lastFacts(workspace), { of: '', facts: null });

/** What follows from the index alone, and from which sections there are. */
type IndexedFacts = Omit<GatheredRun, keyof CommonFacts>;

async function* gatherIndexed(workspace: OpenWorkspace, answers: RunAnswers, lid: string, found: readonly Finding[], order: Order): AsyncGenerator<void, IndexedFacts> {
  const { name, db } = workspace;
  const { run } = await answers['runs.get']({ workspace: name, lid });
  const indexed = findRun(workspace, run.row.lid);
  tasksOfRun(workspace, indexed);
  yield;
  yield* factsInTurns(workspace, indexed);
  const tasks = tasksAlone(workspace, indexed);
  yield;
  const outputs = yield* allPages(
    (page) => outputRows(workspace, indexed, page),
    ({ outputs: rows }) => rows,
  );
  const inputs = yield* allPages(
    (page) => inputRows(workspace, indexed, page),
    ({ inputs: rows }) => rows,
  );
  const environment = yield* environmentInTurns(workspace, indexed);
  const { overwrites } = await answers['overwrites.list']({ workspace: name, run: run.row.lid, limit: 1000 });
  yield;
  const spoken = [run.row.lid, `${run.row.lid}#output`, ...outputs.flatMap((file) => file.lid ?? []), ...tasks.map((task) => task.lid)];
  const touches = new Set(spoken);
  const about = found.filter((one) => one.run === run.row.lid || (one.lid !== null && (touches.has(one.lid) || one.lid.startsWith(`${run.row.lid}/`))));
  const drawn = order.includes('lineage') ? yield* lineageOf(workspace, indexed, inputs) : notDrawn;
  const digests: RecordDigest[] = [];
  for (const some of portions([...touches])) {
    digests.push(...recordDigests(db, some));
    yield;
  }
  // Paths and titles were taken from the records as they are.
  return yield* masked(workspace.masker, {
    run,
    outputs,
    inputs,
    outputsSummary: summariseChecks(outputs.map((file) => file.check)),
    inputsSummary: summariseChecks(inputs.map((file) => file.check)),
    tasks,
    environment,
    code: codeResults(workspace, run.row.lid),
    ...drawn,
    digests,
    findings: about,
    changedFields: changedInShort(workspace, about),
    otherFindings: found.length - about.length,
    overwrites,
    ownRecords: ownRecordCounts(workspace, indexed),
    tags: tagsAmong(workspace, [...spoken, ...inputs.map((file) => file.lid ?? plainPath(file.path ?? ''))]),
  });
}

const notDrawn = { drawing: { boxes: [], edges: [] }, drawn: { nodes: 0, links: 0 } };

function* portions<One>(list: readonly One[]): Generator<One[], void> {
  for (let at = 0; at < list.length; at += portion) yield list.slice(at, at + portion);
}

const firstPage = { offset: 0, limit: portion, sort: [], filter: '', filters: {} };

/** All rows of a table, as the window reads them. */
function* allPages<Answer extends { total: number }, Row>(ask: (page: NonNullable<RowsAsked>) => Answer, rowsIn: (answer: Answer) => readonly Row[]): Generator<void, Row[]> {
  const rows: Row[] = [];
  for (let offset = 0, total = 1; offset < total; offset += portion) {
    const answer = ask({ ...firstPage, offset });
    rows.push(...rowsIn(answer));
    total = answer.total;
    yield;
  }
  return rows;
}

/** As `Masker.texts`. */
function* masked(masker: Masker, facts: IndexedFacts): Generator<void, IndexedFacts> {
  const { environment, ...rest } = facts;
  const shown: [string, unknown][] = [['environment', { ...masker.texts({ ...environment, tasks: [] }), tasks: yield* maskedRows(masker, environment.tasks) }]];
  for (const [name, value] of Object.entries(rest)) shown.push([name, Array.isArray(value) ? yield* maskedRows<unknown>(masker, value) : masker.texts(value)]);
  return Object.fromEntries(shown) as unknown as IndexedFacts;
}

function* maskedRows<Row>(masker: Masker, rows: readonly Row[]): Generator<void, Row[]> {
  const shown: Row[] = [];
  for (const some of portions(rows)) {
    shown.push(...masker.texts(some));
    yield;
  }
  return shown;
}

function tagsAmong({ db }: OpenWorkspace, texts: readonly string[]): TaggedItem[] {
  const among = new Set(texts);
  return taggedItems(db).filter(({ node, item }) => node !== null && among.has(item.text));
}

/** All that the published files and the executed tasks were made from, folded for a page. */
function* lineageOf(workspace: OpenWorkspace, run: IndexedRun, inputs: readonly FileRow[]): Generator<void, Pick<RunReportFacts, 'drawing' | 'drawn'>> {
  const graph = graphOf(workspace);
  const starts = [...runOutputs(workspace, run).flatMap(({ node }) => node ?? []), ...tasksOfRun(workspace, run).executed].map(graph.at).filter((at) => at >= 0);
  const walked = yield* walkInTurns(graph, starts, { direction: 'up', follow: (neighbour, relation, from) => isDataLink(graph, relation, neighbour, from) });
  const { nodes: found, links } = yield* toFoldInTurns(workspace, graph, walked);
  const nodes = withOwnVerdicts(found, inputs);
  yield;
  const folded = collapser(nodes, links, ({ id }) => nodesById(workspace.db, [id]).get(id)?.detail ?? '');
  yield;
  let drawing: Drawing = { boxes: [], edges: [] };
  for (const limit of boxLimits) {
    drawing = yield* folded(limit);
    yield;
    if (rowsOf(pictureOf(drawing, '', new Set()).picture) <= widest) break;
  }
  return { drawing, drawn: { nodes: nodes.length, links: walked.edges.length } };
}

/**
 * One outside path can have held several contents, each recorded by other runs: what counts here is the check against the
 * checksum that this run recorded, as its table of inputs shows it.
 */
function withOwnVerdicts(nodes: readonly NodeToFold[], inputs: readonly FileRow[]): NodeToFold[] {
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
