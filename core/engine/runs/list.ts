/** The table of runs: one row for every run that anything in the store speaks of, with marks for what is odd. */
import type { RunRow } from '../../contract/runs';
import type { IndexedRun } from '../../index/queries/runs';
import { runMarkBits } from '../../index/schema';
import { instantOf } from '../../record/instant';
import { lidOfKey } from '../../record/lid';
import { isInPart, type RunCoverage } from '../../sync/coverage';
import { summariseChecks } from '../../verify/summary';
import type { OpenWorkspace } from '../context';
import { runCoverageIn } from '../coverage';
import { cachedInTurns, type InTurns } from '../in-turns';
import { tagsIn } from '../tags/of-nodes';
import { checksOfFiles } from './file-rows';
import { keepOutputs, runOutputs } from './files';
import { allIndexedRuns } from './indexed';
import { nullRun } from './null-run';

/** Newest start first, unknown last. */
export function runRows(workspace: OpenWorkspace): RunRow[] {
  return runsInTurns(workspace).whole();
}

/** One run a turn: the checks of its outputs, which can be many thousand, are counted for it. */
export function runsInTurns(workspace: OpenWorkspace): InTurns<RunRow[]> {
  return cachedInTurns(workspace, 'rows of all runs', () => makeRows(workspace));
}

function* makeRows(workspace: OpenWorkspace): Generator<void, RunRow[]> {
  const runs = allRuns(workspace);
  const rows: { row: RunRow; at: number }[] = [];
  for (const run of runs) {
    yield;
    const row = runRow(workspace, run);
    rows.push({ row, at: row.start === null ? Number.NEGATIVE_INFINITY : known(instantOf(row.start)) });
  }
  yield;
  keepOutputs(workspace, runs);
  return rows.sort((a, b) => (a.at === b.at ? (a.row.lid < b.row.lid ? -1 : 1) : a.at < b.at ? 1 : -1)).map(({ row }) => row);
}

/** With the one that stands for records which name none. */
export function allRuns(workspace: OpenWorkspace): IndexedRun[] {
  const unrecorded = nullRun(workspace);
  return [...allIndexedRuns(workspace), ...(unrecorded === null ? [] : [unrecorded])];
}

const known = (millis: number) => (millis === Number.MAX_VALUE ? Number.NEGATIVE_INFINITY : millis);

/** Made once for each state of the index: the checks of many thousand outputs are counted for it. */
export function runRow(workspace: OpenWorkspace, run: IndexedRun): RunRow {
  const rows = workspace.cached('rows of runs', () => new Map<string, RunRow>());
  const known = rows.get(run.key);
  if (known !== undefined) return known;
  const row = makeRow(workspace, run);
  rows.set(run.key, row);
  return row;
}

function makeRow(workspace: OpenWorkspace, run: IndexedRun): RunRow {
  const { record, history, output } = run;
  const outputs = runOutputs(workspace, run);
  return {
    lid: lidOfKey(run.key),
    name: record?.name ?? history?.name ?? null,
    ...startOf(run),
    pipeline: record?.pipeline ?? null,
    repository: record?.repository ?? null,
    revision: record?.revision ?? null,
    commit: record?.commit ?? null,
    session: record?.session ?? history?.session ?? null,
    user: record?.user == null ? null : workspace.masker.kind('person', record.user),
    outputs: outputs.length,
    executedTasks: run.executedTasks,
    marks: marksOf(run, runCoverageIn(workspace, run)),
    checks: summariseChecks(checksOfFiles(workspace, outputs)),
    ...tagsIn(workspace, run.node),
  };

  function startOf({ record: recorded }: IndexedRun): Pick<RunRow, 'start' | 'startFrom'> {
    if (recorded?.start) return { start: recorded.start, startFrom: 'record' };
    if (history !== null) return { start: history.time, startFrom: 'history' };
    if (output?.created) return { start: output.created, startFrom: 'output' };
    return { start: null, startFrom: null };
  }
}

function marksOf({ record, history, output }: IndexedRun, known: RunCoverage): RunRow['marks'] {
  const marks: RunRow['marks'] = [];
  const bits = record?.marks ?? 0;
  if (bits & runMarkBits.stub) marks.push('stub');
  if (bits & runMarkBits.preview) marks.push('preview');
  if (bits & runMarkBits.resumed) marks.push('resumed');
  // Where nobody looked for the record, nothing says that it is not there.
  const inPart = isInPart(known);
  if (output === null && !inPart) marks.push('no-output-record');
  if (record === null) marks.push('no-record');
  if (history === null || history.vanished) marks.push('no-history');
  if (record?.vanished || (record === null && history?.vanished)) marks.push('vanished');
  if (inPart) marks.push('in-part');
  return marks;
}
