/** compare.runs and compare.tasks: two runs, or two tasks, side by side. */
import type { EngineHandlers, Input, Parsed } from '../contract';
import type { ComparedTask, RunComparison } from '../contract/compare';
import type { Progress } from '../contract/shared';
import { verifyCalls } from '../contract/verify';
import { comparingTasks } from '../graph/compare/divergence';
import { indexFilesOf } from '../graph/compare/index-files';
import { matchingTasks } from '../graph/compare/match';
import { notesOf } from '../graph/compare/notes';
import { comparingOutputs, countOutputs } from '../graph/compare/outputs';
import { drawParting } from '../graph/compare/parting-drawing';
import { compareCode, compareEnvironment, compareParams, runSpec } from '../graph/compare/run-level';
import { loadTasksInTurns } from '../graph/compare/task-facts';
import { conclude, judgeRuns } from '../graph/compare/verdict';
import { readWrittenFiles } from '../graph/compare/written';
import { fileOutputs } from '../index/queries/recorded-files';
import { type IndexedRun, runNames } from '../index/queries/runs';
import { nowOf } from '../now';
import { inTurns } from '../pause';
import { keyOfLid, lidOfKey } from '../record/lid';
import { compareRecords } from './compare/records';
import { type Compared, comparedRows, countStatuses, cutDiffers, firstRows, keepCompared, keptComparison, saysOutput, saysTask } from './compare/rows';
import { compareTwoTasks, otherTasks } from './compare/tasks';
import type { EngineContext, OpenWorkspace } from './context';
import { toldNotCompared } from './openlineage/not-compared';
import { recordOf } from './record-of';
import { runOutputs } from './runs/files';
import { findRun } from './runs/find-run';
import { nullRunKey } from './runs/null-run';
import { effectiveTasks } from './runs/tasks';
import { verifyRun } from './verify/run';

export function compareHandlers(context: EngineContext): Pick<EngineHandlers, 'compare.runs' | 'compare.rows' | 'compare.tasks' | 'compare.others' | 'compare.records'> {
  return {
    'compare.runs': (input, signal) => compareRuns(context, input, signal),
    'compare.rows': (input) => comparedRows(context.open(input.workspace), input),
    'compare.records': ({ workspace, left, right }) => compareRecords(context, context.open(workspace), left, right),
    'compare.others': ({ workspace, task }) => otherTasks(context.open(workspace), task),
    'compare.tasks': ({ workspace, left, right }) => compareTwoTasks(context.open(workspace), left, right),
  };
}

/** What is cut off is asked for by compare.rows. */
function shortened<Answer extends Pick<RunComparison, 'outputs' | 'tasks' | 'firstDivergence'>>(whole: Answer, most: number): Answer {
  return {
    ...whole,
    outputs: firstRows(whole.outputs, most, saysOutput),
    tasks: firstRows(whole.tasks, most, saysTask).map(cutDiffers),
    firstDivergence: whole.firstDivergence && cutDiffers(whole.firstDivergence),
  };
}

type Runs = Record<'left' | 'right', IndexedRun>;

async function* compareRuns(context: EngineContext, input: Parsed<'compare.runs'>, signal: AbortSignal): AsyncGenerator<Progress, RunComparison> {
  const { workspace: name, verify, work, ignore, most } = input;
  const workspace = context.open(name);
  const runs: Runs = { left: findRun(workspace, input.left), right: findRun(workspace, input.right) };
  let stopped = false;
  if (verify || work) stopped = yield* hashBoth(context, name, runs, work, signal);
  // What is at hand is compared all the same where the reading of files was stopped.
  const asked = { left: lidOfKey(runs.left.key), right: lidOfKey(runs.right.key), ignore };
  const whole = keptComparison(context.open(name), asked) ?? (yield* compareAsKnown(context, context.open(name), runs, ignore, stopped ? new AbortController().signal : signal));
  keepCompared(context.open(name), asked, whole);
  const answer = most === undefined ? whole : shortened(whole, most);
  const { user } = context.ports.who;
  const result: RunComparison = { ...answer, hashed: (verify || work) && !stopped, stopped, conclusion: [], at: nowOf(context.ports), by: user };
  result.conclusion = conclude(result);
  workspace.journal('compare', { left: result.left.lid, right: result.right.lid, verify: verify || work, work, stopped, ignore, verdict: result.verdict, counts: result.counts });
  return result;
}

