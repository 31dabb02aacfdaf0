/** cause.find: from a file upstream, what differs against an earlier run of the same pipeline, ranked. */

import type { EngineHandlers, Parsed } from '../contract';
import type { CauseAnswer, EarlierRun } from '../contract/cause';
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { forEachLink } from '../graph/adjacency';
import { concludeCause } from '../graph/cause/conclude';
import { distancesFrom } from '../graph/cause/distance';
import { causeRunOf, chooseGood, earlierRow, earlierRuns } from '../graph/cause/earlier-runs';
import { notShown } from '../graph/cause/not-shown';
import { differencesOfRuns } from '../graph/cause/of-run';
import { type PlacedTask, rankCauses } from '../graph/cause/rank';
import { reachedBy } from '../graph/cause/reached';
import { type Subject, subjectOf } from '../graph/cause/subject';
import { choiceRule, type GoodGround, rankRule } from '../graph/cause/vocabulary';
import { comparingTasks } from '../graph/compare/divergence';
import { matchingTasks } from '../graph/compare/match';
import { comparingOutputs } from '../graph/compare/outputs';
import { drawParting } from '../graph/compare/parting-drawing';
import { loadTasksInTurns, originsOf, type TaskFacts } from '../graph/compare/task-facts';
import { readWrittenFiles } from '../graph/compare/written';
import { behindOutputs, tasksAmong } from '../graph/effective';
import { graphOf } from '../graph/load';
import { checksOfNodes, newestCheck } from '../index/queries/checks';
import { filesOfTasks } from '../index/queries/compare';
import { findNode, type NodeRow } from '../index/queries/nodes';
import { type IndexedRun, runNames } from '../index/queries/runs';
import { relationNumbers } from '../index/schema';
import { nowOf } from '../now';
import { inTurns } from '../pause';
import { keyOfLid } from '../record/lid';
import type { EngineContext, OpenWorkspace } from './context';
import { toldNotCompared } from './openlineage/not-compared';
import { recordOf } from './record-of';
import { findRun } from './runs/find-run';

export function causeHandlers(context: EngineContext): Pick<EngineHandlers, 'cause.find'> {
  return { 'cause.find': (input, signal) => findCause(context, input, signal) };
}

const mostPartings = 20;

async function* findCause(context: EngineContext, { workspace: name, lid, against, limit }: Parsed<'cause.find'>, signal: AbortSignal): AsyncGenerator<Progress, CauseAnswer> {
  const workspace = context.open(name);
  const { murmur3 } = context.ports;
  const subject = subjectOf(workspace, lid);
  const earlier = yield* earlierRuns(workspace, subject, murmur3, signal);
  const chosen = against === undefined ? chooseByRule(earlier.rows) : chooseByHand(workspace, subject, against, murmur3);
  const names = runNames(workspace.db);
  const told = {
    file: {
      lid: subject.node.lid,
      title: subject.node.title,
      name: subject.name,
      verdict: newestCheck(checksOfNodes(workspace.db, [subject.node.id]).get(subject.node.id))?.verdict ?? null,
    },
    run: causeRunOf(subject.run, names),
    earlier: earlier.rows.map(({ row }) => row),
    earlierCount: earlier.count,
    choiceRule,
    rankRule,
    at: nowOf(context.ports),
    by: context.ports.who.user,
  };
  const found = chosen === null ? nothingFound : yield* differencesUpstream(context, workspace, subject, chosen, { earlier: earlier.rows, of: earlier.count }, signal);
  const answer: CauseAnswer = { ...told, ...found, causes: found.causes.slice(0, limit), conclusion: [] };
  answer.conclusion = concludeCause(answer);
  workspace.journal('cause-sought', {
    file: answer.file.lid,
    run: answer.run.lid,
    against: answer.against?.lid ?? null,
    ground: answer.ground,
    found: answer.total,
    first: answer.causes[0]?.words ?? null,
  });
  return answer;
}

type Found = Pick<CauseAnswer, 'against' | 'ground' | 'other' | 'compared' | 'causes' | 'total' | 'partings' | 'partingCount' | 'drawing' | 'tasks' | 'notShown'>;
type Chosen = { run: IndexedRun; row: EarlierRun; ground: GoodGround };

const nothingFound: Found = {
  against: null,
  ground: null,
  other: null,
  compared: null,
  causes: [],
  total: 0,
  partings: [],
  partingCount: 0,
  drawing: null,
  tasks: { behind: 0, matched: 0, sameRecord: 0 },
  notShown: [],
};

function chooseByRule(rows: readonly { run: IndexedRun; row: EarlierRun }[]): Chosen | null {
  const row = chooseGood(rows.map((one) => one.row));
  const taken = rows.find((one) => one.row === row);
  return taken === undefined ? null : { ...taken, ground: taken.row.ground };
}

/** Throws `not-found` where the run has nothing to compare with. */
function chooseByHand(workspace: OpenWorkspace, subject: Subject, against: string, murmur3: EngineContext['ports']['murmur3']): Chosen {
  const run = findRun(workspace, against);
  if (run.key === subject.run.key) throw new AuditError('bad-input', 'A file is compared with that of another run than its own. Choose another run.', { against });
  const row = earlierRow(workspace, subject, run, runNames(workspace.db), murmur3);
  if (row.file === null)
    throw new AuditError(
      'not-found',
      `The run ${row.name ?? row.lid} has no output "${subject.name}", or several of that name, so there is nothing to compare with. Choose another run.`,
      { against },
    );
  return { run, row, ground: 'chosen' };
}

