/** The counts of one answer: by kind, by distance, by label, by reason, and by the contents that a path has held. */
import type { ImpactBegun, ImpactCounts, ImpactSummary } from '../../contract/impact';
import { roles } from '../../graph/impact/facts';
import { reachedRuns } from '../../graph/impact/reach';
import { doubtReasons, notWholeWords } from '../../graph/impact/reasons';
import { textsById } from '../../index/queries/impact';
import { nodesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { mayBeUnaffected } from '../../sync/coverage';
import type { OpenWorkspace } from '../context';
import { coverageIn } from '../coverage';
import { type Impact, kindAs, stateOf } from './answer';
import { unreadInTurns } from './unread';

/** Distances told one by one; what lies beyond is one line. */
const farthest = 30;
const labelsShown = 200;
const contentsShown = 20;
const startsShown = 20;

const none = (): ImpactCounts => ({ runs: 0, tasks: 0, files: 0, published: 0 });

function count(counts: ImpactCounts, role: number, published: boolean): void {
  if (role === roles.run) counts.runs++;
  else if (role === roles.task) counts.tasks++;
  else if (role === roles.file) {
    counts.files++;
    if (published) counts.published++;
  }
}

export function summaryOf(workspace: OpenWorkspace, impact: Impact): ImpactSummary {
  return { ...begunOf(workspace, impact), byChecksum: contentsOf(workspace, impact) };
}

/** Without the contents of a path: what each of them reached is one walk more. */
export function begunOf(workspace: OpenWorkspace, impact: Impact): ImpactBegun {
  const { facts, begun, found } = impact;
  const { graph, role, published } = facts;
  const of = { reached: none(), unknown: none(), unaffected: none() };
  const all = none();
  const outside = { reached: 0, unknown: 0 };
  const byDistance = new Map<number, ImpactCounts>();
  const byReason = new Map<number, ImpactCounts & { others: number }>();
  for (let node = 0; node < graph.count; node++) {
    const is = role[node] ?? 0;
    if (is === roles.none) continue;
    const state = stateOf(found, node);
    const isPublished = published[node] === 1;
    if (is === roles.outside && state !== 'unaffected') outside[state]++;
    count(of[state], is, isPublished);
    count(all, is, isPublished);
    if (state === 'reached') {
      const steps = Math.min(found.distance[node] ?? 0, farthest);
      const counts = byDistance.get(steps) ?? none();
      byDistance.set(steps, counts);
      count(counts, is, isPublished);
    } else if (state === 'unknown') {
      const counts = byReason.get(found.reason[node] ?? 0) ?? { ...none(), others: 0 };
      byReason.set(found.reason[node] ?? 0, counts);
      count(counts, is, isPublished);
      if (is === roles.outside || is === roles.other) counts.others++;
    }
  }
  const labels = labelsOf(workspace, impact);
  return {
    said: begun.said,
    ...startsOf(workspace, impact),
    ...of,
    of: all,
    outside,
    unread: unreadInTurns(workspace).whole().length,
    byDistance: [...byDistance].sort(([a], [b]) => a - b).flatMap(([distance, counts]) => (isNothing(counts) ? [] : [{ distance, andMore: distance === farthest, ...counts }])),
    byLabel: labels.slice(0, labelsShown),
    labels: labels.length,
    byReason: [...byReason].sort(([a], [b]) => a - b).flatMap(([reason, counts]) => ({ reason: doubtReasons[reason - 1] ?? 'missing-record', ...counts })),
    contents: begun.contents.filter(({ checksum }) => checksum !== 0).length,
    notes: [...begun.notes, ...coverageNotes(workspace)],
  };
}

function coverageNotes(workspace: OpenWorkspace): string[] {
  const coverage = coverageIn(workspace);
  return coverage.sentence === null ? [] : [coverage.sentence, ...(mayBeUnaffected(coverage) ? [] : [notWholeWords])];
}

const isNothing = (counts: ImpactCounts) => counts.runs + counts.tasks + counts.files === 0;

function startsOf(workspace: OpenWorkspace, { facts, begun }: Impact): Pick<ImpactSummary, 'starts'> {
  const starts = [...new Set(begun.from.starts.map(([node]) => node))];
  const shown = starts.slice(0, startsShown);
  const rows = nodesById(
    workspace.db,
    shown.map((node) => facts.graph.ids[node] ?? -1),
  );
  const names = runNames(workspace.db);
  return {
    starts: {
      count: starts.length,
      first: shown.flatMap((node) => {
        const id = facts.graph.ids[node] ?? -1;
        const row = rows.get(id);
        return row === undefined ? [] : [{ lid: row.lid, title: names.get(id) ?? row.title, as: kindAs(facts.role[node] ?? 0) ?? ('other' as const) }];
      }),
    },
  };
}

function labelsOf(workspace: OpenWorkspace, { facts, found }: Impact): ImpactSummary['byLabel'] {
  const { labels, role, published } = facts;
  const byLabel = new Map<number, { tasks: number; files: number; published: number }>();
  for (const [node, label] of labels) {
    if ((found.distance[node] ?? -1) < 0) continue;
    const counts = byLabel.get(label) ?? { tasks: 0, files: 0, published: 0 };
    byLabel.set(label, counts);
    if (role[node] === roles.task) counts.tasks++;
    if (role[node] === roles.file) counts.files++;
    if (published[node] === 1) counts.published++;
  }
  const texts = textsById(workspace.db, byLabel.keys());
  return [...byLabel]
    .map(([label, counts]) => ({ label: texts.get(label) ?? '', ...counts }))
    .sort((a, b) => b.published - a.published || b.files - a.files || b.tasks - a.tasks || (a.label < b.label ? -1 : 1));
}

/** In the order of what each reached, the most runs first. */
function contentsOf(workspace: OpenWorkspace, { facts, begun }: Impact): ImpactSummary['byChecksum'] {
  const shown = [...begun.contents].sort((a, b) => b.starts.length - a.starts.length).slice(0, contentsShown);
  const runs = shown.map(({ starts }) => reachedRuns(facts, starts));
  const rows = nodesById(
    workspace.db,
    runs.flat().map((node) => facts.graph.ids[node] ?? -1),
  );
  const names = runNames(workspace.db);
  const texts = textsById(
    workspace.db,
    shown.map(({ checksum }) => checksum),
  );
  return shown.map(({ checksum, starts }, i) => ({
    checksum: texts.get(checksum) ?? null,
    direct: starts.length,
    runs: (runs[i] ?? []).flatMap((node) => {
      const row = rows.get(facts.graph.ids[node] ?? -1);
      return row === undefined ? [] : [{ lid: row.lid, title: names.get(row.id) ?? row.title }];
    }),
  }));
}
