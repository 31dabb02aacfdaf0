/** Runs of the same pipeline that started earlier, and the one of them to compare with: by a rule, never by silent assumption. */
import type { CauseRun, EarlierRun } from '../../contract/cause';
import type { Progress } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { type IndexedRun, indexedRuns, runNames } from '../../index/queries/runs';
import { pause } from '../../pause';
import type { Hash } from '../../ports';
import { instantOf } from '../../record/instant';
import { lidOfKey } from '../../record/lid';
import { repositoryMatches } from '../../verify/code/repository-url';
import { isFinding } from '../../verify/finding';
import { type FileSide, fileSides } from '../compare/content';
import { judgeFiles } from '../compare/judge-files';
import { counterpartIn, type Subject } from './subject';
import type { GoodGround, NotTaken } from './vocabulary';

export interface Earlier {
  run: IndexedRun;
  row: EarlierRun;
}

const mostRuns = 200;
const portion = 10;

/** Newest first; `count` counts those past the first 200 too. */
export async function* earlierRuns(
  workspace: OpenWorkspace,
  subject: Subject,
  murmur3: () => Hash,
  signal: AbortSignal,
): AsyncGenerator<Progress, { rows: Earlier[]; count: number }> {
  const names = runNames(workspace.db);
  const before = runsBefore(workspace, subject.run);
  const rows: Earlier[] = [];
  const looked = before.slice(0, mostRuns);
  for (let at = 0; at < looked.length; at += portion) {
    yield* pause({ phase: 'looking for earlier runs', done: at, total: looked.length }, signal);
    for (const run of looked.slice(at, at + portion)) rows.push({ run, row: earlierRow(workspace, subject, run, names, murmur3) });
  }
  return { rows, count: before.length };
}

/** Of the same pipeline, recorded to have started earlier; newest first. */
export function runsBefore(workspace: Pick<OpenWorkspace, 'db'>, of: IndexedRun): IndexedRun[] {
  const began = instantOf(startOf(of));
  return indexedRuns(workspace.db)
    .map((run) => ({ run, at: instantOf(startOf(run)) }))
    .filter(({ run, at }) => run.key !== of.key && at < began && began !== Number.MAX_VALUE && isSamePipeline(run, of))
    .sort((a, b) => b.at - a.at || (a.run.key < b.run.key ? -1 : 1))
    .map(({ run }) => run);
}

export function earlierRow(workspace: OpenWorkspace, subject: Subject, run: IndexedRun, names: ReadonlyMap<number, string>, murmur3: () => Hash): EarlierRun {
  const found = counterpartIn(workspace, subject, run);
  const empty = { ...causeRunOf(run, names), file: found?.lid ?? null, compared: null, verdict: null, ground: 'nothing' as const };
  if (found === undefined) return { ...empty, notTaken: 'no-such-output' };
  if (subject.as === 'task') return { ...empty, notTaken: null };
  const [theirs, ours] = fileSides(workspace, [{ node: found.id }, { node: subject.node.id }]);
  if (theirs === undefined || ours === undefined) return { ...empty, notTaken: 'no-such-output' };
  const { status, by, detail } = judgeFiles(theirs, ours, murmur3);
  return { ...empty, compared: { status, by, detail }, verdict: theirs.check?.verdict ?? null, ground: groundOf(theirs), notTaken: whyNot(theirs, status) };
}

export function causeRunOf(run: IndexedRun, names: ReadonlyMap<number, string>): CauseRun {
  return { lid: lidOfKey(run.key), name: names.get(run.node) ?? null, start: startOf(run), revision: run.record?.revision ?? null, commit: run.record?.commit ?? null };
}

/** As recorded: of the record, else of the history, else of the #output record. */
function startOf({ record, history, output }: IndexedRun): string | null {
  return record?.start ?? history?.time ?? output?.created ?? null;
}

/** By repository where both record one, else by pipeline name; two runs that record neither are not shown to be of one pipeline. */
export function isSamePipeline({ record: a }: Pick<IndexedRun, 'record'>, { record: b }: Pick<IndexedRun, 'record'>): boolean {
  const byRepository = b?.repository == null ? null : repositoryMatches(a?.repository ?? null, [{ url: b.repository }]);
  return byRepository ?? (a?.pipeline != null && a.pipeline === b?.pipeline);
}

/** What speaks for the file of an earlier run. Being intact is not being right. */
function groundOf({ check }: FileSide): GoodGround {
  if (check === null || check.stale || isFinding(check)) return 'nothing';
  if (check.baselineLocked) return 'signed-off';
  const isAsRecorded = check.examined === 'content' && (check.verdict === 'content-verified' || check.verdict === 'metadata-match');
  return isAsRecorded ? 'as-recorded' : 'nothing';
}

function whyNot({ check }: FileSide, status: string): NotTaken | null {
  if (status === 'identical') return 'same-content';
  return check !== null && isFinding(check) ? 'check-speaks-against' : null;
}

/** The newest signed off, else the newest read with nothing against it, else the newest; of those that could be taken. `rows` newest first. */
export function chooseGood<Row extends Pick<EarlierRun, 'ground' | 'notTaken'>>(rows: readonly Row[]): Row | undefined {
  const possible = rows.filter(({ notTaken }) => notTaken === null);
  return possible.find(({ ground }) => ground === 'signed-off') ?? possible.find(({ ground }) => ground === 'as-recorded') ?? possible[0];
}