async function* differencesUpstream(
  context: EngineContext,
  workspace: OpenWorkspace,
  subject: Subject,
  { run, row, ground }: Chosen,
  runs: { earlier: readonly { row: EarlierRun }[]; of: number },
  signal: AbortSignal,
): AsyncGenerator<Progress, Found> {
  const other = row.file === null ? undefined : findNode(workspace.db, row.file);
  const starts = { left: other === undefined ? null : startTask(workspace, other), right: subject.task };
  const ids = { left: behind(workspace, other, starts.left), right: behind(workspace, subject.node, starts.right) };
  const facts = yield* loadTasksInTurns(workspace, [...new Set([...ids.left, ...ids.right])], signal);
  const of = (side: readonly number[]) => side.flatMap((id) => facts.get(id) ?? []).sort(byName);
  const matching = yield* inTurns(
    'matching tasks',
    matchingTasks(of(ids.left), of(ids.right), starts.left === null || starts.right === null ? [] : [[starts.left, starts.right]]),
    signal,
  );
  const isOfHistory = publishedFrom(workspace, [...ids.left, ...ids.right]);
  const outputs = yield* inTurns(
    'comparing outputs',
    comparingOutputs(workspace, { left: run, right: subject.run }, [], context.ports.murmur3, ({ node }) => node !== undefined && isOfHistory.has(node)),
    signal,
  );
  const written = yield* inTurns('comparing files of tasks', readWrittenFiles(workspace, matching, outputs, context.ports.murmur3), signal);
  const rows = yield* inTurns('comparing tasks', comparingTasks(matching, written, { passEqual: true }), signal);
  const distances = { left: distancesFrom(starts.left, facts), right: distancesFrom(starts.right, facts) };
  const byLid = new Map([...facts.values()].map((task) => [task.lid, task]));
  const placed = rows.map((task): PlacedTask => {
    const [a, b] = [distances.left.get(byLid.get(task.left?.lid ?? '')?.node ?? -1), distances.right.get(byLid.get(task.right?.lid ?? '')?.node ?? -1)];
    return { task, distance: a === undefined && b === undefined ? null : Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY) };
  });
  const records = { left: runRecord(workspace, run), right: runRecord(workspace, subject.run) };
  const ranked = rankCauses(placed, differencesOfRuns(workspace, records.left, records.right));
  const reached = yield* reachedBy(workspace, ranked, byLid, runs, signal);
  const { file: _, compared, verdict: __, ground: ___, notTaken: ____, ...against } = row;
  const partings = partingsOf(placed, ranked);
  return {
    against,
    ground,
    other: other === undefined ? null : { lid: other.lid, title: other.title },
    compared,
    causes: ranked.map((entry) => ({ ...entry, reached: reached.get(entry.rank) ?? null })),
    total: ranked.length,
    partings: partings.slice(0, mostPartings),
    partingCount: partings.length,
    drawing: drawParting(matching, rows),
    tasks: {
      behind: ids.right.length,
      matched: matching.pairs.filter(({ left, right }) => left !== null && right !== null).length,
      sameRecord: rows.filter(({ status }) => status === 'same-record').length,
    },
    notShown: [...notShown(matching, of(ids.right), `lid://${subject.run.key}`, records.left !== null && records.right !== null), ...toldNotCompared(workspace.db)],
  };
}

const byName = (a: TaskFacts, b: TaskFacts) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.lid < b.lid ? -1 : 1);

function startTask(workspace: OpenWorkspace, node: NodeRow): number | null {
  if (node.kind === 'TaskRun' || node.kind === 'AgentRun') return node.id;
  const key = keyOfLid(node.lid);
  return originsOf(workspace, [key]).get(key)?.task ?? null;
}

/** The tasks that a file was made by, as recorded; of a task, itself and those. */
function behind(workspace: OpenWorkspace, node: NodeRow | undefined, task: number | null): number[] {
  if (node === undefined) return [];
  const graph = graphOf(workspace);
  const starts = [node.id, ...(task === null ? [] : [task])].map((id) => graph.at(id));
  return tasksAmong(graph, behindOutputs(graph, starts)).map((at) => graph.ids[at] ?? -1);
}

/** Files published from those that these tasks wrote. */
function publishedFrom(workspace: OpenWorkspace, tasks: readonly number[]): Set<number> {
  const graph = graphOf(workspace);
  const found = new Set<number>();
  for (const file of [...filesOfTasks(workspace.db, tasks).values()].flat())
    forEachLink(graph.down, graph.at(file), (node, relation) => {
      if (relation === relationNumbers.published) found.add(graph.ids[node] ?? -1);
    });
  return found;
}

function runRecord(workspace: OpenWorkspace, run: IndexedRun) {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  return record?.kind === 'WorkflowRun' ? record.spec : null;
}

/** In the order in which the ranking speaks of them. */
function partingsOf(placed: readonly PlacedTask[], ranked: readonly { tasks: { name: string; left: string | null; right: string | null }[] }[]): CauseAnswer['partings'] {
  const place = new Map<string, number>();
  const idOf = (left: string | null | undefined, right: string | null | undefined) => `${left ?? ''} ${right ?? ''}`;
  for (const [at, { tasks }] of ranked.entries()) for (const { left, right } of tasks) if (!place.has(idOf(left, right))) place.set(idOf(left, right), at);
  return placed
    .filter(({ task }) => task.first)
    .map(({ task, distance }) => ({ name: task.name, left: task.left?.lid ?? null, right: task.right?.lid ?? null, distance }))
    .sort((a, b) => (place.get(idOf(a.left, a.right)) ?? ranked.length) - (place.get(idOf(b.left, b.right)) ?? ranked.length) || (a.name < b.name ? -1 : 1));
}
