/** What a report tells beside its subject: the run that it is held against, the histories of its outputs as one, what the subject reached. */
import type { RunComparison } from '../../contract/compare';
import type { Custody } from '../../contract/custody';
import type { ImpactSummary } from '../../contract/impact';
import type { FileRow, Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { runsBefore } from '../../graph/cause/earlier-runs';
import { type Histories, historiesInTurns } from '../../graph/custody/history';
import { foldedAfter, ranksOf, weakPlaces } from '../../graph/custody/page';
import { findNode } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import { keyOfLid, lidOfKey } from '../../record/lid';
import { compareHandlers } from '../compare';
import type { OpenWorkspace } from '../context';
import { impactOf } from '../impact/answer';
import { type ReportLists, reportLists } from '../impact/report-lists';
import { summaryOf } from '../impact/summary';
import { findRun } from '../runs/find-run';
import type { StateThen } from './of-checkpoint';

/** `earlier`: runs of the same pipeline that are recorded to have started before. */
export type AgainstRun = { comparison: RunComparison; chosen: boolean; earlier: number } | { comparison: null; chosen: false; earlier: 0 };

/** `against` left out: the newest earlier run of the same pipeline. Throws `not-found`; `bad-input` for the run itself. */
export async function* againstRun({ context, workspace }: StateThen, lid: string, against: string | undefined, signal: AbortSignal): AsyncGenerator<Progress, AgainstRun> {
  const run = findRun(workspace, lid);
  const before = runsBefore(workspace, run);
  const other = against === undefined ? before[0] : findRun(workspace, against);
  if (other === undefined) return { comparison: null, chosen: false, earlier: 0 };
  if (other.key === run.key) throw new AuditError('bad-input', `A run is not compared with itself: choose another run than ${lidOfKey(run.key)}.`);
  const asked = { workspace: workspace.name, left: lidOfKey(other.key), right: lidOfKey(run.key), verify: false, work: false, ignore: [] };
  const comparison = yield* compareHandlers(context)['compare.runs'](asked, signal);
  return { comparison, chosen: against !== undefined, earlier: before.length };
}

/** The processing histories of published files as one, folded. */
export interface OutputHistories extends Pick<Custody, 'ranks' | 'folded' | 'foldedCount' | 'places' | 'placeCount' | 'stepCount' | 'outsideCount'> {
  /** Published files whose histories these are, and those that have no record of their own to begin from. */
  files: number;
  without: number;
  weakest: { text: string; lid: string } | null;
}

const most = { groups: 100, places: 20 };

/** null where no published file has a record. */
export function* outputHistories(workspace: OpenWorkspace, outputs: readonly FileRow[]): Generator<void, OutputHistories | null> {
  const lids = outputs.flatMap(({ lid }) => lid ?? []);
  const known = nodesOfKeys(workspace.db, lids.map(keyOfLid));
  const nodes = [...new Set(lids.flatMap((lid) => known.get(keyOfLid(lid)) ?? findNode(workspace.db, lid)?.id ?? []))];
  if (nodes.length === 0) return null;
  const kept = keptHistories(workspace);
  const key = nodes.join(' ');
  const histories = kept.get(key) ?? (yield* historiesInTurns(workspace, nodes));
  kept.clear();
  kept.set(key, histories);
  const { chain, facts, assessment, outside } = histories;
  const lidOf = (node: number) => facts.rows.get(node)?.lid ?? '';
  const weak = weakPlaces(histories, most.places);
  const groups = foldedAfter(histories, 0);
  const { weakest } = assessment;
  return {
    files: nodes.length,
    without: outputs.length - nodes.length,
    stepCount: chain.steps.length,
    outsideCount: outside.length,
    ranks: ranksOf(histories),
    ...workspace.masker.texts({
      weakest: weakest === null ? null : { text: weakest.text(), lid: lidOf(weakest.node) },
      folded: groups.slice(0, most.groups),
      places: weak.places,
    }),
    foldedCount: groups.length,
    placeCount: weak.placeCount,
  };
}

function keptHistories(workspace: OpenWorkspace): Map<string, Histories> {
  return workspace.cached('histories of outputs', () => new Map());
}

export const forgetHistories = (workspace: OpenWorkspace) => keptHistories(workspace).clear();

export interface Reached {
  summary: ImpactSummary;
  lists: ReportLists;
}

export function reachedBy(workspace: OpenWorkspace, lid: string): Reached {
  const impact = impactOf(workspace, { by: 'lid', lid });
  return workspace.masker.texts({ summary: summaryOf(workspace, impact), lists: reportLists(workspace, impact) });
}
