/** Holds what was made ahead, in its files and in use, against what the index gives now: answers come from it, and its seal is one that anybody can compute. */
import type { VerifiedIndex } from '../../contract/evidence';
import type { Progress } from '../../contract/shared';
import { columnsOf, makeColumns } from '../../graph/custody/columns';
import { graphKeeping, graphOf, makeGraph } from '../../graph/load';
import type { Wanted } from '../../index/ahead';
import { type Parts, partsDiffer } from '../../index/ahead-file';
import { foundRows } from '../../index/queries/findings';
import { unreadRecords } from '../../index/queries/search';
import { inTurns } from '../../pause';
import { allFiles, allFilesKeeping, makeAllFiles } from '../all-files';
import type { OpenWorkspace } from '../context';
import { columnsKeeping } from '../custody/columns-keeping';
import { foundInTurns, foundKeeping } from '../findings/all';
import { factsOf, makeFacts, makeTitleOrder, titleOrder, titleOrderKeeping } from '../impact/facts';
import { factsKeeping } from '../impact/keeping';
import { makeUnread, unreadInTurns, unreadKeeping } from '../impact/unread';
import { type Keeping, keptOf } from '../kept-ahead';
import { lidsAtHand, lidsKeeping, makeLids, wantedLids } from '../lids';
import { fromRecords, fromRecordsKeeping, makeFromRecords } from '../overview/from-records';
import { makeObjects, objectsKeeping, storeObjects } from '../overview/objects';
import { allTasksAtHand, allTasksKeeping } from '../runs/all-tasks';
import { allUses, allUsesKeeping, makeAllUses } from '../runs/all-uses';
import { findOutputs, outputsOf, type RunOutput } from '../runs/files';
import { allRuns } from '../runs/list';
import { outputsKeeping } from '../runs/outputs-keeping';
import { tasksOfAllRuns } from '../runs/tasks';
import { linesInUse, linesKeeping, makeLines } from '../search/lines';
import { makeScripts, scriptsAtHand, scriptsKeeping } from '../search/scripts';
import { makeTable, searchTable, tableKeeping } from '../search/table';

/** To be called with an index that follows from the evidence. What does not fit is not used, and not looked at beyond its seal. Throws the reason of `signal`. */
export async function* verifyAhead(workspace: OpenWorkspace, signal: AbortSignal): AsyncGenerator<Progress, VerifiedIndex['ahead']> {
  const { ahead, db } = workspace;
  if (ahead === null) return [];
  const [table, facts, scripts, lids] = [tableKeeping(workspace), factsKeeping(workspace), scriptsKeeping(workspace), lidsKeeping(workspace)];
  const checks: { [what: string]: (parts: Parts) => AsyncGenerator<Progress, string | null> } = {
    [graphKeeping.what]: (parts) => held(parts, graphKeeping, () => graphOf(workspace), makeGraph(db)),
    [table.what]: (parts) => held(parts, table, () => searchTable(workspace), makeTable(workspace, unreadRecords(db))),
    [linesKeeping.what]: (parts) => held(parts, linesKeeping, () => linesInUse(workspace), makeLines(workspace)),
    [scripts.what]: (parts) => held(parts, scripts, () => scriptsAtHand(workspace), makeScripts(workspace)),
    [facts.what]: (parts) => held(parts, facts, () => factsOf(workspace), makeFactsAlone()),
    [titleOrderKeeping.what]: (parts) => held(parts, titleOrderKeeping, () => titleOrder(workspace), makeOrderAlone()),
    [outputsKeeping.what]: (parts) => held(parts, outputsKeeping, () => outputsOf(workspace, allRuns(workspace)), outputsOfAll()),
    [allTasksKeeping.what]: (parts) => held(parts, allTasksKeeping, () => allTasksAtHand(workspace), tasksOfAllRunsAlone()),
    [allFilesKeeping.what]: (parts) => held(parts, allFilesKeeping, () => allFiles(workspace), makeAllFiles(db)),
    [allUsesKeeping.what]: (parts) => held(parts, allUsesKeeping, () => allUses(workspace), makeAllUses(db)),
    [fromRecordsKeeping.what]: (parts) => held(parts, fromRecordsKeeping, () => fromRecords(workspace), fromRecordsAlone()),
    [objectsKeeping.what]: (parts) => held(parts, objectsKeeping, () => storeObjects(workspace), makeObjects(db)),
    [columnsKeeping.what]: (parts) => held(parts, columnsKeeping, () => columnsOf(workspace), makeColumnsAlone()),
    [unreadKeeping.what]: (parts) => held(parts, unreadKeeping, () => unreadInTurns(workspace).whole(), makeUnread(workspace)),
    [lids.what]: (parts) => held(parts, lids, () => lidsAtHand(workspace), makeLids(workspace)),
    [foundKeeping.what]: (parts) => held(parts, foundKeeping, () => foundInTurns(workspace).whole(), foundRows(db)),
  };
  const wanted: Wanted[] = [
    graphKeeping,
    table,
    linesKeeping,
    scripts,
    facts,
    titleOrderKeeping,
    outputsKeeping,
    allTasksKeeping,
    allFilesKeeping,
    allUsesKeeping,
    fromRecordsKeeping,
    objectsKeeping,
    columnsKeeping,
    unreadKeeping,
    foundKeeping,
  ].map((keeping) => keptOf(workspace, keeping));
  wanted.push(wantedLids(workspace));
  const differences: VerifiedIndex['ahead'] = [];
  for (const { file, what, parts } of ahead.found(wanted)) {
    const check = checks[what];
    if (parts !== 'broken' && check === undefined) continue;
    const told = parts === 'broken' || check === undefined ? 'it is not as this program wrote it (its SHA-256 does not fit), and was not used' : yield* check(parts);
    if (told !== null) differences.push({ file, message: told });
  }
  return differences;

  function* makeFactsAlone() {
    return yield* makeFacts(workspace, yield* makeGraph(db));
  }
  function* makeColumnsAlone() {
    return yield* makeColumns(workspace, yield* makeGraph(db));
  }
  function* makeOrderAlone() {
    return yield* makeTitleOrder(workspace, yield* makeGraph(db));
  }
  function* tasksOfAllRunsAlone() {
    return yield* tasksOfAllRuns(workspace, yield* makeGraph(db), (run) => findOutputs(workspace, run));
  }
  function* fromRecordsAlone() {
    return yield* makeFromRecords(db, yield* makeFactsAlone());
  }
  function* outputsOfAll(): Generator<void, Map<string, RunOutput[]>> {
    const byRun = new Map<string, RunOutput[]>();
    for (const run of allRuns(workspace)) {
      byRun.set(run.key, findOutputs(workspace, run));
      yield;
    }
    return byRun;
  }
  /** In words where they differ. Where the records are others meanwhile, the file fits no more. */
  async function* held<T>(parts: Parts, keeping: Keeping<T>, inUse: () => T | null, making: Generator<unknown, T>): AsyncGenerator<Progress, string | null> {
    const begun = keptOf(workspace, keeping).stamp;
    const expected = keeping.parts(yield* inTurns('what is made ahead', making, signal));
    if (keptOf(workspace, keeping).stamp !== begun) return null;
    const inFile = partsDiffer(parts, expected);
    if (inFile !== null) return inFile;
    const used = inUse();
    return used === null || partsDiffer(keeping.parts(used), expected) === null ? null : 'it was another one when it was read, and what it said was in use';
  }
}