/** Through the same checks as ever, so that each result is kept as evidence. True where it was stopped. */
async function* hashBoth(context: EngineContext, workspace: string, { left, right }: Runs, work: boolean, signal: AbortSignal): AsyncGenerator<Progress, boolean> {
  for (const run of left.key === right.key ? [left] : [left, right]) {
    const scoped = (scope: Omit<Input<'verify.run'>, 'workspace'>) => verifyRun(context, verifyCalls['verify.run'].input.parse({ workspace, ...scope }), signal);
    if ((yield* scoped({ run: lidOfKey(run.key), work })).stopped) return true;
    const elsewhere = outputsElsewhere(context.open(workspace), run);
    if (elsewhere.length > 0 && (yield* scoped({ lids: elsewhere })).stopped) return true;
  }
  return false;
}

/** Outputs with a record of their own that lie below another key than that of the run. */
function outputsElsewhere(workspace: OpenWorkspace, run: IndexedRun): string[] {
  const nodes = runOutputs(workspace, run).flatMap(({ node }) => node ?? []);
  return fileOutputs(workspace.db, nodes).flatMap(({ recorded: { lid } }) => (lid === null || keyOfLid(lid).startsWith(`${run.key}/`) ? [] : [lid]));
}

async function* compareAsKnown(
  { ports }: EngineContext,
  workspace: OpenWorkspace,
  runs: Runs,
  ignore: RunComparison['ignore'],
  signal: AbortSignal,
): AsyncGenerator<Progress, Compared> {
  const outputs = yield* inTurns('comparing outputs', comparingOutputs(workspace, runs, ignore, ports.murmur3), signal);
  const ids = { left: effectiveTasks(workspace, runs.left), right: effectiveTasks(workspace, runs.right) };
  const facts = yield* loadTasksInTurns(workspace, [...new Set([...ids.left, ...ids.right])], signal);
  const of = (side: readonly number[]) => side.flatMap((id) => facts.get(id) ?? []).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.lid < b.lid ? -1 : 1));
  const matching = yield* inTurns('matching tasks', matchingTasks(of(ids.left), of(ids.right)), signal);
  const written = yield* inTurns('comparing files of tasks', readWrittenFiles(workspace, matching, outputs, ports.murmur3), signal);
  const tasks = yield* inTurns('comparing tasks', comparingTasks(matching, written), signal);
  const rows = outputs.map(({ row }) => row);
  const indexes = indexFilesOf(workspace.db, outputs);
  const counts = countOutputs(rows, indexes.indexes);
  const records = { left: recordOfRun(workspace, runs.left), right: recordOfRun(workspace, runs.right) };
  const [left, right] = [runSpec(workspace, records.left), runSpec(workspace, records.right)];
  const names = runNames(workspace.db);
  const isOneRun = runs.left.key === runs.right.key;
  const linkTo = ({ key, node }: IndexedRun) => ({ lid: lidOfKey(key), title: names.get(node) ?? (key === nullRunKey ? 'runs without a record' : key.slice(0, 8)) });
  return {
    left: linkTo(runs.left),
    right: linkTo(runs.right),
    verdict: judgeRuns(isOneRun, counts, tasks, indexes),
    firstDivergence: firstOf(tasks),
    counts,
    outputs: rows,
    outputCount: rows.length,
    params: compareParams(left, right),
    code: compareCode(left, right),
    environment: compareEnvironment(left, right),
    tasks,
    taskCount: tasks.length,
    taskCounts: countStatuses(tasks),
    drawing: drawParting(matching, tasks),
    notes: isOneRun ? [] : [...notesOf(outputs, tasks, { left: records.left === null, right: records.right === null }), ...toldNotCompared(workspace.db)],
    ignore,
  };
}

function recordOfRun(workspace: OpenWorkspace, run: IndexedRun) {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  return record?.kind === 'WorkflowRun' ? record.spec : null;
}

const rank: ComparedTask['status'][] = ['differs', 'other-outputs', 'only-left', 'only-right', 'ambiguous'];

/** A task that says what differs goes before one that is only missing. */
export function firstOf(tasks: readonly ComparedTask[]): RunComparison['firstDivergence'] {
  const [first, ...others] = tasks.filter((task) => task.first).sort((a, b) => rank.indexOf(a.status) - rank.indexOf(b.status));
  if (first === undefined) return null;
  return { task: first.name, left: first.left?.lid ?? null, right: first.right?.lid ?? null, differs: first.differs, also: others.map(({ name }) => name) };
}
